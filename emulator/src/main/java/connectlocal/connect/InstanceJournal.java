package connectlocal.connect;

import connectlocal.state.Journal;
import java.util.Collection;
import java.util.List;

/**
 * Where the instances of one Amazon Connect write down what changes. Instances come and go in one record with what they
 * hold, and nobody writes on behalf of one that is not there: neither before it came nor after it went.
 */
final class InstanceJournal {
    private final Journal journal;

    InstanceJournal(Journal journal) {
        this.journal = journal;
    }

    /** Writes down changes inside of an instance, all or none. */
    synchronized void write(Recording inside, List<Journal.Change> changes) {
        if (inside.isOn && !changes.isEmpty()) {
            journal.write(changes);
        }
    }

    /**
     * Writes down that instances go and others come. When that fails, those that were to go are recorded as before.
     *
     * @param changes all of it
     */
    synchronized void replace(Collection<Instance> gone, Collection<Instance> come, List<Journal.Change> changes) {
        if (!changes.isEmpty()) {
            journal.write(changes);
        }
        gone.forEach(instance -> instance.recording().isOn = false);
        come.forEach(instance -> instance.recording().isOn = true);
    }
}
