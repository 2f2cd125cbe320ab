package software.amazon.connect.user.faults;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.support.Aspects;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.RandomModels;

/** What a user really is, or is to be, in terms that share no code with the handlers. */
record Truth(String username, Map<String, Object> aspects, Map<String, String> tags) {

    /** Every user of a service, by ARN. */
    static Map<String, Truth> all(FakeConnect service) {
        Map<String, Truth> users = new LinkedHashMap<>();
        service.users().forEach(stored -> users.put(stored.user().arn(), of(stored)));
        return users;
    }

    private static Truth of(FakeConnect.Stored stored) {
        return new Truth(
                stored.user().username(),
                Aspects.of(stored),
                new TreeMap<>(stored.user().tags()));
    }

    /** What a new user is to be. */
    static Truth asked(ResourceModel desired) {
        return new Truth(
                desired.getUsername(),
                Aspects.after(null, desired, Map.of(), Set.of()),
                new TreeMap<>(RandomModels.tagMap(desired)));
    }

    /** What this user is to be after an update: what is named holds, what is no longer named goes, the rest stays. */
    Truth after(ResourceModel previous, ResourceModel desired) {
        Map<String, String> allTags = new TreeMap<>(tags);
        allTags.keySet().removeAll(RandomModels.tagMap(previous).keySet());
        allTags.putAll(RandomModels.tagMap(desired));
        return new Truth(username, Aspects.after(previous, desired, aspects, Set.of()), allTags);
    }

    /** The same without some aspects. */
    Truth without(Set<String> some) {
        Map<String, Object> others = new TreeMap<>(aspects);
        others.keySet().removeAll(some);
        return new Truth(username, others, tags);
    }

    /** Where the other differs, for people. */
    String differencesTo(Truth other) {
        StringBuilder text = new StringBuilder();
        Map<String, Object> mine = flat();
        Map<String, Object> others = other.flat();
        new TreeSet<>(union(mine, others)).forEach(key -> {
            if (!Objects.equals(mine.get(key), others.get(key))) {
                text.append("%s is %s, not %s; ".formatted(key, mine.get(key), others.get(key)));
            }
        });
        return text.toString();
    }

    private static Set<String> union(Map<String, Object> some, Map<String, Object> others) {
        Set<String> keys = new HashSet<>(some.keySet());
        keys.addAll(others.keySet());
        return keys;
    }

    private Map<String, Object> flat() {
        Map<String, Object> all = new TreeMap<>(aspects);
        all.put("name", username);
        tags.forEach((key, value) -> all.put("tag " + key, value));
        return all;
    }
}
