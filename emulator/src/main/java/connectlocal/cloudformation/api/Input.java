package connectlocal.cloudformation.api;

import connectlocal.http.AwsError;
import connectlocal.http.AwsQuery;
import connectlocal.http.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of one call, checked as they are taken, refused in AWS's words. */
final class Input {
    static final String NAME = "[a-zA-Z][-a-zA-Z0-9]*";
    private static final String ARN_OR_NAME = NAME + "|arn:[-a-zA-Z0-9:/._+]*";
    private static final String TOKEN = "[a-zA-Z0-9][-a-zA-Z0-9]*";
    private static final String ENUM = "Member must satisfy enum value set: %s";
    private final Map<String, String> values;
    private final Documents documents;

    /** @param documents reads what a URL of S3 names */
    Input(Request request, Documents documents) {
        this(AwsQuery.parameters(request), documents);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String required(String name) {
        return text(name).orElseThrow(() -> violation("null", name, "Member must not be null"));
    }

    boolean flag(String name) {
        return optionalFlag(name).orElse(false);
    }

    Optional<Boolean> optionalFlag(String name) {
        return text(name).map(value -> switch (value) {
            case "true", "True", "1" -> true;
            case "false", "False", "0" -> false;
            default -> throw new AwsError("MalformedInput", 400, name + " must be true or false");
        });
    }

    /** The name of a stack that is to be made. */
    String newStackName() {
        String name = limited("StackName", 128);
        requirePattern(name, "StackName", NAME);
        return name;
    }

    /** The name or id of a stack. */
    String stackName() {
        String name = required("StackName");
        if (name.isEmpty()) {
            throw violation("''", "StackName", "Member must have length greater than or equal to 1");
        }
        requirePattern(name, "StackName", ARN_OR_NAME);
        return name;
    }

    String changeSetName() {
        String name = required("ChangeSetName");
        requirePattern(name, "ChangeSetName", ARN_OR_NAME);
        return name;
    }

    Optional<String> token() {
        text("ClientRequestToken")
                .ifPresent(token -> requirePattern(limited("ClientRequestToken", 128), "ClientRequestToken", TOKEN));
        return text("ClientRequestToken");
    }

    /** Where the texts lie that URLs name. */
    Documents documents() {
        return documents;
    }

    /** The members of a list of texts; empty when there is none. */
    List<String> list(String name) {
        return Members.of(values, name)
                .map(member -> member.getOrDefault("", ""))
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** One of few values, if it is there. */
    Optional<String> oneOf(String name, List<String> known) {
        Optional<String> given = text(name);
        given.filter(value -> !known.contains(value)).ifPresent(value -> {
            throw violation("'" + value + "'", name, ENUM.formatted(known));
        });
        return given;
    }

    /** The members of a list that has few values. */
    List<String> listOf(String name, List<String> known) {
        List<String> given = list(name);
        if (!known.containsAll(given)) {
            throw violation("'" + given + "'", name, "Member must satisfy constraint: [" + ENUM.formatted(known) + "]");
        }
        return given;
    }

    boolean has(String name) {
        return values.containsKey(name) || Members.of(values, name).findAny().isPresent();
    }

    /** The members of a list of structures. */
    List<Input> structures(String name) {
        return Members.of(values, name)
                .map(member -> new Input(member, documents))
                .toList();
    }

    /** The same, if there are no more than the API takes. */
    List<Input> structures(String name, int most) {
        List<Input> structures = structures(name);
        if (structures.size() > most) {
            throw violation("'[...]'", name, "Member must have length less than or equal to " + most);
        }
        return structures;
    }

    Input structure(String name) {
        return new Input(under(name + "."), documents);
    }

    /** A map of texts. */
    Map<String, String> map(String name) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 1; values.containsKey(name + ".entry." + i + ".key"); i++) {
            map.put(
                    values.get(name + ".entry." + i + ".key"),
                    values.getOrDefault(name + ".entry." + i + ".value", ""));
        }
        return map;
    }

    Input(Map<String, String> values, Documents documents) {
        this.values = values;
        this.documents = documents;
    }

    private Map<String, String> under(String prefix) {
        var inner = new LinkedHashMap<String, String>();
        values.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                inner.put(name.substring(prefix.length()), value);
            }
        });
        return inner;
    }

    String limited(String name, int most) {
        String value = required(name);
        if (value.isEmpty()) {
            throw violation("''", name, "Member must have length greater than or equal to 1");
        }
        if (value.length() > most) {
            throw violation("'" + value + "'", name, "Member must have length less than or equal to " + most);
        }
        return value;
    }

    private static void requirePattern(String value, String name, String pattern) {
        if (!value.matches(pattern)) {
            throw violation("'" + value + "'", name, "Member must satisfy regular expression pattern: " + pattern);
        }
    }

    static AwsError violation(String value, String name, String constraint) {
        return violationOf(" " + value, name, constraint);
    }

    /** The same without the value, where that is a document: it may be a megabyte, and hold what is secret. */
    static AwsError violation(String name, String constraint) {
        return violationOf("", name, constraint);
    }

    private static AwsError violationOf(String value, String name, String constraint) {
        String member = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        return new AwsError(
                "ValidationError",
                400,
                "1 validation error detected: Value%s at '%s' failed to satisfy".formatted(value, member)
                        + " constraint: " + constraint);
    }
}
