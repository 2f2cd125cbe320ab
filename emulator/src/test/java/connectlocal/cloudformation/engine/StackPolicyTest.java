package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import connectlocal.http.Json;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StackPolicyTest {
    private static final StackPolicy MIXED = StackPolicy.parse("""
        {"Statement":[{"Effect":"Allow","Action":"Update:*","Principal":"*","Resource":"*"},
                      {"Effect":"Deny","Action":["Update:Replace","Update:Delete"],"Principal":"*",
                       "Resource":"LogicalResourceId/Agent*"}]}""");

    @Test
    void denial_deniedAction_namesTheStatement() {
        assertThat(MIXED.denial("Update:Replace", "Agent1", "T"))
                .contains("Action denied by stack policy: Statement [#2] does not allow [Update:Replace, Update:Delete]"
                        + " for resource [LogicalResourceId/Agent*];");
    }

    @Test
    void denial_otherActionOrResource_isAllowed() {
        assertThat(MIXED.denial("Update:Modify", "Agent1", "T")).isEmpty();
        assertThat(MIXED.denial("Update:Replace", "Queue", "T")).isEmpty();
    }

    @Test
    void denial_nothingAllows_protects() {
        var policy = StackPolicy.parse("""
            {"Statement":{"Effect":"Allow","Action":"Update:*","Principal":"*","Resource":"*",
             "Condition":{"StringEquals":{"ResourceType":["A::B::C"]}}}}""");
        assertThat(policy.denial("Update:Modify", "X", "A::B::C")).isEmpty();
        assertThat(policy.denial("Update:Modify", "X", "A::B::D")).isPresent();
    }

    @Test
    void denial_emptyPolicy_deniesNothing() {
        var empty = StackPolicy.parse("{}");
        assertThat(empty.denial("Update:Delete", "X", "A::B::C")).isEmpty();
        assertThat(empty.body()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"Statement\":[]}",
                "{\"Statement\":[{\"Effect\":\"Perhaps\"}]}",
                "{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"Update:*\",\"Principal\":\"me\",\"Resource\":\"*\"}}",
                "{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"Delete:*\",\"Principal\":\"*\",\"Resource\":\"*\"}}"
            })
    void parse_noPolicy_isRefusedInAwsWords(String body) {
        assertThatThrownBy(() -> StackPolicy.parse(body))
                .hasMessage("Error validating stack policy: Invalid stack policy");
    }

    @ParameterizedTest
    @CsvSource({
        "LogicalResourceId/*, true",
        "*Agent1, true",
        "*/A?e?t1, true",
        "logicalresourceid/AGENT1, true",
        "*1*, true",
        "LogicalResourceId/Agent?, true",
        "LogicalResourceId/Agent1?, false",
        "LogicalResourceId/Agent, false",
        "gent1, false",
        "*2, false",
        "LogicalResourceId/A.*, false",
        "'LogicalResourceId/\\EAgent1', false",
        "'', false"
    })
    void resource_isMatchedByStarsAndQuestionMarksAlone(String resource, boolean allowed) {
        assertThat(policy(resource).denial("Update:Modify", "Agent1", "T").isEmpty())
                .isEqualTo(allowed);
    }

    /** With a regular expression this would take longer than anybody waits. */
    @Test
    void resource_ofManyStars_isMatchedInTime() {
        var policy = policy("*a".repeat(60) + "*b");
        String id = "a".repeat(255);
        assertThat(assertTimeoutPreemptively(Duration.ofMinutes(1), () -> policy.denial("Update:Modify", id, "T")))
                .isPresent();
    }

    private static StackPolicy policy(String resource) {
        var body = Json.MAPPER.createObjectNode();
        body.putObject("Statement")
                .put("Effect", "Allow")
                .put("Action", "*")
                .put("Principal", "*")
                .put("Resource", resource);
        return StackPolicy.parse(body.toString());
    }
}
