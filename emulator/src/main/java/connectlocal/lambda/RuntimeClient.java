package connectlocal.lambda;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What connects a handler with the Runtime API inside a child JVM. */
public enum RuntimeClient {
    /** AWS's own runtime interface client, the one that Lambda's Java runtimes run; native, for Linux. */
    RIC("com.amazonaws.services.lambda.runtime.api.client.AWSLambda"),
    /** A small one in plain Java, for every other machine. */
    BOOTSTRAP("connectlocal.child.Bootstrap");

    private final String mainClass;

    RuntimeClient(String mainClass) {
        this.mainClass = mainClass;
    }

    String mainClass() {
        return mainClass;
    }

    /** AWS's where it runs. */
    public static RuntimeClient ofThisMachine() {
        boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
        return linux && List.of("x86_64", "aarch_64").contains(architecture()) ? RIC : BOOTSTRAP;
    }

    /** The native library of AWS's client for this machine, as its jar names it. */
    static String library() {
        String libc =
                Files.exists(Path.of("/lib/ld-musl-x86_64.so.1")) || Files.exists(Path.of("/lib/ld-musl-aarch64.so.1"))
                        ? "linux_musl"
                        : "linux";
        return "jni/libaws-lambda-jni." + libc + "-" + architecture() + ".so";
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "aarch_64";
            default -> "unknown";
        };
    }
}
