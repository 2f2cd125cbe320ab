package connectlocal.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import connectlocal.http.AwsError;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** PhoneConfig and the five per-channel lists. */
class PhoneSettingsTest {
    private static final Map<String, Object> VOICE_ACCEPT = Map.of("Channel", "VOICE", "AutoAccept", true);
    private static final Map<String, Object> CHAT_ACCEPT = Map.of("Channel", "CHAT", "AutoAccept", true);

    private final Connect connect = Connect.with();

    static Map<String, Object> work(String channel, int seconds) {
        return Map.of("Channel", channel, "AfterContactWorkConfig", Map.of("AfterContactWorkTimeLimit", seconds));
    }

    /** Terraform's resource does not compare the number unless the phone is a desk phone. */
    @Test
    @Observed("Terraform aws_connect_user: the number of a soft phone is no difference")
    void numberOfASoftPhone_isDroppedKeptOrRefused() {
        Map<String, Object> phone = Map.of("PhoneType", "SOFT_PHONE", "DeskPhoneNumber", "+12065550100");
        Map<String, Object> list = Map.of("Channel", "VOICE", "PhoneType", "SOFT_PHONE", "PhoneNumber", "+12065550100");
        var dropping = Connect.with();
        String ada = dropping.create("ada", "PhoneConfig", phone);
        String bob = dropping.create("bob", "PhoneNumberConfigs", List.of(list));
        assertThat(dropping.describe(ada).get("PhoneConfig").has("DeskPhoneNumber"))
                .isFalse();
        assertThat(dropping.describe(bob).get("PhoneNumberConfigs").get(0).has("PhoneNumber"))
                .isFalse();
        dropping.on(ada, "UpdateUserPhoneConfig", "PhoneConfig", phone);
        assertThat(dropping.describe(ada).get("PhoneConfig").has("DeskPhoneNumber"))
                .isFalse();
        var keeping = Connect.with("soft-phone-number", "kept");
        assertThat(keeping.describe(keeping.create("ada", "PhoneConfig", phone))
                        .get("PhoneConfig")
                        .get("DeskPhoneNumber")
                        .asText())
                .isEqualTo("+12065550100");
        var refusing = Connect.with("soft-phone-number", "refused");
        assertThatThrownBy(() -> refusing.create("ada", "PhoneConfig", phone))
                .hasMessageContaining("DeskPhoneNumber must not be given with PhoneType SOFT_PHONE");
    }

    @Test
    @Documented("API model: User; the lists came in February 2026")
    void createUser_allLists_areDescribedAsGiven() {
        Map<String, Object> lists = Map.of(
                "AutoAcceptConfigs",
                        List.of(
                                Map.of("Channel", "VOICE", "AutoAccept", true, "AgentFirstCallbackAutoAccept", false),
                                CHAT_ACCEPT),
                "AfterContactWorkConfigs", List.of(work("CHAT", 6000), work("EMAIL", 0)),
                "PhoneNumberConfigs",
                        List.of(Map.of("Channel", "VOICE", "PhoneType", "DESK_PHONE", "PhoneNumber", "+4912")),
                "PersistentConnectionConfigs", List.of(Map.of("Channel", "VOICE", "PersistentConnection", true)),
                "VoiceEnhancementConfigs", List.of(Map.of("Channel", "VOICE", "VoiceEnhancementMode", "NONE")));
        Map<String, Object> members = Connect.user(Connect.DEMO, "ada");
        members.putAll(lists);

        JsonNode user = connect.describe(
                connect.call("CreateUser", members).get("UserId").asText());

        ObjectMapper json = new ObjectMapper();
        lists.forEach((name, list) -> assertThat(user.get(name)).as(name).isEqualTo(json.valueToTree(list)));
        assertThat(user.get("PhoneConfig").toString())
                .isEqualTo("{\"AutoAccept\":false,\"AfterContactWorkTimeLimit\":0}");
    }

    static Stream<Arguments> twins() {
        return Stream.of(
                Arguments.of("AutoAccept", false, "AutoAcceptConfigs", List.of(VOICE_ACCEPT)),
                Arguments.of("AfterContactWorkTimeLimit", 0, "AfterContactWorkConfigs", List.of(work("VOICE", 1))),
                Arguments.of(
                        "PhoneType",
                        "SOFT_PHONE",
                        "PhoneNumberConfigs",
                        List.of(Map.of("Channel", "VOICE", "PhoneType", "SOFT_PHONE"))),
                Arguments.of(
                        "PersistentConnection",
                        true,
                        "PersistentConnectionConfigs",
                        List.of(Map.of("Channel", "VOICE", "PersistentConnection", true))));
    }

    @ParameterizedTest
    @MethodSource("twins")
    @Documented("CreateUser: PhoneConfig members conflict with their per-channel lists; the error type is a choice")
    void createUser_bothFormsOfOneAspect_isInvalidRequestNamingBoth(
            String member, Object value, String listName, List<?> list) {
        AwsError error = connect.refusedUser("ada", "PhoneConfig", Map.of(member, value), listName, list);

        assertThat(error.code()).isEqualTo("InvalidRequestException");
        assertThat(error).hasMessageContaining("PhoneConfig." + member).hasMessageContaining(listName);
    }

