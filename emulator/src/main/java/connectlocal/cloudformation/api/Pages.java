package connectlocal.cloudformation.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.AwsError;
import java.util.List;
import java.util.Optional;

/** Cuts lists into pages; NextToken counts what has been shown. */
final class Pages {
    private static final int SIZE = 100;

    private Pages() {}

    static ObjectNode page(Input input, String name, List<ObjectNode> items) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        cut(input, items, answer.putArray(name)).ifPresent(token -> answer.put("NextToken", token));
        return answer;
    }

    /** Adds this page's items; answers the token of the next. */
    static Optional<String> cut(Input input, List<ObjectNode> items, ArrayNode into) {
        int from = input.text("NextToken").map(Pages::number).orElse(0);
        int size = input.text("MaxResults").map(Pages::size).orElse(SIZE);
        int to = Math.min(items.size(), from + size);
        items.subList(Math.min(from, items.size()), to).forEach(into::add);
        return to < items.size() ? Optional.of(String.valueOf(to)) : Optional.empty();
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
