package connectlocal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reset where there is hardly any room left: an emulator of its own writes under the shell's limit. */
class FullDiskResetTest {
    @TempDir
    private Path directory;

    /** Fills what room there is, resets, says what is there then, and is killed. */
    static final class Filler {
        private static final HttpClient HTTP = HttpClient.newHttpClient();

        private Filler() {}

        public static void main(String[] arguments) throws Exception {
            URI endpoint = Emulator.start(Options.onFreePort().withState(Path.of(arguments[0])))
                    .endpoint();
            System.out.println("STACK " + stack(endpoint, "CreateStack"));
            for (int length : new int[] {4_000, 1}) {
                int put = 0;
                while (put < 1_000 && parameter(endpoint, "PutParameter", length + "-" + put, length) == 200) {
                    put++;
                }
                System.out.println("FILLED " + put);
            }
            System.out.println("RESET "
                    + send(HttpRequest.newBuilder(endpoint.resolve("/_emulator/reset"))
                            .POST(HttpRequest.BodyPublishers.noBody())));
            System.out.println("THERE " + there(endpoint));
            Runtime.getRuntime().halt(0);
        }

        /** The statuses of answers about the stack and a parameter. */
        static String there(URI endpoint) throws Exception {
            return stack(endpoint, "DescribeStacks") + " " + parameter(endpoint, "GetParameter", "4000-0", 1);
        }

        private static int stack(URI endpoint, String action) throws Exception {
            String template = "{\"Resources\":{\"A\":{\"Type\":\"AWS::CloudFormation::WaitConditionHandle\"}}}";
            String form = "Action=" + action + "&StackName=s&TemplateBody=" + template;
            return send(HttpRequest.newBuilder(endpoint)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form)));
        }

        private static int parameter(URI endpoint, String operation, String name, int length) throws Exception {
            String input = "{\"Name\":\"" + name + "\",\"Value\":\"" + "x".repeat(length) + "\"}";
            return send(HttpRequest.newBuilder(endpoint)
                    .header("X-Amz-Target", "AmazonSSM." + operation)
                    .POST(HttpRequest.BodyPublishers.ofString(input)));
        }

        private static int send(HttpRequest.Builder request) throws Exception {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @Test
    void reset_withoutRoom_isWholeOrNothing_alsoAfterAKill() throws Exception {
        Path said = directory.resolve("said");
        Path state = directory.resolve("state");
        Process filler = new ProcessBuilder(
                        "bash",
                        "-c",
                        "ulimit -f 128 && exec \"$0\" -XX:TieredStopAtLevel=1 -Djava.io.tmpdir=\"$1\" -cp \"${@:2}\"",
                        ProcessHandle.current().info().command().orElseThrow(),
                        Files.createDirectory(directory.resolve("tmp")).toString(),
                        System.getProperty("java.class.path"),
                        Filler.class.getName(),
                        state.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean over = filler.waitFor(120, TimeUnit.SECONDS);
        filler.destroyForcibly();
        List<String> lines = Files.readAllLines(said, UTF_8);
        assertThat(over && filler.exitValue() == 0).as("%s", lines).isTrue();
        assertThat(lines).as("%s", lines).contains("STACK 200");
        assertThat(lines).filteredOn(line -> line.matches("FILLED [1-9][0-9]*")).hasSize(2);
        boolean done = lines.contains("RESET 200");
        assertThat(lines).contains(done ? "RESET 200" : "RESET 500");
        String there = done ? "400 400" : "200 200";
        assertThat(lines).contains("THERE " + there);
        try (Emulator again = Emulator.start(Options.onFreePort().withState(state))) {
            assertThat(Filler.there(again.endpoint())).isEqualTo(there);
        }
    }
}
