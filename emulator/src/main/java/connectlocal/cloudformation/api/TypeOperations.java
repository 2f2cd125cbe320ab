package connectlocal.cloudformation.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.engine.Engine;
import connectlocal.cloudformation.engine.Registry;
import connectlocal.cloudformation.engine.Summaries;
import connectlocal.http.AwsError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The operations on templates and types that need no stack. */
final class TypeOperations {
    private final Summaries summaries;
    private final Registry registry;

    TypeOperations(Engine engine) {
        this.summaries = engine.summaries();
        this.registry = engine.registry();
    }

    Map<String, Function<Input, ObjectNode>> table() {
        return Map.of(
                "GetTemplateSummary", this::getTemplateSummary,
                "ValidateTemplate", input -> summaries.validated(body(input)),
                "DescribeType", this::describeType,
                "ListTypes", this::listTypes);
    }

    private ObjectNode getTemplateSummary(Input input) {
        Optional<String> body = Body.TEMPLATE.in(input);
        if (body.isEmpty() && input.text("StackName").isEmpty()) {
            throw new AwsError("ValidationError", 400, "Either Template URL or Template Body must be specified.");
        }
        boolean lenient = input.structure("TemplateSummaryConfig").flag("TreatUnrecognizedResourceTypesAsWarnings");
        return summaries.template(body, input.text("StackName").map(name -> input.stackName()), lenient);
    }

    private static String body(Input input) {
        return Body.TEMPLATE
                .in(input)
                .orElseThrow(() -> new AwsError(
                        "ValidationError", 400, "Either Template URL or Template Body must be specified."));
    }

    private ObjectNode describeType(Input input) {
        String name = input.text("TypeName")
                .or(() -> input.text("Arn").map(Registry::nameIn))
                .orElseThrow(() -> Input.violation("null", "TypeName", "Member must not be null"));
        return registry.type(name);
    }

    /** There are no modules, no hooks, no publishers and nothing that is deprecated. */
    private ObjectNode listTypes(Input input) {
        Input filters = input.structure("Filters");
        boolean any = input.oneOf("Type", List.of("RESOURCE", "MODULE", "HOOK"))
                        .filter(type -> !type.equals("RESOURCE"))
                        .isEmpty()
                && input.oneOf("DeprecatedStatus", List.of("LIVE", "DEPRECATED"))
                        .filter("DEPRECATED"::equals)
                        .isEmpty()
                && filters.text("PublisherId").isEmpty();
        var wanted = new Registry.Wanted(
                input.oneOf("Visibility", List.of("PUBLIC", "PRIVATE")).orElse("PRIVATE"),
                input.oneOf("ProvisioningType", List.of("NON_PROVISIONABLE", "IMMUTABLE", "FULLY_MUTABLE"))
                        .orElse("FULLY_MUTABLE"),
                filters.oneOf("Category", List.of("REGISTERED", "ACTIVATED", "THIRD_PARTY", "AWS_TYPES")),
                filters.text("TypeNamePrefix").orElse(""));
        return Pages.page(input, "TypeSummaries", any ? registry.types(wanted) : List.of());
    }
}
