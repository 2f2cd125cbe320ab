package software.amazon.connect.user.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.Rig;
import software.amazon.connect.user.support.FakeConnect.Behaviour;
import software.amazon.connect.user.support.FakeConnect.Stored;

/**
 * A user flattened to independent aspects, and the law that an update obeys, said without any of the code under test:
 * models by their JSON, Connect's users by the API's own names; what is desired holds, what was desired and no longer
 * is, is gone, what is in neither stays.
 */
public final class Aspects {
    private static final Set<String> PHONE_FLAGS = Set.of("AutoAccept", "PersistentConnection");
    private static final Map<String, String> LIST_OF_MEMBER = Map.of(
            "AutoAccept", "AutoAcceptConfigs",
            "AfterContactWorkTimeLimit", "AfterContactWorkConfigs",
            "PhoneType", "PhoneNumberConfigs",
            "DeskPhoneNumber", "PhoneNumberConfigs",
            "PersistentConnection", "PersistentConnectionConfigs");

    /** What an item of a list by channel says, defaults spelled out. */
    private static final Map<String, Function<JsonNode, String>> SAYS = Map.of(
            "AutoAcceptConfigs",
                    it -> it.path("AutoAccept").asText() + "/"
                            + it.path("AgentFirstCallbackAutoAccept").asBoolean(),
            "AfterContactWorkConfigs",
                    it -> limit(it.path("AfterContactWorkConfig")) + "/"
                            + limit(it.path("AgentFirstCallbackAfterContactWorkConfig")),
            "PhoneNumberConfigs",
                    it -> it.path("PhoneType").textValue() + "/"
                            + it.path("PhoneNumber").textValue(),
            "PersistentConnectionConfigs", it -> it.path("PersistentConnection").asText(),
            "VoiceEnhancementConfigs", it -> it.path("VoiceEnhancementMode").textValue());

    private static final ObjectMapper JSON = new ObjectMapper();

    private Aspects() {}

    /** What a model says: aspects that it leaves open are not in the map. */
    public static Map<String, Object> of(ResourceModel model) {
        if (model == null) {
            return new TreeMap<>();
        }
        JsonNode said = tree(model);
        Map<String, Object> aspects = settings(said);
        put(aspects, "routing", id(said.path("RoutingProfileArn").textValue()));
        put(aspects, "hierarchy", id(said.path("HierarchyGroupArn").textValue()));
        if (said.has("SecurityProfileArns")) {
            aspects.put("security", ids(said.get("SecurityProfileArns")));
        }
        if (said.has("UserProficiencies")) {
            Map<String, Double> levels = new TreeMap<>();
            said.get("UserProficiencies")
                    .forEach(it -> levels.put(
                            it.get("AttributeName").textValue() + "="
                                    + it.get("AttributeValue").textValue(),
                            it.get("Level").doubleValue()));
            aspects.put("proficiencies", levels);
        }
        return aspects;
    }

    /** What the model and the API call alike: identity, phone, and the lists by channel. */
    private static Map<String, Object> settings(JsonNode said) {
        Map<String, Object> aspects = new TreeMap<>();
        said.path("IdentityInfo")
                .fields()
                .forEachRemaining(it ->
                        put(aspects, "identity." + it.getKey(), it.getValue().textValue()));
        said.path("PhoneConfig")
                .fields()
                .forEachRemaining(it -> put(aspects, "phone." + it.getKey(), scalar(it.getValue())));
        SAYS.forEach((list, says) -> {
            if (said.has(list)) {
                Map<String, String> channels = new TreeMap<>();
                said.get(list).forEach(it -> channels.put(it.get("Channel").textValue(), says.apply(it)));
                aspects.put("list." + list, channels);
            }
        });
        return aspects;
    }

    private static Object scalar(JsonNode value) {
        return value.isBoolean() ? (Object) value.booleanValue() : value.isInt() ? value.intValue() : value.textValue();
    }

