package connectlocal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A time of which nothing passes: in each pause the next of these happens. */
final class Happenings implements Time {
    private final Queue<One> left;
    private final List<Long> pauses = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

    Happenings(One... all) {
        this.left = new ArrayDeque<>(List.of(all));
    }

    /** One of them. */
    interface One {
        void happens() throws Exception;
    }

    @Override
    public long nanos() {
        return 0;
    }

    @Override
    public synchronized void pause(long millis) {
        pauses.add(millis);
        try {
            left.remove().happens();
        } catch (Exception | AssertionError e) {
            failures.add(e);
        }
    }

    synchronized List<Long> pauses() {
        return List.copyOf(pauses);
    }

    /** All of them, none more, and nothing has failed in it. */
    synchronized void assertAllHappened() {
        assertThat(failures).isEmpty();
        assertThat(left).isEmpty();
    }
}
