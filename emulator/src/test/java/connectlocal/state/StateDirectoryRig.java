package connectlocal.state;

import com.fasterxml.jackson.databind.node.TextNode;
import connectlocal.state.Journal.Change;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A directory that keeps state, opened as an emulator does. */
abstract class StateDirectoryRig {
    static final String ACCOUNT = "123456789012";

    @TempDir
    Path directory;

    Path log;

    @BeforeEach
    void name() {
        log = directory.resolve("state.log");
    }

    StateDirectory open() throws Exception {
        return StateDirectory.open(directory, new About(ACCOUNT, "us-east-1", "seed"));
    }

    static Change change(String value, String... thing) {
        return new Change(List.of(thing), value == null ? null : TextNode.valueOf(value));
    }

    /** Three records: what is there at the start, and two changes of two things each. */
    byte[] threeRecords() throws Exception {
        try (StateDirectory state = open()) {
            state.write(List.of(change("Zoë\n", "us-east-1", "a"), change("1", "us-east-1", "a", "deep")));
            state.write(List.of(change("2", "us-east-1", "b"), change("3", "us-east-1", "c")));
        }
        return Files.readAllBytes(log);
    }
}
