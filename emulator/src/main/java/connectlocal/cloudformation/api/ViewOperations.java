package connectlocal.cloudformation.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.engine.Engine;
import connectlocal.cloudformation.engine.EventViews;
import connectlocal.cloudformation.engine.ResourceViews;
import connectlocal.cloudformation.engine.StackStatus;
import connectlocal.cloudformation.engine.StackViews;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The operations that show stacks. */
final class ViewOperations {
    private static final List<String> STATUSES =
            Stream.of(StackStatus.values()).map(StackStatus::name).toList();
    private final StackViews views;
    private final ResourceViews resources;
    private final EventViews events;

    ViewOperations(Engine engine) {
        this.views = engine.views();
        this.resources = engine.resources();
        this.events = engine.events();
    }

    Map<String, Function<Input, ObjectNode>> table() {
        return Map.of(
                "DescribeStacks",
                input -> Pages.newestFirst(input, "Stacks", views.describe(name(input)), "CreationTime"),
                "ListStacks",
                this::listStacks,
                "DescribeStackEvents",
                input -> Pages.newestFirst(input, "StackEvents", events.events(input.stackName()), "Timestamp"),
                "DescribeEvents",
                this::describeEvents,
                "DescribeStackResource",
                this::describeStackResource,
                "DescribeStackResources",
                this::describeStackResources,
                "ListStackResources",
                input -> Pages.page(input, "StackResourceSummaries", resources.resources(input.stackName(), true)),
                "GetTemplate",
                this::getTemplate,
                "ListExports",
                input -> Pages.page(input, "Exports", views.exports()),
                "ListImports",
                this::listImports);
    }

    private static Optional<String> name(Input input) {
        return input.text("StackName").map(n -> input.stackName());
    }

    private ObjectNode listStacks(Input input) {
        Set<String> statuses = Set.copyOf(input.listOf("StackStatusFilter", STATUSES));
        return Pages.newestFirst(input, "StackSummaries", views.list(statuses), "CreationTime");
    }

    private ObjectNode describeEvents(Input input) {
        boolean failed = input.structure("Filters").flag("FailedEvents");
        List<ObjectNode> found = events.operationEvents(
                input.text("StackName"), input.text("ChangeSetName"), input.text("OperationId"), failed);
        return Pages.newestFirst(input, "OperationEvents", found, "Timestamp");
    }

    private ObjectNode describeStackResource(Input input) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("StackResourceDetail", resources.resource(input.stackName(), input.required("LogicalResourceId")));
        return answer;
    }

    private ObjectNode describeStackResources(Input input) {
        String stack = input.text("StackName").isPresent()
                ? input.stackName()
                : resources.stackOf(input.required("PhysicalResourceId"));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        var wanted = input.text("LogicalResourceId");
        List<ObjectNode> found = resources.resources(stack, false).stream()
                .filter(r ->
                        wanted.map(r.path("LogicalResourceId").asText()::equals).orElse(true))
                .toList();
        found.forEach(answer.putArray("StackResources")::add);
        return answer;
    }

    private ObjectNode getTemplate(Input input) {
        boolean processed = input.oneOf("TemplateStage", List.of("Original", "Processed"))
                .orElse("Processed")
                .equals("Processed");
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        Optional<String> changeSet = input.text("ChangeSetName").map(name -> input.changeSetName());
        views.template(name(input), changeSet, processed).ifPresent(body -> answer.put("TemplateBody", body));
        answer.putArray("StagesAvailable").add("Original").add("Processed");
        return answer;
    }

    private ObjectNode listImports(Input input) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        views.imports(input.required("ExportName")).forEach(answer.putArray("Imports")::add);
        return answer;
    }
}
