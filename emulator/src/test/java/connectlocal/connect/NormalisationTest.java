package connectlocal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Switches by which the service keeps or shows settings otherwise than they were given. */
class NormalisationTest {
    @Test
    @Assumed("normalise-email=off")
    void emails_areKeptAsGivenUnlessSwitched() {
        Map<String, Object> given = Map.of("Email", "Ada@Example.com", "SecondaryEmail", "A@B.org", "FirstName", "Ada");
        assertThat(email(Connect.with(), given)).isEqualTo("Ada@Example.com A@B.org Ada");
        assertThat(email(Connect.with("normalise-email", "lower"), given)).isEqualTo("ada@example.com a@b.org Ada");
    }

    private static String email(Connect connect, Map<String, Object> info) {
        String created = words(connect.describe(connect.create("ada", "IdentityInfo", info)));
        String id = connect.create("bob");
        connect.on(id, "UpdateUserIdentityInfo", "IdentityInfo", info);
        assertThat(words(connect.describe(id))).isEqualTo(created);
        return created;
    }

    private static String words(JsonNode user) {
        JsonNode info = user.get("IdentityInfo");
        return info.path("Email").asText() + " " + info.path("SecondaryEmail").asText() + " "
                + info.path("FirstName").asText();
    }

    @Test
    @Assumed("empty-email=clear")
    void emptyEmail_clearsUnlessSwitched() {
        for (String member : List.of("Email", "SecondaryEmail")) {
            Connect clears = Connect.with();
            assertThat(clears.describe(clears.create("ada", "IdentityInfo", Map.of(member, "")))
                            .has("IdentityInfo"))
                    .isTrue();
            Connect refuses = Connect.with("empty-email", "refuse");
            assertThat(refuses.refusedUser("ada", "IdentityInfo", Map.of(member, "")))
                    .hasMessageContaining("IdentityInfo." + member);
            String id = refuses.create("bob");
            assertThat(refuses.refusalOn(id, "UpdateUserIdentityInfo", "IdentityInfo", Map.of(member, ""))
                            .code())
                    .isEqualTo("InvalidParameterException");
        }
    }

    @Test
    @Assumed("show-all-channels=off")
    void listOfOneChannel_showsTheOthersWhereSwitched() {
        Connect all = Connect.with("show-all-channels", "on");
        String id = all.create("ada", "AutoAcceptConfigs", List.of(Map.of("Channel", "CHAT", "AutoAccept", true)));
        assertThat(Connect.each(all.describe(id).get("AutoAcceptConfigs"), "Channel"))
                .containsExactly("CHAT", "VOICE", "TASK", "EMAIL");
        assertThat(Connect.each(all.describe(id).get("AutoAcceptConfigs"), "AutoAccept"))
                .containsExactly("true", "false", "false", "false");
        assertThat(all.describe(id).has("AfterContactWorkConfigs")).isFalse();

        all.on(id, "UpdateUserConfig", "AfterContactWorkConfigs", List.of(PhoneSettingsTest.work("TASK", 9)));
        assertThat(all.describe(id).get("AfterContactWorkConfigs")).hasSize(4);
        assertThat(all.describe(id)
                        .at("/AfterContactWorkConfigs/3/AfterContactWorkConfig/AfterContactWorkTimeLimit")
                        .asInt(-1))
                .isZero();
    }

    @Test
    @Assumed("fill-members=off")
    void membersNotGiven_showDefaultsWhereSwitched() {
        Connect fills = Connect.with("fill-members", "on");
        String id = fills.create(
                "ada",
                "AutoAcceptConfigs",
                List.of(Map.of("Channel", "VOICE", "AutoAccept", true)),
                "AfterContactWorkConfigs",
                List.of(PhoneSettingsTest.work("VOICE", 1), PhoneSettingsTest.work("CHAT", 1)));
        JsonNode user = fills.describe(id);
        assertThat(user.at("/PhoneConfig/PhoneType").asText()).isEqualTo("SOFT_PHONE");
        assertThat(user.at("/PhoneConfig/PersistentConnection").asText()).isEqualTo("false");
        assertThat(user.at("/AutoAcceptConfigs/0/AgentFirstCallbackAutoAccept").asText())
                .isEqualTo("false");
        String callback = "AgentFirstCallbackAfterContactWorkConfig";
        assertThat(user.at("/AfterContactWorkConfigs/0/" + callback).toString())
                .isEqualTo("{\"AfterContactWorkTimeLimit\":0}");
        assertThat(user.at("/AfterContactWorkConfigs/1").has(callback)).isFalse();
    }

    @Test
    @Documented(
            "API model: AfterContactWorkTimeLimit is no nullable value, in AfterContactWorkConfig as in PhoneConfig")
    void limitThatIsNotSet_showsAsZeroInTheListsToo() {
        Connect connect = Connect.with();
        Map<String, Object> unset = Map.of(
                "Channel",
                "VOICE",
                "AfterContactWorkConfig",
                Map.of(),
                "AgentFirstCallbackAfterContactWorkConfig",
                Map.of());
        String id = connect.create("ada", "AfterContactWorkConfigs", List.of(unset, PhoneSettingsTest.work("CHAT", 5)));
        JsonNode found = connect.call("SearchUsers", "InstanceId", Connect.DEMO)
                .get("Users")
                .get(0);
        for (JsonNode shown : List.of(connect.describe(id), found)) {
            JsonNode lists = shown.get("AfterContactWorkConfigs");
            assertThat(lists.at("/0/AfterContactWorkConfig")).hasToString("{\"AfterContactWorkTimeLimit\":0}");
            assertThat(lists.at("/0/AgentFirstCallbackAfterContactWorkConfig"))
                    .hasToString("{\"AfterContactWorkTimeLimit\":0}");
            assertThat(lists.get(1).has("AgentFirstCallbackAfterContactWorkConfig"))
                    .isFalse();
        }
        assertThat(found.at("/AfterContactWorkConfigs/1/AfterContactWorkConfig/AfterContactWorkTimeLimit")
                        .asInt())
                .isEqualTo(5_000);
    }
}
