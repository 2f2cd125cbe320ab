package connectlocal.cloudformation.template.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.model.TemplateError;
import java.util.Map;
import java.util.Set;

/** The form of every member of Resources. */
final class ResourceForm {
    private static final String FORMAT = Outline.FORMAT;
    private static final Set<String> MEMBERS = Set.of(
            "Condition",
            "CreationPolicy",
            "DeletionPolicy",
            "DependsOn",
            "Metadata",
            "Properties",
            "Type",
            "UpdatePolicy",
            "UpdateReplacePolicy");

    private ResourceForm() {}

    static void check(ObjectNode section) {
        for (Map.Entry<String, JsonNode> entry : section.properties()) {
            if (!entry.getValue().isObject()) {
                throw new TemplateError(FORMAT + "Any Resources member must be an object.");
            }
        }
        Sections.names(section, "Resource");
        for (Map.Entry<String, JsonNode> entry : section.properties()) {
            check(entry.getKey(), entry.getValue());
        }
    }

    private static void check(String name, JsonNode resource) {
        if (!resource.path("Type").isTextual()
                || resource.path("Type").textValue().isEmpty()) {
            throw new TemplateError(
                    FORMAT + "[/Resources/" + name + "] Every Resources object must contain a Type member.");
        }
        resource.fieldNames().forEachRemaining(member -> {
            if (!MEMBERS.contains(member)) {
                throw new TemplateError("Invalid template resource property '" + member + "'");
            }
        });
        if (resource.has("Properties") && !resource.get("Properties").isObject()) {
            throw new TemplateError(FORMAT + "[/Resources/" + name + "/Properties] Properties must be an object.");
        }
        requireText(resource, "Condition");
        dependsOn(resource.path("DependsOn"));
    }

    private static void dependsOn(JsonNode dependsOn) {
        boolean fine = dependsOn.isMissingNode() || dependsOn.isTextual() || dependsOn.isArray();
        for (JsonNode each : dependsOn) {
            fine &= each.isTextual();
        }
        if (!fine) {
            throw new TemplateError(FORMAT + "DependsOn must be a string or list of strings.");
        }
    }

    static void requireText(JsonNode object, String member) {
        if (object.has(member) && !object.get(member).isTextual()) {
            throw new TemplateError(FORMAT + "Every " + member + " member must be a string.");
        }
    }
}
