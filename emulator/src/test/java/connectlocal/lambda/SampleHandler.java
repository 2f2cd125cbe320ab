package connectlocal.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A function for tests that does what its event says: the event is a JSON text, e.g. {@code "exit"}. */
public final class SampleHandler implements RequestStreamHandler {
    /** Fails to load while a file of this name lies beside the jar. */
    static final String REFUSAL = "refuse-to-load";

    private static final List<Socket> FLOOD = new ArrayList<>();

    /** Called by the runtime. */
    public SampleHandler() throws URISyntaxException {
        var jar = Path.of(
                getClass().getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.exists(jar.resolveSibling(REFUSAL))) {
            throw new IllegalStateException("refused to load");
        }
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String event = new String(input.readAllBytes(), UTF_8);
        String wish = event.replaceAll("^\"|\"$", "").replaceAll(" .*", "");
        switch (wish) {
            case "sleep" -> sleep(Long.parseLong(event.replaceAll("[^0-9]", "")));
            case "exit" -> {
                System.out.println("about to exit");
                System.exit(7);
            }
            case "throw" -> throw new IllegalStateException("as \"asked\"");
            case "error" -> throw new OutOfMemoryError("as asked");
            case "print" -> {
                System.out.println("on standard output, ä");
                System.err.println("on standard error");
                context.getLogger().log("by the logger");
            }
            case "long" -> {
                output.write(("\"" + "a".repeat(7_000_000) + "\"").getBytes(UTF_8));
                return;
            }
            case "longer" -> {
                output.write(("\"" + "a".repeat(20_000_000) + "\"").getBytes(UTF_8));
                return;
            }
            case "spawn" -> {
                Process grandchild = new ProcessBuilder("sleep", "300").start();
                output.write(Long.toString(grandchild.pid()).getBytes(UTF_8));
                return;
            }
            case "orphan" -> {
                var parent = new ProcessBuilder("sh", "-c", "sleep 300 >/dev/null 2>&1 & echo $!").start();
                output.write(parent.getInputStream().readAllBytes());
                return;
            }
            case "hang" -> {
                Files.writeString(beside("hanging"), "");
                while (!Files.exists(beside("released"))) {
                    sleep(20);
                }
            }
            case "tally" -> {
                while (!Files.exists(beside("released"))) {
                    sleep(20);
                }
                Files.writeString(beside("tally"), "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
            case "chatter" -> new Thread(SampleHandler::chatter).start();
            case "flood" -> flood();
            case "litter" -> Files.writeString(Path.of(System.getProperty("java.io.tmpdir"), "litter"), "x");
            default -> {}
        }
        output.write(facts(event, context).getBytes(UTF_8));
    }

    /** Asks for its next event 600 times at once, as long as the process lives. */
    private static void flood() throws IOException {
        String[] api = System.getenv("AWS_LAMBDA_RUNTIME_API").split("[:/]");
        String ask = "GET /" + api[2] + "/2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: " + api[0] + "\r\n\r\n";
        for (int i = 0; i < 600; i++) {
            var socket = new Socket(api[0], Integer.parseInt(api[1]));
            socket.getOutputStream().write(ask.getBytes(UTF_8));
            FLOOD.add(socket);
        }
    }

    /** Prints 20 MiB, whoever still listens. */
    private static void chatter() {
        for (int i = 0; i < 20 * 1024; i++) {
            System.out.println("x".repeat(1023));
        }
        System.out.println("the last word");
        try {
            Files.createFile(beside("chattered"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Path beside(String name) throws IOException {
        try {
            var jar = SampleHandler.class.getProtectionDomain().getCodeSource().getLocation();
            return Path.of(jar.toURI()).resolveSibling(name);
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    /** The second entry point of a provider. */
    public void testEntrypoint(InputStream input, OutputStream output, Context context) throws IOException {
        output.write("\"tested\"".getBytes(UTF_8));
    }

    private static String facts(String event, Context context) throws IOException {
        return ("{\"event\":%s,\"pid\":%d,\"tmpdir\":\"%s\",\"stdin\":%d,"
                        + "\"remaining\":%d,\"arn\":\"%s\",\"environment\":\"%s\","
                        + "\"endpoint\":\"%s\",\"region\":\"%s\"}")
                .formatted(
                        event,
                        ProcessHandle.current().pid(),
                        System.getProperty("java.io.tmpdir"),
                        System.in.read(),
                        context.getRemainingTimeInMillis(),
                        context.getInvokedFunctionArn(),
                        String.join(" ", System.getenv().keySet()),
                        System.getenv("AWS_ENDPOINT_URL_CONNECT"),
                        System.getenv("AWS_REGION"));
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
