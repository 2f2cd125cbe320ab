package connectlocal.connect;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * The position of every {@link Switch}: how this Amazon Connect behaves where the real one leaves it open. Switches may
 * be turned at any time; who decides by one asks anew each time.
 */
public final class Behaviours {
    /** What these decide is built into an instance's users. */
    private static final Set<Switch> SETTLED = EnumSet.of(Switch.USERNAME_CASE, Switch.USERS_PER_INSTANCE);

    private final Map<Switch, String> atStart;
    private volatile Map<Switch, String> positions;
    private final AtomicLong changes = new AtomicLong();

    private Behaviours(Map<Switch, String> atStart) {
        this.atStart = atStart;
        this.positions = atStart;
    }

    /**
     * The defaults, changed by these settings.
     *
     * @param settings value by the name of a switch, e.g. {@code identity-info} to {@code merge}
     * @throws IllegalArgumentException naming the known switches or the values of the one that was set wrongly
     */
    public static Behaviours of(Map<String, String> settings) {
        return new Behaviours(read(settings));
    }

    private static Map<Switch, String> read(Map<String, String> settings) {
        Map<Switch, String> read = new EnumMap<>(Switch.class);
        settings.forEach((key, value) -> {
            Switch found = named(key);
            if (value == null || !found.accepts(value)) {
                throw new IllegalArgumentException(
                        "Behaviour " + key + " can not be '" + value + "', only " + found.valuesInWords());
            }
            read.put(found, value);
        });
        return read;
    }

    private static Switch named(String key) {
        return Arrays.stream(Switch.values())
                .filter(candidate -> candidate.key.equals(key))
                .findAny()
                .orElseThrow(() ->
                        new IllegalArgumentException("There is no behaviour '" + key + "'. Known are:\n" + help()));
    }

    /**
     * Turns these switches, all of them or none.
     *
     * @throws IllegalArgumentException when one is unknown, can not have its value, or is settled at the start
     */
    public synchronized void turn(Map<String, String> settings) {
        Map<Switch, String> turned = read(settings);
        turned.keySet().forEach(Behaviours::mayTurn);
        Map<Switch, String> all = new EnumMap<>(Switch.class);
        all.putAll(positions);
        all.putAll(turned);
        become(all);
    }

    /**
     * Turns a switch to where it stood at the start.
     *
     * @throws IllegalArgumentException when it is unknown
     */
    public synchronized void turnBack(String name) {
        Switch which = named(name);
        Map<Switch, String> all = new EnumMap<>(Switch.class);
        all.putAll(positions);
        all.put(which, atStart.getOrDefault(which, which.defaultValue()));
        become(all);
    }

    /** Turns every switch to where it stood at the start. */
    public synchronized void reset() {
        become(atStart);
    }

    private void become(Map<Switch, String> all) {
        positions = all;
        changes.incrementAndGet();
    }

    private static void mayTurn(Switch which) {
        if (SETTLED.contains(which)) {
            throw new IllegalArgumentException("Behaviour " + which.key
                    + " is settled when the emulator starts, for users are kept by it; start with --behaviour "
                    + which.key + "=" + which.valuesInWords());
        }
    }

    /** Grows whenever a switch may have been turned. */
    public long changes() {
        return changes.get();
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
                        "atStart", atStart.getOrDefault(s, s.defaultValue()),
                        "values", s.valuesInWords(),
                        "choices", s.choices(),
                        "settled", SETTLED.contains(s)))
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
