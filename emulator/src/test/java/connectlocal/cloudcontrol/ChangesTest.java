package connectlocal.cloudcontrol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.AwsError;
import connectlocal.http.Json;
import connectlocal.lambda.Invocation;
import connectlocal.lambda.Invoker;
import connectlocal.lambda.WasReset;
import connectlocal.provider.PackagedProvider;
import connectlocal.provider.Patience;
import connectlocal.provider.ResourceType;
import connectlocal.state.Keep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of a resource that is read first, by a handler that answers when the test lets it. */
@Timeout(60)
class ChangesTest {
    private static final String TYPE = "Test::Shelf::Book";
    private static final String PATCH = "[{\"op\":\"add\",\"path\":\"/Title\",\"value\":\"new\"}]";

    private static final String SCHEMA = """
      {"typeName":"Test::Shelf::Book","description":"A book.","additionalProperties":false,
       "properties":{"Id":{"type":"string"},"Name":{"type":"string"},"Title":{"type":"string"}},
       "primaryIdentifier":["/properties/Id"],"additionalIdentifiers":[["/properties/Name"]],
       "handlers":{"create":{"permissions":[]},"read":{"permissions":[]},"update":{"permissions":[]},
         "delete":{"permissions":[]}}}\
      """;

    @TempDir
    private Path directory;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private volatile boolean breaks;
    private final Writers writers = new Writers();
    private final ClientTokens tokens = new ClientTokens(InstantSource.system());
    private final Requests requests = new Requests(
            1, Duration.ofSeconds(20), writers, tokens, InstantSource.system(), new RequestJournal(Keep.NOTHING));

    @AfterEach
    void stop() {
        open.countDown();
        requests.close();
    }

    @Test
    void update_ofAResourceThatIsRead_isCarriedOut() throws Exception {
        open.countDown();
        ProgressEvent event = changes(this::answer).update(TYPE, "1", PATCH, Optional.empty());
        assertThat(requests.status(event.requestToken()).status()).isEqualTo(Status.SUCCESS);
        assertThat(asked).containsExactly("READ", "UPDATE");
    }

    /** The seed's resources have the same identifiers after every reset. */
    @ParameterizedTest
    @ValueSource(strings = {"update", "delete"})
    void change_whoseReadAResetFollows_isRefusedAndAsksForNothingMore(String how) throws Exception {
        Changes changes = changes(this::answer);
        var change = new FutureTask<>(() -> how.equals("update")
                ? changes.update(TYPE, "1", PATCH, Optional.empty())
                : changes.delete(TYPE, "{\"Name\":\"n\"}", Optional.empty()));
        new Thread(change).start();
        assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
        requests.reset(() -> {});
        open.countDown();
        assertThatThrownBy(change::get)
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("reset")
                .satisfies(e -> assertThat(((AwsError) e.getCause()).status()).isEqualTo(400));
        assertThat(requests.history().page(r -> true, Long.MAX_VALUE, 10).requests())
                .isEmpty();
        writers.enter(TYPE, "1", "another"); // its place is free
        ProgressEvent next = changes(this::answer).create(TYPE, "{}", Optional.empty());
        assertThat(requests.status(next.requestToken()).status()).isEqualTo(Status.SUCCESS);
        assertThat(asked).containsExactly("READ", "CREATE");
    }

    /** What is read meanwhile may be what was there before. */
    @Test
    void change_thatBeginsWhileTheStateGoesBack_isRefusedThenAndAfterwards() throws Exception {
        Changes changes = changes(this::answer);
        var change = new FutureTask<>(() -> changes.update(TYPE, "1", PATCH, Optional.empty()));
        requests.reset(() -> {
            new Thread(change).start();
            awaitUninterruptibly(reading);
            assertThatThrownBy(() -> changes.create(TYPE, "{}", Optional.empty()))
                    .isInstanceOf(AwsError.class)
                    .hasMessageContaining("reset");
        });
        open.countDown();
        assertThatThrownBy(change::get).isInstanceOf(ExecutionException.class).hasMessageContaining("reset");
        ProgressEvent next = changes.create(TYPE, "{}", Optional.empty());
        assertThat(requests.status(next.requestToken()).status()).isEqualTo(Status.SUCCESS);
        assertThat(asked).containsExactly("READ", "CREATE");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void update_whoseReadEndsByAReset_isNotRepeated() throws Exception {
        Changes changes = changes((event, limit) -> {
            asked.add(action(event));
            throw new WasReset();
        });
        assertThatThrownBy(() -> changes.update(TYPE, "1", PATCH, Optional.empty()))
                .isInstanceOfSatisfying(AwsError.class, e -> {
                    assertThat(e.status()).isEqualTo(400);
                    assertThat(e.code()).isEqualTo("GeneralServiceException");
                })
                .hasMessageContaining("reset");
        assertThat(asked).containsExactly("READ");
    }

    /** A request that could not be begun must not stand there for ever. */
    @Test
    void create_thatCannotBeBegun_leavesNoRequestAndNoWriter() throws Exception {
        Invoker handler = this::answer;
        Changes changes = changes(() -> {
            if (breaks) {
                throw new NoClassDefFoundError("as asked");
            }
            return handler;
        });
        open.countDown();
        breaks = true;
        String state = "{\"Id\":\"1\"}";
        assertThatThrownBy(() -> changes.create(TYPE, state, Optional.of("token")))
                .isInstanceOf(NoClassDefFoundError.class);
        assertThat(requests.history().page(r -> true, Long.MAX_VALUE, 10).requests())
                .isEmpty();
        breaks = false;
        ProgressEvent event = changes.create(TYPE, state, Optional.of("token"));
        assertThat(requests.status(event.requestToken()).status()).isEqualTo(Status.SUCCESS);
    }

    private Changes changes(Invoker handler) throws IOException {
        return changes(() -> handler);
    }

    private Changes changes(Supplier<Invoker> handlers) throws IOException {
        var type = ResourceType.load(Files.writeString(directory.resolve("type.json"), SCHEMA));
        var provider = new PackagedProvider(type, handlers, "123456789012", "us-east-1", Patience.standard());
        return new Changes(new Providers(List.of(provider)), requests, writers, tokens);
    }

    private Invocation answer(byte[] event, Duration limit) {
        asked.add(action(event));
        reading.countDown();
        try {
            open.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String answer = "{\"status\":\"SUCCESS\",\"resourceModel\":{\"Id\":\"1\"}}";
        return new Invocation(answer.getBytes(UTF_8), null, "");
    }

    private static String action(byte[] event) {
        return Json.object(event).get("action").asText();
    }
}
