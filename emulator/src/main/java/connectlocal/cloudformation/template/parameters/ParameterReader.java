package connectlocal.cloudformation.template.parameters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.model.ParameterDeclaration;
import connectlocal.cloudformation.template.model.TemplateError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the section Parameters. */
public final class ParameterReader {
    private static final String FORMAT = "Template format error: ";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]{1,255}");
    private static final Set<String> MEMBERS = Set.of(
            "AllowedPattern",
            "AllowedValues",
            "ConstraintDescription",
            "Default",
            "Description",
            "MaxLength",
            "MaxValue",
            "MinLength",
            "MinValue",
            "NoEcho",
            "Type");

    private ParameterReader() {}

    /** The declarations, in their order. */
    public static List<ParameterDeclaration> read(ObjectNode section) {
        List<ParameterDeclaration> declarations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : section.properties()) {
            declarations.add(declaration(entry.getKey(), entry.getValue()));
        }
        return List.copyOf(declarations);
    }

    private static ParameterDeclaration declaration(String name, JsonNode node) {
        if (!NAME.matcher(name).matches()) {
            throw new TemplateError(FORMAT + "Parameter name " + name + " is non alphanumeric.");
        }
        if (!node.isObject()) {
            throw new TemplateError(FORMAT + "Any Parameters member must be an object.");
        }
        node.fieldNames().forEachRemaining(member -> {
            if (!MEMBERS.contains(member)) {
                throw new TemplateError("Invalid template parameter property '" + member + "'");
            }
        });
        if (!node.path("Type").isTextual()) {
            throw new TemplateError(FORMAT + "Every Parameters object must contain a Type member.");
        }
        String type = node.path("Type").textValue();
        if (!ParameterTypes.isKnown(type)) {
            throw new TemplateError(FORMAT + "Unrecognized parameter type: " + type);
        }
        return new ParameterDeclaration(
                name,
                type,
                text(node, "Default"),
                text(node, "NoEcho").map(Boolean::parseBoolean).orElse(false),
                text(node, "Description"),
                allowedValues(name, node.path("AllowedValues")),
                text(node, "AllowedPattern"),
                text(node, "ConstraintDescription"),
                number(name, node, "MinLength"),
                number(name, node, "MaxLength"),
                number(name, node, "MinValue"),
                number(name, node, "MaxValue"));
    }

    private static Optional<String> text(JsonNode node, String member) {
        JsonNode value = node.path(member);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isValueNode()) {
            throw new TemplateError(FORMAT + "Every " + member + " member must be a string.");
        }
        return Optional.of(value.asText());
    }

    private static List<String> allowedValues(String name, JsonNode values) {
        if (values.isMissingNode()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode value : values) {
            texts.add(value.asText());
        }
        if (!values.isArray() || texts.isEmpty() || values.get(0).isContainerNode()) {
            throw new TemplateError(
                    FORMAT + "[/Parameters/" + name + "/AllowedValues] AllowedValues must be a list of strings.");
        }
        return List.copyOf(texts);
    }

    private static Optional<BigDecimal> number(String name, JsonNode node, String member) {
        return text(node, member).map(value -> ParameterRules.number(value)
                .orElseThrow(() -> new TemplateError(
                        FORMAT + "[/Parameters/" + name + "/" + member + "] " + member + " must be a number.")));
    }
}
