package connectlocal;

import connectlocal.state.Emptying;
import connectlocal.state.Journal;
import connectlocal.state.Keep;
import connectlocal.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is kept when the emulator ends, region by region: nothing, or what {@code --state} names. */
final class State implements AutoCloseable {
    /** Said at the start, so that nobody counts on more. */
    static final String KEPT = "kept is what services hold; what was under way when the emulator ended has failed";

    private final Optional<StateDirectory> directory;
    private final Emptying journal;

    private State(Optional<StateDirectory> directory) {
        this.directory = directory;
        this.journal = new Emptying(directory.<Journal>map(found -> found).orElse(Journal.NONE));
    }

    /**
     * @throws IllegalArgumentException when the directory cannot be used, and why
     * @throws IOException when it cannot be read or written
     */
    static State open(Optional<Path> path, String account, String region) throws IOException {
        if (path.isEmpty()) {
            return new State(Optional.empty());
        }
        StateDirectory directory = StateDirectory.open(path.get(), account, region);
        directory.torn().ifPresent(words -> System.err.println("emulator: " + words));
        return new State(Optional.of(directory));
    }

    /** What is kept of a region, what was there at the start among it. */
    Keep keep(String region) {
        return directory.map(found -> found.region(region, journal)).orElse(Keep.NOTHING);
    }

    /** The regions that there is something of. */
    List<String> regions() {
        return directory.map(StateDirectory::regions).orElse(List.of());
    }

    /**
     * Has everything of these regions forgotten, or nothing.
     *
     * @param forget does it
     * @throws connectlocal.state.NotKept when it cannot be written down; then nothing is forgotten
     */
    void empty(List<String> regions, Runnable forget) {
        journal.empty(regions, forget);
    }

    @Override
    public void close() {
        directory.ifPresent(StateDirectory::close);
    }
}
