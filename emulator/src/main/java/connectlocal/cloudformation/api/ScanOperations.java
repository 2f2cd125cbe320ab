package connectlocal.cloudformation.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.scan.GeneratedTemplates;
import connectlocal.cloudformation.scan.ResourceScans;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The IaC generator: from what is there to a template. */
final class ScanOperations {
    private final ResourceScans scans;
    private final GeneratedTemplates templates;

    ScanOperations(ResourceScans scans, GeneratedTemplates templates) {
        this.scans = scans;
        this.templates = templates;
    }

    Map<String, Function<Input, ObjectNode>> table() {
        return Map.of(
                "StartResourceScan",
                this::start,
                "DescribeResourceScan",
                input -> scans.describe(input.required("ResourceScanId")),
                "ListResourceScans",
                input -> Pages.page(input, "ResourceScanSummaries", scans.list()),
                "ListResourceScanResources",
                this::listResources,
                "ListResourceScanRelatedResources",
                this::listRelated,
                "CreateGeneratedTemplate",
                this::create,
                "DescribeGeneratedTemplate",
                input -> templates.describe(input.required("GeneratedTemplateName")),
                "GetGeneratedTemplate",
                this::get,
                "ListGeneratedTemplates",
                input -> Pages.page(input, "Summaries", templates.list()),
                "DeleteGeneratedTemplate",
                this::delete);
    }

    private ObjectNode start(Input input) {
        List<String> types = input.structures("ScanFilters").stream()
                .flatMap(filter -> filter.list("Types").stream())
                .toList();
        return object().put("ResourceScanId", scans.start(types, input.token()));
    }

    private ObjectNode listResources(Input input) {
        List<ObjectNode> found = scans.resources(
                input.required("ResourceScanId"),
                input.text("ResourceTypePrefix").orElse(""),
                input.text("TagKey"),
                input.text("TagValue"));
        String identifier = input.text("ResourceIdentifier").orElse("");
        return Pages.page(
                input,
                "Resources",
                found.stream()
                        .filter(resource ->
                                resource.path("ResourceIdentifier").toString().contains(identifier))
                        .toList());
    }

    private ObjectNode listRelated(Input input) {
        var identifiers = new ArrayList<String>();
        for (Input resource : input.structures("Resources")) {
            identifiers.add(String.join("|", resource.map("ResourceIdentifier").values()));
        }
        return Pages.page(input, "RelatedResources", scans.related(input.required("ResourceScanId"), identifiers));
    }

    private ObjectNode create(Input input) {
        var wanted = new ArrayList<GeneratedTemplates.Wanted>();
        for (Input resource : input.structures("Resources")) {
            ObjectNode identity = object();
            resource.map("ResourceIdentifier").forEach(identity::put);
            wanted.add(new GeneratedTemplates.Wanted(
                    resource.required("ResourceType"), resource.text("LogicalResourceId"), identity));
        }
        Input configuration = input.structure("TemplateConfiguration");
        String id = templates.create(
                input.required("GeneratedTemplateName"),
                wanted,
                configuration.text("DeletionPolicy").orElse("RETAIN"),
                configuration.text("UpdateReplacePolicy").orElse("RETAIN"));
        return object().put("GeneratedTemplateId", id);
    }

    private ObjectNode get(Input input) {
        boolean yaml = input.oneOf("Format", List.of("JSON", "YAML"))
                .filter("YAML"::equals)
                .isPresent();
        return templates.body(input.required("GeneratedTemplateName"), yaml);
    }

    private ObjectNode delete(Input input) {
        templates.delete(input.required("GeneratedTemplateName"));
        return object();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
