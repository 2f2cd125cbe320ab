package connectlocal.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.connect.wire.Input;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The hierarchy of agents: up to five levels that have names, and groups on them. */
final class HierarchyGroups {
    private static final List<String> LEVELS = List.of("LevelOne", "LevelTwo", "LevelThree", "LevelFour", "LevelFive");
    private static final String PARENT = "ParentGroupId";
    private static final String LEVEL = "Level";
    private static final int LONGEST_NAME = 100;

    private final ConnectState state;
    private final Noun noun;

    HierarchyGroups(ConnectState state, Pages pages) {
        this.state = state;
        this.noun = new Noun(state, pages, Arns.Kind.HIERARCHY_GROUP, "HierarchyGroupId");
    }

    Object createUserHierarchyGroup(Input in) {
        Instance instance = noun.instance(in);
        checkName(in.text("Name"));
        synchronized (instance.catalog()) {
            String parent = noun.existing(Arns.Kind.HIERARCHY_GROUP, instance, in.text(PARENT));
            int level = parent == null ? 1 : level(groups(instance).get(parent)) + 1;
            if (level > LEVELS.size()) {
                throw ConnectErrors.invalidRequest("The hierarchy group " + parent + " is on level " + LEVELS.size()
                        + ", the last; it can not have groups below it");
            }
            ObjectNode details = Defaults.object().put(LEVEL, level);
            if (parent != null) {
                details.put(PARENT, parent);
            }
            Item group = noun.add(
                    instance,
                    in,
                    in.text("Name"),
                    details,
                    item -> List.of(
                            instance.catalog().levels().putting(missingLevels(instance, level, item.modified()))));
            return noun.created(instance, group, "HierarchyGroupId", "HierarchyGroupArn");
        }
    }

    Object describeUserHierarchyGroup(Input in) {
        Instance instance = noun.instance(in);
        Item group = noun.item(instance, in);
        Map<String, Item> groups = groups(instance);
        Map<String, Object> path = new LinkedHashMap<>();
        for (Item above = group; above != null; above = groups.get(above.text(PARENT))) {
            path.put(LEVELS.get(level(above) - 1), noun.summary(instance, above));
        }
        Map<String, Object> shown = noun.summary(instance, group);
        shown.put("LevelId", Integer.toString(level(group)));
        shown.put("HierarchyPath", path);
        shown.put("Tags", noun.tags(instance, group));
        return Map.of("HierarchyGroup", shown);
    }

    Object listUserHierarchyGroups(Input in) {
        return noun.list(in, "ListUserHierarchyGroups", "UserHierarchyGroupSummaryList", i -> true, noun::summary);
    }

    Object updateUserHierarchyGroupName(Input in) {
        checkName(in.text("Name"));
        return noun.change(in, group -> group.named(in.text("Name")));
    }

    Object deleteUserHierarchyGroup(Input in) {
        return noun.delete(
                in,
                List.of(
                        Noun.Reference.of(Arns.Kind.HIERARCHY_GROUP, (group, id) -> id.equals(group.text(PARENT))),
                        Noun.Reference.of(
                                Arns.Kind.SECURITY_PROFILE,
                                (profile, id) -> id.equals(profile.text("AllowedAccessControlHierarchyGroupId"))),
                        Noun.Reference.ofUsers((settings, id) -> id.equals(settings.hierarchyGroupId()))));
    }

    Object describeUserHierarchyStructure(Input in) {
        Instance instance = noun.instance(in);
        Map<String, Object> shown = new LinkedHashMap<>();
        instance.catalog().levels().forEach((number, level) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("Id", Integer.toString(number));
            one.put("Arn", state.arns().instance(instance.id()) + "/agent-group-level/" + number);
            one.put("Name", level.name());
            one.put("LastModifiedTime", level.modified());
            one.put("LastModifiedRegion", state.region());
            shown.put(LEVELS.get(number - 1), one);
        });
        return Map.of("HierarchyStructure", shown);
    }

    /** Levels that are not given go, unless there are groups on them. */
    Object updateUserHierarchyStructure(Input in) {
        Instance instance = noun.instance(in);
        JsonNode wanted = in.json("HierarchyStructure");
        synchronized (instance.catalog()) {
            Instant now = state.clock().instant().truncatedTo(ChronoUnit.MILLIS);
            Map<Integer, Catalog.Level> levels = new TreeMap<>();
            for (int number = 1; number <= LEVELS.size(); number++) {
                check(instance, wanted, number);
                JsonNode level = wanted.path(LEVELS.get(number - 1));
                if (!level.isMissingNode()) {
                    levels.put(number, new Catalog.Level(level.get("Name").asText(), now));
                }
            }
            instance.catalog().levels().become(levels);
        }
        return null;
    }

    /** Names for this level and those above it that have none: a level with groups has a name. */
    static Map<Integer, Catalog.Level> missingLevels(Instance instance, int number, Instant now) {
        Map<Integer, Catalog.Level> missing = new TreeMap<>();
        for (int n = 1; n <= number; n++) {
            if (!instance.catalog().levels().containsKey(n)) {
                missing.put(n, new Catalog.Level("Level " + n, now));
            }
        }
        return missing;
    }

    private static void check(Instance instance, JsonNode wanted, int number) {
        JsonNode level = wanted.path(LEVELS.get(number - 1));
        if (!level.isMissingNode()) {
            checkName(level.get("Name").asText());
            if (number > 1 && !wanted.has(LEVELS.get(number - 2))) {
                throw ConnectErrors.invalidRequest(
                        LEVELS.get(number - 1) + " needs " + LEVELS.get(number - 2) + " above it");
            }
        } else if (groups(instance).values().stream().anyMatch(group -> level(group) == number)) {
            throw ConnectErrors.inUse(LEVELS.get(number - 1) + " has hierarchy groups; delete them first");
        }
    }

    private static void checkName(String name) {
        int length = name.codePointCount(0, name.length());
        if (length < 1 || length > LONGEST_NAME) {
            throw ConnectErrors.invalidParameter("Name must have 1 to " + LONGEST_NAME + " characters, not " + length);
        }
    }

    private static Map<String, Item> groups(Instance instance) {
        return instance.shelf(Arns.Kind.HIERARCHY_GROUP).all();
    }

    private static int level(Item group) {
        return group.get(LEVEL).asInt();
    }
}
