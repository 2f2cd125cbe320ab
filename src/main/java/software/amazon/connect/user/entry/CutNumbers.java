package software.amazon.connect.user.entry;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.json.JSONArray;
import org.json.JSONObject;

/**
 * The numbers of a request that reading it would change without a word: the framework cuts 1.5 to 1 where the schema
 * has an integer, and checks only what is left of it.
 */
final class CutNumbers {
    private final List<String> found = new ArrayList<>();

    private CutNumbers() {}

    /**
     * A sentence for each number that is not the same afterwards.
     *
     * @param given the properties as they were sent
     * @param kept the properties as they were read
     */
    static List<String> between(JSONObject given, JSONObject kept) {
        CutNumbers cut = new CutNumbers();
        cut.compare("", given, kept);
        return cut.found;
    }

    private void compare(String path, Object given, Object kept) {
        if (given instanceof JSONObject object && kept instanceof JSONObject other) {
            object.keySet().stream()
                    .sorted()
                    .forEach(key -> compare(path.isEmpty() ? key : path + "." + key, object.get(key), other.opt(key)));
        } else if (given instanceof JSONArray array && kept instanceof JSONArray other) {
            for (int i = 0; i < array.length(); i++) {
                compare(path + "." + i, array.get(i), other.opt(i));
            }
        } else if (given instanceof Number number
                && kept instanceof Number other
                && exact(number).compareTo(exact(other)) != 0) {
            found.add("%s must be a whole number, but is %s".formatted(path, number));
        }
    }

    private static BigDecimal exact(Number number) {
        return new BigDecimal(number.toString());
    }
}
