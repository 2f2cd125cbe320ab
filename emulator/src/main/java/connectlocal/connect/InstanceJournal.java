package connectlocal.connect;

import connectlocal.state.Journal;
import connectlocal.state.Keep;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where the instances of one Amazon Connect write down what changes. Instances come and go in one record with what they
 * hold, and nobody writes on behalf of one that is not there: neither before it came nor after it went.
 */
final class InstanceJournal {
    private final Keep keep;

    InstanceJournal(Keep keep) {
        this.keep = keep;
    }

    /** Writes down changes inside of an instance, all or none. */
    synchronized void write(Recording inside, Supplier<List<Journal.Change>> changes) {
        if (inside.isOn) {
            keep.write(changes);
        }
    }

    /**
     * Writes down that instances go and others come. When that fails, those that were to go are recorded as before.
     *
     * @param changes all of it
     */
    synchronized void replace(
            Collection<Instance> gone, Collection<Instance> come, Supplier<List<Journal.Change>> changes) {
        keep.write(changes);
        gone.forEach(instance -> instance.recording().isOn = false);
        come.forEach(instance -> instance.recording().isOn = true);
    }
}
