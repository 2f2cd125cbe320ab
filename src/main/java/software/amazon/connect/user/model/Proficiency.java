package software.amazon.connect.user.model;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.UserProficiency;

/**
 * What identifies a proficiency: a predefined attribute's name and one of its values. A name may stand with several
 * values, a pair only once.
 */
public record Proficiency(String name, String value) implements Comparable<Proficiency> {
    private static final Comparator<Proficiency> ORDER =
            Comparator.comparing(Proficiency::name).thenComparing(Proficiency::value);

    public static Proficiency of(UserProficiency given) {
        return new Proficiency(given.getAttributeName(), given.getAttributeValue());
    }

    /** Where it stands in a model, as a {@link Difference} says it. */
    public List<String> path() {
        return List.of("UserProficiencies", name, value);
    }

    /** The levels of a model's proficiencies by what identifies them; empty when it has none. */
    public static SortedMap<Proficiency, Double> levelsOf(ResourceModel model) {
        SortedMap<Proficiency, Double> levels = new TreeMap<>();
        if (model != null && model.getUserProficiencies() != null) {
            model.getUserProficiencies().forEach(given -> levels.put(of(given), asKept(given.getLevel())));
        }
        return levels;
    }

    /** The level as Connect keeps it, in single precision, so that more digits than that make no difference. */
    private static Double asKept(Double level) {
        return level == null ? null : Double.valueOf(Float.toString(level.floatValue()));
    }

    @Override
    public int compareTo(Proficiency other) {
        return ORDER.compare(this, other);
    }
}
