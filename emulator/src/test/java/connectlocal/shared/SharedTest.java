package connectlocal.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever class a test is in, it is handed the one thing of its kind, as new. */
@ExtendWith(Shared.class)
class SharedTest {
    /** Counts how often it is made, and remembers what tests have left in it. */
    public static final class Slate implements Renewable {
        static int made;
        final Set<String> written = new HashSet<>();

        /** As {@link Shared} makes it. */
        public Slate() {
            made++;
        }

        @Override
        public void renew() {
            written.clear();
        }

        @Override
        public void close() {}
    }

    @Nested
    class OneClass {
        @RepeatedTest(2)
        void shared_isMadeOnceAndCleanEachTime(Slate slate) {
            soil(slate);
        }
    }

    @Nested
    class AnotherClass {
        @RepeatedTest(2)
        void shared_isTheSameOneInAnotherClass(Slate slate) {
            soil(slate);
        }
    }

    private static void soil(Slate slate) {
        assertThat(Slate.made).isOne();
        assertThat(slate.written).isEmpty();
        slate.written.add("something");
    }
}
