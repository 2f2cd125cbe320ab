package connectlocal.cloudcontrol;

import static connectlocal.shared.Await.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.lambda.Invocation;
import connectlocal.state.Contents;
import connectlocal.state.Keep;
import connectlocal.state.NotKept;
import connectlocal.state.Seal;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests whose standing cannot be written down: nobody is told of what a restart would not know. */
class RequestsWithoutRoomTest extends RequestsRig {
    private final AtomicInteger refusals = new AtomicInteger();
    private final Contents written = new Contents();
    private volatile boolean full;
    private volatile boolean waits;
    private final AtomicInteger records = new AtomicInteger();
    private volatile int callbacks;

    @BeforeEach
    void start() throws Exception {
        Keep keep = Keep.in(
                changes -> {
                    if (full) {
                        refusals.incrementAndGet();
                        throw new NotKept("/full", new IOException("No space left on device"));
                    }
                    records.incrementAndGet();
                    synchronized (written) {
                        changes.forEach(written::apply);
                    }
                },
                new Contents(),
                Seal.passing());
        var clock = InstantSource.system();
        requests = new Requests(
                1, Duration.ofMillis(50), new Writers(), new ClientTokens(clock), clock, new RequestJournal(keep));
    }

    @Override
    Invocation answer(byte[] event) {
        String status = waits || callbacks > 0 ? "IN_PROGRESS" : "SUCCESS";
        String delay = callbacks > 0 ? "0" : "1";
        waits = false;
        callbacks = Math.max(0, callbacks - 1);
        return new Invocation(
                ("{\"status\":\"" + status + "\",\"callbackDelaySeconds\":" + delay
                                + ",\"resourceModel\":{\"Id\":\"i\"}}")
                        .getBytes(UTF_8),
                null,
                "");
    }

    private JsonNode kept(String token) {
        synchronized (written) {
            return written.at(RequestJournal.PLACE, token);
        }
    }

    private ProgressEvent end(String token) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        ProgressEvent event = requests.status(token);
        while (!event.status().isFinal() && System.nanoTime() < end) {
            event = requests.status(token);
        }
        return event;
    }

    private void refusals(int most) throws Exception {
        until(() -> refusals.get() >= most);
        assertThat(refusals).hasValueGreaterThanOrEqualTo(most);
    }

    @Test
    void request_isRefused_andItsHandlerIsNotAsked() {
        full = true;
        assertThatThrownBy(() -> accept("1")).isInstanceOf(NotKept.class);
        assertThatThrownBy(() -> requests.status("1")).hasMessageContaining("1");
        assertThat(entered.getCount()).isEqualTo(1);
    }

    @Test
    void end_isToldAsSoonAsItIsWritten() throws Exception {
        accept("1");
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
        full = true;
        open.countDown();
        refusals(2);
        assertThat(requests.status("1").status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(requests.status("1").identifier()).isNull();
        full = false;
        assertThat(end("1").status()).isEqualTo(Status.SUCCESS);
        assertThat(end("1").identifier()).isEqualTo("i");
        assertThat(kept("1").get("Status").asText()).isEqualTo("SUCCESS");
    }

    @Test
    void callback_goesOn_andIsToldOnlyWhenItIsWritten() throws Exception {
        waits = true;
        accept("1");
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
        full = true;
        open.countDown();
        refusals(1);
        assertThat(requests.status("1").identifier()).isNull();
        full = false;
        assertThat(end("1").status()).isEqualTo(Status.SUCCESS);
    }

    /** Each record is a wait for the disk, and a handler may come back at once, again and again. */
    @Test
    void callbacksThatShowNothingNew_areNotWritten() throws Exception {
        callbacks = 50;
        accept("1");
        open.countDown();
        assertThat(end("1").status()).isEqualTo(Status.SUCCESS);
        assertThat(callbacks).isZero();
        assertThat(records).as("taken on, shown, over").hasValue(3);
    }

    @Test
    void cancellation_isRefused_andMayBeAskedForAgain() throws Exception {
        accept("1");
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
        full = true;
        assertThatThrownBy(() -> requests.cancel("1")).isInstanceOf(NotKept.class);
        assertThat(requests.status("1").status()).isEqualTo(Status.IN_PROGRESS);
        full = false;
        assertThat(requests.cancel("1").status()).isEqualTo(Status.CANCEL_IN_PROGRESS);
        open.countDown();
        assertThat(end("1").status()).isEqualTo(Status.CANCEL_COMPLETE);
    }

    /** What was under way at a reset ends unseen, in the log too. */
    @Test
    void reset_leavesNothing_andOneThatCannotBeWrittenForgetsNothing() throws Exception {
        accept("1");
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
        full = true;
        assertThatThrownBy(() -> requests.reset(() -> {})).isInstanceOf(NotKept.class);
        full = false;
        ResourceRequest request = requests.history().find("1").orElseThrow();
        assertThat(request.status()).isEqualTo(Status.IN_PROGRESS);
        requests.reset(() -> {});
        request.cancelled(); // as a worker says that the reset has not reached yet
        assertThat(kept("1")).isNull();
    }
}
