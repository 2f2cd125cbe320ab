package connectlocal.state;

import java.util.ArrayList;
import java.util.List;

/**
 * A journal that can be emptied while many write to it. That there is nothing any more is one record; when it is
 * written it is so, and whoever holds something may forget it. What they write down for that is owed when there is no
 * room for it, and goes before whatever is written next: it never says more than the one record, until then.
 */
public final class Emptying implements Journal {
    private final Journal journal;
    private final ThreadLocal<Boolean> forgetting = ThreadLocal.withInitial(() -> false);
    private final List<Change> owed = new ArrayList<>();

    /** Writes to this one. */
    public Emptying(Journal journal) {
        this.journal = journal;
    }

    @Override
    public synchronized void write(List<Change> changes) {
        List<Change> all = changes;
        if (!owed.isEmpty()) {
            all = new ArrayList<>(owed);
            all.addAll(changes);
        }
        try {
            journal.write(all);
            owed.clear();
        } catch (NotKept e) {
            if (!forgetting.get()) {
                throw e;
            }
            owed.addAll(changes);
        }
    }

    /**
     * Writes down that nothing stands at these places any more, or below them, and has it forgotten.
     *
     * @param places at the top
     * @param besides what is so from then on, in the same record
     * @param forget makes that so where the things are held, on this thread
     * @throws NotKept when that cannot be written down; then nothing is forgotten
     */
    public void empty(List<String> places, List<Change> besides, Runnable forget) {
        List<Change> all = new ArrayList<>(besides);
        places.forEach(place -> all.add(new Change(List.of(place), null)));
        write(all);
        forgetting.set(true);
        try {
            forget.run();
        } finally {
            forgetting.remove();
        }
    }
}
