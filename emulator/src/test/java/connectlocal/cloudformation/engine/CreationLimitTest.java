package connectlocal.cloudformation.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.lambda.Invocation;
import connectlocal.provider.PackagedProvider;
import connectlocal.provider.Patience;
import connectlocal.provider.ResourceProvider;
import connectlocal.provider.ResourceType;
import connectlocal.state.Keep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A creation with a limit, and a clock that the test turns. */
class CreationLimitTest {
    private static final String SCHEMA = """
        {"typeName":"Test::Shelf::Book","description":"A book.","additionalProperties":false,
         "properties":{"Id":{"type":"string"}},"primaryIdentifier":["/properties/Id"],
         "handlers":{"create":{"permissions":[]},"delete":{"permissions":[]}}}""";
    private static final String BOOK =
            "{\"Resources\":{\"A\":{\"Type\":\"Test::Shelf::Book\",\"Properties\":{\"Id\":\"1\"}}}}";

    @TempDir
    private Path directory;

    private final LinkedBlockingQueue<Runnable> timeIsUp = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Duration> limits = new LinkedBlockingQueue<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch disarmed = new CountDownLatch(1);
    private volatile String answer =
            "{\"status\":\"IN_PROGRESS\",\"callbackDelaySeconds\":600,\"resourceModel\":{\"Id\":\"1\"}}";
    private Engine engine;

    @BeforeEach
    void start() throws Exception {
        ResourceType type = ResourceType.load(Files.writeString(directory.resolve("type.json"), SCHEMA));
        ResourceProvider provider =
                new PackagedProvider(type, () -> this::invoke, "123456789012", "us-east-1", Patience.standard());
        Alarm alarm = (time, what) -> {
            limits.add(time);
            timeIsUp.add(what);
            return disarmed::countDown;
        };
        engine = new Engine(
                List.of(provider),
                1,
                "123456789012",
                "us-east-1",
                LocalValues.none(),
                Keep.NOTHING,
                Optional.of(alarm));
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void create_tooLong_isRolledBackWithAwsWords() throws Exception {
        create(false);
        assertThat(limits.take()).isEqualTo(Duration.ofMinutes(7));
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
        answer = "{\"status\":\"SUCCESS\"}";
        timeIsUp.take().run();
        assertThat(reason(StackStatus.ROLLBACK_COMPLETE, StackStatus.ROLLBACK_IN_PROGRESS))
                .isEqualTo("Stack creation time exceeded the specified timeout. Rollback requested by user.");
        assertThat(engine.views()
                        .describe(Optional.of("s"))
                        .get(0)
                        .path("TimeoutInMinutes")
                        .asInt())
                .isEqualTo(7);
    }

    @Test
    void create_tooLongWithoutRollback_staysAsItIs() throws Exception {
        create(true);
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
        timeIsUp.take().run();
        assertThat(reason(StackStatus.CREATE_FAILED, StackStatus.CREATE_FAILED))
                .isEqualTo("Stack creation time exceeded the specified timeout. ");
    }

    @Test
    void create_inTime_disarmsTheClock() throws Exception {
        answer = "{\"status\":\"SUCCESS\",\"resourceModel\":{\"Id\":\"1\"}}";
        create(false);
        reason(StackStatus.CREATE_COMPLETE, StackStatus.CREATE_COMPLETE);
        assertThat(disarmed.await(60, TimeUnit.SECONDS)).isTrue();
        timeIsUp.take().run();
        assertThat(stack().status).isEqualTo(StackStatus.CREATE_COMPLETE);
    }

    private void create(boolean preserve) {
        engine.stacks()
                .create(StackRequestBuilder.forStack("s", BOOK)
                        .disableRollback(preserve)
                        .timeout(Duration.ofMinutes(7))
                        .build());
    }

    /** Waits until the stack rests here; answers the reason of another of its events. */
    private String reason(StackStatus end, StackStatus of) throws InterruptedException {
        Stack stack = stack();
        synchronized (stack) {
            long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            while (stack.status != end && System.nanoTime() < deadline) {
                stack.wait(1_000);
            }
            assertThat(stack.status).isEqualTo(end);
            return stack.events.stream()
                    .filter(event -> event.status().equals(of.name())
                            && event.logicalId().equals("s"))
                    .findFirst()
                    .orElseThrow()
                    .reason();
        }
    }

    private Stack stack() {
        return engine.stacks.find("s").orElseThrow();
    }

    private Invocation invoke(byte[] event, Duration limit) {
        asked.countDown();
        return new Invocation(answer.getBytes(UTF_8), null, "");
    }
}
