package connectlocal;

import static java.nio.charset.StandardCharsets.UTF_8;

import connectlocal.shared.Admin;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An emulator with --state that is killed and goes on: the directory is copied while it runs, which is what kill -9
 * leaves, and another emulator goes on with the copy.
 */
final class KeptEmulator implements AutoCloseable {
    static final String SECRET = "CanaryKept77!";
    static final String HOME = "us-east-1";
    static final String AWAY = "eu-west-1";

    private final List<Emulator> emulators = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Path directory;
    private Path state;
    private URI endpoint;

    /** Starts the first one; its states are directories in this one. */
    KeptEmulator(Path directory) throws Exception {
        this.directory = directory;
        Files.writeString(directory.resolve("secrets.yaml"), "ssm:\n  /given: " + SECRET + "\n  /gone: x\n");
        start(directory.resolve("state0"));
    }

    private void start(Path in) throws Exception {
        state = in;
        var emulator =
                Emulator.start(Options.onFreePort().withState(state).withSecrets(directory.resolve("secrets.yaml")));
        emulators.add(emulator);
        endpoint = emulator.endpoint();
    }

    @Override
    public void close() {
        emulators.forEach(Emulator::close);
    }

    /** From now on another one answers, which knows what was on the disk. */
    void killed() throws Exception {
        killed(written());
    }

    /** The same, of a moment in which this was on the disk. */
    void killed(String log) throws Exception {
        Path copy = directory.resolve("state" + emulators.size());
        Files.createDirectory(copy);
        Files.writeString(copy.resolve("state.log"), log);
        Files.copy(state.resolve("key"), copy.resolve("key"));
        start(copy);
    }

    /** All that is on the disk, as text. */
    String written() throws Exception {
        return Files.readString(state.resolve("state.log"));
    }

    /** As the route of the emulator does it. */
    void reset() throws Exception {
        Admin.reset(emulators.get(emulators.size() - 1));
    }

    /** The answer to a request of a service in a region. */
    HttpResponse<byte[]> send(String region, String service, String method, String path, byte[] body, String... headers)
            throws Exception {
        var request = HttpRequest.newBuilder(endpoint.resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE00000001/20260101/%s/%s/aws4_request,"
                                        .formatted(region, service)
                                + " SignedHeaders=host, Signature=00");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** The answer of CloudFormation, without what differs each time. */
    String form(String action, String... members) throws Exception {
        var form = new StringBuilder("Version=2010-05-15&Action=" + action);
        for (int i = 0; i < members.length; i += 2) {
            form.append('&').append(members[i]).append('=').append(URLEncoder.encode(members[i + 1], UTF_8));
        }
        byte[] answer = send(
                        HOME,
                        "cloudformation",
                        "POST",
                        "/",
                        form.toString().getBytes(UTF_8),
                        "Content-Type",
                        "application/x-www-form-urlencoded")
                .body();
        return new String(answer, UTF_8).replaceAll("<RequestId>[^<]*</RequestId>", "");
    }
}
