package connectlocal.connect;

import java.util.List;
import java.util.Map;

/**
 * Everything about a user that the API can change, immutable: a change makes a new record, so that readers always see a
 * whole user.
 *
 * @param hierarchyGroupId null when the user is in none
 * @param tags sorted by key
 * @param proficiencies sorted by name and value
 */
record Settings(
        IdentityInfo identityInfo,
        PhoneConfig phoneConfig,
        ChannelSettings channels,
        String routingProfileId,
        List<String> securityProfileIds,
        String hierarchyGroupId,
        Map<String, String> tags,
        List<Proficiency> proficiencies) {

    Settings withIdentityInfo(IdentityInfo value) {
        return new Settings(
                value,
                phoneConfig,
                channels,
                routingProfileId,
                securityProfileIds,
                hierarchyGroupId,
                tags,
                proficiencies);
    }

    Settings withPhone(PhoneConfig phone, ChannelSettings lists) {
        return new Settings(
                identityInfo,
                phone,
                lists,
                routingProfileId,
                securityProfileIds,
                hierarchyGroupId,
                tags,
                proficiencies);
    }

    Settings withRoutingProfileId(String value) {
        return new Settings(
                identityInfo, phoneConfig, channels, value, securityProfileIds, hierarchyGroupId, tags, proficiencies);
    }

    Settings withSecurityProfileIds(List<String> value) {
        return new Settings(
                identityInfo, phoneConfig, channels, routingProfileId, value, hierarchyGroupId, tags, proficiencies);
    }

    Settings withHierarchyGroupId(String value) {
        return new Settings(
                identityInfo, phoneConfig, channels, routingProfileId, securityProfileIds, value, tags, proficiencies);
    }

    Settings withTags(Map<String, String> value) {
        return new Settings(
                identityInfo,
                phoneConfig,
                channels,
                routingProfileId,
                securityProfileIds,
                hierarchyGroupId,
                value,
                proficiencies);
    }

    Settings withProficiencies(List<Proficiency> value) {
        return new Settings(
                identityInfo,
                phoneConfig,
                channels,
                routingProfileId,
                securityProfileIds,
                hierarchyGroupId,
                tags,
                value);
    }
}
