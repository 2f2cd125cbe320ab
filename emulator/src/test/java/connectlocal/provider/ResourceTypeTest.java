package connectlocal.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceTypeTest {
    private static final String SCHEMA = """
      {"typeName":"Test::Shelf::Book","description":"d","additionalProperties":false,
       "properties":{"Shelf":{"type":"string"},"Title":{"type":"string","pattern":"^[a-z]+$"},"Id":{"type":"string"},
         "Pages":{"type":"integer","minimum":1},"Kind":{"type":"string","enum":["A","B"]},
         "Secret":{"type":"string","minLength":8},
         "Loans":{"type":"array","items":{"type":"object","additionalProperties":false,
           "properties":{"To":{"type":"string"},"Pin":{"type":"string"}}}}},
       "required":["Shelf","Title"],
       "primaryIdentifier":["/properties/Shelf","/properties/Title"],"additionalIdentifiers":[["/properties/Id"]],
       "readOnlyProperties":["/properties/Id"],"createOnlyProperties":["/properties/Shelf"],
       "writeOnlyProperties":["/properties/Secret","/properties/Loans/*/Pin"],
       "handlers":{"create":{"permissions":[],"timeoutInMinutes":5},"read":{"permissions":[]},
         "list":{"permissions":[],"handlerSchema":{
            "properties":{"Shelf":{"$ref":"resource-schema.json#/properties/Shelf"}},
           "required":["Shelf"]}}}}\
      """;
    private final ResourceType type = ResourceType.of(model(SCHEMA));

    @Test
    void violations_everythingWrong_listsAllAndQuotesNoValue() {
        List<String> found =
                type.violations(model("{\"Title\":\"B4D\",\"Foo\":1,\"Pages\":0,\"Kind\":\"C\",\"Secret\":\"hush\"}"));
        assertThat(found)
                .containsExactlyInAnyOrder(
                        "#: required key [Shelf] not found",
                        "#: extraneous key [Foo] is not permitted",
                        "#/Title: failed validation constraint for keyword [pattern]: ^[a-z]+$",
                        "#/Pages: failed validation constraint for keyword [minimum]: at least 1",
                        "#/Kind: failed validation constraint for keyword [enum]: one of [A, B]",
                        "#/Secret: expected minLength: 8, actual: 4");
    }

    /** The length of the text is refused too, and by nobody before the pattern is matched. */
    @Test
    void violations_textThatItsPatternCannotTake_areToldWithoutAFailure() {
        ResourceType named = ResourceType.of(model(SCHEMA.replace("^[a-z]+$", "^a(-*[a-z])*$")));
        assertThat(named.violations(model("{\"Shelf\":\"s\",\"Title\":\"a" + "-a".repeat(100_000) + "\"}")))
                .containsExactly("#: a text is too long for the pattern that it must match");
    }

    @Test
    void violations_ofManyItems_areNotAllNamed() {
        String fifty = "{\"Shelf\":\"s\",\"Title\":\"t\",\"Loans\":[0" + ",0".repeat(49) + "]}";
        assertThat(type.violations(model(fifty))).hasSize(50).doesNotContain("… and more");
        assertThat(type.violations(model(fifty.replace("[0", "[0" + ",0".repeat(10_000)))))
                .hasSize(51)
                .endsWith("… and more");
    }

    @Test
    void violations_soundModel_areNone() {
        assertThat(type.violations(model("{\"Shelf\":\"s\",\"Title\":\"t\",\"Pages\":3}")))
                .isEmpty();
    }

    @Test
    void listViolations_followTheListHandlersSchema() {
        assertThat(type.listViolations(model("{}"))).containsExactly("#: required key [Shelf] not found");
        assertThat(type.listViolations(model("{\"Shelf\":\"s\"}"))).isEmpty();
    }

    @Test
    void shown_modelWithSecrets_losesThemEverywhere() {
        ObjectNode model =
                model("{\"Title\":\"t\",\"Secret\":\"s\",\"Loans\":[{\"To\":\"a\",\"Pin\":\"1\"},{\"Pin\":\"2\"}]}");
        assertThat(type.shown(model)).hasToString("{\"Title\":\"t\",\"Loans\":[{\"To\":\"a\"},{}]}");
        assertThat(model.has("Secret")).isTrue();
    }

    @Test
    void handlers_areThoseOfTheSchema() {
        assertThat(type.hasHandler(Action.CREATE)).isTrue();
        assertThat(type.hasHandler(Action.DELETE)).isFalse();
        assertThat(type.operationLimit(Action.CREATE)).isEqualTo(Duration.ofMinutes(5));
        assertThat(type.operationLimit(Action.READ)).isEqualTo(Duration.ofMinutes(120));
    }

    @Test
    void identifier_compound_isJoinedAndParsed() {
        assertThat(type.identifiers().of(model("{\"Shelf\":\"s\",\"Title\":\"t\"}")))
                .contains("s|t");
        assertThat(type.identifiers().of(model("{\"Shelf\":\"s\"}"))).isEmpty();
        assertThat(type.identifiers().parse("s|t")).hasToString("{\"Shelf\":\"s\",\"Title\":\"t\"}");
        assertThat(type.identifiers().parse("{\"Title\":\"t\",\"Shelf\":\"s\"}"))
                .isEqualTo(model("{\"Shelf\":\"s\",\"Title\":\"t\"}"));
        assertThat(type.identifiers().parse("{\"Id\":\"7\"}")).hasToString("{\"Id\":\"7\"}");
    }

    /** What events say can be sent back, unless the schema has a pattern that knows better. */
    @Test
    void identifier_whoseLastValueHoldsTheSeparator_isTakenApartAsItWasPutTogether() {
        ObjectNode named = model("{\"Shelf\":\"s\",\"Title\":\"t|u\"}");
        String identifier = type.identifiers().of(named).orElseThrow();
        assertThat(type.identifiers().primaryModel(identifier)).isEqualTo(named);
        ResourceType anyTitle = ResourceType.of(model(SCHEMA.replace(",\"pattern\":\"^[a-z]+$\"", "")));
        assertThat(anyTitle.identifiers().parse(identifier)).isEqualTo(named);
        ObjectNode whole = named.deepCopy().put("Words", 7);
        assertThat(type.identifiers().primaryOf(whole)).isEqualTo(named);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"s", "s|t|u", "|t", "{\"Title\":\"t\"}", "{\"Id\":{}}", "{\"Id\":null}", "{\"Nope\":\"1\"}"})
    void identifier_ofAnotherForm_isRefusedNamingTheForms(String identifier) {
        assertThatThrownBy(() -> type.identifiers().parse(identifier))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[/properties/Shelf, /properties/Title]")
                .hasMessageContaining("/properties/Id");
    }

    @ParameterizedTest
    @CsvSource({
        "/properties/A,/A,true",
        "/properties/A,/A/B,true",
        "/properties/A/B,/A,false",
        "/properties/A,/AB,false",
        "/properties/A/*/B,/A/0/B,true",
        "/properties/A/*/B,/A/0/C,false"
    })
    void covers_pointer_saysWhetherItIsInTheProperty(String path, String pointer, boolean expected) {
        assertThat(PropertyPath.of(path).covers(JsonPointer.compile(pointer))).isEqualTo(expected);
    }

    @Test
    void load_schemaWithoutIdentifier_saysWhichFileAndWhat(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("type.json"), "{\"typeName\":\"A::B::C\"}");
        assertThatThrownBy(() -> ResourceType.load(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("type.json")
                .hasMessageContaining("primaryIdentifier");
    }

    private static ObjectNode model(String json) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
