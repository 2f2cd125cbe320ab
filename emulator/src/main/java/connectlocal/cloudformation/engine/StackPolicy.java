package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import connectlocal.http.AwsError;
import connectlocal.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which resources an update may change.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html">Stack
 *     policies</a>
 */
final class StackPolicy {
    private static final Pattern ACTION =
            Pattern.compile("\\*|Update:(?:\\*|Modify|Replace|Delete)", Pattern.CASE_INSENSITIVE);

    private final String body;
    private final List<JsonNode> statements;

    private StackPolicy(String body, List<JsonNode> statements) {
        this.body = body;
        this.statements = statements;
    }

    /** @throws AwsError ValidationError when it is no stack policy */
    static StackPolicy parse(String body) {
        try {
            JsonNode root = Json.MAPPER.readTree(body);
            List<JsonNode> statements = many(root.path("Statement"));
            boolean formed = root.isObject()
                    && (root.isEmpty() || !statements.isEmpty())
                    && statements.stream().allMatch(StackPolicy::isFormed);
            if (formed) {
                return new StackPolicy(body, statements);
            }
        } catch (JsonProcessingException e) {
            // Said below.
        }
        throw Refusals.validation("Error validating stack policy: Invalid stack policy");
    }

    String body() {
        return body;
    }

    /** Why a resource must not be changed; empty when it may. */
    Optional<String> denial(String action, String logicalId, String type) {
        if (statements.isEmpty()) { // {} is how a policy is taken back
            return Optional.empty();
        }
        for (int i = 0; i < statements.size(); i++) {
            JsonNode statement = statements.get(i);
            if (statement.path("Effect").asText().equals("Deny") && applies(statement, action, logicalId, type)) {
                return Optional.of(
                        "Action denied by stack policy: Statement [#%d] does not allow [%s] for resource [%s];"
                                .formatted(i + 1, texts(statement, "Action"), texts(statement, "Resource")));
            }
        }
        boolean allowed = statements.stream()
                .anyMatch(s -> s.path("Effect").asText().equals("Allow") && applies(s, action, logicalId, type));
        return allowed
                ? Optional.empty()
                : Optional.of(
                        "Action denied by stack policy: no statement allows [%s] for resource [LogicalResourceId/%s];"
                                .formatted(action, logicalId));
    }

    private static boolean applies(JsonNode statement, String action, String logicalId, String type) {
        return matches(statement, "Action", action)
                && matches(statement, "Resource", "LogicalResourceId/" + logicalId)
                && conditionHolds(statement.path("Condition"), type);
    }

    private static boolean conditionHolds(JsonNode condition, String type) {
        for (var operator : condition.properties()) {
            for (JsonNode pattern : many(operator.getValue().path("ResourceType"))) {
                if (glob(pattern.asText(), type)) {
                    return true;
                }
            }
        }
        return condition.isMissingNode();
    }

    private static boolean matches(JsonNode statement, String name, String value) {
        if (statement.has("Not" + name)) {
            return many(statement.get("Not" + name)).stream().noneMatch(p -> glob(p.asText(), value));
        }
        return many(statement.path(name)).stream().anyMatch(p -> glob(p.asText(), value));
    }

    /** Going back to the last star alone is enough, so no pattern takes long. */
    private static boolean glob(String pattern, String value) {
        int at = 0;
        int star = -1;
        int from = 0;
        int i = 0;
        while (i < value.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                from = i;
            } else if (at < pattern.length() && alike(pattern.charAt(at), value.charAt(i))) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++from;
            } else {
                return false;
            }
        }
        return pattern.substring(at).chars().allMatch(rest -> rest == '*');
    }

    private static boolean alike(char pattern, char value) {
        return pattern == '?' || Character.toLowerCase(pattern) == Character.toLowerCase(value);
    }

    private static boolean isFormed(JsonNode statement) {
        String effect = statement.path("Effect").asText();
        boolean everybody = many(statement.path("Principal")).stream()
                .allMatch(p -> p.asText().equals("*"));
        boolean actions = many(statement.path(statement.has("Action") ? "Action" : "NotAction")).stream()
                .allMatch(action -> ACTION.matcher(action.asText()).matches());
        return (effect.equals("Allow") || effect.equals("Deny"))
                && everybody
                && actions
                && (statement.has("Action") || statement.has("NotAction"))
                && (statement.has("Resource") || statement.has("NotResource"));
    }

    private static String texts(JsonNode statement, String name) {
        String key = statement.has(name) ? name : "Not" + name;
        return String.join(
                ", ", many(statement.path(key)).stream().map(JsonNode::asText).toList());
    }

    private static List<JsonNode> many(JsonNode node) {
        if (!(node instanceof ArrayNode array)) {
            return node.isMissingNode() || node.isNull() ? List.of() : List.of(node);
        }
        var items = new ArrayList<JsonNode>();
        array.forEach(items::add);
        return items;
    }
}
