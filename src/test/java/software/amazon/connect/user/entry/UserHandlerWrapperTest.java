package software.amazon.connect.user.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.json.JSONObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;
import software.amazon.connect.user.CallbackContext;
import software.amazon.connect.user.HandlerWrapper;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.Rig;
import software.amazon.connect.user.TypeConfigurationModel;
import software.amazon.connect.user.support.Event;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.LambdaContext;
import software.amazon.connect.user.support.Samples;
import software.amazon.connect.user.support.Schema;

/** Whole requests, JSON in and JSON out, through the framework and the schema. */
class UserHandlerWrapperTest {
    private final Rig rig = new Rig();
    private final StringBuilder log = new StringBuilder();

    /** The framework empties the temporary directory at every request: the machine's must not be it. */
    @BeforeAll
    static void temporaryDirectory_isOurOwn() {
        Path tmp = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        assertThat(tmp).startsWith(Path.of("target").toAbsolutePath()).isDirectory();
    }

    /** The entry point with a Connect in memory behind it. */
    private final class OnFake extends UserHandlerWrapper {
        @Override
        public ProgressEvent<ResourceModel, CallbackContext> invokeHandler(
                AmazonWebServicesClientProxy proxy,
                ResourceHandlerRequest<ResourceModel> request,
                Action action,
                CallbackContext context,
                TypeConfigurationModel configuration) {
            return rig.handler(action).handleRequest(proxy, request, context, loggerProxy);
        }
    }

    private JsonNode answer(ObjectNode event) throws IOException {
        return answer(event.toString());
    }

    private JsonNode answer(String event) throws IOException {
        var output = new ByteArrayOutputStream();
        new OnFake()
                .handleRequest(
                        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                        output,
                        new LambdaContext(line -> log.append(line).append('\n')));
        String json = output.toString(StandardCharsets.UTF_8);
        assertThat(json).doesNotContain(Samples.PASSWORD);
        assertThat(log).doesNotContain(Samples.PASSWORD);
        return Event.JSON.readTree(json);
    }

    /** The last answer of an operation, handed back to the handler as CloudFormation does until there is an end. */
    private JsonNode end(ObjectNode event) throws IOException {
        JsonNode answer = answer(event);
        while ("IN_PROGRESS".equals(answer.at("/status").asText())) {
            event.set("callbackContext", answer.get("callbackContext"));
            ((ObjectNode) event.get("requestData")).set("resourceProperties", answer.get("resourceModel"));
            answer = answer(event);
        }
        return answer;
    }

    private static ObjectNode plain() {
        return Event.properties(Samples.plain());
    }

    @Test
    void life_ofAUser_throughTheFramework() throws IOException {
        JsonNode created = end(Event.of("CREATE", Event.properties(Samples.full())));
        assertThat(created.at("/status").asText()).as(created.toString()).isEqualTo("SUCCESS");
        ObjectNode model = (ObjectNode) created.get("resourceModel");
        assertThat(model.has("Password")).isFalse();

        ObjectNode identifier = Event.JSON.createObjectNode();
        identifier.set("UserArn", model.get("UserArn"));
        assertThat(answer(Event.of("READ", identifier)).get("resourceModel")).isEqualTo(model);

        ObjectNode desired = model.deepCopy();
        desired.remove("Tags");
        desired.put("Password", Samples.PASSWORD);
        ObjectNode previous = model.deepCopy();
        ObjectNode update = Event.update(previous, desired);
        ((ObjectNode) update.get("requestData")).putObject("stackTags").put("Stack", "new");
        ((ObjectNode) update.get("requestData")).putObject("previousStackTags").put("Stack", "old");
        JsonNode updated = end(update);
        assertThat(updated.at("/status").asText()).as(updated.toString()).isEqualTo("SUCCESS");
        assertThat(rig.fake.only().user().tags()).isEqualTo(Map.of("Stack", "new"));

        assertThat(answer(Event.of("LIST", Event.JSON.createObjectNode())).get("resourceModels"))
                .hasSize(1);
        JsonNode deleted = answer(Event.of("DELETE", identifier));
        assertThat(deleted.at("/status").asText()).isEqualTo("SUCCESS");
        assertThat(deleted.path("resourceModel").isMissingNode()).isTrue();
        assertThat(answer(Event.of("READ", identifier)).at("/errorCode").asText())
                .isEqualTo("NotFound");
    }

