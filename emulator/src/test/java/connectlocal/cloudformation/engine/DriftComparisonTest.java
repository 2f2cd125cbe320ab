package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.provider.ResourceType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftComparisonTest {
    private static final String SCHEMA = """
        {"typeName":"A::B::C","primaryIdentifier":["/properties/Id"],"writeOnlyProperties":["/properties/Secret"],
         "properties":{"Id":{"type":"string"},"Secret":{"type":"string"}}}""";

    @TempDir
    private Path directory;

    private ResourceType type;

    @BeforeEach
    void load() throws Exception {
        type = ResourceType.load(Files.writeString(directory.resolve("schema.json"), SCHEMA));
    }

    @Test
    void differences_onlyWhatIsSet_countsAsDrift() throws Exception {
        assertThat(drift("{'A':1,'O':{'X':'x'}}", "{'A':1.0,'O':{'X':'x','Y':'default'},'B':'default'}"))
                .isEmpty();
        assertThat(drift("{'Secret':'s','P':'{{resolve:ssm:p}}'}", "{'P':'other'}"))
                .isEmpty();
    }

    @Test
    void differences_everyKind_hasItsPathAndTexts() throws Exception {
        assertThat(drift("{'A':3,'O':{'X':'x','Z':'z'}}", "{'A':5.0,'O':{'X':'y'}}"))
                .containsExactly("/A 3 5 NOT_EQUAL", "/O/X x y NOT_EQUAL", "/O/Z z null REMOVE");
    }

    /** What is cleared by an empty text or container is shown by no reader. */
    @Test
    void differences_nothingThatIsNotThere_isNoDrift() throws Exception {
        assertThat(drift("{'A':'','O':{'X':''},'L':[{'K':'k','V':''}],'N':[]}", "{'O':{},'L':[{'K':'k'}]}"))
                .isEmpty();
        assertThat(drift("{'A':'','B':' '}", "{'A':'a'}")).containsExactly("/A  a NOT_EQUAL", "/B   null REMOVE");
    }

    @Test
    void differences_lists_areComparedAsSetsAndMembersMatchedByWhatIsAlike() throws Exception {
        assertThat(drift("{'L':['a','b']}", "{'L':['b','a']}")).isEmpty();
        assertThat(drift("{'L':['a','b']}", "{'L':['c','a']}"))
                .containsExactly("/L/1 b null REMOVE", "/L/0 null c ADD");
        assertThat(drift("{'L':[{'K':'q','V':1},{'K':'p','V':2}]}", "{'L':[{'K':'p','V':4},{'K':'q','V':1,'D':0}]}"))
                .containsExactly("/L/1/V 2 4 NOT_EQUAL");
    }

    @Test
    void differences_tagsOfTheStackAndOfAws_areNoDrift() throws Exception {
        String set = "{'Tags':[{'Key':'own','Value':'1'}]}";
        String more = "{'Key':'team','Value':'blue'},{'Key':'aws:x','Value':'y'}";
        assertThat(drift(set, "{'Tags':[{'Key':'own','Value':'1'}," + more + "]}"))
                .isEmpty();
        assertThat(drift(set, "{'Tags':[{'Key':'own','Value':'1'},{'Key':'new','Value':'v'}]}"))
                .containsExactly("/Tags/1 null {\"Key\":\"new\",\"Value\":\"v\"} ADD");
    }

    /** What a handler shows may have numbers that no template has. */
    @Test
    void differences_numbersBeyondAll_areComparedToo() throws Exception {
        assertThat(drift("{'A':1,'L':[1]}", "{'A':1e400,'L':[1e400]}"))
                .containsExactly("/A 1 Infinity NOT_EQUAL", "/L/0 1 null REMOVE", "/L/0 null Infinity ADD");
        assertThat(drift("{'A':1e400}", "{'A':1e401}")).isEmpty();
    }

    private List<String> drift(String set, String actual) throws Exception {
        var resource = new Deployed(
                type, "1", json(set), json("{}"), null, null, MissingNode.getInstance(), Map.of(), Set.of());
        var texts = new ArrayList<String>();
        for (JsonNode d : DriftComparison.differences(resource, json(actual), Map.of("team", "blue"))) {
            texts.add(d.get("PropertyPath").asText() + " "
                    + d.get("ExpectedValue").asText() + " "
                    + d.get("ActualValue").asText() + " "
                    + d.get("DifferenceType").asText());
        }
        return texts;
    }

    private static ObjectNode json(String text) throws Exception {
        return (ObjectNode) Json.MAPPER.readTree(text.replace('\'', '"'));
    }
}
