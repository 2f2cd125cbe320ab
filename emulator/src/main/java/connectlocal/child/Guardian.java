package connectlocal.child;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Main class of every child JVM: ends the child when its parent is gone, even when that was killed, then becomes the
 * runtime client named by its first argument. The parent holds the other end of standard input and never writes.
 */
public final class Guardian {
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
    }
}
