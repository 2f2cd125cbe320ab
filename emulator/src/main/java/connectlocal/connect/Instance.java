package connectlocal.connect;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * One Amazon Connect instance. What the seed gives is fixed; users and tags change, in collections that take many
 * threads.
 *
 * @param type CONNECT_MANAGED, SAML or EXISTING_DIRECTORY
 * @param routingProfiles by id, in the seed's order; so are the other two
 * @param predefinedAttributes values by name
 * @param tags of everything but users, by ARN
 */
record Instance(
        String id,
        String alias,
        String type,
        Instant created,
        Map<String, Named> routingProfiles,
        Map<String, Named> securityProfiles,
        Map<String, HierarchyGroup> hierarchyGroups,
        Map<String, Set<String>> predefinedAttributes,
        UserStore users,
        Map<String, Map<String, String>> tags) {
    static final String CONNECT_MANAGED = "CONNECT_MANAGED";
    static final String SAML = "SAML";
    static final String EXISTING_DIRECTORY = "EXISTING_DIRECTORY";

    /** A routing profile or a security profile. */
    record Named(String id, String name) {}

    /**
     * A hierarchy group.
     *
     * @param level 1 to 5
     * @param parent id of the group above, null at level 1 or where the seed names none
     */
    record HierarchyGroup(String id, String name, int level, String parent) {}

    /** Whether a group is another one or stands below it. */
    boolean isWithin(String groupId, String ancestorId) {
        for (String id = groupId; id != null; id = hierarchyGroups.get(id).parent()) {
            if (id.equals(ancestorId)) {
                return true;
            }
        }
        return false;
    }

    /** Whether something of this kind and id exists here. */
    boolean has(Arns.Kind kind, String id) {
        return switch (kind) {
            case USER -> users.exists(id);
            case ROUTING_PROFILE -> routingProfiles.containsKey(id);
            case SECURITY_PROFILE -> securityProfiles.containsKey(id);
            case HIERARCHY_GROUP -> hierarchyGroups.containsKey(id);
        };
    }
}