    @Test
    void update_rollbackFlag_reachesTheHandler() throws IOException {
        ObjectNode created = (ObjectNode) answer(Event.of("CREATE", plain())).get("resourceModel");
        ObjectNode previous = created.deepCopy().put("Password", "Another-Passw0rd");
        ObjectNode desired = created.deepCopy().put("Password", Samples.PASSWORD);
        assertThat(answer(Event.update(previous, desired)).at("/errorCode").asText())
                .isEqualTo("NotUpdatable");
        JsonNode rolledBack = end(Event.update(previous, desired).put("rollback", true));
        assertThat(rolledBack.at("/status").asText()).isEqualTo("SUCCESS");
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
        ObjectNode model = plain();
        change.accept(model);
        JsonNode answer = answer(Event.of("CREATE", model));
        assertThat(answer.at("/status").asText()).isEqualTo("FAILED");
        assertThat(answer.at("/errorCode").asText()).as(answer.toString()).isEqualTo("InvalidRequest");
        assertThat(answer.at("/message").asText()).contains(property);
        assertThat(rig.fake.log()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badModels")
    void update_badModel_isInvalidRequestThatNamesThePropertyAndChangesNothing(
            String name, String property, Consumer<ObjectNode> change) throws IOException {
        ObjectNode before = (ObjectNode) answer(Event.of("CREATE", plain())).get("resourceModel");
        ObjectNode model = before.deepCopy();
        change.accept(model);
        rig.fake.forgetCalls();
        JsonNode answer = answer(Event.update(before, model));
        assertThat(answer.at("/errorCode").asText()).as(answer.toString()).isEqualTo("InvalidRequest");
        assertThat(answer.at("/message").asText()).contains(property);
        assertThat(rig.fake.operations()).allMatch(call -> call.matches("(Describe|List).*"));
    }

    @Test
    void create_instanceArnWithoutId_isInvalidRequest() throws IOException {
        ObjectNode model = plain().put("InstanceArn", "arn:aws:connect:us-east-1:123456789012:instance/");
        JsonNode answer = answer(Event.of("CREATE", model));
        assertThat(answer.at("/errorCode").asText()).isEqualTo("InvalidRequest");
        assertThat(answer.at("/message").asText()).contains("InstanceArn");
        assertThat(rig.fake.log()).isEmpty();
    }

    @Test
    void request_brokenJson_failsWithoutQuotingIt() throws IOException {
        String json = Event.of("CREATE", plain()).toString();
        for (int cut : new int[] {0, json.length() - 1, json.length() - 40, json.indexOf(Samples.PASSWORD) + 40}) {
            assertThat(answer(json.substring(0, cut)).at("/errorCode").asText())
                    .as("cut at %d", cut)
                    .isNotEmpty();
        }
    }

    @Test
    void request_ofAnotherForm_isInvalidRequestWithoutQuotingIt() throws IOException {
        ObjectNode event = Event.of("CREATE", plain());
        String json = event.toString();
        ObjectNode encoded = event.deepCopy();
        ObjectNode data = (ObjectNode) encoded.get("requestData");
        data.put("resourceProperties", data.get("resourceProperties").toString());
        List<String> requests = List.of(
                encoded.toString(), "[" + json + "]", JSONObject.quote(json), "null", "{\"__COMPRESSED__\": \"eA==\"}");
        for (String request : requests) {
            assertThat(answer(request).at("/errorCode").asText()).as(request).isEqualTo("InvalidRequest");
        }
    }

    @Test
    void request_withoutCredentials_saysSo() throws IOException {
        ObjectNode event = Event.of("CREATE", plain());
        ((ObjectNode) event.get("requestData")).remove("callerCredentials");
        JsonNode answer = answer(event);
        assertThat(answer.at("/errorCode").asText()).isEqualTo("InvalidCredentials");
        assertThat(answer.at("/message").asText()).contains("callerCredentials");
    }

    /** The generated wrapper's own way of taking write-only properties out. */
    private static final class Generated extends HandlerWrapper {
        ResourceModel sanitized(ResourceModel model) throws IOException {
            return sanitizeModel(model);
        }
    }

    private static final class Ours extends UserHandlerWrapper {
        ResourceModel sanitized(ResourceModel model) throws IOException {
            return sanitizeModel(model);
        }
    }

    @Test
    void sanitizeModel_everyProperty_doesWhatTheFrameworkDoes() throws IOException {
        ObjectNode example = Schema.example(Set.of());
        ResourceModel model =
                Rig.parse(example.toString(), new com.fasterxml.jackson.core.type.TypeReference<ResourceModel>() {});
        ResourceModel sanitized = new Ours().sanitized(model);
        assertThat(sanitized).isEqualTo(new Generated().sanitized(model));
        Schema.ROOT.get("writeOnlyProperties").forEach(pointer -> assertThat(Rig.json(sanitized))
                .doesNotContain(pointer.asText().replace("/properties/", "\"") + "\""));
    }
}
