package connectlocal.fuzz;

import com.fasterxml.jackson.databind.ObjectMapper;
import connectlocal.Emulator;
import connectlocal.Options;
import connectlocal.tiny.BookProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An emulator that is asked whatever a fuzzer thinks of. It must answer every input below 500, and go on. The fuzzer
 * bounds time and memory of one input; what an input leaves behind is taken away by a reset every now and then.
 */
public final class Target implements AutoCloseable {
    static final String INSTANCE = "11111111-1111-1111-1111-111111111111";
    static final String USER = "55555555-5555-5555-5555-555555555555";
    static final String TYPE = BookProvider.TYPE;
    static final String FUNCTION = "test-shelf-book";
    static final String INSTANCE_ARN = "arn:aws:connect:us-east-1:123456789012:instance/" + INSTANCE;
    static final String BUCKET = "cdk-hnb659fds-assets-123456789012-us-east-1";
    private static final String KEY = "AKIDFUZZING1";
    private static final String SEED = """
            accountId: "123456789012"
            region: us-east-1
            instances:
              - id: %s
                alias: fuzz
                identityManagementType: CONNECT_MANAGED
                routingProfiles: [{id: 22222222-2222-2222-2222-222222222222, name: Basic}]
                securityProfiles: [{id: 33333333-3333-3333-3333-333333333333, name: Agent}]
                hierarchyGroups: [{id: 44444444-4444-4444-4444-444444444444, name: Berlin, level: 1}]
                predefinedAttributes: [{name: Language, values: [English, German]}]
                users:
                  - id: %s
                    Username: anna
                    Password: Passw0rd1
                    RoutingProfileId: 22222222-2222-2222-2222-222222222222
                    SecurityProfileIds: [33333333-3333-3333-3333-333333333333]
                    IdentityInfo: {FirstName: A, LastName: B}
                    PhoneConfig: {PhoneType: SOFT_PHONE}
            """.formatted(INSTANCE, USER);

    private static final int CALLS_UNTIL_RESET = 200;
    private static final int PATIENCE_MILLIS = 60_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static Target fuzzed;
    private static Parser chosen;

    private final Emulator emulator;
    /** Asks for signatures, and knows one key. */
    private final Emulator guarded;

    private final Path books;
    private int calls;

    Target() {
        try {
            Path seed = Files.writeString(Files.createTempFile("seed", ".yaml"), SEED);
            books = Files.createTempDirectory("books");
            emulator = Emulator.start(Options.onFreePort()
                    .withProviders(List.of(new BookProvider(books).books()))
                    .withSeed(seed));
            Path keys = Files.writeString(Files.createTempFile("keys", ".yaml"), KEY + ": secret");
            guarded = Emulator.start(Options.onFreePort().withSeed(seed).withAuth(keys));
            Files.delete(seed);
            Files.delete(keys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Called by Jazzer once, with the name of the parser. */
    public static void fuzzerInitialize(String[] arguments) {
        chosen = Parser.valueOf(arguments[0]);
        fuzzed = new Target();
    }

    /** Called by Jazzer for every input. */
    public static void fuzzerTestOneInput(byte[] input) {
        fuzzed.read(chosen, input);
    }

    /** Called by Jazzer in the end. */
    public static void fuzzerTearDown() {
        fuzzed.close();
    }

    /** Gives an input to a parser; throws AssertionError unless it is answered below 500. */
    void read(Parser parser, byte[] input) {
        if (input.length == 0) {
            return;
        }
        parser.call(input[0] & 0xff, Arrays.copyOfRange(input, 1, input.length)).ifPresent(call -> {
            ask(emulator, call);
            if (parser.isOfSignatures()) {
                ask(guarded, call);
            }
        });
        if (++calls % CALLS_UNTIL_RESET == 0) {
            ask(emulator, Call.of("POST", "/_emulator/reset", "application/json", new byte[0]));
        }
    }

    private static void ask(Emulator emulator, Call call) {
        String first = answer(emulator.endpoint(), call);
        // 501 is how S3 refuses what is not here.
        require(first.matches("HTTP/1\\.1 ([1-4][0-9][0-9]|501) .*"), call.line + " was answered " + first);
    }

    /** The first line of the answer, by a socket: a client of the JDK would refuse to send most of this. */
    private static String answer(URI endpoint, Call call) {
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(call.bytes());
            InputStream in = socket.getInputStream();
            String all = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            return all.lines().findFirst().orElse("nothing");
        } catch (IOException e) {
            throw new AssertionError(call.line + " got no answer: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        emulator.close();
        guarded.close();
        try (var files = Files.walk(books)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void require(boolean good, String otherwise) {
        if (!good) {
            throw new AssertionError(otherwise);
        }
    }

    static String quoted(byte[] text) {
        try {
            return JSON.writeValueAsString(new String(text, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Bytes as they may stand in one line of a request's head. */
    static String headerText(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[\\r\\n]", " ");
    }

    static String signedFor(String service) {
        return "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/" + service
                + "/aws4_request, SignedHeaders=host, Signature=00";
    }

    /** Headers by which a signature is calculated: the key is known, and the time is now. */
    static Map<String, String> signedNow(String service, String headers) {
        String time = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(Instant.now());
        return Map.of(
                "X-Amz-Date",
                time,
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + KEY + "/" + time.substring(0, 8) + "/us-east-1/" + service
                        + "/aws4_request, SignedHeaders=" + headers + ", Signature=00");
    }

    /** One request as it goes over the wire. */
    record Call(String line, Map<String, String> headers, byte[] body) {
        static Call of(String method, String path, String type, byte[] body) {
            return new Call(method + " " + path, Map.of("Content-Type", type), body);
        }

        Call with(String name, String value) {
            var more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Call(line, more, body);
        }

        Call with(Map<String, String> others) {
            var more = new LinkedHashMap<>(headers);
            more.putAll(others);
            return new Call(line, more, body);
        }

        private byte[] bytes() {
            var head = new StringBuilder(line + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n");
            headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
            head.append("Content-Length: " + body.length + "\r\n\r\n");
            var all = new ByteArrayOutputStream();
            all.writeBytes(Target.bytes(head.toString()));
            all.writeBytes(body);
            return all.toByteArray();
        }
    }
}
