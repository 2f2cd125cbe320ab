package software.amazon.connect.user.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.cloudformation.resource.Validator;
import software.amazon.cloudformation.resource.exceptions.ValidationException;
import software.amazon.connect.user.support.Event;
import software.amazon.connect.user.support.Samples;
import software.amazon.connect.user.support.Schema;

/** Hints to the messages of the framework's own validator, for the type's own schema. */
class SchemaHintsTest {
    private final JSONObject schema = new JSONObject(Schema.ROOT.toString());

    private String explained(String path, Object value) {
        Object model = value;
        String[] steps = path.split("/");
        for (int i = steps.length - 1; i > 0; i--) {
            model = steps[i].equals("0") ? List.of(model) : Map.of(steps[i], model);
        }
        var whole = new JSONObject((Map<?, ?>) model);
        for (Object required : schema.getJSONArray("required")) {
            if (!whole.has(required.toString())) {
                whole.put(
                        required.toString(),
                        new JSONObject(Event.properties(Samples.plain()).toString()).get(required.toString()));
            }
        }
        return new SchemaHints(schema).explain(message(whole));
    }

    private String message(JSONObject model) {
        try {
            new Validator().validateObject(model, schema);
        } catch (ValidationException e) {
            var all = new StringBuilder("Model validation failed (" + e.getMessage() + ")");
            e.getCausingExceptions().forEach(cause -> all.append('\n')
                    .append(cause.getMessage())
                    .append(" (")
                    .append(cause.getSchemaPointer())
                    .append(')'));
            return all.toString();
        }
        return "valid";
    }

    static Stream<Arguments> patterns() {
        Map<String, String> found = new TreeMap<>();
        collect("", Schema.ROOT, found);
        assertThat(found).containsKeys("/Username", "/IdentityInfo/Mobile", "/SecurityProfileArns/0", "/Tags/0/Key");
        return found.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    private static void collect(String path, JsonNode node, Map<String, String> found) {
        if (node.has("$ref")) {
            collect(path, Schema.ROOT.at(node.get("$ref").asText().substring(1)), found);
        } else if (node.has("pattern")) {
            found.put(path, node.get("pattern").asText());
        } else if (node.has("items")) {
            collect(path + "/0", node.get("items"), found);
        } else if (node.has("properties")) {
            node.get("properties")
                    .fields()
                    .forEachRemaining(member -> collect(path + "/" + member.getKey(), member.getValue(), found));
        }
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void explain_patternBroken_saysTheFormWithAnExampleThatHasIt(String path, String pattern) {
        String said = explained(path, "aws:ä ö");
        Matcher example = Pattern.compile(" For example (\\S+)\\.").matcher(said);
        assertThat(said).contains(path.substring(1).replace('/', '.') + " takes: ");
        assertThat(example.find()).as(said).isTrue();
        assertThat(example.group(1)).matches(Pattern.compile(pattern).asMatchPredicate());
    }

    @Test
    void explain_arn_exampleIsWhole() {
        assertThat(explained("/HierarchyGroupArn", "Berlin"))
                .contains("For example arn:aws:connect:us-east-1:123456789012:instance/"
                        + "11111111-2222-3333-4444-555555555555/agent-group/11111111-2222-3333-4444-555555555555.");
    }

    @Test
    void explain_noPattern_noExample() {
        assertThat(explained("/Tags/0/Value", "v".repeat(257)))
                .contains("Tags.0.Value takes: Up to 256")
                .doesNotContain("For example");
    }

    @ParameterizedTest
    @CsvSource({
        "/Usernam, Usernam, Username",
        "/username, username, Username",
        "/RoutingProfilARN, RoutingProfilARN, RoutingProfileArn",
        "/IdentityInfo/Emial, Emial, Email",
        "/Tags/0/key, key, Key"
    })
    void explain_unknownProperty_suggestsTheNearest(String path, String given, String meant) {
        assertThat(explained(path, "x")).contains("There is no " + given + "; did you mean " + meant + "?");
    }

    @Test
    void explain_unknownPropertyLikeNone_saysWhichThereAre() {
        assertThat(explained("/PhoneConfig/Colour", "red"))
                .contains("There is no Colour; there are AfterContactWorkTimeLimit, AutoAccept, DeskPhoneNumber,")
                .doesNotContain("did you mean");
    }

    @Test
    void explain_nothingPointedTo_unchanged() {
        assertThat(new SchemaHints(schema).explain("Model validation failed (something)"))
                .isEqualTo("Model validation failed (something)");
    }
}
