package connectlocal.cloudformation.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.engine.ChangeSets;
import connectlocal.cloudformation.engine.Engine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The operations on change sets. */
final class ChangeSetOperations {
    private static final List<String> TYPES = List.of("IMPORT", "UPDATE", "CREATE");
    private static final int MOST_TARGETS = 200;
    private final ChangeSets changeSets;

    ChangeSetOperations(Engine engine) {
        this.changeSets = engine.changeSets();
    }

    Map<String, Function<Input, ObjectNode>> table() {
        return Map.of(
                "CreateChangeSet", this::createChangeSet,
                "DescribeChangeSet", this::describeChangeSet,
                "ExecuteChangeSet", this::executeChangeSet,
                "DeleteChangeSet", this::deleteChangeSet,
                "ListChangeSets", input -> Pages.page(input, "Summaries", changeSets.list(input.stackName())));
    }

    private ObjectNode createChangeSet(Input input) {
        String name = input.required("ChangeSetName");
        if (!name.matches(Input.NAME) || name.length() > 128) {
            throw Input.violation(
                    "'" + name + "'", "ChangeSetName", "Member must satisfy regular expression pattern: " + Input.NAME);
        }
        String type = input.oneOf("ChangeSetType", TYPES).orElse("UPDATE");
        boolean revertDrift =
                input.oneOf("DeploymentMode", List.of("REVERT_DRIFT")).isPresent();
        boolean create = type.equals("CREATE");
        var made = changeSets.create(new ChangeSets.Order(
                name,
                type,
                input.text("Description").map(text -> input.limited("Description", 1024)),
                targets(input),
                input.flag("ImportExistingResources"),
                revertDrift,
                input.text("OnStackFailure"),
                Requests.of(input, stackName(input), create)));
        return JsonNodeFactory.instance.objectNode().put("Id", made.id()).put("StackId", made.stackId());
    }

    private static Map<String, ChangeSets.Target> targets(Input input) {
        var targets = new LinkedHashMap<String, ChangeSets.Target>();
        for (Input target : input.structures("ResourcesToImport", MOST_TARGETS)) {
            ObjectNode identifier = JsonNodeFactory.instance.objectNode();
            target.map("ResourceIdentifier").forEach((key, value) -> split(identifier, key, value));
            targets.put(
                    target.required("LogicalResourceId"),
                    new ChangeSets.Target(target.required("ResourceType"), identifier));
        }
        return targets;
    }

    /** A new stack may be under review already, and then be named by its id. */
    private static String stackName(Input input) {
        String name = input.stackName();
        if (!name.startsWith("arn:") && name.length() > 128) {
            throw Input.violation("'" + name + "'", "StackName", "Member must have length less than or equal to 128");
        }
        return name;
    }

    /** Several properties of one identifier may come joined by commas, as GetTemplateSummary names them. */
    private static void split(ObjectNode identifier, String key, String value) {
        String[] keys = key.split(",");
        String[] values = value.split(",", keys.length);
        for (int i = 0; i < keys.length; i++) {
            identifier.put(keys[i].strip(), i < values.length ? values[i].strip() : "");
        }
    }

    private ObjectNode describeChangeSet(Input input) {
        ObjectNode shown = changeSets.describe(
                input.text("StackName"), input.changeSetName(), input.flag("IncludePropertyValues"));
        List<ObjectNode> changes = new ArrayList<>();
        shown.path("Changes").forEach(change -> changes.add((ObjectNode) change));
        ArrayNode page = shown.putArray("Changes");
        Pages.cut(input, changes, page).ifPresent(token -> shown.put("NextToken", token));
        return shown;
    }

    private ObjectNode executeChangeSet(Input input) {
        changeSets.execute(
                input.text("StackName"),
                input.changeSetName(),
                input.optionalFlag("DisableRollback"),
                input.optionalFlag("RetainExceptOnCreate"),
                input.token());
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode deleteChangeSet(Input input) {
        changeSets.delete(input.text("StackName"), input.changeSetName());
        return JsonNodeFactory.instance.objectNode();
    }
}
