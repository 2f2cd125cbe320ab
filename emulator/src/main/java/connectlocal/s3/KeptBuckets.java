package connectlocal.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.state.Contents;
import connectlocal.state.Journal;
import connectlocal.state.Keep;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** How buckets are written down and read again. Templates may hold secrets, so what is in objects is sealed. */
final class KeptBuckets {
    private static final String PLACE = "s3";
    private static final String CONTENT = "Sealed";
    /** Jackson reads no text that is longer than twenty million characters. */
    private static final int PIECE = 1 << 20;

    private final Keep keep;
    private final boolean empty;

    KeptBuckets(Keep keep) {
        this.keep = keep.at(PLACE);
        this.empty = keep.found().at(PLACE) == null;
    }

    /** Whether nothing was written down before, not even that there is nothing. */
    boolean isEmpty() {
        return empty;
    }

    /** What was written down before; it is answered once. */
    List<Buckets.Bucket> buckets() {
        var buckets = new ArrayList<Buckets.Bucket>();
        Contents found = keep.found();
        for (String name : found.places()) {
            JsonNode about = found.at(name);
            NavigableMap<String, StoredObject> content = new TreeMap<>();
            found.below(name).all().forEach((key, value) -> content.put(key.get(0), object(value)));
            String location = about.get("Location").asText();
            buckets.add(new Buckets.Bucket(name, location, time(about, "Created"), content));
        }
        keep.taken();
        return buckets;
    }

    /** From now on there is this bucket, empty, and nothing else. */
    void only(Buckets.Bucket bucket) {
        keep.anew(() -> List.of(new Journal.Change(List.of(), BooleanNode.TRUE), change(bucket)));
    }

    void put(Buckets.Bucket bucket) {
        keep.write(() -> List.of(change(bucket)));
    }

    void put(String bucket, String key, StoredObject object) {
        keep.put(() -> json(object), bucket, key);
    }

    void remove(String... thing) {
        keep.remove(thing);
    }

    private static Journal.Change change(Buckets.Bucket bucket) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("Location", bucket.location());
        json.put("Created", bucket.created().toString());
        return new Journal.Change(List.of(bucket.name()), json);
    }

    private JsonNode json(StoredObject object) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("ETag", object.etag());
        json.set("Headers", Json.MAPPER.valueToTree(object.headers()));
        json.put("Modified", object.modified().toString());
        ArrayNode content = json.putArray(CONTENT);
        for (int from = 0; from < object.content().length; from += PIECE) {
            int to = Math.min(object.content().length, from + PIECE);
            content.add(keep.seal(Arrays.copyOfRange(object.content(), from, to)));
        }
        return json;
    }

    private StoredObject object(JsonNode json) {
        var content = new ByteArrayOutputStream();
        json.get(CONTENT).forEach(piece -> content.writeBytes(keep.unsealBytes(piece.asText())));
        Map<String, String> headers = new TreeMap<>();
        json.get("Headers")
                .properties()
                .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
        return new StoredObject(content.toByteArray(), json.get("ETag").asText(), headers, time(json, "Modified"));
    }

    private static Instant time(JsonNode json, String member) {
        return Instant.parse(json.get(member).asText());
    }
}
