package software.amazon.connect.user.support;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.connect.user.AfterContactWorkConfig;
import software.amazon.connect.user.AfterContactWorkConfigPerChannel;
import software.amazon.connect.user.AutoAcceptConfig;
import software.amazon.connect.user.PersistentConnectionConfig;
import software.amazon.connect.user.PhoneNumberConfig;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.Tag;
import software.amazon.connect.user.UserIdentityInfo;
import software.amazon.connect.user.UserPhoneConfig;
import software.amazon.connect.user.UserProficiency;
import software.amazon.connect.user.VoiceEnhancementConfig;

/** Models as users write them. */
public final class Samples {
    public static final String PASSWORD = "Secret-Passw0rd";

    private Samples() {}

    public static String routingProfile(String id) {
        return FakeConnect.INSTANCE + "/routing-profile/" + id;
    }

    public static String hierarchyGroup(String id) {
        return FakeConnect.INSTANCE + "/agent-group/" + id;
    }

    public static Set<String> securityProfiles(String... ids) {
        return Stream.of(ids)
                .map(id -> FakeConnect.INSTANCE + "/security-profile/" + id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** A user with nothing but what is required, and a password. */
    public static ResourceModel plain() {
        return ResourceModel.builder()
                .instanceArn(FakeConnect.INSTANCE)
                .username("ada")
                .password(PASSWORD)
                .routingProfileArn(routingProfile("rp-1"))
                .securityProfileArns(securityProfiles("sp-1"))
                .build();
    }

    /** A user with every property in use, settings by channel where there are any. */
    public static ResourceModel full() {
        ResourceModel model = plain();
        model.setDirectoryUserId("directory-1");
        model.setHierarchyGroupArn(hierarchyGroup("hg-1"));
        model.setSecurityProfileArns(securityProfiles("sp-2", "sp-1"));
        model.setIdentityInfo(identity());
        model.setTags(tags("Team", "Berlin", "Cost", "42"));
        model.setUserProficiencies(
                List.of(proficiency("Language", "German", 5), proficiency("Language", "English", 3)));
        model.setAutoAcceptConfigs(List.of(autoAccept("VOICE", true), autoAccept("CHAT", true)));
        model.setAfterContactWorkConfigs(List.of(afterContactWork("VOICE", 30), afterContactWork("CHAT", 120)));
        model.setPhoneNumberConfigs(List.of(PhoneNumberConfig.builder()
                .channel("VOICE")
                .phoneType("DESK_PHONE")
                .phoneNumber("+12065550100")
                .build()));
        model.setPersistentConnectionConfigs(List.of(PersistentConnectionConfig.builder()
                .channel("VOICE")
                .persistentConnection(true)
                .build()));
        model.setVoiceEnhancementConfigs(List.of(VoiceEnhancementConfig.builder()
                .channel("VOICE")
                .voiceEnhancementMode("VOICE_ISOLATION")
                .build()));
        return model;
    }

    public static UserIdentityInfo identity() {
        return UserIdentityInfo.builder()
                .firstName("Ada")
                .lastName("Lovelace")
                .email("ada@example.com")
                .secondaryEmail("ada.home@example.com")
                .mobile("+491711234567")
                .build();
    }

    public static UserPhoneConfig deskPhone() {
        return UserPhoneConfig.builder()
                .phoneType("DESK_PHONE")
                .deskPhoneNumber("+12065550100")
                .autoAccept(true)
                .afterContactWorkTimeLimit(60)
                .persistentConnection(true)
                .build();
    }

    public static Set<Tag> tags(String... keysAndValues) {
        Set<Tag> tags = new LinkedHashSet<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            tags.add(Tag.builder()
                    .key(keysAndValues[i])
                    .value(keysAndValues[i + 1])
                    .build());
        }
        return tags;
    }

    public static UserProficiency proficiency(String name, String value, double level) {
        return UserProficiency.builder()
                .attributeName(name)
                .attributeValue(value)
                .level(level)
                .build();
    }

    public static AutoAcceptConfig autoAccept(String channel, boolean on) {
        return AutoAcceptConfig.builder().channel(channel).autoAccept(on).build();
    }

    public static AfterContactWorkConfigPerChannel afterContactWork(String channel, int seconds) {
        return AfterContactWorkConfigPerChannel.builder()
                .channel(channel)
                .afterContactWorkConfig(AfterContactWorkConfig.builder()
                        .afterContactWorkTimeLimit(seconds)
                        .build())
                .build();
    }
}
