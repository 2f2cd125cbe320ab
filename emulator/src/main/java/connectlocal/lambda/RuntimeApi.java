package connectlocal.lambda;

import connectlocal.http.Answerer;
import connectlocal.http.AwsError;
import connectlocal.http.Json;
import connectlocal.http.ListenAddress;
import connectlocal.http.Ports;
import connectlocal.http.Request;
import connectlocal.http.Response;
import connectlocal.http.RestJson;
import connectlocal.http.Server;
import connectlocal.lambda.Mailbox.Answer;
import connectlocal.lambda.Mailbox.Event;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Lambda's Runtime API on a loopback port of its own, by which child JVMs fetch events and answer them. Each child has
 * a path of its own that nobody else knows.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda Runtime API</a>
 */
final class RuntimeApi implements Answerer, AutoCloseable {
    private static final String ROOT = "/2018-06-01/runtime/";

    /** Lambda's limit for an answer that somebody waits for. */
    private static final int MOST_BYTES = 6_291_556;

    /** What is read; what an error says beside the answer's limit may be longer. */
    private static final int BODY_LIMIT = 7 * 1024 * 1024;

    private static final byte[] TOO_LARGE = Json.bytes(Map.of(
            "errorType",
            "Function.ResponseSizeTooLarge",
            "errorMessage",
            "Response payload size exceeded maximum allowed payload size (" + MOST_BYTES + " bytes)."));

    private final Map<String, Child> children = new ConcurrentHashMap<>();
    private final Ports ports;
    private Server server;

    private RuntimeApi(Ports ports) {
        this.ports = ports;
    }

    private record Child(Mailbox mailbox, String functionArn) {}

    /**
     * Takes its port, so that children can start; who calls before it serves waits.
     *
     * @param workshop where those live who will call; it is closed when there can be none
     */
    static RuntimeApi openIn(Workshop workshop) throws IOException {
        try {
            return new RuntimeApi(Ports.take(ListenAddress.LOOPBACK, List.of(0)));
        } catch (IOException | RuntimeException e) {
            workshop.close();
            throw e;
        }
    }

    /** Begins to answer. */
    void serve() throws IOException {
        server = Server.startPatient(this, BODY_LIMIT, ports);
    }

    /** What the child finds in AWS_LAMBDA_RUNTIME_API. */
    String admit(String secret, Mailbox mailbox, String functionArn) {
        children.put(secret, new Child(mailbox, functionArn));
        return "127.0.0.1:" + ports.port(0) + "/" + secret;
    }

    void dismiss(String secret) {
        children.remove(secret);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        ports.close();
    }

    /** Nothing is read of what comes under no child's path: anybody on this machine can send it. */
    @Override
    public Optional<Response> turnAway(Request head) {
        return child(head).isPresent()
                ? Optional.empty()
                : Optional.of(RestJson.error(
                        new AwsError("Forbidden", 403, "no function of this emulator runs under this path")));
    }

    /** An event may be long in coming, and no thread waits for it: there are fewer than waits a child can begin. */
    @Override
    public void answer(Request request, Consumer<Response> then) {
        Optional<Child> found = child(request);
        if (found.isEmpty()) {
            then.accept(turnAway(request).orElseThrow());
            return;
        }
        Child child = found.get();
        String route = route(request);
        if (route.equals("GET invocation/next")) {
            child.mailbox().take(event -> then.accept(next(child, event)));
        } else {
            then.accept(answer(child, route, Optional.of(request.body())));
        }
    }

    /** Whoever waits for an answer that is too long to be read hears of it as if it had been. */
    @Override
    public Response refuse(Request head, AwsError error) {
        child(head)
                .filter(child -> error.status() == 413)
                .ifPresent(child -> answer(child, route(head), Optional.empty()));
        return RestJson.error(error);
    }

    private Optional<Child> child(Request head) {
        int root = head.rawPath().indexOf(ROOT);
        return root < 1
                ? Optional.empty()
                : Optional.ofNullable(children.get(head.rawPath().substring(1, root)));
    }

    private static String route(Request head) {
        return head.method() + " " + head.rawPath().substring(head.rawPath().indexOf(ROOT) + ROOT.length());
    }

    /** @param body empty when it was too large to be read */
    private static Response answer(Child child, String route, Optional<byte[]> body) {
        if (route.equals("POST init/error")) {
            child.mailbox().failToStart(within(body, true));
            return accepted();
        }
        String[] parts = route.split("/");
        if (parts.length == 3
                && parts[0].equals("POST invocation")
                && List.of("response", "error").contains(parts[2])) {
            var answer = within(body, parts[2].equals("error"));
            boolean awaited = child.mailbox().answer(parts[1], answer);
            return awaited
                    ? accepted()
                    : RestJson.error(new AwsError("InvalidRequestID", 400, "no invocation of this id is under way"));
        }
        return RestJson.error(new AwsError("NotFound", 404, "the Runtime API has no " + route));
    }

    private static Answer within(Optional<byte[]> body, boolean failed) {
        return body.filter(bytes -> bytes.length <= MOST_BYTES)
                .map(bytes -> new Answer(bytes, failed))
                .orElseGet(() -> new Answer(TOO_LARGE, true));
    }

    private static Response next(Child child, Optional<Event> next) {
        return next.map(event -> new Response(
                        200,
                        Map.of(
                                "Content-Type", "application/json",
                                "Lambda-Runtime-Aws-Request-Id", event.requestId(),
                                "Lambda-Runtime-Deadline-Ms",
                                        String.valueOf(System.currentTimeMillis()
                                                + event.timeout().toMillis()),
                                "Lambda-Runtime-Invoked-Function-Arn", child.functionArn()),
                        event.payload()))
                .orElseGet(() ->
                        RestJson.error(new AwsError("Gone", 410, "the function is shut down, or asks elsewhere")));
    }

    private static Response accepted() {
        return RestJson.answer(202, Map.of("status", "OK"));
    }
}
