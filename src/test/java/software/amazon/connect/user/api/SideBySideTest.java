package software.amazon.connect.user.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.FakeConnectApi;

/** Two questions at once: neither waits for the other, and what each of them comes to is what the caller sees. */
class SideBySideTest {
    private static final int PATIENCE_SECONDS = 30;

    private final ConnectApi connect = new SdkConnect(null);

    private static Supplier<String> meeting(CountDownLatch here, CountDownLatch there, String answer) {
        return () -> {
            here.countDown();
            try {
                return there.await(PATIENCE_SECONDS, TimeUnit.SECONDS) ? answer : "alone";
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    @Test
    void both_ofTheSdk_areUnderWayAtOnce() {
        var first = new CountDownLatch(1);
        var second = new CountDownLatch(1);
        assertThat(connect.both(meeting(first, second, "a"), meeting(second, first, "b"), String::concat))
                .isEqualTo("ab");
    }

    @Test
    void both_secondFails_itsOwnFailureComesOut() {
        var failure = new IllegalArgumentException("second");
        assertThatThrownBy(() -> connect.both(
                        () -> "a",
                        () -> {
                            throw failure;
                        },
                        (a, b) -> a))
                .isSameAs(failure);
    }

    @Test
    void both_firstFails_itsFailureComesOutAndTheSecondNeedNotTryOn() throws InterruptedException {
        var failure = new IllegalArgumentException("first");
        var trying = new CountDownLatch(1);
        var gaveUp = new CountDownLatch(1);
        assertThatThrownBy(() -> connect.both(
                        () -> {
                            await(trying);
                            throw failure;
                        },
                        () -> {
                            trying.countDown();
                            try {
                                new CountDownLatch(1).await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                            } catch (InterruptedException e) {
                                gaveUp.countDown();
                            }
                            return "b";
                        },
                        (a, b) -> a))
                .isSameAs(failure);
        assertThat(gaveUp.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void both_ofAnotherConnect_areAskedInTheirOrder() {
        ConnectApi fake = new FakeConnectApi(new FakeConnect());
        var order = new StringBuilder();
        fake.both(() -> order.append("first "), () -> order.append("second"), (a, b) -> a);
        assertThat(order).hasToString("first second");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
