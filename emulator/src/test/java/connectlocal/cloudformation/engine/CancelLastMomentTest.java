package connectlocal.cloudformation.engine;

import static connectlocal.shared.Await.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.lambda.Invocation;
import connectlocal.provider.PackagedProvider;
import connectlocal.provider.Patience;
import connectlocal.provider.ResourceType;
import connectlocal.state.Keep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CancelUpdateStack when every resource is done, and the clean-up has not begun. */
class CancelLastMomentTest {
    private static final String SCHEMA = """
        {"typeName":"Test::Shelf::Book","description":"A book.","additionalProperties":false,
         "properties":{"Id":{"type":"string"},"Pages":{"type":"integer"}},"primaryIdentifier":["/properties/Id"],
         "handlers":{"create":{"permissions":[]},"update":{"permissions":[]},"delete":{"permissions":[]}}}""";

    @TempDir
    private Path directory;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);
    private Engine engine;

    @BeforeEach
    void start() throws Exception {
        ResourceType type = ResourceType.load(Files.writeString(directory.resolve("type.json"), SCHEMA));
        var provider = new PackagedProvider(type, () -> this::invoke, "123456789012", "us-east-1", Patience.standard());
        engine = new Engine(List.of(provider), 1, "123456789012", "us-east-1", LocalValues.none(), Keep.NOTHING);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void cancelUpdate_betweenTheLastResourceAndTheCleanUp_undoesTheUpdate() throws Exception {
        engine.stacks().create(request(1));
        rests(StackStatus.CREATE_COMPLETE);
        engine.stacks().update(request(2));
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
        synchronized (engine.stacks) { // nobody learns whose exports there are, which the end of an update has to
            answered.countDown();
            awaitSomebodyWhoAsks();
            engine.rollbacks().cancelUpdate("s", Optional.empty());
        }
        rests(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(stack().outputs).extracting(Output::value).containsExactly("1");
        assertThat(stack().resources.get("A").now.properties().get("Pages").asInt())
                .isEqualTo(1);
        assertThat(stack().events).noneMatch(event -> event.status().equals("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"));
    }

    private static void awaitSomebodyWhoAsks() throws Exception {
        until(() -> Thread.getAllStackTraces().entrySet().stream()
                .anyMatch(thread -> thread.getKey().getState() == Thread.State.BLOCKED
                        && Arrays.stream(thread.getValue())
                                .anyMatch(frame -> frame.getClassName().equals(Outputs.class.getName()))));
    }

    private static StackRequest request(int pages) {
        String body = "{\"Resources\":{\"A\":{\"Type\":\"Test::Shelf::Book\",\"Properties\":{\"Id\":\"1\",\"Pages\":"
                + pages + "}}},\"Outputs\":{\"O\":{\"Value\":\"" + pages + "\",\"Export\":{\"Name\":\"pages\"}}}}";
        return StackRequestBuilder.forStack("s", body).build();
    }

    private void rests(StackStatus end) throws InterruptedException {
        Stack stack = stack();
        synchronized (stack) {
            long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            while (stack.status != end && System.nanoTime() < deadline) {
                stack.wait(1_000);
            }
            assertThat(stack.status).isEqualTo(end);
        }
    }

    private Stack stack() {
        return engine.stacks.find("s").orElseThrow();
    }

    private Invocation invoke(byte[] event, Duration limit) {
        if (new String(event, UTF_8).contains("\"UPDATE\"") && asked.getCount() > 0) {
            asked.countDown();
            await();
        }
        return new Invocation("{\"status\":\"SUCCESS\",\"resourceModel\":{\"Id\":\"1\"}}".getBytes(UTF_8), null, "");
    }

    private void await() {
        try {
            assertThat(answered.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
