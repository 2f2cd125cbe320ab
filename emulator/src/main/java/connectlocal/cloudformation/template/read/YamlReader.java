package connectlocal.cloudformation.template.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.model.TemplateError;
import java.io.StringReader;
import java.util.Iterator;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * YAML 1.1 as CloudFormation reads it, straight from the parser's events: no aliases, so nothing can multiply or refer
 * to itself, no merged keys, every key a text as it is written.
 */
final class YamlReader {
    private final Iterator<Event> events;

    private YamlReader(Iterator<Event> events) {
        this.events = events;
    }

    static JsonNode read(String text) {
        try {
            LoaderOptions options = new LoaderOptions();
            options.setCodePointLimit(TemplateReader.LARGEST + 1);
            return new YamlReader(
                            new Yaml(options).parse(new StringReader(text)).iterator())
                    .document();
        } catch (MarkedYAMLException e) {
            throw notWellFormed(e.getProblemMark(), "");
        } catch (YAMLException e) {
            throw notWellFormed(null, "");
        }
    }

    private JsonNode document() {
        JsonNode tree = NullNode.getInstance();
        int documents = 0;
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case DocumentStart -> {
                    if (++documents > 1) {
                        throw notWellFormed(event.getStartMark(), "");
                    }
                }
                case Scalar, SequenceStart, MappingStart, Alias -> tree = value(event, 0);
                default -> {}
            }
        }
        return tree;
    }

    private JsonNode value(Event event, int depth) {
        if (depth > TemplateReader.DEEPEST) {
            throw notWellFormed(event.getStartMark(), ": nested deeper than " + TemplateReader.DEEPEST + " levels");
        }
        if (event instanceof AliasEvent) {
            throw new TemplateError("Template error: YAML aliases are not allowed in CloudFormation templates");
        }
        if (event instanceof ScalarEvent scalar) {
            return Optional.ofNullable(scalar.getTag())
                    .flatMap(tag -> ShortForms.of(tag, JsonNodeFactory.instance.textNode(scalar.getValue())))
                    .orElseGet(() -> YamlScalars.value(scalar));
        }
        if (event instanceof SequenceStartEvent start) {
            JsonNode items = sequence(depth, "!If".equals(start.getTag()));
            return tagged(start.getTag(), "seq", items, start.getStartMark());
        }
        MappingStartEvent start = (MappingStartEvent) event;
        return tagged(start.getTag(), "map", mapping(depth), start.getStartMark());
    }

    private ArrayNode sequence(int depth, boolean nameFirst) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        for (Event event = events.next(); !event.is(Event.ID.SequenceEnd); event = events.next()) {
            items.add(nameFirst && items.isEmpty() ? name(event, depth + 1) : value(event, depth + 1));
        }
        return items;
    }

    /** A condition's name is a text as its declaration is, even if it is called {@code On} or {@code Yes}. */
    private JsonNode name(Event event, int depth) {
        JsonNode value = value(event, depth);
        return value.isBoolean() && event instanceof ScalarEvent scalar
                ? JsonNodeFactory.instance.textNode(scalar.getValue())
                : value;
    }

    private JsonNode member(String key, Event event, int depth) {
        if (key.equals("Fn::If") && event instanceof SequenceStartEvent start && start.getTag() == null) {
            return sequence(depth, true);
        }
        return key.equals("Condition") ? name(event, depth) : value(event, depth);
    }

    private ObjectNode mapping(int depth) {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        for (Event event = events.next(); !event.is(Event.ID.MappingEnd); event = events.next()) {
            Mark at = event.getStartMark();
            if (event instanceof AliasEvent) {
                value(event, depth);
            }
            if (event instanceof ScalarEvent key && YamlScalars.isMerge(key)) {
                value(events.next(), depth);
                throw notWellFormed(at, ": keys cannot be merged");
            }
            if (!(event instanceof ScalarEvent key)) {
                throw notWellFormed(at, ": a key must be a text");
            }
            if (members.has(key.getValue())) {
                throw notWellFormed(at, ": duplicate key '" + key.getValue() + "'");
            }
            members.set(key.getValue(), member(key.getValue(), events.next(), depth + 1));
        }
        return members;
    }

    private static JsonNode tagged(String tag, String plain, JsonNode value, Mark at) {
        if (tag == null || tag.equals("!") || tag.equals("tag:yaml.org,2002:" + plain)) {
            return value;
        }
        return ShortForms.of(tag, value).orElseThrow(() -> notWellFormed(at, ": the tag " + tag + " is not supported"));
    }

    static TemplateError notWellFormed(Mark at, String detail) {
        String place = at == null ? "" : " (line " + (at.getLine() + 1) + ", column " + (at.getColumn() + 1) + ")";
        return new TemplateError(TemplateReader.FORMAT + "YAML not well-formed." + place + detail);
    }
}
