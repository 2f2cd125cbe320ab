package connectlocal.faults;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a fault does to a call. */
enum FaultKind {
    /** Refused as too many requests, in the service's own terms. */
    THROTTLE,
    /** Refused for want of permission. */
    ACCESS_DENIED,
    /** Refused with an error of the fault's choice, declared or not. */
    ERROR,
    /** Answered late. */
    DELAY,
    /** Answered byte by byte. */
    TRICKLE,
    /** The connection ends and nothing is done. */
    DROP_BEFORE,
    /** Everything is done, then the connection ends. */
    DROP_AFTER,
    /** The connection is reset and nothing is done. */
    RESET_BEFORE,
    /** Everything is done, then the connection is reset. */
    RESET_AFTER,
    /** The connection ends, nothing is done, and no port takes connections for a while. */
    REFUSE,
    /** The connection ends in the middle of the answer. */
    TRUNCATE,
    /** Answered with something that is no answer. */
    GARBAGE,
    /** A function's process ends before it does anything. */
    CRASH_BEFORE(true),
    /** A function's process ends when it has done everything. */
    CRASH_AFTER(true),
    /** A function takes too long, though it has done everything. */
    TIME_OUT(true);

    private final boolean ofFunctions;

    FaultKind() {
        this(false);
    }

    FaultKind(boolean ofFunctions) {
        this.ofFunctions = ofFunctions;
    }

    /** Whether it strikes functions, whoever invokes them, and not calls. */
    boolean ofFunctions() {
        return ofFunctions;
    }

    /** Whether it has a use for this member of a fault; most are of every kind. */
    boolean uses(String member) {
        return switch (member) {
            case "ms" -> Set.of(DELAY, TRICKLE, REFUSE).contains(this);
            case "type", "status" -> this == ERROR;
            case "after" -> Set.of(THROTTLE, ACCESS_DENIED, ERROR).contains(this);
            default -> true;
        };
    }

    String inWords() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static FaultKind of(String words) {
        return Arrays.stream(values())
                .filter(kind -> kind.inWords().equals(words))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("kind must be one of "
                        + Arrays.stream(values()).map(FaultKind::inWords).collect(Collectors.joining(", "))
                        + ", not \"" + words + "\""));
    }
}
