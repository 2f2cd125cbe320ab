package connectlocal.lambda;

import connectlocal.http.OwnKeys;
import connectlocal.http.Regions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a child JVM of one function is started: Lambda's flags and variables, and nothing of the emulator's own
 * environment but the PATH.
 */
final class ChildCommand {
    static final int MEMORY_MB = 512;

    /**
     * What all children of an emulator share.
     *
     * @param accountId the account that functions belong to
     * @param region the region that functions run in
     * @param connectEndpoint where their Connect client goes
     */
    record Surroundings(String accountId, String region, URI connectEndpoint) {}

    private final String functionName;
    private final ChildClassPath classPath;
    private final ChildArchive archive;
    private final String handler;
    private final RuntimeClient client;
    private final Workshop workshop;
    private final Surroundings surroundings;

    ChildCommand(
            String functionName,
            ChildClassPath classPath,
            ChildArchive archive,
            String handler,
            RuntimeClient client,
            Workshop workshop,
            Surroundings surroundings) {
        this.functionName = functionName;
        this.classPath = classPath;
        this.archive = archive;
        this.handler = handler;
        this.client = client;
        this.workshop = workshop;
        this.surroundings = surroundings;
    }

    String functionArn() {
        String region = surroundings.region();
        return "arn:%s:lambda:%s:%s:function:%s"
                .formatted(Regions.partition(region), region, surroundings.accountId(), functionName);
    }

    /** A directory for one child, with its tmpdir and home in it. */
    Path newDirectory() throws IOException {
        Path directory = workshop.childDirectory();
        Files.createDirectory(directory.resolve("tmp"));
        Files.createDirectory(directory.resolve("task"));
        return directory;
    }

    ChildArchive archive() {
        return archive;
    }

    ProcessBuilder builder(Path directory, String runtimeApi) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx" + MEMORY_MB + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(archive.options(directory));
        // The plugin's wrapper empties java.io.tmpdir on every invocation: it must be the child's
        // alone.
        command.add("-Djava.io.tmpdir=" + directory.resolve("tmp"));
        command.addAll(workshop.properties());
        command.addAll(List.of("-cp", classPath.toString()));
        command.addAll(List.of("connectlocal.child.Guardian", client.mainClass(), handler));
        var builder =
                new ProcessBuilder(command).directory(directory.resolve("task").toFile());
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        builder.environment().putAll(environment(directory, runtimeApi));
        return builder;
    }

    private Map<String, String> environment(Path directory, String runtimeApi) {
        return Map.ofEntries(
                Map.entry("HOME", directory.resolve("task").toString()),
                Map.entry("LANG", "C.UTF-8"),
                Map.entry("TZ", ":UTC"),
                Map.entry("AWS_REGION", surroundings.region()),
                Map.entry("AWS_DEFAULT_REGION", surroundings.region()),
                Map.entry("AWS_ENDPOINT_URL", surroundings.connectEndpoint().toString()),
                Map.entry(
                        "AWS_ENDPOINT_URL_CONNECT",
                        surroundings.connectEndpoint().toString()),
                Map.entry("AWS_ACCESS_KEY_ID", OwnKeys.FUNCTION.accessKeyId()),
                Map.entry("AWS_SECRET_ACCESS_KEY", OwnKeys.FUNCTION.secretAccessKey()),
                Map.entry("AWS_SESSION_TOKEN", OwnKeys.FUNCTION.sessionToken()),
                Map.entry("AWS_EC2_METADATA_DISABLED", "true"),
                Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java17"),
                Map.entry("AWS_LAMBDA_RUNTIME_API", runtimeApi),
                Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
                Map.entry("AWS_LAMBDA_FUNCTION_NAME", functionName),
                Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
                Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(MEMORY_MB)),
                Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + functionName),
                Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", "[$LATEST]" + directory.getFileName()),
                Map.entry("LAMBDA_TASK_ROOT", directory.resolve("task").toString()),
                Map.entry("_HANDLER", handler));
    }
}