    static Stream<Arguments> badLists() {
        return Stream.of(
                Arguments.of("AutoAcceptConfigs", List.of(VOICE_ACCEPT, VOICE_ACCEPT), "VOICE at most once"),
                Arguments.of(
                        "AutoAcceptConfigs",
                        List.of(Map.of("Channel", "CHAT", "AutoAccept", true, "AgentFirstCallbackAutoAccept", true)),
                        "VOICE only"),
                Arguments.of(
                        "AutoAcceptConfigs",
                        List.of(Map.of("Channel", "VOICE")),
                        "AutoAcceptConfigs[0].AutoAccept is required"),
                Arguments.of(
                        "AutoAcceptConfigs",
                        List.of(Map.of("Channel", "SMS", "AutoAccept", true)),
                        "one of VOICE, CHAT, TASK, EMAIL"),
                Arguments.of("AfterContactWorkConfigs", List.of(work("VOICE", 2_000_001)), "at most 2000000"),
                Arguments.of("AfterContactWorkConfigs", List.of(work("VOICE", -1)), "at least 0"),
                Arguments.of(
                        "PhoneNumberConfigs",
                        List.of(Map.of("Channel", "VOICE", "PhoneType", "DESK_PHONE")),
                        "PhoneNumber is required"),
                Arguments.of(
                        "PhoneNumberConfigs",
                        List.of(Map.of("Channel", "TASK", "PhoneType", "SOFT_PHONE")),
                        "VOICE only"),
                Arguments.of(
                        "PersistentConnectionConfigs",
                        List.of(Map.of("Channel", "CHAT", "PersistentConnection", true)),
                        "VOICE only"),
                Arguments.of(
                        "VoiceEnhancementConfigs",
                        List.of(Map.of("Channel", "EMAIL", "VoiceEnhancementMode", "NONE")),
                        "VOICE only"));
    }

    @ParameterizedTest
    @MethodSource("badLists")
    @Documented("API model and the type pages of the five lists")
    void badList_onCreateAndOnUpdate_isInvalidParameter(String name, List<?> list, String text) {
        String id = connect.create("other");
        for (AwsError error : List.of(
                connect.refusedUser("ada", name, list), connect.refusalOn(id, "UpdateUserConfig", name, list))) {
            assertThat(error.code()).isEqualTo("InvalidParameterException");
            assertThat(error).hasMessageContaining(text);
        }
    }

    @Test
    @Assumed("desk-phone-number=required: a desk phone without a number can not ring")
    void deskPhoneWithoutNumber_isRefusedUnlessSwitched() {
        Map<String, Object> desk = Map.of("PhoneType", "DESK_PHONE");
        assertThat(connect.refusedUser("ada", "PhoneConfig", desk)).hasMessageContaining("DeskPhoneNumber is required");
        String id = connect.create("ada");
        assertThat(connect.refusalOn(id, "UpdateUserPhoneConfig", "PhoneConfig", desk)
                        .status())
                .isEqualTo(400);
        assertThat(Connect.with("desk-phone-number", "optional").create("ada", "PhoneConfig", desk))
                .isNotEmpty();
        AwsError bad = connect.refusedUser(
                "bob", "PhoneConfig", Map.of("PhoneType", "DESK_PHONE", "DeskPhoneNumber", "0301234"));
        assertThat(bad.getMessage()).contains("E.164").doesNotContain("0301234");
    }

    @Test
    @Assumed("update-user-config=merge: each list is a setting of its own")
    void updateUserConfig_omittedAndEmptyLists_followTheSwitch() {
        for (String mode : List.of("merge", "replace")) {
            Connect switched = Connect.with("update-user-config", mode);
            String id = switched.create("ada", "AutoAcceptConfigs", List.of(VOICE_ACCEPT));
            switched.on(id, "UpdateUserConfig", "AfterContactWorkConfigs", List.of(work("CHAT", 5)));
            assertThat(switched.describe(id).has("AutoAcceptConfigs")).isEqualTo(mode.equals("merge"));
            assertThat(switched.describe(id).get("AfterContactWorkConfigs")).hasSize(1);
            switched.on(id, "UpdateUserConfig", "AfterContactWorkConfigs", List.of());
            assertThat(switched.describe(id).has("AfterContactWorkConfigs")).isFalse();
        }
    }

