package connectlocal.cloudformation.template.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.model.TemplateError;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sections of a template without loops: their members' form and number. */
final class Sections {
    private static final String FORMAT = Outline.FORMAT;
    private static final int MOST_RESOURCES = 500;
    private static final int MOST_OTHERS = 200;
    private static final int MOST_DYNAMIC_REFERENCES = 60;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]{1,255}");
    private static final Pattern DYNAMIC = Pattern.compile("\\{\\{resolve:[a-z-]{3,20}:");
    private static final Set<String> OUTPUT_MEMBERS = Set.of("Condition", "Description", "Export", "Value");

    private Sections() {}

    static void check(ObjectNode root) {
        number(root, "Parameters", MOST_OTHERS);
        number(root, "Mappings", MOST_OTHERS);
        number(root, "Outputs", MOST_OTHERS);
        number(root, "Resources", MOST_RESOURCES);
        mappings(section(root, "Mappings"));
        names(section(root, "Conditions"), "Condition");
        rules(section(root, "Rules"));
        if (!root.path("Resources").isObject() || root.path("Resources").isEmpty()) {
            throw new TemplateError(FORMAT + "At least one Resources member must be defined.");
        }
        ResourceForm.check((ObjectNode) root.get("Resources"));
        outputs(section(root, "Outputs"));
        int dynamic = dynamicReferences(root.path("Resources")) + dynamicReferences(root.path("Outputs"));
        if (dynamic > MOST_DYNAMIC_REFERENCES) {
            throw new TemplateError(FORMAT + "Number of dynamic references, " + dynamic
                    + ", is greater than maximum allowed, " + MOST_DYNAMIC_REFERENCES);
        }
    }

    /** A section, empty when absent. */
    static ObjectNode section(ObjectNode root, String name) {
        JsonNode section = root.path(name);
        if (section.isMissingNode()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (section instanceof ObjectNode object) {
            return object;
        }
        throw new TemplateError(FORMAT + name + " must be an object.");
    }

    private static void number(ObjectNode root, String section, int most) {
        int number = root.path(section).size();
        if (number > most) {
            throw new TemplateError(FORMAT + "Number of " + section.toLowerCase(java.util.Locale.ROOT) + ", " + number
                    + ", is greater than maximum allowed, " + most);
        }
    }

    static void names(ObjectNode section, String what) {
        section.fieldNames().forEachRemaining(name -> {
            if (!NAME.matcher(name).matches()) {
                throw new TemplateError(FORMAT + what + " name " + name + " is non alphanumeric.");
            }
        });
    }

    private static void mappings(ObjectNode section) {
        names(section, "Mapping");
        for (Map.Entry<String, JsonNode> mapping : section.properties()) {
            requireMap(mapping);
            for (Map.Entry<String, JsonNode> key : mapping.getValue().properties()) {
                requireMap(key);
                key.getValue().forEach(Sections::mappingValue);
            }
        }
    }

    private static void requireMap(Map.Entry<String, JsonNode> member) {
        if (!member.getValue().isObject()) {
            throw new TemplateError(FORMAT + "Every Mappings member " + member.getKey() + " must be a map");
        }
    }

    private static void mappingValue(JsonNode value) {
        boolean fine = value.isValueNode();
        if (value.isArray()) {
            fine = true;
            for (JsonNode item : value) {
                fine &= item.isValueNode();
            }
        }
        if (!fine) {
            throw new TemplateError(FORMAT + "Every Mappings attribute must be a String or a List.");
        }
    }

    private static void rules(ObjectNode section) {
        for (Map.Entry<String, JsonNode> rule : section.properties()) {
            JsonNode assertions = rule.getValue().path("Assertions");
            boolean wellFormed = assertions.isArray() && !assertions.isEmpty();
            for (JsonNode assertion : assertions) {
                wellFormed &= assertion.path("Assert").isObject();
            }
            if (!wellFormed) {
                throw new TemplateError(FORMAT + "[/Rules/" + rule.getKey()
                        + "] Every Rules object must contain a list of Assertions, each with an Assert member.");
            }
        }
    }

    private static void outputs(ObjectNode section) {
        names(section, "Output");
        for (Map.Entry<String, JsonNode> output : section.properties()) {
            if (!output.getValue().has("Value")) {
                throw new TemplateError(FORMAT + "Every Outputs member must contain a Value object");
            }
            output.getValue().fieldNames().forEachRemaining(member -> {
                if (!OUTPUT_MEMBERS.contains(member)) {
                    throw new TemplateError("Invalid template output property '" + member + "'");
                }
            });
            ResourceForm.requireText(output.getValue(), "Condition");
            ResourceForm.requireText(output.getValue(), "Description");
            if (output.getValue().has("Export")
                    && !output.getValue().path("Export").has("Name")) {
                throw malformedExport(output.getKey());
            }
        }
    }

    static TemplateError malformedExport(String output) {
        return new TemplateError(
                FORMAT + "Output " + output + " is malformed. The Name field of every Export member must"
                        + " be specified and consist only of alphanumeric characters, colons, or hyphens.");
    }

    private static int dynamicReferences(JsonNode node) {
        int number = 0;
        if (node.isTextual()) {
            for (Matcher matcher = DYNAMIC.matcher(node.textValue()); matcher.find(); ) {
                number++;
            }
        }
        for (JsonNode child : node) {
            number += dynamicReferences(child);
        }
        return number;
    }
}
