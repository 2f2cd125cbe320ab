package connectlocal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.http.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets go in by every road, with faults and --state on, and then nothing that the emulator shows or wrote has one.
 */
class CanaryIT {
    private static final String CANARY = "CanaryYq7Zt1";

    @TempDir
    private Path directory;

    @Test
    void secrets_inEveryRoad_areNowhereAfterwards() throws Exception {
        Path secrets = Files.createDirectories(directory.resolve("in")).resolve("secrets.yaml");
        Files.writeString(secrets, "secretsmanager:\n  agent: " + CANARY + "Manager\nssm: {}\n");
        Path said = directory.resolve("said");
        Map<String, String> seen = new LinkedHashMap<>();
        try (var emulator = new EmulatorProcess(
                said,
                "--verbose",
                "--concurrency",
                "1",
                "--secrets",
                secrets.toString(),
                "--state",
                directory.resolve("state").toString())) {
            String user = user(emulator, CANARY + "Plain");
            assertThat(user).contains("UserId");
            work(emulator, seen);
            for (String kind :
                    List.of("throttle", "error,type=InternalServiceException,status=500", "drop-after", "garbage")) {
                fault(emulator, kind);
                var end = emulator.end(emulator.begin("struck-" + kind.charAt(0) + kind.length(), CANARY + "Struck1"));
                seen.put("event under " + kind, end.toString());
            }
            seen.put(
                    "refused",
                    emulator.connect(
                                    "PUT",
                                    "/users/" + EmulatorProcess.ID,
                                    "{\"Username\":\"bad name\",\"Password\":\"" + CANARY + "Bad\"")
                            .toString());
            String invalid = EmulatorProcess.model("invalid", CANARY + "Invalid")
                    .replace("\"Password\"", "\"Nonsense\":1,\"Password\"");
            var desired = Json.MAPPER
                    .createObjectNode()
                    .put("TypeName", "AWS::Connect::User")
                    .put("DesiredState", invalid);
            seen.put(
                    "invalid",
                    emulator.control("CreateResource", desired.toString()).toString());
            for (String page : List.of("state", "state?as=seed", "requests", "requests/count", "faults", "health")) {
                seen.put(page, emulator.send("GET", "/_emulator/" + page, ""));
            }
            assertThat(seen.get("requests")).contains("CreateUser", "CreateStack", "CreateResource");
            processes(emulator, seen);
            files(directory.resolve("state"), seen);
            files(Path.of(System.getProperty("java.io.tmpdir")), seen);
        }
        seen.put("standard error", Files.readString(said));
        assertThat(seen.keySet().stream().filter(place -> place.endsWith("state.log")))
                .isNotEmpty();
        assertThat(seen.keySet().stream().filter(place -> place.contains("/environ")))
                .hasSizeGreaterThan(1);
        var hits = new TreeSet<String>();
        seen.forEach((place, text) -> forms().stream().filter(text::contains).forEach(form -> hits.add(place)));
        assertThat(hits).as("places with a secret, of " + seen.size()).isEmpty();
    }

    private static Set<String> forms() {
        var forms = new TreeSet<String>();
        forms.add(CANARY);
        forms.add(URLEncoder.encode(CANARY, UTF_8));
        // Whatever stands before it, these letters come out of it.
        for (String before : List.of("", "x", "xx")) {
            String coded = Base64.getEncoder().withoutPadding().encodeToString((before + CANARY).getBytes(UTF_8));
            forms.add(coded.substring(before.isEmpty() ? 0 : 4, coded.length() - 4));
        }
        return forms;
    }

    private static String user(EmulatorProcess emulator, String password) throws Exception {
        return emulator.connect("PUT", "/users/" + EmulatorProcess.ID, EmulatorProcess.user("plain", password))
                .toString();
    }