    private static int limit(JsonNode config) {
        return config.path("AfterContactWorkTimeLimit").asInt(0);
    }

    /** What an answer says of a user: without channels as every user has them that never set any. */
    public static Map<String, Object> said(ResourceModel model) {
        Map<String, Object> said = of(model);
        said.replaceAll((key, value) -> key.startsWith("list.") ? withoutUnset((Map<?, ?>) value) : value);
        said.values().removeIf(value -> !isGiven(value));
        return said;
    }

    /** The lists by channel that a model asks for, without channels as every user has them that never set any. */
    public static Map<String, Map<?, ?>> listsOf(ResourceModel model) {
        Map<String, Map<?, ?>> lists = new TreeMap<>();
        of(model).forEach((key, value) -> {
            if (key.startsWith("list.") && !((Map<?, ?>) value).isEmpty()) {
                lists.put(key, withoutUnset((Map<?, ?>) value));
            }
        });
        return lists;
    }

    /** What a user is; a flag or a limit that was never set is false or 0, a list without channels is none. */
    public static Map<String, Object> of(Stored stored) {
        return settled(kept(stored));
    }

    /** What Connect keeps, read from its own shapes by the names that its API gives them. */
    private static Map<String, Object> kept(Stored stored) {
        JsonNode kept = tree((SdkPojo) stored.user());
        Map<String, Object> aspects = settings(kept);
        aspects.values().removeIf(""::equals);
        put(aspects, "routing", stored.user().routingProfileId());
        put(aspects, "hierarchy", stored.user().hierarchyGroupId());
        aspects.put("security", ids(kept.path("SecurityProfileIds")));
        Map<String, Double> levels = new TreeMap<>();
        stored.levels().forEach((key, level) -> levels.put(key.name() + "=" + key.value(), level.doubleValue()));
        aspects.put("proficiencies", levels);
        return aspects;
    }

