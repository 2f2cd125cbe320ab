package connectlocal.faults;

import connectlocal.http.Edge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** The faults that are set, with how often each has struck. The first that strikes a call decides. */
public final class Faults implements Edge {
    private final String accountId;
    private final List<FaultSpec> initial;
    private final List<Fault> faults = new ArrayList<>();
    private long made;
    private long changes;

    /** One fault at work. */
    private static final class Fault {
        private final long id;
        private final FaultSpec spec;
        private final Random chances;
        private long matched;
        private long struck;

        Fault(long id, FaultSpec spec) {
            this.id = id;
            this.spec = spec;
            this.chances = new Random(spec.seed());
        }

        boolean strikes() {
            matched++;
            if (matched < spec.call() || struck == spec.times()) {
                return false;
            }
            if (chances.nextDouble() >= spec.probability()) {
                return false;
            }
            struck++;
            return true;
        }

        Map<String, Object> view() {
            Map<String, Object> view = spec.view();
            view.put("id", id);
            view.put("matched", matched);
            view.put("struck", struck);
            return view;
        }
    }

    /**
     * These faults, to begin with and after every reset.
     *
     * @param accountId whose callers they strike
     */
    Faults(String accountId, List<FaultSpec> initial) {
        this.accountId = accountId;
        this.initial = List.copyOf(initial);
        reset();
    }

    /** The faults of the beginning, as if they had never struck. */
    public synchronized void reset() {
        changes++;
        faults.clear();
        initial.forEach(this::add);
    }

    synchronized Map<String, Object> add(FaultSpec spec) {
        Fault fault = new Fault(++made, spec);
        faults.add(fault);
        changes++;
        return fault.view();
    }

    /** Whether there was such a fault. */
    synchronized boolean remove(long id) {
        changes++;
        return faults.removeIf(fault -> fault.id == id);
    }

    synchronized void clear() {
        changes++;
        faults.clear();
    }

    /** Grows with everything that changes what is shown, each call that a fault matches too. */
    public synchronized long changes() {
        return changes;
    }

    synchronized List<Map<String, Object>> view() {
        return faults.stream().map(Fault::view).toList();
    }

    /** What strikes a call at the edge. */
    @Override
    public Optional<Edge.Strike> strike(String region, String service, String operation) {
        return find(service, operation, false)
                .map(fault -> new CallStrike(
                        fault.id, fault.spec, service, Denial.of(accountId, region, service, operation)));
    }

    /**
     * What strikes an invocation of a function.
     *
     * @param action what the function is asked to do; not looked for as long as there is no fault
     */
    Optional<FunctionStrike> strikeFunction(Supplier<String> action) {
        return isEmpty() ? Optional.empty() : strikeFunction(action.get());
    }

    private synchronized boolean isEmpty() {
        return faults.isEmpty();
    }

    private Optional<FunctionStrike> strikeFunction(String action) {
        return find("lambda", action, true).map(fault -> new FunctionStrike(fault.id, fault.spec));
    }

    private synchronized Optional<Fault> find(String service, String operation, boolean ofFunctions) {
        for (Fault fault : faults) {
            FaultSpec spec = fault.spec;
            if (spec.kind().ofFunctions() != ofFunctions || !spec.matches(service, operation)) {
                continue;
            }
            changes++;
            if (fault.strikes()) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
