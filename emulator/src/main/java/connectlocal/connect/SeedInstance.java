package connectlocal.connect;

import connectlocal.connect.Instance.HierarchyGroup;
import connectlocal.connect.Instance.Named;
import connectlocal.connect.Seed.Attribute;
import connectlocal.connect.Seed.InstanceSeed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** Reads one instance of a seed file, with what its users refer to. */
final class SeedInstance {
    /** As in the API model: DirectoryAlias. */
    private static final String ALIAS = "(?!d-)(?=.{1,45}$)[0-9a-zA-Z]+(-*[0-9a-zA-Z])*";

    private static final Set<String> TYPES =
            Set.of(Instance.CONNECT_MANAGED, Instance.SAML, Instance.EXISTING_DIRECTORY);
    private static final List<String> INSTANCE_MEMBERS = List.of(
            "id",
            "alias",
            "identityManagementType",
            "userLimit",
            "routingProfiles",
            "securityProfiles",
            "hierarchyGroups",
            "predefinedAttributes",
            "users");

    private SeedInstance() {}

    static InstanceSeed read(YamlValue value, Set<String> ids) {
        Map<String, YamlValue> members = value.members(INSTANCE_MEMBERS);
        String id = SeedMembers.id(value, members, ids);
        YamlValue type = members.get("identityManagementType");
        if (type != null && !TYPES.contains(type.text())) {
            throw type.refused("must be CONNECT_MANAGED, SAML or EXISTING_DIRECTORY");
        }
        YamlValue limit = members.get("userLimit");
        if (limit != null && limit.number() < 0) {
            throw limit.refused("must be 0 or more");
        }
        SeedMembers.matching(
                members.get("alias"),
                null,
                ALIAS,
                "must be an alias as AWS takes it: 1 to 45 letters, digits and -," + " not beginning with d-");
        return new InstanceSeed(
                id,
                members.containsKey("alias") ? members.get("alias").text() : null,
                type == null ? Instance.CONNECT_MANAGED : type.text(),
                limit == null ? null : limit.number(),
                each(members.get("routingProfiles"), SeedInstance::named),
                each(members.get("securityProfiles"), SeedInstance::named),
                groups(members.get("hierarchyGroups")),
                attributes(members.get("predefinedAttributes")),
                SeedUsers.read(id, SeedMembers.items(members.get("users"))));
    }

    private static Named named(YamlValue value, Set<String> ids) {
        Map<String, YamlValue> members = value.members(List.of("id", "name"));
        return new Named(
                SeedMembers.id(value, members, ids),
                SeedMembers.required(value, members, "name").text());
    }

    private static List<HierarchyGroup> groups(YamlValue list) {
        Map<String, HierarchyGroup> groups = new LinkedHashMap<>();
        Set<String> ids = new HashSet<>();
        for (YamlValue value : SeedMembers.items(list)) {
            Map<String, YamlValue> members = value.members(List.of("id", "name", "level", "parent"));
            String id = SeedMembers.id(value, members, ids);
            YamlValue parent = members.get("parent");
            if (parent != null && !groups.containsKey(parent.text())) {
                throw parent.refused("must be the id of a hierarchy group that stands before this one");
            }
            int natural = parent == null ? 1 : groups.get(parent.text()).level() + 1;
            int level = members.containsKey("level") ? members.get("level").number() : natural;
            if (level < 1 || level > 5 || parent != null && level != natural) {
                throw value.refused("must have a level from 1 to 5"
                        + (parent == null ? "" : ", here " + natural + ", one below its parent"));
            }
            String name = SeedMembers.required(value, members, "name").text();
            groups.put(id, new HierarchyGroup(id, name, level, parent == null ? null : parent.text()));
        }
        return List.copyOf(groups.values());
    }

    private static List<Attribute> attributes(YamlValue list) {
        List<Attribute> attributes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlValue value : SeedMembers.items(list)) {
            Map<String, YamlValue> members = value.members(List.of("name", "values"));
            YamlValue name = readable(SeedMembers.required(value, members, "name"));
            if (!names.add(name.text())) {
                throw name.refused("is the name of two predefined attributes");
            }
            Set<String> values = new LinkedHashSet<>();
            SeedMembers.required(value, members, "values")
                    .items()
                    .forEach(item -> values.add(readable(item).text()));
            attributes.add(new Attribute(name.text(), values));
        }
        return attributes;
    }

    private static YamlValue readable(YamlValue value) {
        if (!PredefinedAttributes.isReadable(value.text())) {
            throw value.refused("must not have control characters");
        }
        return value;
    }

    private static <T> List<T> each(YamlValue list, BiFunction<YamlValue, Set<String>, T> read) {
        Set<String> ids = new HashSet<>();
        return SeedMembers.items(list).stream()
                .map(item -> read.apply(item, ids))
                .toList();
    }
}
