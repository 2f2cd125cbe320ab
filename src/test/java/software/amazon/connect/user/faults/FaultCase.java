package software.amazon.connect.user.faults;

import java.util.List;
import java.util.stream.Collectors;

/** One scenario with what strikes it. */
record FaultCase(Scenario scenario, List<Strike> strikes) {
    /**
     * A blow and the call that it strikes.
     *
     * @param number of the call, or of the handler's answer, counted from 0
     * @param call the operation of the API; of an answer, empty
     */
    record Strike(int number, String call, Blow blow) {
        @Override
        public String toString() {
            return call.isEmpty()
                    ? "%s %d".formatted(blow, number + 1)
                    : "%s at call %d, %s".formatted(blow, number + 1, call);
        }
    }

    /** What came of a case: the verdict, and the calls that were made. */
    record Result(FaultCase of, Verdict verdict, List<String> calls, int answers, boolean allStruck) {}

    Result run() {
        World world = new World();
        Task task = scenario.start().apply(world);
        world.way.startAnew();
        strikes.forEach(strike -> world.way.strike(strike.number(), strike.blow()));
        Oracle oracle = new Oracle(world, task);
        Ending ending = CloudFormation.run(world, task);
        List<String> calls = world.way.calls();
        int answers = world.way.answers();
        boolean allStruck = world.way.struck().size() == strikes.size();
        return new Result(this, oracle.judge(ending), calls, answers, allStruck);
    }

    @Override
    public String toString() {
        return scenario.name() + ": " + strikes.stream().map(Strike::toString).collect(Collectors.joining(", then "));
    }
}
