package connectlocal.faults;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Which of the names that there are was meant by one that there is not: the one with the fewest other letters. */
final class Nearest {
    /** Of a longer name only the beginning is compared: whoever sends a megabyte is not to be worked for. */
    private static final int LONGEST = 100;

    private Nearest() {}

    static String to(String name, Collection<String> known) {
        String wanted = lower(name.length() > LONGEST ? name.substring(0, LONGEST) : name);
        return known.stream()
                .min(Comparator.<String>comparingInt(other -> distance(wanted, lower(other)))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Letters put in, taken out or changed, by Levenshtein's table, of which one row is held. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
