package connectlocal.cloudformation.template.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.model.TemplateError;
import connectlocal.provider.ByValue;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Makes one tree of a template's text, be it JSON or YAML, within bounds that no text can break. */
public final class TemplateReader {
    /** The limit of the service for templates given by URL, in bytes. */
    public static final int LARGEST = 1_000_000;

    static final String FORMAT = "Template format error: ";

    /** Deeper than any template in use, and far from what a thread's stack bears. */
    static final int DEEPEST = 200;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // Names made to collide would spoil a table that all templates share.
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private TemplateReader() {}

    /** The tree; short forms of functions are their long forms in it. */
    public static ObjectNode read(String body) {
        if (body.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            throw tooLarge();
        }
        String text = body.startsWith("\uFEFF") ? body.substring(1) : body;
        JsonNode tree = text.stripLeading().startsWith("{") ? json(text) : YamlReader.read(text);
        if (!(tree instanceof ObjectNode root)) {
            throw new TemplateError(FORMAT + "unsupported structure.");
        }
        endless(root).ifPresent(path -> {
            throw new TemplateError(FORMAT + "the number at " + path + " is beyond " + Double.MAX_VALUE + ".");
        });
        return ShortForms.attributesSplit(root);
    }

    /** Where there is 1e400, which is read as infinite: nothing could compare it, or write it down again. */
    private static Optional<String> endless(JsonNode node) {
        if (node.isNumber()) {
            return ByValue.isExact(node) ? Optional.empty() : Optional.of("");
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            Optional<String> within = endless(member.getValue());
            if (within.isPresent()) {
                return Optional.of("/" + member.getKey() + within.get());
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            Optional<String> within = endless(node.get(i));
            if (within.isPresent()) {
                return Optional.of("/" + i + within.get());
            }
        }
        return Optional.empty();
    }

    /** The refusal of a template that is, or becomes, larger than the service takes. */
    public static TemplateError tooLarge() {
        return new TemplateError("Template may not exceed " + LARGEST + " bytes in size.");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new TemplateError(FORMAT + "JSON not well-formed." + place(e.getLocation()) + detail(e));
        }
    }

    private static String place(JsonLocation at) {
        return at == null || at.getLineNr() < 1
                ? ""
                : " (line " + at.getLineNr() + ", column " + (at.getColumnNr() + 1) + ")";
    }

    private static String detail(JsonProcessingException e) {
        String message = String.valueOf(e.getOriginalMessage());
        if (message.startsWith("Duplicate ")) {
            return ": d" + message.substring(1);
        }
        return message.contains("nesting depth") ? ": nested deeper than " + DEEPEST + " levels" : "";
    }
}
