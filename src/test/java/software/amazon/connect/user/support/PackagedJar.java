package software.amazon.connect.user.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The jar that is uploaded, in a process of its own as on Lambda, with the services found by their endpoints alone. */
public final class PackagedJar implements AutoCloseable {
    private static final String HANDLER = handlerNamedIn(Path.of(".rpdk-config"));

    /** As Lambda's runtime starts the JVM, with 512 MB. */
    private static final List<String> FLAGS =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", "-XX:MaxRAM=512m");

    private final Process process;
    private final BufferedReader answers;
    private final Path log;
    private final Path collections;
    private final Path classes;

    /** Starts the process, in an empty folder and with these variables beside those that Lambda always has. */
    public PackagedJar(Path folder, Map<String, String> variables) throws IOException {
        log = folder.resolve("log");
        collections = folder.resolve("collections");
        classes = folder.resolve("classes");
        Path scratch = Files.createDirectory(folder.resolve("tmp"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + scratch,
                "-Xlog:gc:file=" + collections,
                "-Xlog:class+load:file=" + classes + "::filecount=0",
                "-cp",
                String.join(File.pathSeparator, System.getProperty("provider.jar"), testClasses()),
                LambdaProcess.class.getName(),
                HANDLER));
        command.addAll(1, FLAGS);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("AWS_REGION", "us-east-1");
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        builder.environment().putAll(variables);
        process = builder.start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String handlerNamedIn(Path settings) {
        try {
            String entrypoint = Event.JSON
                    .readTree(Files.readString(settings))
                    .get("entrypoint")
                    .asText();
            return entrypoint.substring(0, entrypoint.indexOf("::"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String testClasses() {
        try {
            return Path.of(LambdaProcess.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the handler answers to an event. */
    public JsonNode answer(ObjectNode event) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write((event + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
        String answer = answers.readLine();
        assertThat(answer).as(() -> "the process ended: " + logged()).isNotNull();
        return Event.JSON.readTree(answer);
    }

    /** What has been written to Lambda's own log. */
    public String logged() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The lines of the JVM's log of its garbage collections. */
    public List<String> collections() throws IOException {
        return Files.readAllLines(collections);
    }

    /** The names of the classes that requests have had loaded, the first and those after it. */
    public List<String> classesOfRequests() throws IOException {
        return Files.readAllLines(classes).stream()
                .map(line -> line.replaceFirst("\\[.*\\]\\s*", "").replaceFirst(" .*", ""))
                .dropWhile(name -> !name.equals(LambdaContext.class.getName()))
                .skip(1)
                .toList();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
}
