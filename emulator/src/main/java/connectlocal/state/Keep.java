package connectlocal.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What one service of one region keeps: what was there at the start, where it writes down what it changes, and how it
 * hides what may be secret. Nothing is made ready to be written where nothing is kept.
 */
public final class Keep {
    /** Keeps nothing: what a service holds ends with the emulator. */
    public static final Keep NOTHING = new Keep(Journal.NONE, new Contents(), Seal.passing(), false);

    private final Journal journal;
    private Contents found;
    private final Seal seal;
    private final boolean on;

    private Keep(Journal journal, Contents found, Seal seal, boolean on) {
        this.journal = journal;
        this.found = found;
        this.seal = seal;
        this.on = on;
    }

    /** Keeps in this journal, after what was found there. */
    public static Keep in(Journal journal, Contents found, Seal seal) {
        return new Keep(journal, found, seal, true);
    }

    /** The same for what stands below a place. */
    public Keep at(String place) {
        return new Keep(journal.under(place), found.below(place), seal, on);
    }

    /** What was there at the start. */
    public Contents found() {
        return found;
    }

    /** What was there has been taken in, and takes no more room. */
    public void taken() {
        found = new Contents();
    }

    /** Where changes are written down. */
    public Journal journal() {
        return journal;
    }

    /** Whether anything is written down at all. */
    public boolean isOn() {
        return on;
    }

    /** Writes down, all or nothing, what this answers. */
    public void write(Supplier<List<Journal.Change>> changes) {
        if (on) {
            List<Journal.Change> all = changes.get();
            if (!all.isEmpty()) {
                journal.write(all);
            }
        }
    }

    /** Writes down what stands at a place from now on. */
    public void put(Supplier<JsonNode> value, String... thing) {
        write(() -> List.of(new Journal.Change(List.of(thing), value.get())));
    }

    /** Writes down that a place is empty, and everything below it. */
    public void remove(String... thing) {
        write(() -> List.of(new Journal.Change(List.of(thing), null)));
    }

    /** Writes down that there is nothing any more but, below its place, what this answers. */
    public void anew(Supplier<List<Journal.Change>> changes) {
        write(() -> {
            var all = new ArrayList<Journal.Change>();
            all.add(new Journal.Change(List.of(), null));
            all.addAll(changes.get());
            return all;
        });
    }

    /** A text that says nothing to who only has the log. */
    public String seal(String open) {
        return seal.close(open.getBytes(StandardCharsets.UTF_8));
    }

    /** The same of bytes. */
    public String seal(byte[] open) {
        return seal.close(open);
    }

    /** The text that was sealed. */
    public String unseal(String closed) {
        return new String(seal.open(closed), StandardCharsets.UTF_8);
    }

    /** The bytes that were sealed. */
    public byte[] unsealBytes(String closed) {
        return seal.open(closed);
    }
}
