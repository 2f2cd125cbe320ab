package connectlocal.launch;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where this program lies, beside everything that belongs to it. */
public final class OwnFile {
    /** The property with the jar's place, for a JVM that reads the same jar elsewhere. */
    public static final String JAR = "connectlocal.jar";

    private OwnFile() {}

    /** The jar, or the folder of classes. */
    public static Path path() throws IOException {
        String named = System.getProperty(JAR, "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        try {
            return Path.of(OwnFile.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException("the emulator cannot find its own files", e);
        }
    }
}
