package connectlocal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What --state keeps when the emulator is killed in the middle of its work. */
class StateIT {
    private static final String PASSWORD = "Secret123456";

    @TempDir
    private Path directory;

    private EmulatorProcess start(String... more) throws Exception {
        var options = new java.util.ArrayList<>(
                java.util.List.of("--state", directory.resolve("state").toString()));
        options.addAll(java.util.List.of(more));
        return new EmulatorProcess(directory.resolve("said"), options.toArray(String[]::new));
    }

    private static Set<String> users(EmulatorProcess emulator) throws Exception {
        var names = new TreeSet<String>();
        JsonNode state = Json.MAPPER.readTree(emulator.send("GET", "/_emulator/state", ""));
        state.findValues("Users")
                .forEach(list -> list.forEach(user -> names.add(user.get("Id").asText())));
        return names;
    }

    /** Four clients create until the process is gone; whatever they were told of must be there after it. */
    @Test
    void kill_amongWrites_losesNothingThatWasAnswered() throws Exception {
        Set<String> told = new ConcurrentSkipListSet<>();
        for (int round = 0; round < 2; round++) {
            var enough = new CountDownLatch(40);
            var clients = new java.util.ArrayList<Thread>();
            try (var emulator = start()) {
                assertThat(users(emulator)).containsAll(told);
                for (int client = 0; client < 4; client++) {
                    String name = "r" + round + "c" + client + "n";
                    clients.add(new Thread(() -> {
                        try {
                            for (int i = 0; i < 10_000; i++) {
                                told.add(emulator.connect(
                                                "PUT",
                                                "/users/" + EmulatorProcess.ID,
                                                EmulatorProcess.user(name + i, PASSWORD))
                                        .get("UserId")
                                        .asText());
                                enough.countDown();
                            }
                        } catch (Exception killed) {
                            // as it was to be
                        }
                    }));
                }
                clients.forEach(Thread::start);
                assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
                emulator.kill();
            }
            for (Thread client : clients) {
                client.join(60_000);
            }
            assertThat(told).hasSizeGreaterThanOrEqualTo(40 * (round + 1));
        }
        try (var emulator = start()) {
            assertThat(users(emulator)).containsAll(told);
            emulator.send("POST", "/_emulator/reset", "");
            emulator.kill();
        }
        try (var emulator = start()) {
            assertThat(users(emulator)).doesNotContainAnyElementsOf(told).isNotEqualTo(told);
        }
    }

    @Test
    void kill_withARequestUnderWay_failsItWithAReason_andKeepsThoseThatAreOver() throws Exception {
        JsonNode done;
        JsonNode open;
        try (var emulator = start()) {
            done = emulator.end(emulator.begin("done", PASSWORD));
            assertThat(done.get("OperationStatus").asText()).as(done.toString()).isEqualTo("SUCCESS");
            emulator.connect(
                    "POST",
                    "/_emulator/faults",
                    "{\"service\":\"connect\",\"operation\":\"CreateUser\",\"kind\":\"delay\",\"ms\":60000}");
            open = emulator.begin("open", PASSWORD);
            assertThat(emulator.status(open.get("RequestToken").asText())
                            .get("OperationStatus")
                            .asText())
                    .isEqualTo("IN_PROGRESS");
            emulator.kill();
        }
        try (var emulator = start()) {
            JsonNode after = emulator.status(open.get("RequestToken").asText());
            assertThat(after.get("OperationStatus").asText()).isEqualTo("FAILED");
            assertThat(after.get("ErrorCode").asText()).isEqualTo("ServiceInternalError");
            assertThat(after.get("StatusMessage").asText()).contains("ended while this request was under way");
            assertThat(emulator.status(done.get("RequestToken").asText())).isEqualTo(done);
            assertThat(emulator.end(emulator.begin("next", PASSWORD))
                            .get("OperationStatus")
                            .asText())
                    .isEqualTo("SUCCESS");
        }
        assertThat(Files.readString(directory.resolve("said"))).contains("kept is what services hold");
    }

    @Test
    void directory_inUse_isRefused_andAsSeedLeadsBackToTheSameUsers() throws Exception {
        try (var emulator = start()) {
            var second = EmulatorProcess.builder(
                            "--state", directory.resolve("state").toString())
                    .redirectErrorStream(true)
                    .start();
            assertThat(second.waitFor(180, TimeUnit.SECONDS)).isTrue(); // what it says fits into the pipe
            String said = new String(second.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(second.exitValue()).as(said).isEqualTo(2);
            assertThat(said).contains("in use by another emulator");

            emulator.connect("PUT", "/users/" + EmulatorProcess.ID, EmulatorProcess.user("zoe", PASSWORD));
            Path seed = directory.resolve("seed.yaml");
            Files.writeString(seed, emulator.send("GET", "/_emulator/state?as=seed", ""));
            try (var other = new EmulatorProcess(directory.resolve("said"), "--seed", seed.toString())) {
                assertThat(users(other)).isEqualTo(users(emulator)).isNotEmpty();
                assertThat(other.send("GET", "/_emulator/state?as=seed", "")).isEqualTo(Files.readString(seed));
            }
        }
    }
}