    private static JsonNode tree(ResourceModel model) {
        try {
            return JSON.readTree(Rig.json(model));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode tree(Object value) {
        if (value instanceof SdkPojo shape) {
            ObjectNode members = JSON.createObjectNode();
            shape.sdkFields().stream()
                    .filter(field -> field.getValueOrDefault(shape) != null)
                    .forEach(field -> members.set(field.locationName(), tree(field.getValueOrDefault(shape))));
            return members;
        }
        if (value instanceof List<?> items) {
            ArrayNode array = JSON.createArrayNode();
            items.forEach(item -> array.add(tree(item)));
            return array;
        }
        return value instanceof Instant ? JSON.nullNode() : JSON.valueToTree(value);
    }

    /**
     * The law. Three things that the API cannot do are its exceptions: names and a phone type cannot be taken away, a
     * mobile number cannot where updates merge, and a member of PhoneConfig is left alone where the setting is made by
     * channel.
     */
    public static Map<String, Object> after(
            ResourceModel previous, ResourceModel desired, Map<String, Object> live, Set<Behaviour> behaviours) {
        Map<String, Object> before = of(previous);
        Map<String, Object> wanted = of(desired);
        Set<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(wanted.keySet());
        keys.addAll(live.keySet());
        Map<String, Object> after = new TreeMap<>();
        for (String key : keys) {
            if (wanted.containsKey(key)) {
                after.put(key, wanted.get(key));
            } else if (!isGiven(before.get(key)) || stays(key, before, wanted, live, behaviours)) {
                put(after, key, live.get(key));
            }
        }
        Object phoneType = after.get("phone.PhoneType");
        if (isGiven(before.get("phone.DeskPhoneNumber"))
                && !wanted.containsKey("phone.DeskPhoneNumber")
                && "DESK_PHONE".equals(phoneType)) {
            put(after, "phone.DeskPhoneNumber", live.get("phone.DeskPhoneNumber"));
        }
        boolean putAway = "DESK_PHONE".equals(live.get("phone.PhoneType")) && !"DESK_PHONE".equals(phoneType);
        if (putAway && !wanted.containsKey("phone.DeskPhoneNumber")) {
            after.remove("phone.DeskPhoneNumber");
        }
        return settled(after);
    }

    private static boolean stays(
            String key,
            Map<String, Object> before,
            Map<String, Object> wanted,
            Map<String, Object> live,
            Set<Behaviour> behaviours) {
        return switch (key) {
            case "identity.FirstName", "identity.LastName", "phone.PhoneType" -> true;
            case "identity.Mobile" -> behaviours.contains(Behaviour.IDENTITY_MERGES);
            default -> key.startsWith("phone.") && isByChannel(key, wanted);
        };
    }

    /**
     * The lists by channel that a law cannot speak of: those that nobody asks for and that say of VOICE what
     * PhoneConfig says, which knows of no first callback. Where a service has both as two views of one thing they are
     * no wish of anybody.
     */
    public static Set<String> nobodysLists(ResourceModel previous, ResourceModel desired, Stored live) {
        Map<String, Object> before = of(previous);
        Map<String, Object> wanted = of(desired);
        Map<String, Object> shown = of(live);
        Map<String, Object> raw = kept(live);
        Map<String, String> said = Map.of(
                "list.AutoAcceptConfigs", shown.get("phone.AutoAccept") + "/",
                "list.AfterContactWorkConfigs", shown.get("phone.AfterContactWorkTimeLimit") + "/",
                "list.PhoneNumberConfigs", shown.get("phone.PhoneType") + "/" + shown.get("phone.DeskPhoneNumber"),
                "list.PersistentConnectionConfigs", "" + shown.get("phone.PersistentConnection"));
        return said.keySet().stream()
                .filter(key -> !isGiven(wanted.get(key)) && !isGiven(before.get(key)))
                .filter(key -> wanted.containsKey(key) == before.containsKey(key))
                .filter(key -> raw.get(key) instanceof Map<?, ?> list
                        && (list.containsKey("VOICE")
                                ? saysOfVoice(said.get(key), list.get("VOICE").toString())
                                : Set.of("false/", "0/", "false", "null/null").contains(said.get(key))))
                .collect(Collectors.toSet());
    }

    private static boolean saysOfVoice(String said, String voice) {
        return said.endsWith("/") ? voice.startsWith(said) : voice.equals(said);
    }

    private static boolean isByChannel(String key, Map<String, Object> wanted) {
        return isGiven(wanted.get("list." + LIST_OF_MEMBER.get(key.substring("phone.".length()))));
    }

    private static boolean isGiven(Object value) {
        return value != null && !(value instanceof Map<?, ?> map && map.isEmpty());
    }

    private static Map<String, Object> settled(Map<String, Object> aspects) {
        Map<String, Object> settled = new TreeMap<>(aspects);
        settled.replaceAll((key, value) -> key.startsWith("list.") ? withoutUnset((Map<?, ?>) value) : value);
        settled.values().removeIf(value -> !isGiven(value));
        PHONE_FLAGS.forEach(flag -> settled.putIfAbsent("phone." + flag, false));
        settled.putIfAbsent("phone.AfterContactWorkTimeLimit", 0);
        return settled;
    }

    /** A channel as every user has it that never set any says nothing. */
    private static Map<?, ?> withoutUnset(Map<?, ?> byChannel) {
        Map<Object, Object> set = new TreeMap<>(byChannel);
        set.values().removeAll(Set.of("false/false", "0/0", "false", "NONE"));
        return set;
    }

    private static Set<String> ids(JsonNode arns) {
        Set<String> ids = new TreeSet<>();
        arns.forEach(arn -> ids.add(id(arn.textValue())));
        return ids;
    }

    private static String id(String arn) {
        return arn == null ? null : arn.substring(arn.lastIndexOf('/') + 1);
    }

    private static void put(Map<String, Object> aspects, String key, Object value) {
        if (value != null) {
            aspects.put(key, value);
        }
    }
}
