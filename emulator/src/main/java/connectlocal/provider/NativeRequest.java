package connectlocal.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a native handler is asked for, with tags merged as the wrapper of packaged providers merges them: those of the
 * stack, and over them the resource's own.
 *
 * @param desired the model that is wanted, or, of what is read or deleted, its identifier
 * @param previous what an update starts from; empty otherwise
 */
public record NativeRequest(
        ObjectNode desired,
        ObjectNode previous,
        Map<String, String> tags,
        Map<String, String> previousTags,
        Optional<String> nextToken) {

    static NativeRequest of(JsonNode event) {
        JsonNode data = event.path("requestData");
        ObjectNode desired = object(data.path("resourceProperties"));
        ObjectNode previous = object(data.path("previousResourceProperties"));
        return new NativeRequest(
                desired,
                previous,
                tags(data.path("stackTags"), desired),
                tags(data.path("previousStackTags"), previous),
                Optional.ofNullable(event.path("nextToken").textValue()));
    }

    private static ObjectNode object(JsonNode node) {
        return node instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }

    private static Map<String, String> tags(JsonNode ofStack, ObjectNode model) {
        Map<String, String> tags = new TreeMap<>();
        ofStack.properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        model.path("Tags")
                .forEach(tag ->
                        tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
        return tags;
    }
}
