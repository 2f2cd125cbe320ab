package software.amazon.connect.user;

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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.connect.user.support.Event;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.LambdaProcess;
import software.amazon.connect.user.support.RestConnect;
import software.amazon.connect.user.support.Samples;

/** The jar that is uploaded, in a process of its own as on Lambda, against a Connect found by endpoint alone. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PackagedJarIT {
    private static final String HANDLER = handlerNamedIn(Path.of(".rpdk-config"));

    @TempDir
    private Path tmp;

    private RestConnect connect;
    private Process process;
    private BufferedReader answers;
    private Path log;

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

    @BeforeEach
    void startProcess() throws IOException {
        connect = new RestConnect();
        log = tmp.resolve("log");
        Path scratch = Files.createDirectory(tmp.resolve("tmp"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + scratch,
                "-cp",
                String.join(File.pathSeparator, System.getProperty("provider.jar"), testClasses()),
                LambdaProcess.class.getName(),
                HANDLER));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("AWS_REGION", "us-east-1");
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        builder.environment().put("AWS_ENDPOINT_URL_CONNECT", connect.url());
        process = builder.start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
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

    @AfterEach
    void stopProcess() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        connect.close();
    }

    private JsonNode answer(ObjectNode event) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write((event + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
        String answer = answers.readLine();
        assertThat(answer).as(() -> "the process ended: " + logged()).isNotNull();
        return Event.JSON.readTree(answer);
    }

    private String logged() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private ObjectNode succeeded(ObjectNode event) throws IOException {
        JsonNode answer = answer(event);
        while ("IN_PROGRESS".equals(answer.at("/status").asText())) {
            event.set("callbackContext", answer.get("callbackContext"));
            ((ObjectNode) event.get("requestData")).set("resourceProperties", answer.get("resourceModel"));
            answer = answer(event);
        }
        assertThat(answer.at("/status").asText()).as(answer + "\n" + logged()).isEqualTo("SUCCESS");
        return (ObjectNode) answer.get("resourceModel");
    }

    @Test
    void life_ofAUser_throughThePackagedJar() throws IOException {
        ObjectNode desired = Event.properties(Rig.copy(Samples.full()));
        ObjectNode created = succeeded(Event.of("CREATE", desired));
        assertThat(connect.requests.subList(0, 2))
                .containsExactly(
                        "PUT users/" + FakeConnect.INSTANCE_ID,
                        "POST users/" + FakeConnect.INSTANCE_ID + "/user-1/associate-proficiencies");
        assertThat(connect.requests.subList(2, connect.requests.size()))
                .containsExactlyInAnyOrder(
                        "GET users/" + FakeConnect.INSTANCE_ID + "/user-1",
                        "GET users/" + FakeConnect.INSTANCE_ID + "/user-1/proficiencies");
        assertThat(created.has("Password")).isFalse();
        assertThat(created.at("/VoiceEnhancementConfigs/0/VoiceEnhancementMode").asText())
                .isEqualTo("VOICE_ISOLATION");

        ObjectNode identifier = Event.JSON.createObjectNode();
        identifier.set("UserArn", created.get("UserArn"));
        assertThat(succeeded(Event.of("READ", identifier))).isEqualTo(created);

        ObjectNode changed = created.deepCopy();
        changed.remove(List.of("HierarchyGroupArn", "VoiceEnhancementConfigs", "UserProficiencies"));
        changed.putArray("Tags").addObject().put("Key", "Team").put("Value", "a b&c=d/é");
        ObjectNode updated = succeeded(Event.update(created, changed));
        assertThat(updated).isEqualTo(changed);

        JsonNode listed = answer(Event.of("LIST", Event.JSON.createObjectNode()));
        assertThat(listed.at("/resourceModels/0/UserArn")).isEqualTo(created.get("UserArn"));

        assertThat(succeeded(Event.of("DELETE", identifier))).isNull();
        assertThat(answer(Event.of("DELETE", identifier)).at("/errorCode").asText())
                .isEqualTo("NotFound");
        assertThat(logged())
                .doesNotContain(Samples.PASSWORD)
                .doesNotContain("ResourceModel(")
                .doesNotContain("SLF4J");
    }

    @Test
    void read_connectIsNotThere_isNetworkFailureInTime() throws IOException {
        connect.close();
        ObjectNode identifier = Event.JSON.createObjectNode().put("UserArn", FakeConnect.INSTANCE + "/agent/a");
        long start = System.nanoTime();
        JsonNode answer = answer(Event.of("READ", identifier));
        assertThat(answer.at("/errorCode").asText()).as(answer.toString()).isEqualTo("NetworkFailure");
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(30);
    }
}
