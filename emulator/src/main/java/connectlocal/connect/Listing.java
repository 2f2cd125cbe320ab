package connectlocal.connect;

import connectlocal.connect.wire.Input;
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

    /** A page of things that stay where they are. */
    static Map<String, Object> answer(Pages pages, String query, Input in, int size, List<?> all, String listName) {
        NavigableMap<String, Object> numbered = new TreeMap<>();
        all.forEach(one -> numbered.put(String.format("%08d", numbered.size()), one));
        return answer(pages, query, in, size, numbered, one -> true, listName, one -> one);
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
