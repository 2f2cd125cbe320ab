package connectlocal.connect;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The position of every {@link Switch}: how this Amazon Connect behaves where the real one leaves it open. */
public final class Behaviours {
    private final Map<Switch, String> positions = new EnumMap<>(Switch.class);

    private Behaviours() {}

    /**
     * The defaults, changed by these settings.
     *
     * @param settings value by the name of a switch, e.g. {@code identity-info} to {@code merge}
     * @throws IllegalArgumentException naming the known switches or the values of the one that was set wrongly
     */
    public static Behaviours of(Map<String, String> settings) {
        Behaviours behaviours = new Behaviours();
        settings.forEach((key, value) -> {
            Switch found = Arrays.stream(Switch.values())
                    .filter(candidate -> candidate.key.equals(key))
                    .findAny()
                    .orElseThrow(() ->
                            new IllegalArgumentException("There is no behaviour '" + key + "'. Known are:\n" + help()));
            if (value == null || !found.accepts(value)) {
                throw new IllegalArgumentException(
                        "Behaviour " + key + " can not be '" + value + "', only " + found.valuesInWords());
            }
            behaviours.positions.put(found, value);
        });
        return behaviours;
    }

    /** Every switch with its values, the default first, and what it decides: one line each. */
    public static String help() {
        return Arrays.stream(Switch.values())
                .map(s -> "  " + s.key + "=" + s.valuesInWords() + "  " + s.meaning)
                .collect(Collectors.joining("\n"));
    }

    /** Every switch and where it stands, to be shown. */
    public List<Map<String, Object>> view() {
        return Arrays.stream(Switch.values())
                .map(s -> Map.<String, Object>of(
                        "name", s.key,
                        "meaning", s.meaning,
                        "value", value(s),
                        "default", s.defaultValue(),
                        "values", s.valuesInWords()))
                .toList();
    }

    /** Whether a switch stands at this value. */
    boolean is(Switch which, String value) {
        if (!which.accepts(value)) {
            throw new IllegalStateException(which.key + " has no value " + value);
        }
        return value(which).equals(value);
    }

    String value(Switch which) {
        return positions.getOrDefault(which, which.defaultValue());
    }

    int number(Switch which) {
        return Integer.parseInt(value(which));
    }
}
