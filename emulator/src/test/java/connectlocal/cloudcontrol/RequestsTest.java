package connectlocal.cloudcontrol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.AwsError;
import connectlocal.http.Json;
import connectlocal.lambda.Invocation;
import connectlocal.state.Keep;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One worker, and a handler that answers when the test lets it. */
class RequestsTest extends RequestsRig {
    private final AtomicInteger invocations = new AtomicInteger();
    private final Writers writers = new Writers();

    @Test
    void status_handlerAtWork_isHeldOpenForAsLongAsSaid() {
        start(Duration.ofMillis(300));
        accept("1");
        long begun = System.nanoTime();
        assertThat(requests.status("1").status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(290));
    }

    /** With this hold an answer in time is one that the end has brought. */
    @Test
    void status_requestEndsMeanwhile_isAnsweredThen() throws Exception {
        start(Duration.ofDays(1));
        accept("1");
        var asked = new FutureTask<>(() -> requests.status("1").status());
        var client = new Thread(asked, "client");
        client.start();
        while (client.getState() != Thread.State.TIMED_WAITING && client.isAlive()) {
            Thread.onSpinWait();
        }
        assertThat(asked.isDone()).isFalse();
        open.countDown();
        assertThat(asked.get(1, TimeUnit.MINUTES)).isEqualTo(Status.SUCCESS);
    }

    @Test
    void status_withoutHold_isAnsweredAtOnce() {
        start(Duration.ZERO);
        accept("1");
        assertThat(requests.status("1").status()).isEqualTo(Status.IN_PROGRESS);
    }

    @Test
    void accept_everyWorkerBusy_isPendingAndCancelledWithoutAskingTheHandler() throws Exception {
        start(Duration.ofSeconds(5));
        accept("1");
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(accept("2").event().status()).isEqualTo(Status.PENDING);
        assertThat(requests.cancel("2").status()).isEqualTo(Status.CANCEL_IN_PROGRESS);
        assertThat(requests.status("2").status()).isEqualTo(Status.CANCEL_COMPLETE);
        open.countDown();
        assertThat(requests.status("1").status()).isEqualTo(Status.SUCCESS);
        accept("3");
        assertThat(requests.status("3").status()).isEqualTo(Status.SUCCESS);
        assertThat(invocations).hasValue(2);
    }

    @Test
    void cancel_handlerAtWork_completesWithItsAnswerAndSaysWhatIsLeft() throws Exception {
        start(Duration.ofSeconds(5));
        accept("1");
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(requests.cancel("1").status()).isEqualTo(Status.CANCEL_IN_PROGRESS);
        open.countDown();
        ProgressEvent end = requests.status("1");
        assertThat(end.status()).isEqualTo(Status.CANCEL_COMPLETE);
        assertThat(end.identifier()).isEqualTo("1");
        assertThat(end.message()).contains("succeeded");
    }

    @Test
    void end_ofARequest_freesItsResource() {
        endFrees("1", Status.SUCCESS);
    }

    @Test
    void end_ofARequestThatBreaksTheEmulator_freesItsResourceToo() {
        endFrees("breaks", Status.FAILED);
    }

    private void endFrees(String token, Status end) {
        start(Duration.ofSeconds(5));
        writers.enter("Test::Shelf::Book", token, token);
        accept(token);
        open.countDown();
        assertThat(requests.status(token).status()).isEqualTo(end);
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!free(token) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(free(token)).isTrue();
    }

    @Test
    void reset_handlerAtWork_isNotAskedAgainAndTakesNoWritersPlace() throws Exception {
        start(Duration.ofSeconds(5));
        accept("waits");
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        requests.reset(() -> {});
        open.countDown();
        accept("2"); // the one worker comes to it when it is done with what was forgotten
        assertThat(requests.status("2").status()).isEqualTo(Status.SUCCESS);
        assertThat(free("waits")).isTrue();
        for (int later = 3; later <= 5; later++) { // its turn would have come before theirs
            accept("" + later);
            assertThat(requests.status("" + later).status()).isEqualTo(Status.SUCCESS);
        }
        assertThat(invocations).hasValue(5);
        assertThat(free("waits")).isTrue();
    }