    private static void fault(EmulatorProcess emulator, String kind) throws Exception {
        var fault = Json.MAPPER
                .createObjectNode()
                .put("service", "connect")
                .put("operation", "CreateUser")
                .put("times", "1");
        String[] parts = kind.split(",");
        fault.put("kind", parts[0]);
        for (int i = 1; i < parts.length; i++) {
            fault.put(parts[i].split("=")[0], parts[i].split("=")[1]);
        }
        assertThat(emulator.connect("POST", "/_emulator/faults", fault.toString())
                        .toString())
                .contains("CreateUser");
    }

    /** Cloud Control and stacks, with a NoEcho parameter and a dynamic reference. */
    private static void work(EmulatorProcess emulator, Map<String, String> seen) throws Exception {
        var created = emulator.end(emulator.begin("control", CANARY + "Control"));
        assertThat(created.get("OperationStatus").asText())
                .as(created.toString())
                .isEqualTo("SUCCESS");
        seen.put("event", created.toString());
        String id = created.get("Identifier").asText();
        var update = Json.MAPPER
                .createObjectNode()
                .put("TypeName", "AWS::Connect::User")
                .put("Identifier", id)
                .put("PatchDocument", "[{\"op\":\"add\",\"path\":\"/Password\",\"value\":\"" + CANARY + "Patch\"}]");
        seen.put(
                "update",
                emulator.end(emulator.control("UpdateResource", update.toString())
                                .get("ProgressEvent"))
                        .toString());
        seen.put("history", emulator.control("ListResourceRequests", "{}").toString());
        String template = "{\"Parameters\":{\"P\":{\"Type\":\"String\",\"NoEcho\":true}},\"Resources\":{"
                + "\"A\":{\"Type\":\"AWS::Connect::User\",\"Properties\":"
                + EmulatorProcess.model("stacka", "@").replace("\"@\"", "{\"Ref\":\"P\"}") + "},"
                + "\"B\":{\"Type\":\"AWS::Connect::User\",\"Properties\":"
                + EmulatorProcess.model("stackb", "{{resolve:secretsmanager:agent}}") + "}}}";
        form(
                emulator,
                "Action=CreateStack&StackName=canary&TemplateBody=" + URLEncoder.encode(template, UTF_8)
                        + "&Parameters.member.1.ParameterKey=P&Parameters.member.1.ParameterValue=" + CANARY + "Echo");
        String stack = "";
        for (int i = 0; i < 600 && !stack.matches("(?s).*<StackStatus>[A-Z_]*(COMPLETE|FAILED)</StackStatus>.*"); i++) {
            stack = form(emulator, "Action=DescribeStacks&StackName=canary");
            Thread.sleep(100);
        }
        assertThat(stack).contains("CREATE_COMPLETE");
        seen.put("stack", stack);
        for (String action :
                List.of("DescribeStackEvents", "DescribeStackResources", "GetTemplate", "ListStackResources")) {
            seen.put(action, form(emulator, "Action=" + action + "&StackName=canary"));
        }
    }

    private static String form(EmulatorProcess emulator, String form) throws Exception {
        return emulator.send(
                "POST", "/", form + "&Version=2010-05-15", "Content-Type", "application/x-www-form-urlencoded");
    }

    private static void processes(EmulatorProcess emulator, Map<String, String> seen) throws IOException {
        var all = new java.util.ArrayList<ProcessHandle>(List.of(emulator.process.toHandle()));
        all.addAll(emulator.process.descendants().toList());
        for (ProcessHandle one : all) {
            for (String file : List.of("cmdline", "environ")) {
                Path path = Path.of("/proc", String.valueOf(one.pid()), file);
                seen.put(path.toString(), new String(Files.readAllBytes(path), ISO_8859_1));
            }
        }
    }

    private static void files(Path root, Map<String, String> seen) throws IOException {
        try (var files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // What the test itself gave to the emulator.
                if (!file.endsWith(Path.of("in", "secrets.yaml")) && Files.size(file) < 5_000_000) {
                    seen.put(file.toString(), new String(Files.readAllBytes(file), ISO_8859_1));
                }
            }
        }
    }
}
