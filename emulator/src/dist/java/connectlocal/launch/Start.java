package connectlocal.launch;

/**
 * What {@code java -jar connect-local.jar} starts. It alone is compiled for Java 8, by {@code make dist}: a Java that
 * is too old for all else in the jar can run it, and says so in words in the place of a class's version.
 */
public final class Start {
    private static final int OLDEST = 17;

    private Start() {}

    /** Goes on with the launcher, with the same arguments, where this Java is new enough. */
    public static void main(String[] args) throws Throwable {
        String version = System.getProperty("java.specification.version");
        if (version.startsWith("1.") || Integer.parseInt(version) < OLDEST) {
            System.err.println("connect-local: Java 17 or newer is needed; that of " + System.getProperty("java.home")
                    + " is " + version + ". Install one, then start with its bin/java");
            System.exit(1);
        }
        Launcher.main(args);
    }
}
