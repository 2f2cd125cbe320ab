package software.amazon.connect.user.faults;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import software.amazon.connect.user.api.ConnectApi;
import software.amazon.connect.user.faults.RandomRuns.Deed;
import software.amazon.connect.user.faults.RandomRuns.Hit;
import software.amazon.connect.user.faults.RandomRuns.Move;

/**
 * Random runs against the oracle. One that fails is shrunk to the moves and faults that matter; what it shows becomes a
 * test of its own. {@code make faults} runs many more.
 */
class RandomRunsTest {
    private static final Map<String, List<Blow>> FAULTS = Arrays.stream(ConnectApi.class.getMethods())
            .filter(method -> !method.isDefault())
            .map(StruckConnect::operation)
            .collect(Collectors.toMap(Function.identity(), Blow::of));
    private static final int MOST_FAULTS =
            FAULTS.values().stream().mapToInt(List::size).max().orElseThrow();

    @Property(seed = "20261124", shrinking = ShrinkingMode.FULL, edgeCases = EdgeCasesMode.NONE)
    void run_losesNothing(@ForAll("runs") List<Move> moves) {
        int judged = RandomRuns.of(moves).judged();
        Statistics.label("more than two operations judged").collect(judged > 2);
        Statistics.label("more than two operations judged")
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 30));
    }

    /** Also the last of the errors that the operations declare which declare most. */
    @Property(seed = "20261124", edgeCases = EdgeCasesMode.NONE, tries = 1_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void hits_meanEveryFaultThereIs(@ForAll("hits") List<Hit> hits) {
        for (String operation : List.of("CreateUser", "UpdateUserConfig", "TagResource")) {
            hits.forEach(hit ->
                    Statistics.label(operation).collect(hit.blow(operation).toString()));
            Statistics.label(operation).coverage(drawn -> {
                drawn.check(Blow.ANSWER_LOST_WITH_PROCESS.toString()).count(times -> times > 0);
                FAULTS.get(operation)
                        .forEach(blow -> drawn.check(blow.toString()).count(times -> times > 0));
            });
        }
    }

    @Provide
    Arbitrary<List<Move>> runs() {
        return moves().list().ofMinSize(1).ofMaxSize(8);
    }

    private Arbitrary<Move> moves() {
        Arbitrary<Deed> deeds = Arbitraries.frequency(
                Tuple.of(4, Deed.CREATE),
                Tuple.of(4, Deed.UPDATE),
                Tuple.of(2, Deed.DELETE),
                Tuple.of(1, Deed.READ),
                Tuple.of(2, Deed.DRIFT));
        return Combinators.combine(deeds, Arbitraries.integers().between(0, 1), seeds(), hits())
                .as(Move::new);
    }

    private static Arbitrary<Integer> seeds() {
        return Arbitraries.integers().between(0, 500);
    }

    /** One fault in an operation at the most; two at once are the matrix's. */
    @Provide
    Arbitrary<List<Hit>> hits() {
        Arbitrary<Hit> hit = Combinators.combine(
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(-1, MOST_FAULTS - 1))
                .as(Hit::new);
        return hit.list().ofMaxSize(1);
    }
}
