package connectlocal.launch;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The main class of the one jar that is given out, {@code java -jar connect-local.jar}. The jar carries what a built
 * repository holds, under {@code bundle/} and in the same places; it is unpacked once, and the emulator runs from there
 * as it runs in a repository. Nothing but the JDK is used here, for the libraries are still packed.
 */
public final class Launcher {
    private static final String EMULATOR = "emulator/target/connect-emulator.jar";
    static final String MAIN = "connectlocal.Main";
    /** What Java has in the place of letters that are not the locale's. */
    private static final char UNREADABLE = '\uFFFD';

    private static final String LETTERS =
            "' has letters that Java does not know in this locale; set LC_ALL=C.UTF-8, then start again";

    private Launcher() {}

    /** Unpacks where needed and starts the emulator with the same arguments. */
    public static void main(String[] args) throws Throwable {
        for (String argument : args) {
            if (argument.indexOf(UNREADABLE) >= 0) {
                System.err.println("connect-local: '" + argument + LETTERS);
                System.exit(2);
            }
        }
        Path home;
        try {
            home = new Unpacked(cache(System.getenv()), ownJar(), digest()).folder();
        } catch (IOException e) {
            System.err.println("connect-local: cannot unpack itself: " + e
                    + "; set XDG_CACHE_HOME to a directory with 100 MB that can be written");
            System.exit(1);
            return;
        } catch (InvalidPathException e) {
            System.err.println("connect-local: cannot unpack itself: '" + e.getInput() + LETTERS);
            System.exit(1);
            return;
        }
        Path jar = home.resolve(EMULATOR);
        Optional<Integer> ended = new Relaunch(jar, System.getenv()).run(args);
        if (ended.isPresent()) {
            System.exit(ended.get());
        }
        URL emulator = jar.toUri().toURL();
        // Never closed: it serves until the process ends. Its parent is the JDK's, so that no class is there twice.
        var classes = new URLClassLoader(new URL[] {emulator}, ClassLoader.getPlatformClassLoader());
        Thread.currentThread().setContextClassLoader(classes);
        var main = classes.loadClass(MAIN).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        try {
            main.invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Where programs keep what they can make again, as the XDG base directory specification has it. */
    static Path cache(Map<String, String> environment) {
        String chosen = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path caches = chosen.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(chosen);
        return caches.resolve("connect-local");
    }

    private static Path ownJar() throws IOException {
        try {
            return Path.of(Launcher.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException("the place of the jar is no path", e);
        }
    }

    private static String digest() throws IOException {
        try (InputStream text = Launcher.class.getResourceAsStream("/bundle.sha256")) {
            if (text == null) {
                throw new IOException("this jar carries no bundle; `make dist` makes one that does");
            }
            return new String(text.readAllBytes(), StandardCharsets.US_ASCII).strip();
        }
    }
}
