package connectlocal.child;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Main class of every child JVM: ends the child when its parent is gone, even when that was killed, then becomes the
 * runtime client named by its first argument. The parent holds the other end of standard input and never writes.
 */
public final class Guardian {
    private static final Path PROCESSES = Path.of("/proc");

    private Guardian() {}

    /** Runs the main class {@code args[0]} with the rest of the arguments. */
    public static void main(String[] args) throws Throwable {
        InputStream parent = System.in;
        System.setIn(InputStream.nullInputStream());
        var watch = new Thread(() -> haltAtEnd(parent), "guardian");
        watch.setDaemon(true);
        watch.start();
        // The runtime client may notice first that the parent is gone, and exit.
        Runtime.getRuntime().addShutdownHook(new Thread(Guardian::endDescendants, "end of descendants"));
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void haltAtEnd(InputStream parent) {
        try {
            while (parent.read() >= 0) {
                continue;
            }
        } catch (IOException broken) {
            // A broken pipe means the same as its end.
        }
        endDescendants();
        Runtime.getRuntime().halt(1);
    }

    /** What the handler started would live on as nobody's. */
    private static void endDescendants() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        endOrphans();
    }

    /**
     * Whose parent has ended is nobody's descendant, but on Linux its environment still has the address that this
     * process alone was given. The emulator does the same, unless it was killed.
     */
    private static void endOrphans() {
        String address = System.getenv("AWS_LAMBDA_RUNTIME_API");
        if (address == null || !Files.isDirectory(PROCESSES)) {
            return;
        }
        long own = ProcessHandle.current().pid();
        try (var processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (pid != own && environment(process).contains(address)) {
                    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            // What cannot be looked at cannot be ended.
        }
    }

    private static String environment(Path process) {
        try {
            return new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1);
        } catch (IOException goneOrForeign) {
            return "";
        }
    }
}
