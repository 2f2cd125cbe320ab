package connectlocal.connect;

import connectlocal.connect.wire.Input;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** The proficiencies of a user: associated, changed, disassociated and listed. */
final class Proficiencies {
    private static final int DEFAULT_PAGE = 100;

    private final ConnectState state;
    private final Pages pages;

    Proficiencies(ConnectState state, Pages pages) {
        this.state = state;
        this.pages = pages;
    }

    private record Listed(
            String nextToken,
            List<Proficiency> userProficiencyList,
            Instant lastModifiedTime,
            String lastModifiedRegion) {}

    Object associateUserProficiencies(Input in) {
        return change(in, ProficiencyRules::associate);
    }

    Object updateUserProficiencies(Input in) {
        return change(in, ProficiencyRules::update);
    }

    Object disassociateUserProficiencies(Input in) {
        return change(in, ProficiencyRules::disassociate);
    }

    Object listUserProficiencies(Input in) {
        Instance instance = state.instance(in.text("InstanceId"));
        User user = state.readUser(!in.has("NextToken"), instance, in.text("UserId"));
        int size = in.has("MaxResults") ? in.number("MaxResults") : DEFAULT_PAGE;
        NavigableMap<String, Proficiency> byKey = new TreeMap<>();
        user.settings().proficiencies().forEach(p -> byKey.put(key(p), p));
        var page = pages.page("ListUserProficiencies " + user.id(), in.text("NextToken"), size, byKey, p -> true);
        return new Listed(page.nextToken(), page.items(), user.proficienciesModified(), state.region());
    }

    /** As unique as the pair, whatever is in name and value: an old state may have a NUL in either. */
    private static String key(Proficiency p) {
        return p.attributeName()
                + '\0'
                + p.attributeValue()
                + '\0'
                + p.attributeName().length();
    }

    private Object change(
            Input in, BiFunction<ProficiencyRules, List<Proficiency>, UnaryOperator<Settings>> operation) {
        Instance instance = state.instance(in.text("InstanceId"));
        User user = state.user(instance, in.text("UserId"));
        ProficiencyRules rules = new ProficiencyRules(state.behaviours(), instance);
        synchronized (instance.catalog()) {
            instance.users()
                    .change(user.id(), operation.apply(rules, in.listOf("UserProficiencies", Proficiency.class)));
        }
        return null;
    }
}
