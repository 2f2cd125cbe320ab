package connectlocal.lambda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a function's process started and left behind. When the process is gone, or a process in between, the system no
 * longer says whose they are; but on Linux their environment does, which has the secret path of the function's process.
 * Elsewhere nothing is found.
 */
final class Offspring {
    private static final Path PROCESSES = Path.of("/proc");

    /** While some are ended others may be started, but not for ever. */
    private static final int ROUNDS = 5;

    private Offspring() {}

    /** Ends every process with this secret, which is in no other, in its environment. */
    static void end(String secret) {
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessHandle> found = find(secret);
            if (found.isEmpty()) {
                return;
            }
            found.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static List<ProcessHandle> find(String secret) {
        var found = new ArrayList<ProcessHandle>();
        long own = ProcessHandle.current().pid();
        if (!Files.isDirectory(PROCESSES)) {
            return found;
        }
        try (var processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (pid != own && environment(process).contains(secret)) {
                    ProcessHandle.of(pid).filter(ProcessHandle::isAlive).ifPresent(found::add);
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            // What cannot be looked at cannot be ended.
        }
        return found;
    }

    private static String environment(Path process) {
        try {
            return new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1);
        } catch (IOException goneOrForeign) {
            return "";
        }
    }
}
