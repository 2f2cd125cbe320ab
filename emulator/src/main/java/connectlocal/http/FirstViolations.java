package connectlocal.http;

import java.util.ArrayList;
import java.util.List;

/**
 * The violated constraints of one input, as many as somebody may read. Some lists of a model or schema have no maximum,
 * so one request can break millions; an answer that names them all costs hundreds of times what was sent, and an event
 * for each buries a stack's history.
 */
public final class FirstViolations<T> {
    /** What stands for the rest. */
    public static final String MORE = "… and more";

    private static final int MOST = 50;

    private final List<T> found = new ArrayList<>();
    private boolean more;

    public void add(T violation) {
        if (found.size() < MOST) {
            found.add(violation);
        } else {
            more = true;
        }
    }

    /** Whether nobody needs to look for more. */
    public boolean enough() {
        return more;
    }

    /** @param andMore stands for those that are not told, if there are any */
    public List<T> told(T andMore) {
        if (!more) {
            return found;
        }
        List<T> told = new ArrayList<>(found);
        told.add(andMore);
        return told;
    }
}
