package connectlocal.faults;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

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
            return new FaultMembers(members).spec();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }

    boolean matches(String ofService, String ofOperation) {
        return (service.equals(Served.ANY) || service.equals(ofService))
                && (operation.equals(Served.ANY) || operation.equals(ofOperation));
    }

    /** Its members as far as its kind uses them, for those who list faults. */
    Map<String, Object> view() {
        Map<String, Object> view = new TreeMap<>();
        view.put("service", service);
        view.put("operation", operation);
        view.put("kind", kind.inWords());
        view.put("call", call);
        view.put("times", times == FOR_EVER ? "forever" : times);
        view.put("probability", probability);
        view.put("seed", seed);
        if (kind.uses("ms")) {
            view.put("ms", ms);
        }
        if (kind.uses("after")) {
            view.put("after", after);
        }
        if (type != null) {
            view.put("type", type);
            view.put("status", status);
        }
        return view;
    }
}
