package connectlocal.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.connect.wire.Json;
import connectlocal.state.Contents;
import connectlocal.state.Journal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How instances and what is in them are written into a journal, and read from one. A password is nowhere in it. */
final class KeptForm {
    static final String USER = "USER";
    static final String PREDEFINED_ATTRIBUTE = "PREDEFINED_ATTRIBUTE";
    static final String TAGS = "TAGS";
    static final String ATTRIBUTE = "ATTRIBUTE";
    static final String LEVEL = "LEVEL";
    static final String CLIENT_TOKEN = "ClientToken";

    private KeptForm() {}

    /**
     * An instance with everything in it.
     *
     * @param order where it stands among the instances
     * @param clientToken the token of the call that made it, null when there was none
     */
    static List<Journal.Change> changes(Instance instance, long order, String clientToken) {
        var changes = new ArrayList<Journal.Change>();
        ObjectNode about = json(instance).put("Order", order).put(CLIENT_TOKEN, clientToken);
        changes.add(new Journal.Change(List.of(instance.id()), about));
        for (Arns.Kind kind : Arns.Kind.values()) {
            if (kind != Arns.Kind.USER) {
                add(changes, instance, kind.name(), instance.shelf(kind).all(), KeptForm::json);
            }
        }
        add(
                changes,
                instance,
                PREDEFINED_ATTRIBUTE,
                instance.catalog().attributes().all(),
                KeptForm::json);
        instance.users()
                .inOrder()
                .values()
                .forEach(user -> changes.add(new Journal.Change(List.of(instance.id(), USER, user.id()), json(user))));
        add(changes, instance, TAGS, instance.tags(), KeptForm::json);
        add(changes, instance, ATTRIBUTE, instance.attributes(), Json.MAPPER::valueToTree);
        add(changes, instance, LEVEL, instance.catalog().levels(), KeptForm::json);
        return changes;
    }

    private static <K, V> void add(
            List<Journal.Change> changes,
            Instance instance,
            String kind,
            Map<K, V> all,
            java.util.function.Function<V, JsonNode> json) {
        all.forEach((id, value) ->
                changes.add(new Journal.Change(List.of(instance.id(), kind, id.toString()), json.apply(value))));
    }

    /** Puts what a journal says into an instance that is empty and not recorded yet. */
    static void fill(Instance instance, Contents contents) {
        for (Arns.Kind kind : Arns.Kind.values()) {
            if (kind != Arns.Kind.USER) {
                List<Item> items = items(contents.below(kind.name()));
                boolean profiles = kind == Arns.Kind.SECURITY_PROFILE;
                instance.shelf(kind).restore(profiles ? SecurityProfiles.asKeptNow(items) : items);
            }
        }
        instance.catalog().attributes().restore(items(contents.below(PREDEFINED_ATTRIBUTE)));
        each(contents, TAGS, (arn, value) -> instance.tags().put(arn, tags(value)));
        each(contents, ATTRIBUTE, (name, value) -> instance.attributes().put(name, value.asText()));
        each(contents, LEVEL, (number, value) -> instance.catalog()
                .levels()
                .put(
                        Integer.valueOf(number),
                        new Catalog.Level(value.get("Name").asText(), time(value, "Modified"))));
        var users = new ArrayList<User>();
        each(contents, USER, (id, value) -> users.add(user(id, value)));
        instance.users().restore(users);
    }

    private static void each(Contents contents, String kind, java.util.function.BiConsumer<String, JsonNode> take) {
        contents.below(kind).all().forEach((thing, value) -> take.accept(thing.get(0), value));
    }

    static ObjectNode json(Instance instance) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("Alias", instance.alias());
        json.put("Type", instance.type());
        json.put("DirectoryId", instance.directoryId());
        json.put("Created", instance.created().toString());
        json.put("ActiveAt", instance.activeAt().toString());
        json.put("UserLimit", instance.users().statedLimit());
        return json;
    }

    /** The limit that was stated for an instance, null for none. */
    static Integer userLimit(JsonNode instance) {
        JsonNode limit = instance.path("UserLimit");
        return limit.isInt() ? limit.intValue() : null;
    }

    static ObjectNode json(Item item) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("Key", item.key());
        json.put("Name", item.name());
        json.put("Modified", item.modified().toString());
        json.set("Details", item.details());
        return json;
    }

    static ObjectNode json(User user) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("Key", user.key());
        json.put("Username", user.username());
        json.put("PasswordSet", user.passwordSet());
        json.put("DirectoryUserId", user.directoryUserId());
        json.set("Settings", Json.MAPPER.valueToTree(user.settings()));
        json.put("Modified", user.modified().toString());
        json.put("ProficienciesModified", user.proficienciesModified().toString());
        return json;
    }

    static JsonNode json(Map<String, String> tags) {
        return Json.MAPPER.valueToTree(tags);
    }

    static JsonNode json(Catalog.Level level) {
        return Json.MAPPER
                .createObjectNode()
                .put("Name", level.name())
                .put("Modified", level.modified().toString());
    }

    private static List<Item> items(Contents contents) {
        var items = new ArrayList<Item>();
        contents.all()
                .forEach((thing, value) -> items.add(new Item(
                        value.get("Key").asText(),
                        thing.get(0),
                        value.get("Name").asText(),
                        time(value, "Modified"),
                        (ObjectNode) value.get("Details"))));
        return items;
    }

    private static User user(String id, JsonNode value) {
        try {
            return new User(
                    value.get("Key").asText(),
                    id,
                    value.get("Username").asText(),
                    value.get("PasswordSet").asBoolean(),
                    value.path("DirectoryUserId").asText(null),
                    Json.MAPPER.treeToValue(value.get("Settings"), Settings.class),
                    time(value, "Modified"),
                    time(value, "ProficienciesModified"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The state's user " + id + " is not of the form that is written here");
        }
    }

    private static Map<String, String> tags(JsonNode value) {
        var tags = new TreeMap<String, String>();
        value.properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return tags;
    }

    static Instant time(JsonNode value, String member) {
        return Instant.parse(value.get(member).asText());
    }
}
