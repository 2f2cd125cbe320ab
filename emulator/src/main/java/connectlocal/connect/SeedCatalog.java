package connectlocal.connect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.connect.Seed.InstanceSeed;
import java.time.Instant;

/** Puts what a seed names into an instance. A seed knows little more than names, so the rest is the plainest. */
final class SeedCatalog {
    private SeedCatalog() {}

    static void fill(Instance instance, InstanceSeed seed) {
        seed.routingProfiles().forEach(profile -> instance.shelf(Arns.Kind.ROUTING_PROFILE)
                .seed(profile.id(), profile.name(), Defaults.routingProfile(instance, profile.name())));
        seed.securityProfiles().forEach(profile -> instance.shelf(Arns.Kind.SECURITY_PROFILE)
                .seed(profile.id(), profile.name(), Defaults.object()));
        seed.hierarchyGroups().forEach(group -> add(instance, group));
        seed.predefinedAttributes().forEach(attribute -> {
            ObjectNode details = Defaults.object();
            ArrayNode values = details.putObject("Values").putArray("StringList");
            attribute.values().forEach(values::add);
            instance.catalog().attributes().seed(attribute.name(), attribute.name(), details);
        });
    }

    private static void add(Instance instance, Instance.HierarchyGroup group) {
        ObjectNode details = Defaults.object().put("Level", group.level());
        if (group.parent() != null) {
            details.put("ParentGroupId", group.parent());
        }
        Instant made = instance.shelf(Arns.Kind.HIERARCHY_GROUP)
                .seed(group.id(), group.name(), details)
                .modified();
        instance.catalog().levels().putAll(HierarchyGroups.missingLevels(instance, group.level(), made));
    }
}
