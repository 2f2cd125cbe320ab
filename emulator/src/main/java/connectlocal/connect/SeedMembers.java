package connectlocal.connect;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What all members of a seed file are asked for. */
final class SeedMembers {
    private SeedMembers() {}

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

    /** The items of a list, none where there is no list. */
    static List<YamlValue> items(YamlValue list) {
        return list == null ? List.of() : list.items();
    }

    /** A member that must be there. */
    static YamlValue required(YamlValue owner, Map<String, YamlValue> members, String name) {
        if (!members.containsKey(name)) {
            throw owner.refused("must have a member " + name);
        }
        return members.get(name);
    }

    /** A text of a certain form, or what stands for it where it is absent. */
    static String matching(YamlValue value, String otherwise, String pattern, String expected) {
        if (value == null) {
            return otherwise;
        }
        if (!value.text().matches(pattern)) {
            throw value.refused(expected);
        }
        return value.text();
    }
}
