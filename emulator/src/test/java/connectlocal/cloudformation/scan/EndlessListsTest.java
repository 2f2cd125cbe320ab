package connectlocal.cloudformation.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.connect.Behaviours;
import connectlocal.connect.ConnectApi;
import connectlocal.connect.ConnectState;
import connectlocal.connect.Seed;
import connectlocal.http.Json;
import connectlocal.natives.NativeTypes;
import connectlocal.provider.Outcome;
import connectlocal.provider.ProviderStub;
import connectlocal.provider.ResourceProvider;
import connectlocal.provider.ResourceType;
import connectlocal.state.Keep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Anybody may have written a list handler; a scan comes to an end, and keeps no more than it may. */
@Timeout(60)
class EndlessListsTest {
    private static final List<ResourceType> TYPES = new NativeTypes(
                    new ConnectApi(new ConnectState(Seed.builtIn(), Behaviours.of(Map.of()))), Keep.NOTHING)
            .providers("123456789012", "us-east-1").stream()
                    .map(ResourceProvider::type)
                    .toList();
    private static final ResourceType TYPE = TYPES.get(0);
    private static final String WANTED = "AWS::Connect::SecurityProfile";
    private static final String INSTANCE =
            "arn:aws:connect:us-east-1:123456789012:instance/" + "11111111-1111-1111-1111-111111111111";

    private final AtomicInteger pages = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private ResourceScans scans;

    @AfterEach
    void stop() {
        scans.close();
    }

    @Test
    void emptyPagesThatNameThemselves_failTheType() throws Exception {
        scans(token -> page(Optional.of("x")));
        assertThat(reason("FAILED")).startsWith(TYPE.name() + ": ").contains("nextToken", "again");
        assertThat(pages).hasValue(2);
    }

    @Test
    void pagesInACircle_failTheType() throws Exception {
        scans(token -> page(
                Optional.of(pages.get() < 4 ? "first" + pages.get() : String.valueOf(pages.get() % 5)), model("a")));
        assertThat(reason("FAILED")).contains("nextToken", "again");
        assertThat(pages).hasValueLessThan(20);
    }

    @Test
    void pagesOfNothingWithoutEnd_failTheType() throws Exception {
        scans(token -> page(Optional.of("t" + pages.get())));
        assertThat(reason("FAILED")).contains("1000 pages");
        assertThat(pages).hasValue(1_000);
    }

    /** Amazon Connect's own pages may be empty where a filter leaves nothing of them. */
    @Test
    void someEmptyPages_areNoFault() throws Exception {
        scans(token -> pages.get() < 900
                ? page(Optional.of("t" + pages.get()))
                : page(Optional.empty(), model("a"), model("b")));
        reason("COMPLETE");
        assertThat(found(1)).isEqualTo(2);
    }

    @Test
    void veryManyPages_areNoFault() throws Exception {
        scans(token -> page(Optional.of("t" + pages.get()).filter(next -> pages.get() < 1_200), model("a")));
        reason("COMPLETE");
        assertThat(found(1)).isEqualTo(1_200);
    }

    @Test
    void moreThanAScanHolds_failsIt() throws Exception {
        ObjectNode big = model("b").put("ServiceRole", "x".repeat(4 << 20));
        scans(token -> page(Optional.of("t" + pages.get()), big));
        assertThat(reason("FAILED")).contains("128 MB", "name fewer types");
        assertThat(found(1)).isBetween(20, 31);
        assertThat(pages).hasValueLessThan(40);
    }

    @Test
    void oldScans_giveWayToWhatANewOneMayHold() throws Exception {
        ObjectNode big = model("b").put("ServiceRole", "x".repeat(50 << 20));
        scans(token -> page(Optional.empty(), big));
        for (int i = 0; i < 4; i++) {
            reason("COMPLETE");
        }
        assertThat(scans.list()).hasSize(3);
        assertThat(found(1)).isEqualTo(1);
    }

    /** They may be what others lie in, but nothing that is looked for lies in any of these. */
    @Test
    void veryManyResourcesThatNobodyLooksFor_areNeitherCountedNorRead() throws Exception {
        ObjectNode[] some =
                Stream.generate(() -> model(INSTANCE + "/queue/1")).limit(1_000).toArray(ObjectNode[]::new);
        beforeTheWanted(token -> page(Optional.of("t" + pages.get()).filter(t -> pages.get() <= 100), some));
        reason("COMPLETE", List.of(WANTED));
        assertThat(pages).hasValue(101);
        assertThat(reads).hasValue(0);
    }

