package connectlocal.cloudformation.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.schema.Violation;
import connectlocal.cloudformation.template.schema.Violations;
import connectlocal.http.FirstViolations;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Properties against a schema: texts that are meant as numbers, and what no handler need see. */
class PropertyTypesTest {
    private static final JsonNode SCHEMA = Stack.json("""
            {"additionalProperties": false, "required": ["Name"],
             "definitions": {
               "Tag": {"type": "object", "additionalProperties": false, "required": ["Key"],
                       "properties": {"Key": {"type": "string"}, "On": {"type": "boolean"}}},
               "Self": {"type": "object", "properties": {"Self": {"$ref": "#/definitions/Self"},
                         "N": {"type": "number"}}},
               "Round": {"$ref": "#/definitions/Round"}},
             "properties": {
               "Name": {"type": "string"}, "Count": {"type": "integer"}, "Share": {"type": "number"},
               "On": {"type": "boolean"}, "Either": {"type": ["string", "integer"]},
               "Tags": {"type": "array", "items": {"$ref": "#/definitions/Tag"}},
               "Map": {"type": "object", "patternProperties": {"^x": {"type": "integer"}},
                       "additionalProperties": false},
               "Free": {"type": "object"}, "Self": {"$ref": "#/definitions/Self"},
                "Round": {"$ref": "#/definitions/Round"},
               "One": {"oneOf": [{"type": "boolean"}, {"type": "integer"}]}}}""");

    /** As a pattern that is none: the rest of the schema says what is wrong, and nothing fails. */
    @Test
    void nameThatAPatternCannotTake_countsAsFound() {
        JsonNode schema = Stack.json("""
                {"properties": {"Map": {"patternProperties": {"^a(-*a)*$": {"type": "integer"}}}}}""");
        String name = "a" + "-a".repeat(100_000);
        ObjectNode given = (ObjectNode) Stack.json("{}");
        given.putObject("Map").put(name, "1");
        assertThat(PropertyTypes.coerced(given, schema).get("Map").get(name)).hasToString("1");
    }

    /** A change set has an event for each that is named, whichever resource it is in. */
    @Test
    void violationsOfManyItems_areNotAllNamed() {
        String tags = "{}" + ",{}".repeat(29);
        var given = (ObjectNode) Stack.json("{\"Name\":\"n\",\"Tags\":[" + tags + "]}");
        var found = new FirstViolations<Violation>();
        Violations.collect("A", given, SCHEMA, found);
        assertThat(found.told(Violation.more("A"))).hasSize(30);
        Violations.collect("B", given, SCHEMA, found);
        List<Violation> told = found.told(Violation.more("B"));
        assertThat(told).hasSize(51);
        assertThat(told.get(50).inFull()).endsWith("B with message:\n… and more");
        assertThat(told.get(50).reason()).isEqualTo("… and more");
    }

    private static List<Violation> found(String given) {
        var found = new FirstViolations<Violation>();
        Violations.collect("R", Stack.json(given), SCHEMA, found);
        return found.told(Violation.more("R"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"Count\":\"5\"} | {\"Count\":5}",
                "{\"Count\":5.0} | {\"Count\":5}",
                "{\"Count\":\"5.5\"} | {\"Count\":\"5.5\"}",
                "{\"Count\":\"five\"} | {\"Count\":\"five\"}",
                "{\"Share\":\"5.5\"} | {\"Share\":5.5}",
                "{\"On\":\"true\"} | {\"On\":true}",
                "{\"On\":\"False\"} | {\"On\":false}",
                "{\"On\":\"yes\"} | {\"On\":\"yes\"}",
                "{\"Name\":5} | {\"Name\":\"5\"}",
                "{\"Name\":true} | {\"Name\":\"true\"}",
                "{\"Name\":\"5\"} | {\"Name\":\"5\"}",
                "{\"Either\":\"5\"} | {\"Either\":\"5\"}",
                "{\"Tags\":[{\"Key\":1,\"On\":\"true\"}]} | {\"Tags\":[{\"Key\":\"1\",\"On\":true}]}",
                "{\"Map\":{\"x1\":\"1\",\"y\":\"1\"}} | {\"Map\":{\"x1\":1,\"y\":\"1\"}}",
                "{\"Free\":{\"a\":\"1\"}} | {\"Free\":{\"a\":\"1\"}}",
                "{\"Self\":{\"Self\":{\"N\":\"1\"}}} | {\"Self\":{\"Self\":{\"N\":1}}}",
                "{\"Round\":\"1\"} | {\"Round\":\"1\"}",
                "{\"One\":\"1\"} | {\"One\":1}",
                "{\"Unknown\":\"1\"} | {\"Unknown\":\"1\"}",
                "{\"Count\":\"{{changeSet:KNOWN_AFTER_APPLY}}\"} | {\"Count\":\"{{changeSet:KNOWN_AFTER_APPLY}}\"}",
            })
    void coerced(String given, String expected) {
        assertThat(PropertyTypes.coerced((ObjectNode) Stack.json(given), SCHEMA))
                .hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"Name\":\"n\",\"K\":1} | #: extraneous key [K] is not permitted",
                "{} | #: required key [Name] not found",
                "{\"Name\":{\"Ref\":\"X\"}} | none",
                "{\"Name\":{\"Fn::If\":[\"C\",1,2]},\"On\":\"true\",\"Count\":\"5\"} | none",
                "{\"Name\":[1]} | #/Name: expected type: String, found: JSONArray",
                "{\"Name\":\"n\",\"Count\":\"x\"} | #/Count: expected type: Integer, found: String",
                "{\"Name\":\"n\",\"On\":5} | #/On: expected type: Boolean, found: Integer",
                "{\"Name\":\"n\",\"Tags\":{}} | #/Tags: expected type: JSONArray, found: JSONObject",
                "{\"Name\":\"n\",\"Tags\":[{\"Key\":\"k\"},{\"key\":\"k\",\"Key\":\"k\"}]} "
                        + "| #/Tags/1: extraneous key [key] is not permitted",
                "{\"Name\":\"n\",\"Tags\":[{}]} | #/Tags/0: required key [Key] not found",
                "{\"Name\":\"n\",\"Map\":{\"y\":1}} | #/Map: extraneous key [y] is not permitted",
                "{\"Name\":\"n\",\"Map\":{\"x\":\"a\"}} | #/Map/x: expected type: Integer, found: String",
            })
    void violations(String given, String words) {
        String expected = words.equals("none")
                ? "[]"
                : "[Properties validation failed for resource R with message:\n" + words + "]";
        assertThat(found(given).stream().map(Violation::inFull).toList()).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | Required property [Name] not found | /Resources/R/Properties",
                "{\"Name\":\"n\",\"K\":1} | Unsupported property [K] | /Resources/R/Properties",
                "{\"Name\":\"n\",\"Tags\":[{\"Key\":\"k\"},{}]} | Required property [Key] not found"
                        + " | /Resources/R/Properties/Tags/1",
                "{\"Name\":\"n\",\"Map\":{\"y\":1}} | Unsupported property [y] | /Resources/R/Properties/Map",
                "{\"Name\":\"n\",\"On\":5} | expected type: Boolean, found: Integer | /Resources/R/Properties/On",
            })
    void violations_beforeADeployment_haveAPlaceInTheTemplate(String given, String reason, String place) {
        assertThat(found(given)).singleElement().satisfies(violation -> {
            assertThat(violation.reason()).isEqualTo(reason);
            assertThat(violation.place()).isEqualTo(place);
        });
    }
}
