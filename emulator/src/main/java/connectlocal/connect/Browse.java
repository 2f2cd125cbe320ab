package connectlocal.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.connect.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What there is, page by page, for people who look: as it is and not as lagging reads see it, and without a trace, so
 * that looking changes nothing. Of a password it says only whether there is one.
 */
public final class Browse {
    private final ConnectState state;

    /** Looks at this state. */
    public Browse(ConnectState state) {
        this.state = state;
    }

    /** A user in a list. */
    private record Row(
            String id,
            String username,
            String firstName,
            String lastName,
            String email,
            String routingProfile,
            Map<String, String> tags,
            Instant modified) {}

    /** A user with the names of what it refers to. */
    private record Whole(
            String arn, Instant modified, Instant proficienciesModified, Map<String, String> names, Object user) {}

    /** Every instance, with counts of what is in it. */
    public JsonNode instances() {
        List<Map<String, Object>> shown = new ArrayList<>();
        for (Instance instance : state.instances()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("Id", instance.id());
            row.put("Arn", state.arns().instance(instance.id()));
            row.put("Alias", instance.alias());
            row.put("IdentityManagementType", instance.type());
            row.put("Status", state.isActive(instance) ? "ACTIVE" : "CREATION_IN_PROGRESS");
            row.put("Users", instance.users().size());
            row.put("RoutingProfiles", count(instance, Arns.Kind.ROUTING_PROFILE));
            row.put("SecurityProfiles", count(instance, Arns.Kind.SECURITY_PROFILE));
            row.put("HierarchyGroups", count(instance, Arns.Kind.HIERARCHY_GROUP));
            row.put("Queues", count(instance, Arns.Kind.QUEUE));
            row.put("Tags", instance.tags().getOrDefault(state.arns().instance(instance.id()), Map.of()));
            shown.add(row);
        }
        return Json.MAPPER.valueToTree(shown);
    }

    /**
     * Users in order of creation, after a key and not more than so many, with the key of the last as {@code next} when
     * there are more.
     *
     * @param search a part of a name, an id, an address or a tag, in any case; empty for all
     */
    public ObjectNode users(String instanceId, String search, String after, int limit) {
        Instance instance = state.anyInstance(instanceId);
        String wanted = search.toLowerCase(Locale.ROOT);
        List<Row> rows = new ArrayList<>();
        String last = null;
        boolean more = false;
        for (User user : instance.users().inOrder().tailMap(after, false).values()) {
            if (!wanted.isEmpty() && !matches(user, wanted)) {
                continue;
            }
            if (rows.size() == limit) {
                more = true;
                break;
            }
            rows.add(row(instance, user));
            last = user.key();
        }
        ObjectNode page = Json.MAPPER.createObjectNode();
        page.set("users", Json.MAPPER.valueToTree(rows));
        page.put("total", instance.users().size());
        if (more) {
            page.put("next", last);
        }
        return page;
    }

    /** Everything that is kept of one user, and how what it refers to is called. */
    public JsonNode user(String instanceId, String userId) {
        Instance instance = state.anyInstance(instanceId);
        User user = instance.users().get(userId);
        Settings settings = user.settings();
        Map<String, String> names = new LinkedHashMap<>();
        named(names, instance, Arns.Kind.ROUTING_PROFILE, settings.routingProfileId());
        settings.securityProfileIds().forEach(id -> named(names, instance, Arns.Kind.SECURITY_PROFILE, id));
        named(names, instance, Arns.Kind.HIERARCHY_GROUP, settings.hierarchyGroupId());
        return Json.MAPPER.valueToTree(new Whole(
                state.arns().of(Arns.Kind.USER, instance.id(), user.id()),
                user.modified(),
                user.proficienciesModified(),
                names,
                new UserView(state, instance).state(user)));
    }

    private Row row(Instance instance, User user) {
        Settings settings = user.settings();
        Optional<IdentityInfo> identity = Optional.ofNullable(settings.identityInfo());
        return new Row(
                user.id(),
                user.username(),
                identity.map(IdentityInfo::firstName).orElse(null),
                identity.map(IdentityInfo::lastName).orElse(null),
                identity.map(IdentityInfo::email).orElse(null),
                name(instance, Arns.Kind.ROUTING_PROFILE, settings.routingProfileId()),
                settings.tags(),
                user.modified());
    }

    private static boolean matches(User user, String wanted) {
        IdentityInfo identity = user.settings().identityInfo();
        Stream<String> texts = Stream.of(user.username(), user.id());
        if (identity != null) {
            texts = Stream.concat(texts, Stream.of(identity.firstName(), identity.lastName(), identity.email()));
        }
        if (user.settings().tags() != null) {
            texts = Stream.concat(
                    texts, user.settings().tags().entrySet().stream().map(tag -> tag.getKey() + "=" + tag.getValue()));
        }
        return texts.anyMatch(
                text -> text != null && text.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private static void named(Map<String, String> names, Instance instance, Arns.Kind kind, String id) {
        if (id != null) {
            names.put(id, name(instance, kind, id));
        }
    }

    private static String name(Instance instance, Arns.Kind kind, String id) {
        Item item = id == null ? null : instance.shelf(kind).all().get(id);
        return item == null ? id : item.name();
    }

    private static int count(Instance instance, Arns.Kind kind) {
        return instance.shelf(kind).all().size();
    }
}
