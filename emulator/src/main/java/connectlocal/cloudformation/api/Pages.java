package connectlocal.cloudformation.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.AwsError;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Cuts lists into pages; NextToken counts what has been shown, or says how old that is. */
final class Pages {
    private static final int SIZE = 100;
    private static final Pattern TIME =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z");

    private Pages() {}

    static ObjectNode page(Input input, String name, List<ObjectNode> items) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        cut(input, items, answer.putArray(name)).ifPresent(token -> answer.put("NextToken", token));
        return answer;
    }

    /**
     * The next page begins below the last item shown, so that what happens meanwhile moves no page.
     *
     * @param items the newest first
     * @param time the member with the time, which no two items share
     */
    static ObjectNode newestFirst(Input input, String name, List<ObjectNode> items, String time) {
        Optional<String> before = input.text("NextToken");
        if (before.filter(token -> !TIME.matcher(token).matches()).isPresent()) {
            throw new AwsError("ValidationError", 400, "NextToken must be one that was given");
        }
        Function<ObjectNode, String> times = item -> item.path(time).asText();
        List<ObjectNode> older = items.stream()
                .filter(item ->
                        before.map(b -> times.apply(item).compareTo(b) < 0).orElse(true))
                .toList();
        List<ObjectNode> shown = older.subList(0, Math.min(older.size(), size(input)));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        shown.forEach(answer.putArray(name)::add);
        if (shown.size() < older.size()) {
            answer.put("NextToken", times.apply(shown.get(shown.size() - 1)));
        }
        return answer;
    }

    /** Adds this page's items; answers the token of the next. */
    static Optional<String> cut(Input input, List<ObjectNode> items, ArrayNode into) {
        int from = input.text("NextToken").map(Pages::number).orElse(0);
        int to = Math.min(items.size(), from + size(input));
        items.subList(Math.min(from, items.size()), to).forEach(into::add);
        return to < items.size() ? Optional.of(String.valueOf(to)) : Optional.empty();
    }

    private static int size(Input input) {
        return input.text("MaxResults").map(Pages::size).orElse(SIZE);
    }

    private static int size(String text) {
        int size = number(text);
        if (size < 1) {
            throw Input.violation("'" + text + "'", "MaxResults", "Member must have value greater than or equal to 1");
        }
        return Math.min(size, SIZE);
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new AwsError("ValidationError", 400, "NextToken and MaxResults must be numbers that were given");
        }
        return Integer.parseInt(text);
    }
}
