package connectlocal.cloudcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.AwsError;
import connectlocal.http.Json;
import connectlocal.provider.ResourceType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of requests, and for how long; the clock is the test's. */
class RequestBooksTest {
    private static final String SCHEMA =
            "{\"typeName\":\"Test::Shelf::Book\",\"properties\":{\"Id\":{}},\"primaryIdentifier\":[\"/properties/Id\"],"
                    + "\"handlers\":{\"list\":{}}}";

    @TempDir
    private Path directory;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private ResourceType type;

    @BeforeEach
    void loadType() throws Exception {
        type = ResourceType.load(Files.writeString(directory.resolve("type.json"), SCHEMA));
    }

    @Test
    void clientToken_sameRequestWithin36Hours_isMadeOnce() {
        var tokens = new ClientTokens(() -> now);
        ResourceRequest first = tokens.once(Optional.of("t"), "f", given -> request("1"));
        now = now.plus(Duration.ofHours(35));
        assertThat(tokens.once(Optional.of("t"), "f", given -> request("2"))).isSameAs(first);
        now = now.plus(Duration.ofHours(2));
        assertThat(tokens.once(Optional.of("t"), "f", given -> request("3"))).isNotSameAs(first);
    }

    @Test
    void clientToken_otherRequest_isAConflict() {
        var tokens = new ClientTokens(() -> now);
        tokens.once(Optional.of("t"), "f", given -> request("1"));
        assertThatThrownBy(() -> tokens.once(Optional.of("t"), "g", given -> request("2")))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("ClientTokenConflictException"));
    }

    @Test
    void clientToken_refusedRequest_canBeMadeAgain() {
        var tokens = new ClientTokens(() -> now);
        assertThatThrownBy(() -> tokens.once(Optional.of("t"), "f", given -> {
                    throw Errors.validation("no");
                }))
                .hasMessage("no");
        assertThat(tokens.once(Optional.of("t"), "g", given -> request("1")).token())
                .isEqualTo("1");
    }

    @Test
    void clientToken_manyAtOnce_areOneRequest() throws Exception {
        var tokens = new ClientTokens(() -> now);
        var made = new AtomicInteger();
        var go = new CountDownLatch(1);
        var threads = Executors.newFixedThreadPool(16);
        var answers = new ArrayList<Future<ResourceRequest>>();
        Callable<ResourceRequest> call = () -> {
            go.await();
            return tokens.once(Optional.of("t"), "f", given -> request("r" + made.incrementAndGet()));
        };
        for (int i = 0; i < 16; i++) {
            answers.add(threads.submit(call));
        }
        go.countDown();
        var seen = new HashSet<ResourceRequest>();
        for (var answer : answers) {
            seen.add(answer.get());
        }
        threads.shutdownNow();
        assertThat(made).hasValue(1);
        assertThat(seen).hasSize(1);
    }

    @Test
    void fingerprint_partsThatRunTogether_differ() {
        assertThat(ClientTokens.fingerprint("ab", "c")).isNotEqualTo(ClientTokens.fingerprint("a", "bc"));
    }

    @Test
    void history_afterSevenDays_isForgotten() {
        var history = new History(() -> now, token -> {});
        history.add(request("1"));
        now = now.plus(Duration.ofDays(6));
        assertThat(history.find("1")).isPresent();
        now = now.plus(Duration.ofDays(2));
        assertThat(history.find("1")).isEmpty();
        assertThat(history.page(r -> true, Long.MAX_VALUE, 10).requests()).isEmpty();
    }

    @Test
    void history_walk_showsNewestFirstAndIsNotMovedByNewOnes() {
        var history = new History(() -> now, token -> {});
        for (int i = 1; i <= 25; i++) {
            history.add(request("r" + i));
        }
        History.Page first = history.page(r -> true, Long.MAX_VALUE, 10);
        history.add(request("late"));
        History.Page second = history.page(r -> true, first.next().get(), 10);
        History.Page third = history.page(r -> true, second.next().get(), 10);
        assertThat(first.requests().get(0).token()).isEqualTo("r25");
        assertThat(second.requests().get(0).token()).isEqualTo("r15");
        assertThat(third.requests()).extracting(ResourceRequest::token).containsExactly("r5", "r4", "r3", "r2", "r1");
        assertThat(third.next()).isEmpty();
    }

    @Test
    void history_ofVeryMany_staysBounded() {
        var history = new History(() -> now, token -> {});
        for (int i = 0; i < 12_000; i++) {
            ResourceRequest request = request("r" + i);
            request.cancel();
            request.cancelled();
            history.add(request);
        }
        assertThat(history.find("r0")).isEmpty();
        assertThat(history.find("r11999")).isPresent();
        assertThat(history.page(r -> true, Long.MAX_VALUE, 20_000).requests()).hasSizeBetween(9_000, 10_000);
    }

    /** Its client asks how it ended seconds later. */
    @Test
    void history_whileVeryManyAreUnderWay_keepsTheOneThatEnds() {
        var history = new History(() -> now, token -> {});
        List<ResourceRequest> underWay =
                IntStream.range(0, 10_001).mapToObj(i -> request("r" + i)).toList();
        underWay.forEach(history::add);
        end(history, underWay.get(0));
        assertThat(history.find("r0")).isPresent();
    }

    @Test
    void history_whileVeryMuchIsUnderWay_keepsTheOneThatEnds() {
        var history = new History(() -> now, token -> {});
        List<ResourceRequest> underWay =
                IntStream.range(0, 400).mapToObj(i -> request("r" + i, big())).toList();
        underWay.forEach(history::add);
        end(history, underWay.get(0));
        assertThat(history.find("r0")).isPresent();
    }

    @Test
    void history_ofVeryMany_givesUpWhatEndedFirst_notWhatTookLongest() {
        var history = new History(() -> now, token -> {});
        ResourceRequest slow = request("slow");
        history.add(slow);
        for (int i = 0; i < 10_000; i++) {
            history.add(ended("r" + i, null));
        }
        end(history, slow);
        assertThat(history.find("slow")).isPresent();
        assertThat(history.find("r0")).isEmpty();
        assertThat(history.find("r1")).isPresent();
    }

    /** What is given up is written down, and would be found after the next start if the log had been cleared before. */
    @Test
    void history_whileItIsCleared_givesUpNothing() throws Exception {
        var forgotten = new AtomicInteger();
        var history = new History(() -> now, request -> forgotten.incrementAndGet());
        history.add(ended("old", null));
        now = now.plus(Duration.ofDays(8));
        var worker = new Thread(() -> history.changed(request("other")), "worker");
        history.clear(() -> {
            worker.start();
            while (worker.isAlive() && worker.getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
        });
        worker.join();
        assertThat(forgotten).hasValue(0);
        assertThat(history.find("old")).isEmpty();
    }

    @Test
    void clientToken_afterTheHistoryGaveItsRequestUp_keepsTheEventWithoutTheModel() {
        var history = new History(() -> now, token -> {});
        var tokens = new ClientTokens(() -> now);
        ObjectNode big = big();
        ResourceRequest first = tokens.once(Optional.of("t"), "f", given -> ended("first", big));
        history.add(first);
        for (int i = 0; i < 400; i++) {
            history.add(ended("r" + i, big));
        }
        assertThat(history.find("first")).isEmpty();
        ResourceRequest again = tokens.once(Optional.of("t"), "f", given -> request("second"));
        assertThat(again.event().requestToken()).isEqualTo("first");
        assertThat(again.event().status()).isEqualTo(Status.CANCEL_COMPLETE);
        assertThat(again.event().model()).isNull();
    }

    /** Whoever hears of it asks the history, and whoever has the history's lock asks requests how they stand. */
    @Test
    void cancel_tellsWithoutTheRequestsLock() {
        ResourceRequest request = request("1");
        var locked = new AtomicBoolean(true);
        request.cancelsBy(() -> locked.set(Thread.holdsLock(request)));
        assertThat(request.cancel())
                .hasValueSatisfying(event -> assertThat(event.status()).isEqualTo(Status.CANCEL_IN_PROGRESS));
        assertThat(locked).isFalse();
    }

    @Test
    void writer_whileAnotherIsAtWork_isRefusedUntilItLeaves() {
        var writers = new Writers();
        writers.enter("T", "a", "1");
        assertThatThrownBy(() -> writers.enter("T", "a", "2"))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("ConcurrentOperationException"));
        writers.enter("T", "b", "2");
        writers.enter("U", "a", "3");
        writers.leave("1");
        writers.enter("T", "a", "4");
    }

    private static void end(History history, ResourceRequest request) {
        request.cancel();
        history.changed(request);
        request.cancelled();
        history.changed(request);
    }

    private ResourceRequest ended(String token, ObjectNode model) {
        ResourceRequest request = request(token, model);
        request.cancel();
        request.cancelled();
        return request;
    }

    private ResourceRequest request(String token) {
        return request(token, null);
    }

    private ResourceRequest request(String token, ObjectNode model) {
        return new ResourceRequest(type, token, Change.CREATE, null, model, () -> now);
    }

    private static ObjectNode big() {
        return Json.MAPPER.createObjectNode().put("Text", "x".repeat(200_000));
    }
}
