package connectlocal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class LagTest {
    private final Lag reads = new Lag(true, () -> 1, () -> 0, InstantSource.system());

    private static User user(String id) {
        return new User("0", id, id, true, null, null, Instant.EPOCH, Instant.EPOCH);
    }

    @Test
    void deletedUsers_thatNobodyReadsAgain_areHeldUpToABound() {
        for (int i = 0; i < 3_000; i++) {
            reads.removed("gone-" + i, user("gone-" + i));
        }
        assertThat(reads.held()).isEqualTo(1_000);
        assertThat(reads.look(true, "gone-0", null)).as("the oldest").isNull();
        assertThat(reads.look(true, "gone-2999", null)).as("a late read").isNotNull();
        assertThat(reads.look(true, "gone-2999", null)).as("the next").isNull();
        assertThat(reads.held()).isEqualTo(999);
        reads.removed("again", user("again"));
        reads.removed("again-too", user("again-too"));
        assertThat(reads.look(true, "gone-2000", null))
                .as("not the last 1,000 any more")
                .isNull();
        reads.catchUp();
        assertThat(reads.held()).isZero();
    }

    @Test
    void writtenUsers_haveNoBound() {
        for (int i = 0; i < 3_000; i++) {
            reads.written("new-" + i, null);
        }
        assertThat(reads.look(true, "new-0", user("new-0"))).isNull();
        assertThat(reads.look(true, "new-0", user("new-0"))).isNotNull();
    }
}
