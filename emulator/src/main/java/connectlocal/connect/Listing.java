package connectlocal.connect;

import connectlocal.connect.wire.Input;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** The answers of list operations: a page under its name, and the token of the next. */
final class Listing {
    private Listing() {}

    /**
     * Things by what tells them from each other, so that each keeps its place while others come and go. Those that are
     * alike are numbered.
     */
    static <T> NavigableMap<String, T> byKey(List<T> all, Function<T, String> key) {
        NavigableMap<String, T> byKey = new TreeMap<>();
        Map<String, Integer> alike = new HashMap<>();
        for (T one : all) {
            String name = key.apply(one);
            byKey.put(name + '\0' + String.format("%08d", alike.merge(name, 1, Integer::sum)), one);
        }
        return byKey;
    }

    /** A page of those that are wanted, each as it is shown. */
    static <T> Map<String, Object> answer(
            Pages pages,
            String query,
            Input in,
            int size,
            NavigableMap<String, T> all,
            Predicate<? super T> wanted,
            String listName,
            Function<T, Object> shown) {
        int most = in.has("MaxResults") ? in.number("MaxResults") : size;
        var page = pages.page(query, in.text("NextToken"), most, all, wanted);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(listName, page.items().stream().map(shown).toList());
        if (page.nextToken() != null) {
            answer.put("NextToken", page.nextToken());
        }
        return answer;
    }
}
