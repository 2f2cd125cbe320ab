package connectlocal.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.eval.Conditions;
import connectlocal.cloudformation.template.eval.Scope;
import connectlocal.cloudformation.template.model.TemplateError;
import java.util.Map;

/** The section Rules: what must hold between parameters. */
final class Rules {
    private Rules() {}

    static void check(ObjectNode section, Scope scope) {
        for (Map.Entry<String, JsonNode> rule : section.properties()) {
            String path = "/Rules/" + rule.getKey();
            JsonNode condition = rule.getValue().path("RuleCondition");
            if (condition.isMissingNode() || Conditions.holds(condition, path + "/RuleCondition", scope)) {
                assertions(rule.getKey(), rule.getValue().path("Assertions"), path + "/Assertions", scope);
            }
        }
    }

    private static void assertions(String name, JsonNode assertions, String path, Scope scope) {
        for (int i = 0; i < assertions.size(); i++) {
            JsonNode assertion = assertions.get(i);
            if (!Conditions.holds(assertion.path("Assert"), path + "/" + i + "/Assert", scope)) {
                throw new TemplateError("Template error: Rule '" + name + "' failed: "
                        + assertion.path("AssertDescription").asText("its assertion does not hold"));
            }
        }
    }
}
