package connectlocal.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schemas that would fail every request are refused before the first. */
class SchemaCheckTest {
    @TempDir
    private Path directory;

    private ResourceType load(JsonNode schema) throws IOException {
        return ResourceType.load(Files.writeString(directory.resolve("schema.json"), schema.toString()));
    }

    private static JsonNode schema(String id, String definitions) throws IOException {
        return Json.MAPPER.readTree("{\"typeName\":\"A::B::C\",\"properties\":{\"Id\":" + id + "},\"definitions\":{"
                + definitions + "},\"primaryIdentifier\":[\"/properties/Id\"],\"additionalProperties\":false}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{\"$ref\":\"#/definitions/A\"}; \"A\":{\"$ref\":\"#/definitions/A\"}; in a circle",
                "{\"$ref\":\"#/definitions/A\"}; \"A\":{\"$ref\":\"#/definitions/B\"},"
                        + "\"B\":{\"anyOf\":[{\"$ref\":\"#/definitions/A\"}]}; in a circle",
                "{\"$ref\":\"#/definitions/A\"}; ~~; leads nowhere",
                "{\"$ref\":\"http://127.0.0.1:1/x.json\"}; ~~; nothing is fetched",
                "{\"$ref\":\"other.json\"}; ~~; nothing is fetched",
                "{\"type\":\"string\",\"pattern\":\"[\"}; ~~; is not a regular expression",
                "{\"type\":\"object\",\"patternProperties\":{\"(\":{}}}; ~~; is not a regular expression"
            })
    void schema_thatCannotWork_isRefused(String id, String definitions, String explanation) throws IOException {
        JsonNode schema = schema(id, definitions);
        assertThatThrownBy(() -> load(schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(explanation);
    }

    @Test
    void identifier_thatIsNoProperty_isRefused() throws IOException {
        JsonNode schema = Json.MAPPER.readTree(schema("{\"type\":\"string\"}", "")
                .toString()
                .replace("[\"/properties/Id\"]", "[\"/properties/Nothing\"]"));
        assertThatThrownBy(() -> load(schema)).hasMessageContaining("/properties/Nothing is no property");
    }

    /**
     * Of a longer one nobody can tell the end: it was once counted in nanoseconds, and failed after it was accepted.
     */
    @ParameterizedTest
    @CsvSource({"1, false", "2, true", "2160, true", "2161, false", "153722868, false", "1e3, false", "'\"5\"', false"})
    void time_outOfTheBoundsOfTheMetaSchema_isRefused(String minutes, boolean fits) throws IOException {
        JsonNode schema = Json.MAPPER.readTree(schema("{\"type\":\"string\"}", "")
                .toString()
                .replace(
                        "\"properties\"",
                        "\"handlers\":{\"create\":{\"timeoutInMinutes\":" + minutes + "}},\"properties\""));
        if (fits) {
            assertThat(load(schema).name()).isEqualTo("A::B::C");
        } else {
            assertThatThrownBy(() -> load(schema))
                    .hasMessageContaining("#/handlers/create/timeoutInMinutes must be a number from 2 to 2160");
        }
    }

    /** Each leads to the next one twice: to try all ways would take years, so it is no matter of speed. */
    @Test
    void referencesThatMeetAgain_areFollowedOnce() throws IOException {
        String diamonds = IntStream.range(0, 60)
                .mapToObj(i -> "\"D" + i + "\":{\"anyOf\":["
                        + "{\"$ref\":\"#/definitions/D%1$d\"},{\"$ref\":\"#/definitions/D%1$d\"}]},".formatted(i + 1))
                .collect(Collectors.joining());
        JsonNode schema = schema("{\"$ref\":\"#/definitions/D0\"}", diamonds + "\"D60\":{\"type\":\"string\"}");
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> SchemaCheck.check(schema));
        JsonNode circle = schema(
                "{\"$ref\":\"#/definitions/D0\"}", diamonds + "\"D60\":{\"not\":{\"$ref\":\"#/definitions/D59\"}}");
        assertThatThrownBy(() -> SchemaCheck.check(circle)).hasMessageContaining("leads in a circle");
    }

    @Test
    void recursionThroughMembers_isAllowed() throws IOException {
        JsonNode schema = schema(
                "{\"type\":\"string\"}",
                "\"Tree\":{\"type\":\"object\",\"properties\":{\"Branches\":{\"type\":\"array\","
                        + "\"items\":{\"$ref\":\"#/definitions/Tree\"}},\"pattern\":{\"type\":\"string\"}}}");
        assertThat(load(schema).name()).isEqualTo("A::B::C");
    }
}
