package connectlocal.cloudformation.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.engine.Engine;
import connectlocal.cloudformation.engine.Summaries;
import connectlocal.http.AwsError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The operations on templates and types that need no stack. */
final class TypeOperations {
    private final Summaries summaries;

    TypeOperations(Engine engine) {
        this.summaries = engine.summaries();
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
                .or(() -> input.text("Arn")
                        .map(arn -> arn.substring(arn.lastIndexOf('/') + 1).replace("-", "::")))
                .orElseThrow(() -> Input.violation("null", "TypeName", "Member must not be null"));
        return summaries.type(name);
    }

    private ObjectNode listTypes(Input input) {
        String prefix = input.structure("Filters").text("TypeNamePrefix").orElse("");
        boolean everywhere = input.oneOf("Visibility", List.of("PUBLIC", "PRIVATE"))
                .filter("PRIVATE"::equals)
                .isEmpty();
        List<ObjectNode> types = everywhere ? summaries.types() : List.of();
        return Pages.page(
                input,
                "TypeSummaries",
                types.stream()
                        .filter(type -> type.path("TypeName").asText().startsWith(prefix))
                        .toList());
    }
}
