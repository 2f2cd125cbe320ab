package connectlocal.faults;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which calls a fault strikes, and how.
 *
 * @param service the service's name as in the request log, {@code *} for any
 * @param operation the operation's name, of functions the handler's action, {@code *} for any
 * @param call the matching call from which on it may strike, 1 for the first
 * @param times how often it strikes, {@link #FOR_EVER} without end
 * @param probability how likely it strikes a call that it may strike
 * @param seed begins the row of chances
 * @param ms milliseconds that it takes, where it takes time
 * @param type the error's type, for kind error
 * @param status the error's HTTP status, for kind error
 * @param after whether a refusal comes when the service has done everything
 */
record FaultSpec(
        String service,
        String operation,
        FaultKind kind,
        long call,
        long times,
        double probability,
        long seed,
        long ms,
        String type,
        int status,
        boolean after) {
    static final long FOR_EVER = Long.MAX_VALUE;
    private static final Set<String> KEYS = Set.of(
            "service", "operation", "kind", "call", "times", "probability", "seed", "ms", "type", "status", "after");
    private static final List<String> OF_ERRORS = List.of("type", "status");

    /** From text such as {@code service=connect,operation=CreateUser,kind=drop-after}. */
    static FaultSpec of(String text) {
        Map<String, String> members = new LinkedHashMap<>();
        for (String part : text.split(",")) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("fault \"" + text
                        + "\": must be NAME=VALUE,NAME=VALUE..., e.g."
                        + " service=connect,operation=CreateUser,kind=drop-after");
            }
            if (members.put(
                            part.substring(0, equals).strip(),
                            part.substring(equals + 1).strip())
                    != null) {
                throw new IllegalArgumentException("fault \"" + text + "\": gives " + part + " twice");
            }
        }
        return of(members, "fault \"" + text + "\"");
    }

    /**
     * From members by their names.
     *
     * @param where where they stand, for refusals
     * @throws IllegalArgumentException what is wrong and what was expected
     */
    static FaultSpec of(Map<String, String> members, String where) {
        try {
            return of(members);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }

    private static FaultSpec of(Map<String, String> given) {
        for (String name : given.keySet()) {
            if (!KEYS.contains(name)) {
                throw new IllegalArgumentException(
                        name + " is not known; known are " + String.join(", ", new TreeSet<>(KEYS)));
            }
        }
        FaultKind kind = FaultKind.of(given.getOrDefault("kind", ""));
        String service = given.getOrDefault("service", Served.ANY);
        String operation = given.getOrDefault("operation", Served.ANY);
        Served.requireStrikes(kind, service, operation);
        String times = given.getOrDefault("times", "1");
        double probability = probability(given.getOrDefault("probability", "1"));
        return new FaultSpec(
                service,
                operation,
                kind,
                number(given, "call", 1, 1, Integer.MAX_VALUE),
                times.equals("forever") ? FOR_EVER : number(Map.of("times", times), "times", 1, 1, Integer.MAX_VALUE),
                probability,
                number(given, "seed", 0, Integer.MIN_VALUE, Integer.MAX_VALUE),
                number(given, "ms", kind == FaultKind.TRICKLE ? 20 : 1000, 0, 600_000),
                given.get("type"),
                status(given, kind, service),
                after(given.getOrDefault("after", "false")));
    }

    /** What an error is answered with; 0 for a kind that answers none of the fault's choice. */
    private static int status(Map<String, String> given, FaultKind kind, String service) {
        if (kind != FaultKind.ERROR) {
            OF_ERRORS.stream().filter(given::containsKey).findFirst().ifPresent(name -> {
                throw new IllegalArgumentException(name + " belongs to kind=error, not to kind=" + kind.inWords());
            });
            return 0;
        }
        String type = given.get("type");
        if (type == null) {
            throw new IllegalArgumentException("kind=error needs type, e.g. type=InternalServiceException");
        }
        int status = (int) number(given, "status", Served.status(service, type), 400, 599);
        if (status == 0) {
            String whose = service.equals(Served.ANY) ? "connect" : service;
            throw new IllegalArgumentException(
                    "type " + type + " is not known of " + whose + " here and needs status, e.g. status=503");
        }
        return status;
    }

    private static boolean after(String text) {
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException("after must be true or false, not \"" + text + "\"");
        }
        return Boolean.parseBoolean(text);
    }

    private static long number(Map<String, String> given, String name, long otherwise, long least, long most) {
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
            if (value >= 0 && value <= 1) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException("probability must be a number from 0 to 1, not \"" + text + "\"");
    }

    boolean matches(String ofService, String ofOperation) {
        return (service.equals(Served.ANY) || service.equals(ofService))
                && (operation.equals(Served.ANY) || operation.equals(ofOperation));
    }

    /** Its members, for those who list faults. */
    Map<String, Object> view() {
        Map<String, Object> view = new TreeMap<>();
        view.put("service", service);
        view.put("operation", operation);
        view.put("kind", kind.inWords());
        view.put("call", call);
        view.put("times", times == FOR_EVER ? "forever" : times);
        view.put("probability", probability);
        view.put("seed", seed);
        view.put("ms", ms);
        view.put("after", after);
        if (type != null) {
            view.put("type", type);
            view.put("status", status);
        }
        return view;
    }
}
