package connectlocal.cloudcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.AwsError;
import connectlocal.http.Json;
import connectlocal.lambda.Invocation;
import connectlocal.provider.PackagedProvider;
import connectlocal.provider.Patience;
import connectlocal.provider.ResourceProvider;
import connectlocal.provider.ResourceType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of a list as clients see them, cut from the pages that a handler gives. */
class ListPagesTest {
    private static final String SCHEMA =
            "{\"typeName\":\"Test::Shelf::Book\",\"properties\":{\"Id\":{}},\"primaryIdentifier\":[\"/properties/Id\"],"
                    + "\"handlers\":{\"list\":{}}}";

    @TempDir
    private Path directory;

    private ResourceType type;

    @BeforeEach
    void loadType() throws Exception {
        type = ResourceType.load(Files.writeString(directory.resolve("type.json"), SCHEMA));
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

    /** 64 pages of the six megabytes that a handler may answer would be too much. */
    @Test
    void listPages_ofVeryBigModels_areKeptUpToABound() {
        var calls = new AtomicInteger();
        var provider = listing(40, 20, calls, "x".repeat(200_000));
        var pages = new ListPages();
        var walks = new ArrayList<Optional<String>>();
        for (int i = 0; i < 20; i++) {
            walks.add(pages.page(provider, selection(), 1, Optional.empty()).nextToken());
        }
        assertThat(pages.weight()).isBetween(20L << 20, 32L << 20);
        assertThat(calls).hasValue(20);
        pages.page(provider, selection(), 1, walks.get(19));
        assertThat(calls).as("the last walk's page is kept").hasValue(20);
        ListPages.Page page = pages.page(provider, selection(), 1, walks.get(0));
        assertThat(calls).as("the first walk's is not").hasValue(21);
        assertThat(page.models().get(0).get("Id").asText()).isEqualTo("1");
        pages.clear();
        assertThat(pages.weight()).isZero();
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
        return new PackagedProvider(
                type,
                () -> (event, limit) -> new Invocation(bytes, null, ""),
                "123456789012",
                "us-east-1",
                Patience.standard());
    }

    private static ObjectNode selection() {
        return Json.MAPPER.createObjectNode();
    }

    /** A list handler of so many, in pages of this size; of size 0: two empty pages, then all. */
    private ResourceProvider listing(int total, int pageSize, AtomicInteger calls) {
        return listing(total, pageSize, calls, "");
    }

    private ResourceProvider listing(int total, int pageSize, AtomicInteger calls, String text) {
        return new PackagedProvider(
                type,
                () -> (event, limit) -> {
                    calls.incrementAndGet();
                    int from = Json.object(event).path("nextToken").asInt(pageSize == 0 ? -2 : 0);
                    int to = pageSize > 0 ? Math.min(total, from + pageSize) : from < 0 ? from + 1 : total;
                    ObjectNode answer = Json.MAPPER.createObjectNode().put("status", "SUCCESS");
                    var models = answer.putArray("resourceModels");
                    for (int i = Math.max(0, from); i < to; i++) {
                        models.addObject().put("Id", String.valueOf(i)).put("Text", text);
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
