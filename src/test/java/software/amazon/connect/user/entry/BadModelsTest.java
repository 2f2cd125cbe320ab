package software.amazon.connect.user.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.connect.user.support.Event;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.Samples;

/** Models that the schema or our own rules refuse, each by the property that is wrong. */
class BadModelsTest {
    /** One for all, since it takes longer to make than to ask. */
    private static final EntryPoint ENTRY = new EntryPoint();

    @BeforeEach
    void forget() {
        ENTRY.forget();
    }

    static Stream<Arguments> badModels() {
        return Stream.of(
                bad("eleven security profiles", "SecurityProfileArns", model -> securityProfiles(model, 11)),
                bad("no security profile", "SecurityProfileArns", model -> securityProfiles(model, 0)),
                bad("security profiles missing", "SecurityProfileArns", model -> model.remove("SecurityProfileArns")),
                bad("name with a space", "Username", model -> model.put("Username", "ada lovelace")),
                bad("name of 65 characters", "Username", model -> model.put("Username", "a".repeat(65))),
                bad("name missing", "Username", model -> model.remove("Username")),
                bad("short password", "Password", model -> model.put("Password", "Short1")),
                bad("level 11", "UserProficiencies", model -> model.putArray("UserProficiencies")
                        .addObject()
                        .put("AttributeName", "Language")
                        .put("AttributeValue", "English")
                        .put("Level", 11)),
                bad("proficiency without level", "Level", model -> model.putArray("UserProficiencies")
                        .addObject()
                        .put("AttributeName", "Language")
                        .put("AttributeValue", "English")),
                bad("reserved tag", "Tags", model -> tag(model.putArray("Tags"), "aws:mine")),
                bad("tag that is null", "Tags", model -> model.putArray("Tags").addNull()),
                bad("51 tags", "Tags", model -> {
                    ArrayNode tags = model.putArray("Tags");
                    for (int i = 0; i < 51; i++) {
                        tag(tags, "key" + i);
                    }
                }),
                bad(
                        "malformed instance ARN",
                        "InstanceArn",
                        model -> model.put("InstanceArn", "arn:aws:connect:nowhere")),
                bad(
                        "malformed routing profile ARN",
                        "RoutingProfileArn",
                        model -> model.put("RoutingProfileArn", "basic")),
                bad(
                        "group ARN of another type",
                        "HierarchyGroupArn",
                        model -> model.put("HierarchyGroupArn", FakeConnect.INSTANCE + "/queue/q")),
                bad("mobile number not E.164", "Mobile", model -> model.putObject("IdentityInfo")
                        .put("Mobile", "0171")),
                bad("phone type unknown", "PhoneType", model -> model.putObject("PhoneConfig")
                        .put("PhoneType", "FAX")),
                bad("negative limit", "AfterContactWorkTimeLimit", model -> model.putObject("PhoneConfig")
                        .put("AfterContactWorkTimeLimit", -1)),
                bad("fraction for an integer", "AfterContactWorkTimeLimit", model -> model.putObject("PhoneConfig")
                        .put("AfterContactWorkTimeLimit", 1.5)),
                bad("fraction as text", "AfterContactWorkTimeLimit", model -> model.putObject("PhoneConfig")
                        .put("AfterContactWorkTimeLimit", "1.5")),
                bad("fraction in a list", "AfterContactWorkTimeLimit", model -> model.putArray(
                                "AfterContactWorkConfigs")
                        .addObject()
                        .put("Channel", "VOICE")
                        .putObject("AfterContactWorkConfig")
                        .put("AfterContactWorkTimeLimit", 1.5)),
                bad("limit beyond any integer", "AfterContactWorkTimeLimit", model -> model.putObject("PhoneConfig")
                        .put("AfterContactWorkTimeLimit", 99_999_999_999L)),
                bad("text for a flag", "AutoAccept", model -> model.putObject("PhoneConfig")
                        .put("AutoAccept", "perhaps")),
                bad("text for an object", "PhoneConfig", model -> model.put("PhoneConfig", "SOFT_PHONE")),
                bad("text for a list", "SecurityProfileArns", model -> model.put("SecurityProfileArns", "sp")),
                bad("object for the password", "Password", model -> model.putObject("Password")
                        .put("Plain", Samples.PASSWORD)),
                bad("object for a name", "Username", model -> model.putObject("Username")
                        .put("First", "Ada")),
                bad("extra property", "Passwort", model -> model.put("Passwort", "x")),
                bad("extra property inside", "Fax", model -> model.putObject("PhoneConfig")
                        .put("Fax", "x")),
                bad("channel unknown", "AutoAcceptConfigs", model -> model.putArray("AutoAcceptConfigs")
                        .addObject()
                        .put("Channel", "FAX")
                        .put("AutoAccept", true)),
                bad("both forms of a setting", "AutoAcceptConfigs", model -> {
                    model.putObject("PhoneConfig").put("AutoAccept", true);
                    model.putArray("AutoAcceptConfigs")
                            .addObject()
                            .put("Channel", "VOICE")
                            .put("AutoAccept", true);
                }),
                bad("desk phone without number", "DeskPhoneNumber", model -> model.putObject("PhoneConfig")
                        .put("PhoneType", "DESK_PHONE")));
    }

