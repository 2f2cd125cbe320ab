package connectlocal.connect;

import connectlocal.connect.Instance.HierarchyGroup;
import connectlocal.connect.Instance.Named;
import connectlocal.connect.wire.Input;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What users belong to and refer to: instances, routing profiles, security profiles and hierarchy groups. Read only.
 */
final class Instances {
    private static final List<String> LEVELS = List.of("LevelOne", "LevelTwo", "LevelThree", "LevelFour", "LevelFive");

    private final ConnectState state;
    private final Pages pages;

    Instances(ConnectState state, Pages pages) {
        this.state = state;
        this.pages = pages;
    }

    Object listInstances(Input in) {
        int size = in.has("MaxResults") ? in.number("MaxResults") : 10;
        var page = pages.page("ListInstances", in.text("NextToken"), size, numbered(state.instances()), i -> true);
        return answer(
                "InstanceSummaryList", page.items().stream().map(this::shown).toList(), page.nextToken());
    }

    Object describeInstance(Input in) {
        Instance instance = state.instance(in.text("InstanceId"));
        Map<String, Object> shown = shown(instance);
        shown.put("Tags", tags(instance, state.arns().instance(instance.id())));
        return Map.of("Instance", shown);
    }

    Object describeRoutingProfile(Input in) {
        Instance instance = state.instance(in.text("InstanceId"));
        String id = state.existing(Arns.Kind.ROUTING_PROFILE, instance, in.text("RoutingProfileId"));
        String arn = state.arns().of(Arns.Kind.ROUTING_PROFILE, instance.id(), id);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("InstanceId", instance.id());
        shown.put("Name", instance.routingProfiles().get(id).name());
        shown.put("RoutingProfileArn", arn);
        shown.put("RoutingProfileId", id);
        shown.put("MediaConcurrencies", List.of(Map.of("Channel", ChannelSettings.VOICE, "Concurrency", 1)));
        shown.put("Tags", tags(instance, arn));
        shown.put("NumberOfAssociatedQueues", 0);
        shown.put("NumberOfAssociatedUsers", usersWith(instance, id));
        shown.put(
                "IsDefault",
                instance.routingProfiles().keySet().iterator().next().equals(id));
        return Map.of("RoutingProfile", modified(instance, shown));
    }

    Object listSecurityProfiles(Input in) {
        Instance instance = state.instance(in.text("InstanceId"));
        int size = in.has("MaxResults") ? in.number("MaxResults") : 100;
        var page = pages.page(
                "ListSecurityProfiles " + instance.id(),
                in.text("NextToken"),
                size,
                numbered(instance.securityProfiles().values()),
                profile -> true);
        var shown = page.items().stream()
                .map(profile -> securityProfile(instance, profile))
                .toList();
        return answer("SecurityProfileSummaryList", shown, page.nextToken());
    }

    Object describeUserHierarchyGroup(Input in) {
        Instance instance = state.instance(in.text("InstanceId"));
        String id = state.existing(Arns.Kind.HIERARCHY_GROUP, instance, in.text("HierarchyGroupId"));
        HierarchyGroup group = instance.hierarchyGroups().get(id);
        Map<String, Object> path = new LinkedHashMap<>();
        for (HierarchyGroup above = group;
                above != null;
                above = instance.hierarchyGroups().get(above.parent())) {
            path.put(LEVELS.get(above.level() - 1), summary(instance, above));
        }
        Map<String, Object> shown = summary(instance, group);
        shown.put("LevelId", Integer.toString(group.level()));
        shown.put("HierarchyPath", path);
        shown.put("Tags", tags(instance, state.arns().of(Arns.Kind.HIERARCHY_GROUP, instance.id(), id)));
        return Map.of("HierarchyGroup", shown);
    }

    private Map<String, Object> shown(Instance instance) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("Id", instance.id());
        shown.put("Arn", state.arns().instance(instance.id()));
        shown.put("IdentityManagementType", instance.type());
        if (instance.alias() != null) {
            shown.put("InstanceAlias", instance.alias());
        }
        shown.put("CreatedTime", instance.created());
        shown.put("InstanceStatus", "ACTIVE");
        shown.put("InboundCallsEnabled", true);
        shown.put("OutboundCallsEnabled", true);
        return shown;
    }

    private Map<String, Object> securityProfile(Instance instance, Named profile) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("Id", profile.id());
        shown.put("Arn", state.arns().of(Arns.Kind.SECURITY_PROFILE, instance.id(), profile.id()));
        shown.put("Name", profile.name());
        shown.put("Type", "CUSTOMER_MANAGED");
        return modified(instance, shown);
    }

    private Map<String, Object> summary(Instance instance, HierarchyGroup group) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("Id", group.id());
        shown.put("Arn", state.arns().of(Arns.Kind.HIERARCHY_GROUP, instance.id(), group.id()));
        shown.put("Name", group.name());
        return modified(instance, shown);
    }

    private Map<String, Object> modified(Instance instance, Map<String, Object> shown) {
        Instant time = instance.created();
        shown.put("LastModifiedTime", time);
        shown.put("LastModifiedRegion", state.region());
        return shown;
    }

    private static long usersWith(Instance instance, String routingProfileId) {
        return instance.users().inOrder().values().stream()
                .filter(user -> user.settings().routingProfileId().equals(routingProfileId))
                .count();
    }

    private static Map<String, String> tags(Instance instance, String arn) {
        return instance.tags().getOrDefault(arn, Map.of());
    }

    private static Map<String, Object> answer(String listName, List<?> items, String nextToken) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(listName, items);
        if (nextToken != null) {
            answer.put("NextToken", nextToken);
        }
        return answer;
    }

    private static <T> NavigableMap<String, T> numbered(Collection<T> items) {
        NavigableMap<String, T> numbered = new TreeMap<>();
        items.forEach(item -> numbered.put(String.format("%08d", numbered.size()), item));
        return numbered;
    }
}
