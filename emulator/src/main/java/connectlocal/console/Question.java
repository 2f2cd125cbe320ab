package connectlocal.console;

import connectlocal.http.AwsError;
import connectlocal.http.Request;
import java.util.Optional;

/** What the query of a request asks for. */
record Question(Request request) {
    private static final int LONGEST = 200;
    private static final int MOST = 200;
    private static final int USUAL = 50;

    /** A value, when there is one. */
    Optional<String> text(String name) {
        return Optional.ofNullable(request.query().get(name))
                .map(values -> values.get(0))
                .filter(value -> !value.isEmpty());
    }

    /** A value that must be there. */
    String required(String name) {
        return text(name).orElseThrow(() -> refused(name + " is required, as in ?" + name + "=..."));
    }

    /** What to look for; empty for everything. */
    String search() {
        String search = text("search").orElse("").strip();
        if (search.length() > LONGEST) {
            throw refused("search must have at most " + LONGEST + " characters");
        }
        return search;
    }

    /** How many rows a page has at most. */
    int limit() {
        long limit = number("limit", USUAL);
        if (limit < 1 || limit > MOST) {
            throw refused("limit must be a whole number from 1 to " + MOST);
        }
        return (int) limit;
    }

    /** Where a walk from the newest goes on. */
    long before() {
        return number("before", Long.MAX_VALUE);
    }

    private long number(String name, long otherwise) {
        String text = text(name).orElse(null);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw refused(name + " must be a whole number");
        }
        return Long.parseLong(text);
    }

    static AwsError refused(String message) {
        return new AwsError("ValidationException", 400, message);
    }
}
