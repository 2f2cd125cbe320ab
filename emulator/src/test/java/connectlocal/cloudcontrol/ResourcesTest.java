package connectlocal.cloudcontrol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.AwsError;
import connectlocal.http.Json;
import connectlocal.lambda.Invocation;
import connectlocal.lambda.Invoker;
import connectlocal.provider.HandlerRequest;
import connectlocal.provider.PackagedProvider;
import connectlocal.provider.Patience;
import connectlocal.provider.ProviderRun;
import connectlocal.provider.ProviderStub;
import connectlocal.provider.ResourceProvider;
import connectlocal.provider.ResourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody on the line is told when a resource, or a list of them, cannot be shown. */
class ResourcesTest {
    private static final String TYPE = "Test::Shelf::Book";
    private static final String TOKEN = "the token";
    private static final Pattern UUIDS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String SCHEMA = """
      {"typeName":"Test::Shelf::Book","description":"A book.","additionalProperties":false,
       "properties":{"Id":{"type":"string"},"Shelf":{"type":"string"},"Secret":{"type":"string"}},
       "primaryIdentifier":["/properties/Id"],"writeOnlyProperties":["/properties/Secret"],
       "handlers":{"read":{"permissions":[]},
         "list":{"permissions":[],"handlerSchema":{"required":["Shelf"],
           "properties":{"Shelf":{"$ref":"resource-schema.json#/properties/Shelf"}}}}}}\
      """;

    @TempDir
    private Path directory;

    private ResourceType type;
    private String answer = "{\"status\":\"SUCCESS\",\"resourceModels\":[]}";
    private final Invoker handler = (event, limit) -> {
        asked = Json.object(event);
        return new Invocation(answer.getBytes(UTF_8), null, "");
    };
    private Resources resources;
    private JsonNode asked;
    private String token;

    @BeforeEach
    void load() throws IOException {
        type = ResourceType.load(Files.writeString(directory.resolve("type.json"), SCHEMA));
        resources = new Resources(new Providers(
                List.of(new PackagedProvider(type, () -> handler, "123456789012", "us-east-1", Patience.standard()))));
    }

    /** Tools read from it what to ask for. */
    @Test
    void list_withoutWhatTheHandlerNeeds_isInvalidRequestThatNamesIt() {
        refused(
                "InvalidRequestException",
                "Missing or invalid ResourceModel property in Test::Shelf::Book list handler request input."
                        + "Required property: (#: required key [Shelf] not found)",
                () -> list(null));
        refused(
                "InvalidRequestException",
                "Missing or invalid ResourceModel property in Test::Shelf::Book list handler request input."
                        + "Required property: (#/Shelf: expected type: String, found: Integer)",
                () -> list("{\"Shelf\":1}"));
        assertThat(list("{\"Shelf\":\"s\"}").descriptions()).isEmpty();
    }

    /** Tools take the code and the token out of it, and compare it with the handler's own log. */
    @Test
    void get_handlerFails_isSaidInAwssFrame() {
        answer = "{\"status\":\"FAILED\",\"errorCode\":\"AccessDenied\",\"message\":\"not yours\"}";
        refused(
                "AccessDeniedException",
                "Test::Shelf::Book Handler returned status FAILED: not yours (HandlerErrorCode: AccessDenied,"
                        + " RequestToken: " + TOKEN + ")",
                () -> resources.get(TYPE, "1"));
        assertThat(asked.path("bearerToken").asText()).isEqualTo(token);
        answer = "{\"status\":\"FAILED\",\"errorCode\":\"NotFound\",\"message\":\"gone\"}";
        refused(
                "ResourceNotFoundException",
                "Test::Shelf::Book Handler returned status FAILED: Resource of type 'Test::Shelf::Book' with"
                        + " identifier '1' was not found. (HandlerErrorCode: NotFound, RequestToken: " + TOKEN + ")",
                () -> resources.get(TYPE, "1"));
        answer = "{\"status\":\"FAILED\",\"errorCode\":\"InternalFailure\"}";
        refused(
                "HandlerInternalFailureException",
                "Test::Shelf::Book Handler returned status FAILED: no message (HandlerErrorCode: InternalFailure,"
                        + " RequestToken: " + TOKEN + ")",
                () -> list("{\"Shelf\":\"s\"}"));
    }

    @Test
    void get_handlerSaysVeryMuch_leavesTheCodeAndTheToken() {
        answer = "{\"status\":\"FAILED\",\"errorCode\":\"AccessDenied\",\"message\":\"" + "m".repeat(3_000) + "\"}";
        assertThatThrownBy(() -> resources.get(TYPE, "1")).satisfies(e -> assertThat(e.getMessage())
                .hasSize(2_048)
                .matches("Test::Shelf::Book Handler returned status FAILED: m+… \\(HandlerErrorCode: AccessDenied,"
                        + " RequestToken: [-0-9a-f]{36}\\)"));
    }

    /** What is selected is a model, and may hold a secret by mistake. */
    @Test
    void list_ofNothing_quotesNoModel() {
        answer = "{\"status\":\"FAILED\",\"errorCode\":\"NotFound\",\"message\":\"no such shelf\"}";
        refused(
                "ResourceNotFoundException",
                "Test::Shelf::Book Handler returned status FAILED: no such shelf (HandlerErrorCode: NotFound,"
                        + " RequestToken: " + TOKEN + ")",
                () -> list("{\"Shelf\":\"s\",\"Secret\":\"hush\"}"));
    }

    /** Of whoever is not, handlers are asked again after the client has hung up. */
    @Test
    void getAndList_areAskedForByAClientOnTheLine() {
        var onTheLine = new OnTheLine(
                new PackagedProvider(type, () -> handler, "123456789012", "us-east-1", Patience.standard()));
        resources = new Resources(new Providers(List.of(onTheLine)));
        assertThat(list("{\"Shelf\":\"s\"}").descriptions()).isEmpty();
        answer = "{\"status\":\"SUCCESS\",\"resourceModel\":{\"Id\":\"1\"}}";
        assertThat(resources.get(TYPE, "1").identifier()).isEqualTo("1");
    }

    /** Takes no other operations. */
    private static final class OnTheLine extends ProviderStub {
        private OnTheLine(ResourceProvider whole) {
            super(whole);
        }

        @Override
        public ProviderRun begin(HandlerRequest request) {
            throw new AssertionError("whoever asks is on the line");
        }
    }

    private Resources.Page list(String selection) {
        return resources.list(TYPE, Optional.ofNullable(selection), 100, Optional.empty());
    }

    private void refused(String code, String message, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(AwsError.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            Matcher said = UUIDS.matcher(e.getMessage());
            token = said.find() ? said.group() : "";
            assertThat(said.replaceAll(TOKEN)).isEqualTo(message);
        });
    }
}
