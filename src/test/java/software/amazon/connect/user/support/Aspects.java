package software.amazon.connect.user.support;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.connect.user.AfterContactWorkConfig;
import software.amazon.connect.user.AfterContactWorkConfigPerChannel;
import software.amazon.connect.user.AutoAcceptConfig;
import software.amazon.connect.user.PersistentConnectionConfig;
import software.amazon.connect.user.PhoneNumberConfig;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.UserIdentityInfo;
import software.amazon.connect.user.UserPhoneConfig;
import software.amazon.connect.user.UserProficiency;
import software.amazon.connect.user.VoiceEnhancementConfig;
import software.amazon.connect.user.support.FakeConnect.Behaviour;
import software.amazon.connect.user.support.FakeConnect.Stored;

/**
 * A user flattened to independent aspects, and the law that an update obeys, said without any of the code under test:
 * what is desired holds, what was desired and no longer is, is gone, what is in neither stays.
 */
public final class Aspects {
    private static final Set<String> PHONE_FLAGS = Set.of("AutoAccept", "PersistentConnection");
    private static final Map<String, String> LIST_OF_MEMBER = Map.of(
            "AutoAccept", "AutoAcceptConfigs",
            "AfterContactWorkTimeLimit", "AfterContactWorkConfigs",
            "PhoneType", "PhoneNumberConfigs",
            "DeskPhoneNumber", "PhoneNumberConfigs",
            "PersistentConnection", "PersistentConnectionConfigs");

    private Aspects() {}

    /** What a model says: aspects that it leaves open are not in the map. */
    public static Map<String, Object> of(ResourceModel model) {
        Map<String, Object> aspects = new TreeMap<>();
        if (model == null) {
            return aspects;
        }
        put(aspects, "routing", id(model.getRoutingProfileArn()));
        put(aspects, "hierarchy", id(model.getHierarchyGroupArn()));
        put(
                aspects,
                "security",
                model.getSecurityProfileArns() == null
                        ? null
                        : model.getSecurityProfileArns().stream()
                                .map(Aspects::id)
                                .collect(Collectors.toCollection(TreeSet::new)));
        UserIdentityInfo identity = model.getIdentityInfo();
        if (identity != null) {
            put(aspects, "identity.FirstName", identity.getFirstName());
            put(aspects, "identity.LastName", identity.getLastName());
            put(aspects, "identity.Email", identity.getEmail());
            put(aspects, "identity.SecondaryEmail", identity.getSecondaryEmail());
            put(aspects, "identity.Mobile", identity.getMobile());
        }
        UserPhoneConfig phone = model.getPhoneConfig();
        if (phone != null) {
            put(aspects, "phone.AutoAccept", phone.getAutoAccept());
            put(aspects, "phone.AfterContactWorkTimeLimit", phone.getAfterContactWorkTimeLimit());
            put(aspects, "phone.PhoneType", phone.getPhoneType());
            put(aspects, "phone.DeskPhoneNumber", phone.getDeskPhoneNumber());
            put(aspects, "phone.PersistentConnection", phone.getPersistentConnection());
        }
        put(
                aspects,
                "list.AutoAcceptConfigs",
                byChannel(
                        model.getAutoAcceptConfigs(),
                        AutoAcceptConfig::getChannel,
                        it -> it.getAutoAccept() + "/" + Boolean.TRUE.equals(it.getAgentFirstCallbackAutoAccept())));
        put(
                aspects,
                "list.AfterContactWorkConfigs",
                byChannel(
                        model.getAfterContactWorkConfigs(),
                        AfterContactWorkConfigPerChannel::getChannel,
                        it -> limit(it.getAfterContactWorkConfig()) + "/"
                                + limit(it.getAgentFirstCallbackAfterContactWorkConfig())));
        put(
                aspects,
                "list.PhoneNumberConfigs",
                byChannel(
                        model.getPhoneNumberConfigs(),
                        PhoneNumberConfig::getChannel,
                        it -> it.getPhoneType() + "/" + it.getPhoneNumber()));
        put(
                aspects,
                "list.PersistentConnectionConfigs",
                byChannel(
                        model.getPersistentConnectionConfigs(),
                        PersistentConnectionConfig::getChannel,
                        it -> "" + it.getPersistentConnection()));
        put(
                aspects,
                "list.VoiceEnhancementConfigs",
                byChannel(
                        model.getVoiceEnhancementConfigs(),
                        VoiceEnhancementConfig::getChannel,
                        VoiceEnhancementConfig::getVoiceEnhancementMode));
        put(
                aspects,
                "proficiencies",
                model.getUserProficiencies() == null
                        ? null
                        : model.getUserProficiencies().stream()
                                .collect(Collectors.toMap(
                                        it -> it.getAttributeName() + "=" + it.getAttributeValue(),
                                        UserProficiency::getLevel,
                                        (a, b) -> b,
                                        TreeMap::new)));
        return aspects;
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
        Map<String, Object> aspects = of(model(stored));
        aspects.put(
                "proficiencies",
                stored.levels().entrySet().stream()
                        .collect(Collectors.toMap(
                                it -> it.getKey().name() + "=" + it.getKey().value(),
                                it -> it.getValue().doubleValue(),
                                (a, b) -> b,
                                TreeMap::new)));
        return settled(aspects);
    }

    private static ResourceModel model(Stored stored) {
        return ShownUser.model(stored.user());
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
     * PhoneConfig says. Where a service has both as two views of one thing they are no wish of anybody.
     */
    public static Set<String> nobodysLists(ResourceModel previous, ResourceModel desired, Stored live) {
        Map<String, Object> before = of(previous);
        Map<String, Object> wanted = of(desired);
        Map<String, Object> shown = of(live);
        Map<String, Object> raw = of(model(live));
        Map<String, String> said = Map.of(
                "list.AutoAcceptConfigs", shown.get("phone.AutoAccept") + "/false",
                "list.AfterContactWorkConfigs", shown.get("phone.AfterContactWorkTimeLimit") + "/0",
                "list.PhoneNumberConfigs", shown.get("phone.PhoneType") + "/" + shown.get("phone.DeskPhoneNumber"),
                "list.PersistentConnectionConfigs", "" + shown.get("phone.PersistentConnection"));
        return said.keySet().stream()
                .filter(key -> !isGiven(wanted.get(key)) && !isGiven(before.get(key)))
                .filter(key -> wanted.containsKey(key) == before.containsKey(key))
                .filter(key -> raw.get(key) instanceof Map<?, ?> list
                        && (list.containsKey("VOICE")
                                ? said.get(key).equals(list.get("VOICE"))
                                : Set.of("false/false", "0/0", "false", "null/null")
                                        .contains(said.get(key))))
                .collect(Collectors.toSet());
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

    private static <T> Map<String, String> byChannel(
            List<T> items, Function<T, String> channel, Function<T, String> says) {
        return items == null
                ? null
                : items.stream().collect(Collectors.toMap(channel, says, (a, b) -> a + b, TreeMap::new));
    }

    private static int limit(AfterContactWorkConfig config) {
        return config == null || config.getAfterContactWorkTimeLimit() == null
                ? 0
                : config.getAfterContactWorkTimeLimit();
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
