package connectlocal.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import connectlocal.connect.wire.Json;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Writes what Connect holds as a seed file that {@link SeedFile} reads back. */
final class SeedForm {
    private static final String WORK = "AfterContactWorkConfigs";
    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build());

    private SeedForm() {}

    static String write(String accountId, String region, List<Instance> instances) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        root.put("accountId", accountId).put("region", region);
        ArrayNode list = root.putArray("instances");
        instances.forEach(instance -> list.add(instance(instance)));
        try {
            return "# What an emulator held, for --seed. Not in this form, and so not here: passwords,"
                    + " times, queues, hours of\n"
                    + "# operation, names of hierarchy levels,"
                    + " predefined attributes with control\n"
                    + "# characters, and of everything but users what is beyond id and name.\n"
                    + YAML.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A state can not be written as YAML", e);
        }
    }

    private static ObjectNode instance(Instance instance) {
        ObjectNode seed = Json.MAPPER.createObjectNode();
        seed.put("id", instance.id());
        if (instance.alias() != null) {
            seed.put("alias", instance.alias());
        }
        seed.put("identityManagementType", instance.type());
        userLimit(instance.users()).ifPresent(limit -> seed.put("userLimit", limit));
        named(seed.putArray("routingProfiles"), items(instance, Arns.Kind.ROUTING_PROFILE));
        named(seed.putArray("securityProfiles"), items(instance, Arns.Kind.SECURITY_PROFILE));
        ArrayNode groups = seed.putArray("hierarchyGroups");
        for (Item group : items(instance, Arns.Kind.HIERARCHY_GROUP)) {
            ObjectNode one = groups.addObject().put("id", group.id()).put("name", group.name());
            one.put("level", group.get("Level").asInt());
            if (group.text("ParentGroupId") != null) {
                one.put("parent", group.text("ParentGroupId"));
            }
        }
        ArrayNode attributes = seed.putArray("predefinedAttributes");
        instance.predefinedAttributes().forEach((name, values) -> {
            if (PredefinedAttributes.isReadable(name)) {
                ArrayNode list = attributes.addObject().put("name", name).putArray("values");
                values.stream().filter(PredefinedAttributes::isReadable).forEach(list::add);
            }
        });
        ArrayNode users = seed.putArray("users");
        instance.users().inOrder().values().forEach(user -> users.add(user(user)));
        return seed;
    }

    /** What was stated, else none, as long as the users are so few that a seed without it is taken. */
    private static OptionalInt userLimit(UserStore users) {
        if (users.statedLimit() != null) {
            return OptionalInt.of(users.statedLimit());
        }
        int usual = Behaviours.of(Map.of()).number(Switch.USERS_PER_INSTANCE);
        return users.size() > usual ? OptionalInt.of(Math.max(users.limit(), users.size())) : OptionalInt.empty();
    }

    private static Collection<Item> items(Instance instance, Arns.Kind kind) {
        return instance.shelf(kind).inOrder().values();
    }

    private static void named(ArrayNode list, Collection<Item> items) {
        items.forEach(item -> list.addObject().put("id", item.id()).put("name", item.name()));
    }

    private static ObjectNode user(User user) {
        Settings settings = user.settings();
        ObjectNode seed = Json.MAPPER.createObjectNode();
        seed.put("id", user.id()).put("Username", user.username());
        if (user.directoryUserId() != null) {
            seed.put("DirectoryUserId", user.directoryUserId());
        }
        given(seed, "IdentityInfo", Json.MAPPER.valueToTree(settings.identityInfo()));
        given(seed, "PhoneConfig", Json.MAPPER.valueToTree(settings.phoneConfig()));
        ObjectNode channels = Json.MAPPER.valueToTree(settings.channels());
        if (settings.phoneConfig().afterContactWorkTimeLimit() != null && !channels.has(WORK)) {
            // Without it the phone's limit would be set for all channels.
            channels.putArray(WORK);
        }
        seed.setAll(channels);
        seed.put("RoutingProfileId", settings.routingProfileId());
        seed.set("SecurityProfileIds", Json.MAPPER.valueToTree(settings.securityProfileIds()));
        if (settings.hierarchyGroupId() != null) {
            seed.put("HierarchyGroupId", settings.hierarchyGroupId());
        }
        given(seed, "Tags", Json.MAPPER.valueToTree(settings.tags()));
        List<Proficiency> proficiencies =
                settings.proficiencies().stream().filter(SeedForm::isReadable).toList();
        if (!proficiencies.isEmpty()) {
            seed.set("UserProficiencies", Json.MAPPER.valueToTree(proficiencies));
        }
        return seed;
    }

    /** A state that is older than that rule may have control characters, which no seed may have. */
    private static boolean isReadable(Proficiency proficiency) {
        return PredefinedAttributes.isReadable(proficiency.attributeName())
                && PredefinedAttributes.isReadable(proficiency.attributeValue());
    }

    private static void given(ObjectNode seed, String member, ObjectNode value) {
        if (!value.isEmpty()) {
            seed.set(member, value);
        }
    }
}
