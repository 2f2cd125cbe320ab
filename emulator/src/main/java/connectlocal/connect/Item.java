package connectlocal.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One thing of an instance that users refer to, immutable: a change makes a new record.
 *
 * @param key says where it stands in the order of creation
 * @param details what is kept of it beyond id and name, by the API model's names; nobody changes it in place
 */
record Item(String key, String id, String name, Instant modified, ObjectNode details) {
    /** A text of the details, null when there is none. */
    String text(String member) {
        return details.path(member).asText(null);
    }

    /** A member of the details; a missing node when there is none. */
    JsonNode get(String member) {
        return details.path(member);
    }

    Item named(String value) {
        return new Item(key, id, value, modified, details);
    }

    /** With a member set, or taken away by null. */
    Item with(String member, JsonNode value) {
        ObjectNode copy = details.deepCopy();
        if (value == null || value.isNull() || value.isMissingNode()) {
            copy.remove(member);
        } else {
            copy.set(member, value);
        }
        return new Item(key, id, name, modified, copy);
    }
}
