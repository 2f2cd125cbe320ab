package connectlocal.connect.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * The violated constraints of one input, as many as somebody may read. Some lists of the model have no maximum, so one
 * request can break millions; an answer that names them all costs hundreds of times what was sent.
 */
final class Violations {
    static final int MOST = 50;

    private final List<String> found = new ArrayList<>();
    private boolean more;

    void add(String violation) {
        if (found.size() < MOST) {
            found.add(violation);
        } else {
            more = true;
        }
    }

    /** Whether nobody needs to look for more. */
    boolean enough() {
        return more;
    }

    List<String> told() {
        if (!more) {
            return found;
        }
        List<String> told = new ArrayList<>(found);
        told.add("… and more");
        return told;
    }
}