    @Test
    @Assumed("mirror-phone-config=on: UpdateUserPhoneConfig is said to set all channels")
    void mirroring_bothWays_showsTheFormWrittenLast() {
        Connect mirror = Connect.with("mirror-phone-config", "on");
        String id =
                mirror.create("ada", "PhoneConfig", Map.of("AfterContactWorkTimeLimit", 7, "PhoneType", "SOFT_PHONE"));
        assertThat(Connect.each(mirror.describe(id).get("AfterContactWorkConfigs"), "Channel"))
                .containsExactly("VOICE", "CHAT", "TASK", "EMAIL");
        assertThat(mirror.describe(id).get("PhoneNumberConfigs").toString())
                .isEqualTo("[{\"Channel\":\"VOICE\",\"PhoneType\":\"SOFT_PHONE\"}]");
        assertThat(mirror.describe(id).has("AutoAcceptConfigs")).isFalse();

        mirror.on(id, "UpdateUserConfig", "AfterContactWorkConfigs", List.of(work("VOICE", 8)));
        assertThat(mirror.describe(id)
                        .get("PhoneConfig")
                        .get("AfterContactWorkTimeLimit")
                        .asInt())
                .isEqualTo(8);
        assertThat(mirror.describe(id).get("AfterContactWorkConfigs")).hasSize(1);

        mirror.on(id, "UpdateUserPhoneConfig", "PhoneConfig", Map.of("AfterContactWorkTimeLimit", 9));
        assertThat(mirror.describe(id).get("AfterContactWorkConfigs")).hasSize(4);
    }

    @Test
    @Documented("UpdateUserPhoneConfig: \"will always set the same ACW timeouts to all channels the user handles\"")
    void afterContactWorkInPhoneConfig_setsAllChannels_andNothingElseIsMirrored() {
        Map<String, Object> phone = Map.of(
                "AfterContactWorkTimeLimit",
                7,
                "PhoneType",
                "SOFT_PHONE",
                "AutoAccept",
                true,
                "PersistentConnection",
                true);
        String id = connect.create("ada", "PhoneConfig", phone);
        assertAfterContactWorkOfAllChannels(id, 7);
        for (String other : List.of("AutoAcceptConfigs", "PhoneNumberConfigs", "PersistentConnectionConfigs")) {
            assertThat(connect.describe(id).has(other)).as(other).isFalse();
        }

        connect.on(id, "UpdateUserPhoneConfig", "PhoneConfig", Map.of("AfterContactWorkTimeLimit", 0));
        assertAfterContactWorkOfAllChannels(id, 0);
    }

    @Test
    @Assumed("mirror-phone-config=after-contact-work: a PhoneConfig that sets no time limit sets none for any channel")
    void afterContactWorkNotInPhoneConfig_setsNoChannel() {
        String none = connect.create("ada");
        String other = connect.create("bob", "PhoneConfig", Map.of("AutoAccept", true));
        for (String id : List.of(none, other)) {
            assertThat(connect.describe(id).has("AfterContactWorkConfigs")).isFalse();
        }

        String id = connect.create("cy", "PhoneConfig", Map.of("AfterContactWorkTimeLimit", 7));
        connect.on(id, "UpdateUserPhoneConfig", "PhoneConfig", Map.of("AutoAccept", true));
        assertThat(connect.describe(id).has("AfterContactWorkConfigs")).isFalse();
    }

    @Test
    @Assumed("mirror-phone-config=after-contact-work: of PhoneConfig and the list the one written last counts")
    void afterContactWorkByList_afterPhoneConfig_staysAsWritten() {
        String id = connect.create("ada", "PhoneConfig", Map.of("AfterContactWorkTimeLimit", 7));
        List<?> list = List.of(work("CHAT", 8));

        connect.on(id, "UpdateUserConfig", "AfterContactWorkConfigs", list);
        assertThat(connect.describe(id).get("AfterContactWorkConfigs"))
                .isEqualTo(new ObjectMapper().<JsonNode>valueToTree(list));
        assertThat(connect.describe(id)
                        .at("/PhoneConfig/AfterContactWorkTimeLimit")
                        .asInt())
                .isEqualTo(7);

        connect.on(id, "UpdateUserPhoneConfig", "PhoneConfig", Map.of("AutoAccept", true));
        assertThat(connect.describe(id).get("AfterContactWorkConfigs")).hasSize(1);
        connect.on(id, "UpdateUserConfig", "AfterContactWorkConfigs", List.of());
        assertThat(connect.describe(id).has("AfterContactWorkConfigs")).isFalse();

        connect.on(id, "UpdateUserPhoneConfig", "PhoneConfig", Map.of("AfterContactWorkTimeLimit", 9));
        assertAfterContactWorkOfAllChannels(id, 9);
    }

    @Test
    @Assumed("mirror-phone-config=off")
    void mirroringOff_showsEachFormOnItsOwn() {
        Connect off = Connect.with("mirror-phone-config", "off");
        String id = off.create("ada", "PhoneConfig", Map.of("AfterContactWorkTimeLimit", 7));
        assertThat(off.describe(id).has("AfterContactWorkConfigs")).isFalse();
    }

    private void assertAfterContactWorkOfAllChannels(String id, int seconds) {
        JsonNode user = connect.describe(id);
        assertThat(user.get("AfterContactWorkConfigs"))
                .isEqualTo(new ObjectMapper()
                        .<JsonNode>valueToTree(Stream.of("VOICE", "CHAT", "TASK", "EMAIL")
                                .map(channel -> work(channel, seconds))
                                .toList()));
        assertThat(user.at("/PhoneConfig/AfterContactWorkTimeLimit").asInt()).isEqualTo(seconds);
    }
}
