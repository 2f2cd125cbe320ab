package connectlocal.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import connectlocal.connect.wire.Input;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What users may do. Permissions are kept as they are given: what each allows is not emulated. */
final class SecurityProfiles {
    private static final String TYPE = "CUSTOMER_MANAGED";
    private static final String GROUP = "AllowedAccessControlHierarchyGroupId";
    private static final JsonNode NOTHING = TextNode.valueOf("");
    private static final String[] SHOWN = {
        "Description",
        "AllowedAccessControlTags",
        "TagRestrictedResources",
        "HierarchyRestrictedResources",
        GROUP,
        "GranularAccessControlConfiguration"
    };
    private static final String[] KEPT_APART = {"Permissions", "Applications", "AllowedFlowModules", "AllowedAIAgents"};

    private final Noun noun;

    SecurityProfiles(ConnectState state, Pages pages) {
        this.noun = new Noun(state, pages, Arns.Kind.SECURITY_PROFILE, "SecurityProfileId");
    }

    Object createSecurityProfile(Input in) {
        Instance instance = noun.instance(in);
        synchronized (instance.catalog()) {
            ObjectNode details = Defaults.object();
            given(instance, in).forEach((member, value) -> value.ifPresent(it -> details.set(member, it)));
            Item item = noun.add(instance, in, in.text("SecurityProfileName"), details);
            return noun.created(instance, item, "SecurityProfileId", "SecurityProfileArn");
        }
    }

    Object describeSecurityProfile(Input in) {
        Instance instance = noun.instance(in);
        Item item = noun.item(instance, in);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("Id", item.id());
        shown.put("OrganizationResourceId", instance.id());
        shown.put("Arn", noun.arn(instance, item.id()));
        shown.put("SecurityProfileName", item.name());
        Noun.copy(item, shown, SHOWN);
        shown.put("Tags", noun.tags(instance, item));
        shown.put("Type", TYPE);
        return Map.of("SecurityProfile", noun.modified(shown, item));
    }

    /** What is not given stays; empty lists and texts clear. */
    Object updateSecurityProfile(Input in) {
        return noun.change(in, item -> {
            Item changed = item;
            for (var member : given(noun.instance(in), in).entrySet()) {
                changed = changed.with(member.getKey(), member.getValue().orElse(null));
            }
            return changed;
        });
    }

    Object deleteSecurityProfile(Input in) {
        return noun.delete(in, List.of(Noun.Reference.ofUsers((settings, id) -> settings.securityProfileIds()
                .contains(id))));
    }

    Object listSecurityProfiles(Input in) {
        return noun.list(in, "ListSecurityProfiles", "SecurityProfileSummaryList", i -> true, (instance, profile) -> {
            Map<String, Object> shown = noun.summary(instance, profile);
            shown.put("Type", TYPE);
            return shown;
        });
    }

    Object listSecurityProfilePermissions(Input in) {
        return part(in, "Permissions", JsonNode::asText);
    }

    Object listSecurityProfileApplications(Input in) {
        return part(
                in, "Applications", application -> application.path("Namespace").asText());
    }

    private Object part(Input in, String member, Function<JsonNode, String> key) {
        List<JsonNode> all = new ArrayList<>();
        noun.item(noun.instance(in), in).get(member).forEach(all::add);
        return noun.listOf(in, "ListSecurityProfile" + member, member, all, key);
    }

    /** Profiles as they are read from a state that may be older than what is done with groups and empty texts. */
    static List<Item> asKeptNow(List<Item> profiles) {
        return profiles.stream().map(SecurityProfiles::asKeptNow).toList();
    }

    private static Item asKeptNow(Item profile) {
        ObjectNode details = profile.details().deepCopy();
        details.properties().removeIf(member -> member.getValue().equals(NOTHING));
        if (details.has(GROUP)) {
            String reference = details.get(GROUP).asText();
            details.put(GROUP, reference.substring(reference.lastIndexOf('/') + 1));
        }
        return new Item(profile.key(), profile.id(), profile.name(), profile.modified(), details);
    }

    /** What an input says of a profile, the group by its id; an empty text says that there is to be nothing. */
    private Map<String, Optional<JsonNode>> given(Instance instance, Input in) {
        ObjectNode members = Noun.given(in, SHOWN);
        members.setAll(Noun.given(in, KEPT_APART));
        Map<String, Optional<JsonNode>> given = new LinkedHashMap<>();
        members.properties()
                .forEach(member -> given.put(
                        member.getKey(), Optional.of(member.getValue()).filter(value -> !value.equals(NOTHING))));
        given.computeIfPresent(
                GROUP,
                (name, group) -> group.map(reference ->
                        TextNode.valueOf(noun.existing(Arns.Kind.HIERARCHY_GROUP, instance, reference.asText()))));
        return given;
    }
}