    @Test
    void cancel_asSoonAsTheIdentifierIsSeen_leavesNoWriterBehind() {
        start(Duration.ofSeconds(5));
        open.countDown();
        for (int i = 0; i < 300; i++) {
            ResourceRequest request = accept("waits" + i);
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (request.identifier().isEmpty() && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            requests.cancel("waits" + i);
            assertThat(requests.status("waits" + i).status()).isEqualTo(Status.CANCEL_COMPLETE);
            accept("next" + i);
            assertThat(requests.status("next" + i).status()).isEqualTo(Status.SUCCESS);
            assertThat(free("waits" + i)).as("place of request %d", i).isTrue();
        }
    }

    @Test
    void waiting_whoeverSeesTheIdentifier_findsItsPlaceTaken() {
        start(Duration.ofSeconds(5));
        open.countDown();
        for (int i = 0; i < 300; i++) {
            ResourceRequest request = accept("waits" + i);
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (request.identifier().isEmpty() && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(free("waits" + i)).as("place of request %d", i).isFalse();
            requests.cancel("waits" + i);
        }
    }

    /** What is wanted may be small, and what the handler shows of it large. */
    @Test
    void history_ofHandlersThatShowMuch_staysWithinItsBound() {
        start(Duration.ofSeconds(20));
        open.countDown();
        for (int i = 0; i < 600; i++) {
            accept("big" + i);
            assertThat(requests.status("big" + i).status()).isEqualTo(Status.SUCCESS);
        }
        List<ResourceRequest> kept =
                requests.history().page(r -> true, Long.MAX_VALUE, 1_000).requests();
        assertThat(kept.stream().mapToLong(ResourceRequest::weight).sum()).isBetween(50L << 20, 65L << 20);
        assertThat(kept.get(0).token()).isEqualTo("big599");
        assertThat(kept.get(0).event().model().toString()).hasSizeGreaterThan(200_000);
        assertThatThrownBy(() -> requests.status("big0"))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("RequestTokenNotFoundException"));
    }

    @Test
    void close_thenRequests_areRefusedAndCancelledInTheirOwnWords() throws Exception {
        start(Duration.ZERO);
        accept("1");
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        accept("2");
        requests.close();
        assertThatThrownBy(() -> accept("3")).isInstanceOfSatisfying(AwsError.class, e -> assertThat(e.code())
                .isEqualTo("ThrottlingException"));
        assertThat(requests.cancel("2").status()).isEqualTo(Status.CANCEL_IN_PROGRESS);
        assertThat(requests.status("2").status()).isEqualTo(Status.CANCEL_COMPLETE);
    }

    private boolean free(String identifier) {
        try {
            writers.enter("Test::Shelf::Book", identifier, "other");
            return true;
        } catch (AwsError busy) {
            return false;
        }
    }

    /** Of those that wait, the numbered ones are not asked again while a test runs. */
    private static int delay(String id) {
        return id.equals("waits") ? 0 : 60;
    }

    private void start(Duration hold) {
        requests = new Requests(
                1,
                hold,
                writers,
                new ClientTokens(InstantSource.system()),
                InstantSource.system(),
                new RequestJournal(Keep.NOTHING));
    }

    @Override
    Invocation answer(byte[] event) {
        invocations.incrementAndGet();
        String id = Json.object(event).get("bearerToken").asText();
        if (id.equals("breaks")) {
            throw new NoClassDefFoundError("as asked");
        }
        String status = id.startsWith("waits") ? "IN_PROGRESS" : "SUCCESS";
        String more = id.startsWith("big") ? ",\"Text\":\"" + "x".repeat(200_000) + "\"" : "";
        String answer = "{\"status\":\"" + status + "\",\"callbackDelaySeconds\":" + delay(id)
                + ",\"resourceModel\":{\"Id\":\"" + id + "\"" + more + "}}";
        return new Invocation(answer.getBytes(UTF_8), null, "");
    }
}
