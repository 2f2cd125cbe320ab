package connectlocal.connect;

import connectlocal.connect.Instance.HierarchyGroup;
import connectlocal.connect.Instance.Named;
import connectlocal.connect.Seed.Attribute;
import connectlocal.connect.Seed.InstanceSeed;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads seed files. Whatever is not understood is refused with its place, and nothing is guessed. */
final class SeedFile {
    /** In characters; the library's own limit stops at some ten thousand users. */
    private static final int LARGEST_FILE = 64 * 1024 * 1024;

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

    private SeedFile() {}

    static Seed read(String text, String file) {
        Map<String, YamlValue> root = root(text, file).members(List.of("accountId", "region", "instances", "faults"));
        String accountId = matching(root.get("accountId"), "123456789012", "[0-9]{12}", "must have twelve digits");
        String region = matching(
                root.get("region"),
                "us-east-1",
                "[a-z]{2,4}(-[a-z]+){1,2}-[0-9]",
                "must be a region such as us-east-1");
        List<InstanceSeed> instances = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (YamlValue instance : items(root.get("instances"))) {
            instances.add(instance(instance, ids));
        }
        Map<String, Map<String, String>> faults = new LinkedHashMap<>();
        for (YamlValue fault : items(root.get("faults"))) {
            Map<String, String> members = new LinkedHashMap<>();
            fault.members(null).forEach((name, value) -> members.put(name, value.text()));
            faults.put(fault.where(), members);
        }
        return new Seed(accountId, region, instances, faults);
    }

    private static YamlValue root(String text, String file) {
        try {
            LoaderOptions options = new LoaderOptions();
            options.setCodePointLimit(LARGEST_FILE);
            Node node = new Yaml(options).compose(new StringReader(text));
            if (node == null) {
                throw new IllegalArgumentException(
                        file + ": the seed file is empty; it must at least say: instances: []");
            }
            requireEnd(node, Collections.newSetFromMap(new IdentityHashMap<>()), file);
            return new YamlValue(node, file, "");
        } catch (MarkedYAMLException e) {
            throw new IllegalArgumentException(
                    file + ", line " + (e.getProblemMark().getLine() + 1) + ": not YAML: " + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new IllegalArgumentException(file + ": not YAML: " + e.getMessage(), e);
        }
    }

    /** An alias may stand for what it is part of, and nobody could read that to its end. */
    private static void requireEnd(Node node, Set<Node> above, String file) {
        if (!above.add(node)) {
            throw new YamlValue(node, file, "").refused("holds itself by an alias, which has no end");
        }
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> requireEnd(item, above, file));
        } else if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(member -> {
                requireEnd(member.getKeyNode(), above, file);
                requireEnd(member.getValueNode(), above, file);
            });
        }
        above.remove(node);
    }

    private static InstanceSeed instance(YamlValue value, Set<String> ids) {
        Map<String, YamlValue> members = value.members(INSTANCE_MEMBERS);
        String id = id(value, members, ids);
        YamlValue type = members.get("identityManagementType");
        if (type != null && !TYPES.contains(type.text())) {
            throw type.refused("must be CONNECT_MANAGED, SAML or EXISTING_DIRECTORY");
        }
        YamlValue limit = members.get("userLimit");
        if (limit != null && limit.number() < 0) {
            throw limit.refused("must be 0 or more");
        }
        matching(
                members.get("alias"),
                null,
                ALIAS,
                "must be an alias as AWS takes it: 1 to 45 letters, digits and -," + " not beginning with d-");
        return new InstanceSeed(
                id,
                members.containsKey("alias") ? members.get("alias").text() : null,
                type == null ? Instance.CONNECT_MANAGED : type.text(),
                limit == null ? null : limit.number(),
                each(members.get("routingProfiles"), SeedFile::named),
                each(members.get("securityProfiles"), SeedFile::named),
                groups(members.get("hierarchyGroups")),
                attributes(members.get("predefinedAttributes")),
                SeedUsers.read(id, items(members.get("users"))));
    }

    private static Named named(YamlValue value, Set<String> ids) {
        Map<String, YamlValue> members = value.members(List.of("id", "name"));
        return new Named(
                id(value, members, ids), required(value, members, "name").text());
    }

    private static List<HierarchyGroup> groups(YamlValue list) {
        Map<String, HierarchyGroup> groups = new LinkedHashMap<>();
        Set<String> ids = new HashSet<>();
        for (YamlValue value : items(list)) {
            Map<String, YamlValue> members = value.members(List.of("id", "name", "level", "parent"));
            String id = id(value, members, ids);
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
            String name = required(value, members, "name").text();
            groups.put(id, new HierarchyGroup(id, name, level, parent == null ? null : parent.text()));
        }
        return List.copyOf(groups.values());
    }

    private static List<Attribute> attributes(YamlValue list) {
        List<Attribute> attributes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlValue value : items(list)) {
            Map<String, YamlValue> members = value.members(List.of("name", "values"));
            YamlValue name = required(value, members, "name");
            if (!names.add(name.text())) {
                throw name.refused("is the name of two predefined attributes");
            }
            Set<String> values = new LinkedHashSet<>();
            required(value, members, "values").items().forEach(item -> values.add(item.text()));
            attributes.add(new Attribute(name.text(), values));
        }
        return attributes;
    }

    /** An id as the file gives it, which no other thing of its kind may have. */
    static String id(YamlValue owner, Map<String, YamlValue> members, Set<String> taken) {
        String id = matching(
                required(owner, members, "id"),
                null,
                "[-a-zA-Z0-9]{1,100}",
                "may have letters, digits and - only, 100 at most");
        if (!taken.add(id)) {
            throw members.get("id").refused("is " + id + ", which is taken already");
        }
        return id;
    }

    private static <T> List<T> each(YamlValue list, BiFunction<YamlValue, Set<String>, T> read) {
        Set<String> ids = new HashSet<>();
        return items(list).stream().map(item -> read.apply(item, ids)).toList();
    }

    private static List<YamlValue> items(YamlValue list) {
        return list == null ? List.of() : list.items();
    }

    private static YamlValue required(YamlValue owner, Map<String, YamlValue> members, String name) {
        if (!members.containsKey(name)) {
            throw owner.refused("must have a member " + name);
        }
        return members.get(name);
    }

    private static String matching(YamlValue value, String otherwise, String pattern, String expected) {
        if (value == null) {
            return otherwise;
        }
        if (!value.text().matches(pattern)) {
            throw value.refused(expected);
        }
        return value.text();
    }
}