    @Test
    void listWithoutEndOfWhatNobodyLooksFor_isLeft() throws Exception {
        beforeTheWanted(token -> page(Optional.of("t" + pages.get()), model(INSTANCE + "/queue/1")));
        reason("COMPLETE", List.of(WANTED));
        assertThat(pages).hasValue(1_000);
    }

    @Test
    void placesWithoutEnd_failTheScan() throws Exception {
        ObjectNode[] some = Stream.generate(() -> model(INSTANCE)).limit(1_000).toArray(ObjectNode[]::new);
        beforeTheWanted(token -> page(Optional.of("t" + pages.get()), some));
        assertThat(reason("FAILED", List.of(WANTED))).contains("looks into at most 100000 resources");
        assertThat(pages).hasValue(101);
    }

    private void beforeTheWanted(Function<Optional<String>, Outcome> others) {
        scans = new ResourceScans(
                List.of(new Listing(others), new Listing(type(WANTED), token -> {
                    throw new AssertionError("there is no instance to look into");
                })),
                "123456789012",
                "us-east-1",
                id -> false,
                Keep.NOTHING);
    }

    private static ResourceType type(String name) {
        return TYPES.stream()
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Handlers are asked nothing more on behalf of a scan that a reset has forgotten. */
    @Test
    void resetDuringAList_asksForNoOtherPage() throws Exception {
        var entered = new CountDownLatch(1);
        var open = new CountDownLatch(1);
        var listing = new Listing(token -> {
            entered.countDown();
            try {
                open.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return page(Optional.of("next"));
        });
        scans = new ResourceScans(List.of(listing), "123456789012", "us-east-1", id -> false, Keep.NOTHING);
        scans.start(List.of(), Optional.empty());
        assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
        scans.reset();
        open.countDown();
        reason("FAILED"); // of the next scan, which the one thread comes to after the first
        assertThat(pages).hasValue(1 + 2);
    }

    private void scans(Function<Optional<String>, Outcome> answers) {
        scans = new ResourceScans(
                List.of(new Listing(answers)), "123456789012", "us-east-1", id -> false, Keep.NOTHING);
    }

    /** Scans, and gives why the scan failed. */
    private String reason(String status) throws InterruptedException {
        return reason(status, List.of());
    }

    private String reason(String status, List<String> types) throws InterruptedException {
        String id = scans.start(types, Optional.empty());
        JsonNode scan = scans.describe(id);
        while (scan.get("Status").asText().equals("IN_PROGRESS")) {
            Thread.sleep(5);
            scan = scans.describe(id);
        }
        assertThat(scan.get("Status").asText()).as(scan.toString()).isEqualTo(status);
        return scan.path("StatusReason").asText();
    }

    /** How many resources the newest scan has found. */
    private int found(int newest) {
        String id = scans.list().get(newest - 1).get("ResourceScanId").asText();
        return scans.describe(id).get("ResourcesRead").asInt();
    }

    private Outcome page(Optional<String> next, ObjectNode... models) {
        return new Outcome(Optional.empty(), "", Optional.empty(), List.of(models), next);
    }

    private static ObjectNode model(String name) {
        return Json.MAPPER.createObjectNode().put("Arn", name);
    }

    /** Shows whatever is read as the first page's first model. */
    private final class Listing extends ProviderStub {
        private final Function<Optional<String>, Outcome> answers;
        private volatile ObjectNode shown;

        private Listing(Function<Optional<String>, Outcome> answers) {
            this(TYPE, answers);
        }

        private Listing(ResourceType type, Function<Optional<String>, Outcome> answers) {
            super(type);
            this.answers = answers;
        }

        @Override
        public Outcome read(ObjectNode identifierModel) {
            reads.incrementAndGet();
            return new Outcome(Optional.empty(), "", Optional.of(shown), List.of(), Optional.empty());
        }

        @Override
        public Outcome list(ObjectNode selection, Optional<String> nextToken) {
            pages.incrementAndGet();
            Outcome page = answers.apply(nextToken);
            page.models().forEach(model -> shown = model);
            return page;
        }
    }
}
