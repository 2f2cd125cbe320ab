package connectlocal.cloudcontrol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.AwsError;
import connectlocal.lambda.Invocation;
import connectlocal.lambda.Invoker;
import connectlocal.provider.PackagedProvider;
import connectlocal.provider.Patience;
import connectlocal.provider.ResourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody on the line is told when a resource, or a list of them, cannot be shown. */
class ResourcesTest {
    private static final String TYPE = "Test::Shelf::Book";
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
    private Resources resources;

    @BeforeEach
    void load() throws IOException {
        type = ResourceType.load(Files.writeString(directory.resolve("type.json"), SCHEMA));
        Invoker handler = (event, limit) -> new Invocation(answer.getBytes(UTF_8), null, "");
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

    private Resources.Page list(String selection) {
        return resources.list(TYPE, Optional.ofNullable(selection), 100, Optional.empty());
    }

    private static void refused(String code, String message, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(AwsError.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.getMessage()).isEqualTo(message);
        });
    }
}
