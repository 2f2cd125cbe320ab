package connectlocal.launch;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Main class of a process that must not outlive the one that started it, even when that is killed: the other holds the
 * other end of standard input and never writes.
 */
public final class Tied {
    private Tied() {}

    /** Runs the main class {@code args[0]} with the rest of the arguments. */
    public static void main(String[] args) throws Throwable {
        InputStream parent = System.in;
        System.setIn(InputStream.nullInputStream());
        var watch = new Thread(() -> exitAtEnd(parent), "tied");
        watch.setDaemon(true);
        watch.start();
        var main = Class.forName(args[0]).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        try {
            main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void exitAtEnd(InputStream parent) {
        try {
            while (parent.read() >= 0) {
                continue;
            }
        } catch (IOException broken) {
            // A broken pipe means the same as its end.
        }
        System.exit(1);
    }
}
