package connectlocal.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.lambda.Invocation;
import connectlocal.lambda.Invoker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody can end a handler that is part of the emulator; a reset waits for it. */
@Timeout(60)
class WorkersTest {
    private final Workers workers = new Workers(1, "test");
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private final AtomicInteger acts = new AtomicInteger();

    @AfterEach
    void stop() {
        open.countDown();
        workers.close();
    }

    @Test
    void forgetting_waitsForHandlersThatNobodyCanEnd_andNoneActsAfterwards() throws Exception {
        workers.start(provider(), create(), new Unheard(false));
        entered.await();
        var forgetting = new Thread(workers::forget);
        forgetting.start();
        while (forgetting.getState() != Thread.State.WAITING && forgetting.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(forgetting.isAlive()).isTrue();
        assertThat(acts).hasValue(0);
        open.countDown();
        forgetting.join();
        assertThat(acts).hasValue(1);
    }

    /** Whoever has processes ends them; they may take minutes. */
    @Test
    void forgetting_waitsForNobodyElse() throws Exception {
        var packaged = new PackagedProvider(
                provider().type(),
                () -> (event, limit) -> {
                    entered.countDown();
                    Unheard.wait(open);
                    return new Invocation(new byte[0], null, "");
                },
                "123456789012",
                "us-east-1",
                Patience.standard());
        workers.start(packaged, create(), new Unheard(false));
        entered.await();
        var forgetting = new Thread(workers::forget);
        forgetting.start();
        forgetting.join(20_000);
        assertThat(forgetting.isAlive()).isFalse();
    }

    /** It had been called by its worker, and had not begun. */
    @Test
    void handler_thatIsAboutToBeAsked_isNotWhenAllIsForgotten() throws Exception {
        open.countDown();
        var begins = new Unheard(true);
        workers.start(provider(), create(), begins);
        begins.called.await();
        workers.forget();
        begins.goOn.countDown();
        var next = new Unheard(false);
        workers.start(provider(), create(), next);
        assertThat(next.over.await(30, TimeUnit.SECONDS)).isTrue();
        workers.forget();
        assertThat(acts).hasValue(1);
        assertThat(begins.over.getCount()).isEqualTo(1);
    }

    /** What a request has come to is written to the disk before anybody sees it. */
    @Test
    void typeWhoseNewsTakeTime_keepsNoOtherTypeWaiting_butAReset() throws Exception {
        var slow = new Unheard(false) {
            @Override
            public void waits(Optional<ObjectNode> reported, Duration wait) {
                called.countDown();
                wait(goOn);
            }
        };
        workers.start(waiting("Test::Shelf::Box"), create(), slow);
        assertThat(slow.called.await(30, TimeUnit.SECONDS)).isTrue();
        var other = new Unheard(false);
        workers.start(waiting("Test::Shelf::Bag"), create(), other);
        assertThat(other.over.await(30, TimeUnit.SECONDS)).isTrue();
        var forgetting = new Thread(workers::forget);
        forgetting.start();
        while (forgetting.getState() != Thread.State.WAITING && forgetting.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(forgetting.isAlive()).isTrue();
        slow.goOn.countDown();
        forgetting.join();
        var next = new Unheard(false); // it goes by the clock, and comes back after what was forgotten would
        workers.start(waiting("Test::Shelf::Box"), create(), next);
        assertThat(next.over.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(slow.over.getCount()).isEqualTo(1);
    }

    /** A type whose handler comes back once. */
    private static ResourceProvider waiting(String type) throws Exception {
        String schema = "{\"typeName\":\"" + type + "\",\"properties\":{\"Id\":{}},"
                + "\"primaryIdentifier\":[\"/properties/Id\"],\"handlers\":{}}";
        var asked = new AtomicInteger();
        Invoker handler = (event, limit) -> new Invocation(
                ("{\"status\":\"" + (asked.incrementAndGet() == 1 ? "IN_PROGRESS" : "SUCCESS")
                                + "\",\"resourceModel\":{\"Id\":\"1\"}}")
                        .getBytes(UTF_8),
                null,
                "");
        return new PackagedProvider(
                ResourceType.of(Json.MAPPER.readTree(schema)),
                () -> handler,
                "123456789012",
                "us-east-1",
                Patience.standard());
    }

    /** Nobody would ever hear of the end of what no thread can be had for. */
    @Test
    void operationThatFindsNoThread_hasFailed() throws Exception {
        var heard = new ArrayList<Outcome>();
        var running = new Running(
                waiting("Test::Shelf::Box"),
                create(),
                new Unheard(false) {
                    @Override
                    public void ended(Outcome outcome) {
                        heard.add(outcome);
                    }
                },
                work -> {
                    throw new OutOfMemoryError("unable to create native thread");
                },
                null,
                new Era());
        running.begin();
        assertThat(heard).hasSize(1);
        assertThat(heard.get(0).error()).contains(HandlerError.InternalFailure);
        assertThat(heard.get(0).message()).contains("no worker", "OutOfMemoryError");
    }

    /** Who is told of a request may cancel it before it has begun. */
    @Test
    void operationThatIsCancelledBeforeItBegins_isCancelledAndAsksNothing() throws Exception {
        var cancelled = new CountDownLatch(1);
        open.countDown();
        Running running = workers.prepare(provider(), create(), new Unheard(false) {
            @Override
            public void cancelled(Optional<ObjectNode> reported) {
                cancelled.countDown();
            }
        });
        running.cancel();
        workers.begin(running);
        assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
        var next = new Unheard(false);
        workers.start(provider(), create(), next);
        assertThat(next.over.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(acts).hasValue(1);
    }

    private static HandlerRequest create() {
        return HandlerRequest.of(Action.CREATE, "t", Json.MAPPER.createObjectNode());
    }

    private ResourceProvider provider() throws Exception {
        String schema = "{\"typeName\":\"Test::Shelf::Box\",\"description\":\"A box.\",\"additionalProperties\":false,"
                + "\"properties\":{\"Id\":{\"type\":\"string\"}},\"handlers\":{},"
                + "\"primaryIdentifier\":[\"/properties/Id\"]}";
        return new NativeProvider(Json.MAPPER.readTree(schema), new Slow(), "123456789012", "us-east-1");
    }

    /** Hears of an operation, which may be held up just before its handler is asked. */
    private static class Unheard implements OperationListener {
        private final boolean holdsUp;
        final CountDownLatch called = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);
        final CountDownLatch over = new CountDownLatch(1);

        private Unheard(boolean holdsUp) {
            this.holdsUp = holdsUp;
        }

        @Override
        public void begins() {
            called.countDown();
            if (holdsUp) {
                wait(goOn);
            }
        }

        @Override
        public void waits(Optional<ObjectNode> reported, Duration wait) {}

        @Override
        public void ended(Outcome outcome) {
            over.countDown();
        }

        @Override
        public void cancelled(Optional<ObjectNode> reported) {}

        static void wait(CountDownLatch latch) {
            try {
                latch.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final class Slow implements NativeHandler {
        @Override
        public Made create(NativeRequest request, boolean goOn) {
            entered.countDown();
            Unheard.wait(open);
            acts.incrementAndGet();
            return new Made(request.desired().deepCopy().put("Id", "1"), true);
        }

        @Override
        public ObjectNode read(NativeRequest request) {
            throw new AssertionError("not asked for");
        }

        @Override
        public ObjectNode update(NativeRequest request) {
            throw new AssertionError("not asked for");
        }

        @Override
        public void delete(NativeRequest request) {
            throw new AssertionError("not asked for");
        }

        @Override
        public Page list(NativeRequest request) {
            throw new AssertionError("not asked for");
        }
    }
}
