package connectlocal.cloudcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.AwsError;
import connectlocal.http.Json;
import connectlocal.lambda.Invocation;
import connectlocal.provider.Patience;
import connectlocal.provider.ResourceProvider;
import connectlocal.provider.ResourceType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of requests and of walks, and for how long; the clock is the test's. */
class RequestBooksTest {
    private static final String SCHEMA =
            "{\"typeName\":\"Test::Shelf::Book\",\"primaryIdentifier\":[\"/properties/Id\"],"
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
        ResourceRequest first = tokens.once(Optional.of("t"), "f", () -> request("1"));
        now = now.plus(Duration.ofHours(35));
        assertThat(tokens.once(Optional.of("t"), "f", () -> request("2"))).isSameAs(first);
        now = now.plus(Duration.ofHours(2));
        assertThat(tokens.once(Optional.of("t"), "f", () -> request("3"))).isNotSameAs(first);
    }

    @Test
    void clientToken_otherRequest_isAConflict() {
        var tokens = new ClientTokens(() -> now);
        tokens.once(Optional.of("t"), "f", () -> request("1"));
        assertThatThrownBy(() -> tokens.once(Optional.of("t"), "g", () -> request("2")))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("ClientTokenConflictException"));
    }

    @Test
    void clientToken_refusedRequest_canBeMadeAgain() {
        var tokens = new ClientTokens(() -> now);
        assertThatThrownBy(() -> tokens.once(Optional.of("t"), "f", () -> {
                    throw Errors.validation("no");
                }))
                .hasMessage("no");
        assertThat(tokens.once(Optional.of("t"), "g", () -> request("1")).token())
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
            return tokens.once(Optional.of("t"), "f", () -> request("r" + made.incrementAndGet()));
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
        var history = new History(() -> now);
        history.add(request("1"));
        now = now.plus(Duration.ofDays(6));
        assertThat(history.find("1")).isPresent();
        now = now.plus(Duration.ofDays(2));
        assertThat(history.find("1")).isEmpty();
        assertThat(history.page(r -> true, Long.MAX_VALUE, 10).requests()).isEmpty();
    }

    @Test
    void history_walk_showsNewestFirstAndIsNotMovedByNewOnes() {
        var history = new History(() -> now);
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
        var history = new History(() -> now);
        for (int i = 0; i < 12_000; i++) {
            ResourceRequest request = request("r" + i);
            request.cancel();
            request.finishCancelling(() -> {});
            history.add(request);
        }
        assertThat(history.find("r0")).isEmpty();
        assertThat(history.find("r11999")).isPresent();
        assertThat(history.page(r -> true, Long.MAX_VALUE, 20_000).requests()).hasSizeBetween(9_000, 10_000);
    }

    @Test
    void clientToken_afterTheHistoryGaveItsRequestUp_keepsTheEventWithoutTheModel() {
        var history = new History(() -> now);
        var tokens = new ClientTokens(() -> now);
        ObjectNode big = selection().put("Text", "x".repeat(200_000));
        ResourceRequest first = tokens.once(Optional.of("t"), "f", () -> ended("first", big));
        history.add(first);
        for (int i = 0; i < 200; i++) {
            history.add(ended("r" + i, big));
        }
        assertThat(history.find("first")).isEmpty();
        ResourceRequest again = tokens.once(Optional.of("t"), "f", () -> request("second"));
        assertThat(again.event().requestToken()).isEqualTo("first");
        assertThat(again.event().status()).isEqualTo(Status.CANCEL_COMPLETE);
        assertThat(again.event().model()).isNull();
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

    @Test
    void listPages_thousands_areCutToMaxResultsWithOneCallPerHandlerPage() {
        var calls = new AtomicInteger();
        var provider = listing(2_345, 1_000, calls);
        var pages = new ListPages();
        var ids = new ArrayList<String>();
        var sizes = new ArrayList<Integer>();
        Optional<String> next = Optional.empty();
        do {
            ListPages.Page page = pages.page(provider, selection(), 100, next);
            page.models().forEach(m -> ids.add(m.get("Id").asText()));
            sizes.add(page.models().size());
            next = page.nextToken();
        } while (next.isPresent());
        assertThat(ids).hasSize(2_345).doesNotHaveDuplicates();
        assertThat(sizes.subList(0, 23)).containsOnly(100);
        assertThat(calls).hasValue(3);
    }

    @Test
    void listPages_tokenAfterThePageIsForgotten_goesOnAtTheSamePlace() {
        var provider = listing(250, 1_000, new AtomicInteger());
        Optional<String> next = new ListPages()
                .page(provider, selection(), 100, Optional.empty())
                .nextToken();
        ListPages.Page second = new ListPages().page(provider, selection(), 100, next);
        assertThat(second.models().get(0).get("Id").asText()).isEqualTo("100");
    }

    @Test
    void listPages_emptyHandlerPages_areSkipped() {
        var provider = listing(3, 0, new AtomicInteger());
        ListPages.Page page = new ListPages().page(provider, selection(), 100, Optional.empty());
        assertThat(page.models()).hasSize(3);
        assertThat(page.nextToken()).isEmpty();
    }

    @Test
    void listPages_foreignToken_isInvalidRequest() {
        var provider = listing(250, 1_000, new AtomicInteger());
        var pages = new ListPages();
        String token = pages.page(provider, selection(), 100, Optional.empty())
                .nextToken()
                .get();
        ObjectNode other = selection().put("Shelf", "x");
        assertThatThrownBy(() -> pages.page(provider, other, 100, Optional.of(token)))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("InvalidRequestException"));
        assertThatThrownBy(() -> pages.page(provider, selection(), 100, Optional.of("nonsense")))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("InvalidRequestException"));
    }

    @Test
    void listPages_longestHandlerToken_makesANextTokenThatIsAccepted() {
        var pages = new ListPages();
        String token = pages.page(tokenOf("x".repeat(4_060)), selection(), 1, Optional.empty())
                .nextToken()
                .get();
        assertThat(token).hasSizeLessThanOrEqualTo(4_096);
        var input = new Input(selection().put("NextToken", token));
        assertThat(input.handlerNextToken()).contains(token);
        input.check();
    }

    @ParameterizedTest
    @ValueSource(ints = {4_061, 100_000})
    void listPages_longerHandlerToken_isAFaultOfTheHandler(int length) {
        assertThatThrownBy(() -> new ListPages().page(tokenOf("x".repeat(length)), selection(), 1, Optional.empty()))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("HandlerInternalFailureException"))
                .hasMessageContaining("4060");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\n", "a\u2028b"})
    void listPages_handlerTokenOfMoreThanALine_isAFaultOfTheHandler(String token) {
        assertThatThrownBy(() -> new ListPages().page(tokenOf(token), selection(), 1, Optional.empty()))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("HandlerInternalFailureException"));
    }

    @Test
    void listPages_emptyHandlerToken_isTheEnd() {
        ListPages.Page page = new ListPages().page(tokenOf(""), selection(), 1, Optional.empty());
        assertThat(page.models()).hasSize(1);
        assertThat(page.nextToken()).isEmpty();
    }

    @Test
    void listPages_cleared_askTheHandlerAgain() {
        var calls = new AtomicInteger();
        var provider = listing(250, 1_000, calls);
        var pages = new ListPages();
        Optional<String> next =
                pages.page(provider, selection(), 100, Optional.empty()).nextToken();
        pages.clear();
        pages.page(provider, selection(), 100, next);
        assertThat(calls).hasValue(2);
    }

    /** A list handler of one model a page, and always this token. */
    private ResourceProvider tokenOf(String token) {
        ObjectNode answer = selection().put("status", "SUCCESS").put("nextToken", token);
        answer.putArray("resourceModels").addObject().put("Id", "1");
        byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
        return new ResourceProvider(
                type,
                (event, limit) -> new Invocation(bytes, null, ""),
                "123456789012",
                "us-east-1",
                Patience.standard());
    }

    private ResourceRequest ended(String token, ObjectNode model) {
        var request = new ResourceRequest(type, token, Change.CREATE, null, model, () -> now);
        request.cancel();
        request.finishCancelling(() -> {});
        return request;
    }

    private ResourceRequest request(String token) {
        return new ResourceRequest(type, token, Change.CREATE, null, null, () -> now);
    }

    private static ObjectNode selection() {
        return Json.MAPPER.createObjectNode();
    }

    /** A list handler of so many, in pages of this size; of size 0: two empty pages, then all. */
    private ResourceProvider listing(int total, int pageSize, AtomicInteger calls) {
        return new ResourceProvider(
                type,
                (event, limit) -> {
                    calls.incrementAndGet();
                    int from = Json.object(event).path("nextToken").asInt(pageSize == 0 ? -2 : 0);
                    int to = pageSize > 0 ? Math.min(total, from + pageSize) : from < 0 ? from + 1 : total;
                    ObjectNode answer = Json.MAPPER.createObjectNode().put("status", "SUCCESS");
                    var models = answer.putArray("resourceModels");
                    for (int i = Math.max(0, from); i < to; i++) {
                        models.addObject().put("Id", String.valueOf(i));
                    }
                    if (to < total) {
                        answer.put("nextToken", String.valueOf(to));
                    }
                    return new Invocation(answer.toString().getBytes(StandardCharsets.UTF_8), null, "");
                },
                "123456789012",
                "us-east-1",
                Patience.standard());
    }
}
