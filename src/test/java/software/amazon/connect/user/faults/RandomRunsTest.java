package software.amazon.connect.user.faults;

import java.util.List;
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
import software.amazon.connect.user.faults.RandomRuns.Deed;
import software.amazon.connect.user.faults.RandomRuns.Hit;
import software.amazon.connect.user.faults.RandomRuns.Move;

/**
 * Random runs against the oracle. One that fails is shrunk to the moves and faults that matter; what it shows becomes a
 * test of its own. {@code make faults} runs many more.
 */
class RandomRunsTest {

    @Property(seed = "20261124", shrinking = ShrinkingMode.FULL, edgeCases = EdgeCasesMode.NONE)
    void run_losesNothing(@ForAll("runs") List<Move> moves) {
        int judged = RandomRuns.of(moves).judged();
        Statistics.label("more than two operations judged").collect(judged > 2);
        Statistics.label("more than two operations judged")
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 30));
    }

    @Provide
    Arbitrary<List<Move>> runs() {
        return moves().list().ofMinSize(1).ofMaxSize(8);
    }

    private static Arbitrary<Move> moves() {
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
    private static Arbitrary<List<Hit>> hits() {
        Arbitrary<Hit> hit = Combinators.combine(
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(-1, 14))
                .as(Hit::new);
        return hit.list().ofMaxSize(1);
    }
}
