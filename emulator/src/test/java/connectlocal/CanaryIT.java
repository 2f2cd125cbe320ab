package connectlocal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords go in through Connect and Cloud Control, under every kind of fault, and none comes out anywhere. */
class CanaryIT {
    private static final List<String> AT_CREATE_USER = List.of(
            "throttle",
            "access-denied",
            "error type=InternalServiceException status=500",
            "error type=InternalServiceException status=500 after=true",
            "drop-after",
            "reset-after",
            "truncate",
            "garbage");
    private static final List<String> AT_THE_HANDLER = List.of("crash-before", "crash-after", "time-out");

    private final Canary canary = new Canary();

    @TempDir
    private Path directory;

    @Test
    void passwords_underEveryFault_areNowhereAfterwards() throws Exception {
        Path said = directory.resolve("said");
        String state = directory.resolve("state").toString();
        try (var emulator = new EmulatorProcess(said, "--verbose", "--concurrency", "1", "--state", state)) {
            String user = EmulatorProcess.user("plain", Canary.WORD + "Plain");
            assertThat(emulator.connect("PUT", "/users/" + EmulatorProcess.ID, user)
                            .toString())
                    .contains("UserId");
            created(emulator);
            for (String fault : AT_CREATE_USER) {
                struck(emulator, "connect", "CreateUser", fault);
            }
            for (String fault : AT_THE_HANDLER) {
                struck(emulator, "lambda", "CREATE", fault);
            }
            refused(emulator);
            canary.saw("history", emulator.control("ListResourceRequests", "{}").toString());
            canary.sawPages(emulator);
            assertThat(canary.saw("requests", emulator.send("GET", "/_emulator/requests", "")))
                    .contains("CreateUser", "CreateResource", "UpdateResource");
            canary.sawProcesses(emulator);
            canary.sawFiles(directory.resolve("state"));
            canary.sawFiles(Path.of(System.getProperty("java.io.tmpdir")));
        }
        canary.saw("standard error", Files.readString(said));
        canary.assertThatNoPlaceHasIt();
    }

    private void created(EmulatorProcess emulator) throws Exception {
        JsonNode created = emulator.end(emulator.begin("control", Canary.WORD + "Control"));
        assertThat(created.get("OperationStatus").asText())
                .as(created.toString())
                .isEqualTo("SUCCESS");
        canary.saw("event", created.toString());
        String patch = "[{\"op\":\"add\",\"path\":\"/Password\",\"value\":\"" + Canary.WORD + "Patch\"}]";
        var update = Json.MAPPER
                .createObjectNode()
                .put("TypeName", "AWS::Connect::User")
                .put("Identifier", created.get("Identifier").asText())
                .put("PatchDocument", patch);
        JsonNode begun = emulator.control("UpdateResource", update.toString()).get("ProgressEvent");
        canary.saw("update", emulator.end(begun).toString());
        String id = created.get("Identifier").asText().replaceAll(".*/", "");
        canary.sawPages(emulator, "console/user?instance=" + EmulatorProcess.ID + "&id=" + id);
    }

    private void struck(EmulatorProcess emulator, String service, String operation, String fault) throws Exception {
        Map<String, String> members = new HashMap<>(Map.of("service", service, "operation", operation));
        String[] parts = fault.split(" ");
        members.put("kind", parts[0]);
        for (int i = 1; i < parts.length; i++) {
            members.put(parts[i].split("=")[0], parts[i].split("=")[1]);
        }
        String name = fault.replaceAll("[^a-z0-9]+", "-");
        canary.struck(emulator, members, () -> {
            JsonNode end = emulator.end(emulator.begin(name, Canary.WORD + "Struck1"));
            assertThat(end.get("OperationStatus").asText()).isIn("SUCCESS", "FAILED");
            canary.saw("event under " + fault, end.toString());
        });
    }

    /** What cannot be read, or is no user. */
    private void refused(EmulatorProcess emulator) throws Exception {
        String broken = "{\"Username\":\"bad name\",\"Password\":\"" + Canary.WORD + "Bad\"";
        canary.saw("broken", emulator.send("PUT", "/users/" + EmulatorProcess.ID, broken));
        String invalid = EmulatorProcess.model("invalid", Canary.WORD + "Invalid")
                .replace("\"Password\"", "\"Nonsense\":1,\"Password\"");
        var desired = Json.MAPPER
                .createObjectNode()
                .put("TypeName", "AWS::Connect::User")
                .put("DesiredState", invalid);
        canary.saw(
                "invalid",
                emulator.control("CreateResource", desired.toString()).toString());
    }
}
