package connectlocal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.http.ListenAddress;
import connectlocal.lambda.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * An emulator that starts as every other and is asked what emulators are usually asked, so that it and its functions
 * have loaded the classes that their archives are to hold. Answers do not matter: another provider has another type.
 */
final class Rehearsal {
    private static final String CALLS = "/connectlocal/rehearsal.json";
    private static final int TIMEOUT_MILLIS = 60_000;

    private final URI endpoint;
    private String identifier = "none";
    private String token = "none";

    private Rehearsal(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** Takes the emulator's own options. */
    public static void main(String[] args) throws IOException {
        Preparation.begin(args);
        var asked = new Main();
        Options options = options(asked, args);
        int exitCode = 1;
        try {
            Emulator emulator =
                    asked.serve(options.withFunctions(options.functions().rehearsing()));
            var rehearsal = new Rehearsal(emulator.endpoint());
            rehearsal.run();
            for (Provider provider : options.providers()) {
                rehearsal.invoke(provider.functionName());
            }
            exitCode = 0;
        } finally {
            // Also when it broke off: the emulator closes on the way, and its functions' archives are kept.
            System.exit(exitCode);
        }
    }

    /** What the arguments ask for, but never reached by others, wherever the environment has emulators listen. */
    static Options options(Main asked, String... args) throws IOException {
        asked.commandLine().parseArgs(args);
        return asked.said().options().withAddress(ListenAddress.LOOPBACK);
    }

    private void run() throws IOException {
        try (InputStream calls = Rehearsal.class.getResourceAsStream(CALLS)) {
            for (JsonNode call : Json.MAPPER.readTree(calls)) {
                run(call);
            }
        }
    }

    /** So that a process of every function has been there, whatever it makes of this. */
    private void invoke(String function) throws IOException {
        ObjectNode call = Json.MAPPER.createObjectNode();
        call.put("path", "/2015-03-31/functions/" + function + "/invocations").put("body", "{}");
        run(call);
    }

    private void run(JsonNode call) throws IOException {
        String path = call.path("path").asText("/");
        var connection = (HttpURLConnection) endpoint.resolve(path).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setRequestMethod(call.path("method").asText("POST"));
        call.path("headers")
                .properties()
                .forEach(h ->
                        connection.setRequestProperty(h.getKey(), h.getValue().asText()));
        if (call.has("body")) {
            connection.setDoOutput(true);
            try (OutputStream body = connection.getOutputStream()) {
                body.write(filled(call.get("body")).getBytes(StandardCharsets.UTF_8));
            }
        }
        boolean refused = connection.getResponseCode() >= 400;
        try (InputStream answer = refused ? connection.getErrorStream() : connection.getInputStream()) {
            byte[] bytes = answer.readAllBytes();
            if (!refused && call.path("remember").asBoolean()) {
                JsonNode event = Json.MAPPER.readTree(bytes).path("ProgressEvent");
                identifier = event.path("Identifier").asText(identifier);
                token = event.path("RequestToken").asText(token);
            }
        }
    }

    private String filled(JsonNode body) {
        String text = body.isTextual() ? body.asText() : body.toString();
        return text.replace("${Identifier}", identifier).replace("${RequestToken}", token);
    }
}
