package connectlocal.faults;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads a fault from its members by their names; what would never strike, or says what no fault does, is refused. */
final class FaultMembers {
    private static final List<String> KNOWN = List.of(
            "service", "operation", "kind", "call", "times", "probability", "seed", "ms", "type", "status", "after");

    /** It goes into a header of the answer. */
    private static final String TYPE = "[A-Za-z0-9.]{1,100}";

    private final Map<String, String> given;

    FaultMembers(Map<String, String> given) {
        this.given = given;
    }

    /** @throws IllegalArgumentException what is wrong and what was expected */
    FaultSpec spec() {
        for (String name : given.keySet()) {
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException(
                        name + " is not known; known are " + String.join(", ", new TreeSet<>(KNOWN)));
            }
        }
        FaultKind kind = FaultKind.of(given.getOrDefault("kind", ""));
        String service = given.getOrDefault("service", Served.ANY);
        String operation = given.getOrDefault("operation", Served.ANY);
        Served.requireStrikes(kind, service, operation);
        boolean after = after();
        given.keySet().stream()
                .filter(name -> !kind.uses(name) && (after || !name.equals("after")))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            name + " belongs to " + users(name) + ", not to kind=" + kind.inWords());
                });
        boolean forEver = given.getOrDefault("times", "").equals("forever");
        return new FaultSpec(
                service,
                operation,
                kind,
                number("call", 1, 1, Integer.MAX_VALUE),
                forEver ? FaultSpec.FOR_EVER : number("times", 1, 1, Integer.MAX_VALUE),
                probability(given.getOrDefault("probability", "1")),
                number("seed", 0, Integer.MIN_VALUE, Integer.MAX_VALUE),
                number("ms", kind == FaultKind.TRICKLE ? 20 : 1000, 0, 600_000),
                given.get("type"),
                kind == FaultKind.ERROR ? status(service) : 0,
                after);
    }

    private static String users(String member) {
        return Arrays.stream(FaultKind.values())
                .filter(kind -> kind.uses(member))
                .map(kind -> "kind=" + kind.inWords())
                .collect(Collectors.joining(", "));
    }

    /** What an error is answered with. */
    private int status(String service) {
        String type = given.get("type");
        if (type == null) {
            throw new IllegalArgumentException("kind=error needs type, e.g. type=InternalServiceException");
        }
        if (!type.matches(TYPE)) {
            throw new IllegalArgumentException("type must be 1 to 100 letters, digits and dots, e.g."
                    + " type=InternalServiceException, not \"" + type + "\"");
        }
        int status = (int) number("status", Served.status(service, type), 400, 599);
        if (status == 0) {
            String whose = service.equals(Served.ANY) ? "connect" : service;
            throw new IllegalArgumentException(
                    "type " + type + " is not known of " + whose + " here and needs status, e.g. status=503");
        }
        return status;
    }

    private boolean after() {
        String text = given.getOrDefault("after", "false");
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException("after must be true or false, not \"" + text + "\"");
        }
        return Boolean.parseBoolean(text);
    }

    private long number(String name, long otherwise, long least, long most) {
        String text = given.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        String words = name.equals("times") ? ", or forever" : "";
        throw new IllegalArgumentException(
                name + " must be a whole number from " + least + " to " + most + words + ", not \"" + text + "\"");
    }

    private static double probability(String text) {
        try {
            double value = Double.parseDouble(text);
            if (value > 0 && value <= 1) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException("probability must be a number above 0 and at most 1, not \"" + text + "\"");
    }
}