    private static Arguments bad(String name, String property, Consumer<ObjectNode> change) {
        return Arguments.of(name, property, change);
    }

    private static void securityProfiles(ObjectNode model, int count) {
        ArrayNode arns = model.putArray("SecurityProfileArns");
        for (int i = 0; i < count; i++) {
            arns.add(FakeConnect.INSTANCE + "/security-profile/sp-" + i);
        }
    }

    private static void tag(ArrayNode tags, String key) {
        tags.addObject().put("Key", key).put("Value", "x");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badModels")
    void create_badModel_isInvalidRequestThatNamesThePropertyAndMakesNoCall(
            String name, String property, Consumer<ObjectNode> change) throws IOException {
        ObjectNode model = EntryPoint.plain();
        change.accept(model);
        JsonNode answer = ENTRY.answer(Event.of("CREATE", model));
        assertThat(answer.at("/status").asText()).isEqualTo("FAILED");
        assertThat(answer.at("/errorCode").asText()).as(answer.toString()).isEqualTo("InvalidRequest");
        assertThat(answer.at("/message").asText()).contains(property);
        assertThat(ENTRY.rig.fake.log()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badModels")
    void update_badModel_isInvalidRequestThatNamesThePropertyAndChangesNothing(
            String name, String property, Consumer<ObjectNode> change) throws IOException {
        ObjectNode before = (ObjectNode)
                ENTRY.answer(Event.of("CREATE", EntryPoint.plain())).get("resourceModel");
        ObjectNode model = before.deepCopy();
        change.accept(model);
        ENTRY.rig.fake.forgetCalls();
        JsonNode answer = ENTRY.answer(Event.update(before, model));
        assertThat(answer.at("/errorCode").asText()).as(answer.toString()).isEqualTo("InvalidRequest");
        assertThat(answer.at("/message").asText()).contains(property);
        assertThat(ENTRY.rig.fake.operations()).allMatch(call -> call.matches("(Describe|List).*"));
    }

    @Test
    void create_instanceArnWithoutId_isInvalidRequest() throws IOException {
        ObjectNode model = EntryPoint.plain().put("InstanceArn", "arn:aws:connect:us-east-1:123456789012:instance/");
        JsonNode answer = ENTRY.answer(Event.of("CREATE", model));
        assertThat(answer.at("/errorCode").asText()).isEqualTo("InvalidRequest");
        assertThat(answer.at("/message").asText()).contains("InstanceArn");
        assertThat(ENTRY.rig.fake.log()).isEmpty();
    }
}
