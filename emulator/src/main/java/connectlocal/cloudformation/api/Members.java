package connectlocal.cloudformation.api;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The lists of a form, {@code Tags.member.1.Key}. */
final class Members {
    private Members() {}

    /**
     * What each member of a list has, in the order of their numbers; a text is what has no name. All are found in one
     * pass, for a form has room for a hundred thousand.
     */
    static Stream<Map<String, String>> of(Map<String, String> form, String list) {
        var members = new LinkedHashMap<String, Map<String, String>>();
        String prefix = list + ".member.";
        form.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                String[] indexAndName = key.substring(prefix.length()).split("\\.", 2);
                members.computeIfAbsent(indexAndName[0], index -> new LinkedHashMap<>())
                        .put(indexAndName.length > 1 ? indexAndName[1] : "", value);
            }
        });
        return members.entrySet().stream()
                .sorted(Comparator.comparingInt(member -> number(member.getKey())))
                .map(Map.Entry::getValue);
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
    }
}
