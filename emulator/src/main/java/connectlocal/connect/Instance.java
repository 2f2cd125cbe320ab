package connectlocal.connect;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * One Amazon Connect instance. Its own settings are fixed; what is in it changes, in collections that take many
 * threads.
 *
 * @param type CONNECT_MANAGED, SAML or EXISTING_DIRECTORY
 * @param activeAt until when it is being made
 * @param directoryId null without a directory
 * @param attributes what is switched on in it, by the API's name
 * @param catalog what its users refer to
 * @param tags of everything but users, by ARN
 * @param recording writes down what changes in it
 */
record Instance(
        String id,
        String alias,
        String type,
        Instant created,
        Instant activeAt,
        String directoryId,
        Map<String, String> attributes,
        Catalog catalog,
        UserStore users,
        RecordedMap<String, Map<String, String>> tags,
        Recording recording) {
    static final String CONNECT_MANAGED = "CONNECT_MANAGED";
    static final String SAML = "SAML";
    static final String EXISTING_DIRECTORY = "EXISTING_DIRECTORY";

    /** A routing profile or a security profile. */
    record Named(String id, String name) {}

    /**
     * A hierarchy group.
     *
     * @param level 1 to 5
     * @param parent id of the group above, null at level 1 or where the seed names none
     */
    record HierarchyGroup(String id, String name, int level, String parent) {}

    /** Whether a group is another one or stands below it. */
    boolean isWithin(String groupId, String ancestorId) {
        Map<String, Item> groups = shelf(Arns.Kind.HIERARCHY_GROUP).all();
        for (Item group = groups.get(groupId); group != null; group = groups.get(group.text("ParentGroupId"))) {
            if (group.id().equals(ancestorId)) {
                return true;
            }
        }
        return false;
    }

    /** Whether something of this kind and id exists here. */
    boolean has(Arns.Kind kind, String id) {
        return kind == Arns.Kind.USER ? users.exists(id) : shelf(kind).has(id);
    }

    /** Everything of a kind but users. */
    Shelf shelf(Arns.Kind kind) {
        return catalog.shelf(kind);
    }

    /** The values that proficiencies may have, by the name of the predefined attribute. */
    Map<String, Set<String>> predefinedAttributes() {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        catalog.attributes().all().values().forEach(attribute -> values.put(attribute.id(), values(attribute)));
        return values;
    }

    /** The values that proficiencies of one predefined attribute may have; null where there is no such attribute. */
    Set<String> predefinedValues(String name) {
        Item attribute = catalog.attributes().all().get(name);
        return attribute == null ? null : values(attribute);
    }

    private static Set<String> values(Item attribute) {
        Set<String> values = new LinkedHashSet<>();
        attribute.get("Values").path("StringList").forEach(value -> values.add(value.asText()));
        return values;
    }
}
