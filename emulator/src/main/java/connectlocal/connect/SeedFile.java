package connectlocal.connect;

import connectlocal.connect.Seed.InstanceSeed;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private SeedFile() {}

    static Seed read(String text, String file) {
        Map<String, YamlValue> root = root(text, file).members(List.of("accountId", "region", "instances", "faults"));
        String accountId =
                SeedMembers.matching(root.get("accountId"), "123456789012", "[0-9]{12}", "must have twelve digits");
        String region = SeedMembers.matching(
                root.get("region"),
                "us-east-1",
                "[a-z]{2,4}(-[a-z]+){1,2}-[0-9]",
                "must be a region such as us-east-1");
        List<InstanceSeed> instances = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (YamlValue instance : SeedMembers.items(root.get("instances"))) {
            instances.add(SeedInstance.read(instance, ids));
        }
        Map<String, Map<String, String>> faults = new LinkedHashMap<>();
        for (YamlValue fault : SeedMembers.items(root.get("faults"))) {
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
            options.setMaxAliasesForCollections(Integer.MAX_VALUE); // agents share what they have in common
            Node node = new Yaml(options).compose(new StringReader(text));
            if (node == null) {
                throw new IllegalArgumentException(
                        file + ": the seed file is empty; it must at least say: instances: []");
            }
            requireEnd(node, identities(), identities(), file);
            return new YamlValue(node, file, "");
        } catch (MarkedYAMLException e) {
            throw new IllegalArgumentException(
                    file + ", line " + (e.getProblemMark().getLine() + 1) + ": not YAML: " + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new IllegalArgumentException(file + ": not YAML: " + e.getMessage(), e);
        }
    }

    private static Set<Node> identities() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /**
     * An alias may stand for what it is part of, and nobody could read that to its end. What has an end is walked once.
     */
    private static void requireEnd(Node node, Set<Node> above, Set<Node> ended, String file) {
        if (!above.add(node)) {
            throw new YamlValue(node, file, "").refused("holds itself by an alias, which has no end");
        }
        if (ended.add(node)) {
            if (node instanceof SequenceNode sequence) {
                sequence.getValue().forEach(item -> requireEnd(item, above, ended, file));
            } else if (node instanceof MappingNode mapping) {
                mapping.getValue().forEach(member -> {
                    requireEnd(member.getKeyNode(), above, ended, file);
                    requireEnd(member.getValueNode(), above, ended, file);
                });
            }
        }
        above.remove(node);
    }
}
