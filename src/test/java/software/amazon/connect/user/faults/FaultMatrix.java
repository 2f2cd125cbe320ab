package software.amazon.connect.user.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import software.amazon.connect.user.faults.FaultCase.Result;
import software.amazon.connect.user.faults.FaultCase.Strike;

/**
 * Every fault at every call of every scenario. Which calls there are is found by running each scenario without faults,
 * so a call that the handlers learn to make is struck without a change here.
 */
final class FaultMatrix {
    private FaultMatrix() {}

    /** A scenario without faults, which must converge. */
    static Result clean(Scenario scenario) {
        Result result = new FaultCase(scenario, List.of()).run();
        if (result.verdict().kind() != Verdict.Kind.CONVERGED) {
            throw new AssertionError("%s, without any fault: %s".formatted(scenario, result.verdict()));
        }
        return result;
    }

    /** Every single fault. */
    static List<FaultCase> singles() {
        List<FaultCase> cases = new ArrayList<>();
        for (Scenario scenario : Scenarios.all()) {
            strikes(clean(scenario), 0, 0).forEach(strike -> cases.add(new FaultCase(scenario, List.of(strike))));
        }
        return cases;
    }

    /**
     * Two faults at random in each case, the second at a call that is made after the first has struck: also calls that
     * are made because of it.
     */
    static List<FaultCase> doubles(long seed, int count) {
        Random random = new Random(seed);
        List<FaultCase> singles = singles();
        List<FaultCase> cases = new ArrayList<>();
        while (cases.size() < count) {
            FaultCase single = singles.get(random.nextInt(singles.size()));
            Strike first = single.strikes().get(0);
            int afterCall = first.call().isEmpty() ? 0 : first.number() + 1;
            int afterAnswer = first.call().isEmpty() ? first.number() + 1 : 0;
            List<Strike> next = strikes(single.run(), afterCall, afterAnswer)
                    .filter(second -> !isNotFound(first) || !isNotFound(second))
                    .toList();
            if (!next.isEmpty()) {
                cases.add(new FaultCase(single.scenario(), List.of(first, next.get(random.nextInt(next.size())))));
            }
        }
        return cases;
    }

    /** What the service says twice is so: nobody could know better. */
    private static boolean isNotFound(Strike strike) {
        return strike.blow().detail().equals("ResourceNotFoundException");
    }

    private static Stream<Strike> strikes(Result seen, int fromCall, int fromAnswer) {
        List<Strike> strikes = new ArrayList<>();
        for (int n = fromCall; n < seen.calls().size(); n++) {
            for (Blow blow : Blow.of(seen.calls().get(n))) {
                strikes.add(new Strike(n, seen.calls().get(n), blow));
            }
        }
        for (int n = fromAnswer; n < seen.answers(); n++) {
            strikes.add(new Strike(n, "", Blow.ANSWER_LOST_WITH_PROCESS));
        }
        return strikes.stream();
    }
}
