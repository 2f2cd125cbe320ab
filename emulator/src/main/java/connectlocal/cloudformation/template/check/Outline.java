package connectlocal.cloudformation.template.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.model.TemplateError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What can be said of a template before its loops are unrolled: its sections, its format, its transforms. */
public final class Outline {
    /** The one transform there is. */
    public static final String LANGUAGE_EXTENSIONS = "AWS::LanguageExtensions";

    static final String FORMAT = "Template format error: ";
    private static final int LONGEST_DESCRIPTION = 1024;
    private static final Set<String> SECTIONS = Set.of(
            "AWSTemplateFormatVersion",
            "Conditions",
            "Description",
            "Mappings",
            "Metadata",
            "Outputs",
            "Parameters",
            "Resources",
            "Rules",
            "Transform");
    private static final Set<String> VERSIONS = Set.of("2010-09-09", "2010-09-09T00:00:00.000Z");

    private Outline() {}

    /** Refuses what is out of form. */
    public static void check(ObjectNode root) {
        List<String> unknown = new ArrayList<>();
        root.fieldNames().forEachRemaining(name -> {
            if (!SECTIONS.contains(name)) {
                unknown.add(name);
            }
        });
        if (!unknown.isEmpty()) {
            throw new TemplateError("Invalid template property or properties " + unknown);
        }
        refuseNull(root, new StringBuilder());
        JsonNode version = root.path("AWSTemplateFormatVersion");
        if (!version.isMissingNode() && !VERSIONS.contains(version.asText())) {
            throw new TemplateError(FORMAT + "[/AWSTemplateFormatVersion] Unrecognized template format version: "
                    + (version.isValueNode() ? version.asText() : "it must be a string"));
        }
        description(root.path("Description"));
        for (String transform : transforms(root)) {
            if (!transform.equals(LANGUAGE_EXTENSIONS)) {
                throw new TemplateError(
                        "No transform named " + transform + " found. Macros and other transforms are not"
                                + " supported; the only transform that is supported is " + LANGUAGE_EXTENSIONS);
            }
        }
    }

    private static void description(JsonNode description) {
        if (description.isMissingNode()) {
            return;
        }
        if (!description.isTextual()) {
            throw new TemplateError(FORMAT + "Every Description member must be a string.");
        }
        if (description.textValue().getBytes(java.nio.charset.StandardCharsets.UTF_8).length > LONGEST_DESCRIPTION) {
            throw new TemplateError(FORMAT + "'Description' length is greater than " + LONGEST_DESCRIPTION + ".");
        }
    }

    /** The transforms that a template declares. */
    public static Set<String> transforms(ObjectNode root) {
        Set<String> names = new LinkedHashSet<>();
        JsonNode transform = root.path("Transform");
        if (transform.isArray()) {
            transform.forEach(each -> names.add(transformName(each)));
        } else if (!transform.isMissingNode()) {
            names.add(transformName(transform));
        }
        return names;
    }

    private static String transformName(JsonNode transform) {
        JsonNode name = transform.isObject() ? transform.path("Name") : transform;
        if (!name.isTextual()) {
            throw new TemplateError("Key Name of transform definition must be a string.");
        }
        return name.textValue();
    }

    private static void refuseNull(JsonNode node, StringBuilder path) {
        if (node.isNull()) {
            throw new TemplateError("[" + path + "] 'null' values are not allowed in templates");
        }
        int length = path.length();
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                refuseNull(node.get(i), path.append('/').append(i));
                path.setLength(length);
            }
        } else {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                refuseNull(member.getValue(), path.append('/').append(member.getKey()));
                path.setLength(length);
            }
        }
    }
}
