package connectlocal;

import connectlocal.state.About;
import connectlocal.state.Emptying;
import connectlocal.state.Journal;
import connectlocal.state.Keep;
import connectlocal.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is kept when the emulator ends, region by region: nothing, or what {@code --state} names. */
final class State implements AutoCloseable {
    /** Said at the start, so that nobody counts on more. */
    static final String KEPT = "kept is what services hold; what was under way when the emulator ended has failed";

    private final Optional<StateDirectory> directory;
    private final About about;
    private final Emptying journal;

    private State(Optional<StateDirectory> directory, About about) {
        this.about = about;
        this.directory = directory;
        this.journal = new Emptying(directory.<Journal>map(found -> found).orElse(Journal.NONE));
    }

    /**
     * @throws IllegalArgumentException when the directory cannot be used, and why
     * @throws IOException when it cannot be read or written
     */
    static State open(Optional<Path> path, About about) throws IOException {
        if (path.isEmpty()) {
            return new State(Optional.empty(), about);
        }
        StateDirectory directory = StateDirectory.open(path.get(), about);
        Stream.of(directory.torn(), directory.seeded())
                .flatMap(Optional::stream)
                .forEach(words -> System.err.println("emulator: " + words));
        return new State(Optional.of(directory), about);
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
     * Has everything of these regions forgotten, or nothing; what is there from then on is of the present seed.
     *
     * @param forget does it
     * @throws connectlocal.state.NotKept when it cannot be written down; then nothing is forgotten
     */
    void empty(List<String> regions, Runnable forget) {
        journal.empty(regions, List.of(about.change()), forget);
    }

    @Override
    public void close() {
        directory.ifPresent(StateDirectory::close);
    }
}
