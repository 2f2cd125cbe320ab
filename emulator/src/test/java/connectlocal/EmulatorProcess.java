package connectlocal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own, which a test may kill, and plain HTTP to it. */
final class EmulatorProcess implements AutoCloseable {
    static final String ID = "11111111-1111-1111-1111-111111111111";
    static final String ARN = "arn:aws:connect:us-east-1:123456789012:instance/" + ID;
    private static final int PATIENCE_SECONDS = 180;
    final Process process;
    final URI endpoint;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param said where standard error goes */
    EmulatorProcess(Path said, String... options) throws Exception {
        process = builder(options)
                .redirectError(ProcessBuilder.Redirect.appendTo(said.toFile()))
                .start();
        String line = firstLine();
        if (line == null || !line.startsWith("ready ")) {
            process.destroyForcibly();
            throw new AssertionError("did not start: " + java.nio.file.Files.readString(said));
        }
        endpoint = URI.create(line.substring("ready ".length()));
    }

    /** What it says when it is ready. One that says nothing for long is shown with what its threads wait for. */
    private String firstLine() throws Exception {
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        var line = new java.util.concurrent.CompletableFuture<String>();
        var reader = new Thread(() -> {
            try {
                line.complete(out.readLine());
            } catch (IOException e) {
                line.completeExceptionally(e);
            }
        });
        reader.setDaemon(true);
        reader.start();
        try {
            return line.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            String threads = threads();
            process.destroyForcibly();
            throw new AssertionError("not ready after " + PATIENCE_SECONDS + " s:\n" + threads);
        }
    }

    private String threads() throws Exception {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        var asked = new ProcessBuilder(jcmd.toString(), String.valueOf(process.pid()), "Thread.print")
                .redirectErrorStream(true)
                .start();
        try {
            return asked.waitFor(30, TimeUnit.SECONDS)
                    ? new String(asked.getInputStream().readAllBytes(), UTF_8)
                    : "jcmd says nothing";
        } finally {
            asked.destroyForcibly();
        }
    }

    static ProcessBuilder builder(String... options) {
        var command =
                new ArrayList<>(List.of(System.getProperty("emulator.command"), "--port", "0", "--lambda-port", "0"));
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command);
        builder.environment().put("EMULATOR_BUILD", "no");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .put("JDK_JAVA_OPTIONS", "\"-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir") + "\"");
        return builder;
    }

    /** As kill -9 ends it. */
    void kill() throws InterruptedException {
        if (!process.destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("killed, and still there after " + PATIENCE_SECONDS + " s");
        }
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String send(String method, String path, String body, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(endpoint.resolve(path))
                .timeout(Duration.ofSeconds(90))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    JsonNode connect(String method, String path, String body) throws Exception {
        return Json.MAPPER.readTree(send(method, path, body, "Content-Type", "application/json"));
    }

    JsonNode control(String operation, String body) throws Exception {
        return Json.MAPPER.readTree(send(
                "POST",
                "/",
                body,
                "X-Amz-Target",
                "CloudApiService." + operation,
                "Content-Type",
                "application/x-amz-json-1.0"));
    }

    /** A request to make a user through Cloud Control. */
    JsonNode begin(String name, String password) throws Exception {
        var desired = Json.MAPPER.createObjectNode();
        desired.put("TypeName", "AWS::Connect::User").put("DesiredState", model(name, password));
        return control("CreateResource", desired.toString()).get("ProgressEvent");
    }

    JsonNode end(JsonNode event) throws Exception {
        String token = event.get("RequestToken").asText();
        JsonNode now = event;
        for (int i = 0; i < 60 && !now.get("OperationStatus").asText().matches("SUCCESS|FAILED|CANCEL_COMPLETE"); i++) {
            now = status(token);
        }
        return now;
    }

    JsonNode status(String token) throws Exception {
        return control("GetResourceRequestStatus", "{\"RequestToken\":\"" + token + "\"}")
                .get("ProgressEvent");
    }

    static String model(String name, String password) {
        return """
            {"InstanceArn":"%1$s","Username":"%2$s","Password":"%3$s",
             "RoutingProfileArn":"%1$s/routing-profile/22222222-2222-2222-2222-222222222222",
             "SecurityProfileArns":["%1$s/security-profile/33333333-3333-3333-3333-333333333333"],
             "IdentityInfo":{"FirstName":"Ada","LastName":"Lovelace"},
             "PhoneConfig":{"PhoneType":"SOFT_PHONE"}}""".formatted(ARN, name, password);
    }

    static String user(String name, String password) {
        return """
            {"Username":"%s","Password":"%s","RoutingProfileId":"22222222-2222-2222-2222-222222222222",
             "SecurityProfileIds":["33333333-3333-3333-3333-333333333333"],"PhoneConfig":{"PhoneType":"SOFT_PHONE"},
             "IdentityInfo":{"FirstName":"Ada","LastName":"Lovelace"}}""".formatted(name, password);
    }
}
