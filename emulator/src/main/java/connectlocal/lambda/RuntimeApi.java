package connectlocal.lambda;

import connectlocal.http.AwsError;
import connectlocal.http.Json;
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
final class RuntimeApi implements AutoCloseable {
    private static final String ROOT = "/2018-06-01/runtime/";

    /** Lambda's limit for an answer that somebody waits for. */
    private static final int MOST_BYTES = 6_291_556;

    private final Map<String, Child> children = new ConcurrentHashMap<>();
    private Server server;

    private record Child(Mailbox mailbox, String functionArn) {}

    /** @param workshop where those live who will call; it is closed when there can be none */
    static RuntimeApi startIn(Workshop workshop) throws IOException {
        var api = new RuntimeApi();
        try {
            api.server = Server.startPatient(api::answer, 0);
            return api;
        } catch (IOException | RuntimeException e) {
            workshop.close();
            throw e;
        }
    }

    /** What the child finds in AWS_LAMBDA_RUNTIME_API. */
    String admit(String secret, Mailbox mailbox, String functionArn) {
        children.put(secret, new Child(mailbox, functionArn));
        return "127.0.0.1:" + server.port(0) + "/" + secret;
    }

    void dismiss(String secret) {
        children.remove(secret);
    }

    @Override
    public void close() {
        server.close();
    }

    /** An event may be long in coming, and no thread waits for it: there are fewer than waits a child can begin. */
    private void answer(Request request, Consumer<Response> then) {
        int root = request.rawPath().indexOf(ROOT);
        Child child = root < 1 ? null : children.get(request.rawPath().substring(1, root));
        if (child == null) {
            then.accept(RestJson.error(
                    new AwsError("Forbidden", 403, "no function of this emulator runs under this path")));
            return;
        }
        String route = request.method() + " " + request.rawPath().substring(root + ROOT.length());
        if (route.equals("GET invocation/next")) {
            child.mailbox().take(event -> then.accept(next(child, event)));
        } else {
            then.accept(answer(child, route, request));
        }
    }

    private static Response answer(Child child, String route, Request request) {
        if (route.equals("POST init/error")) {
            child.mailbox().failToStart(request.body());
            return accepted();
        }
        String[] parts = route.split("/");
        if (parts.length == 3
                && parts[0].equals("POST invocation")
                && List.of("response", "error").contains(parts[2])) {
            var answer = within(new Answer(request.body(), parts[2].equals("error")));
            boolean awaited = child.mailbox().answer(parts[1], answer);
            return awaited
                    ? accepted()
                    : RestJson.error(new AwsError("InvalidRequestID", 400, "no invocation of this id is under way"));
        }
        return RestJson.error(new AwsError("NotFound", 404, "the Runtime API has no " + route));
    }

    private static Answer within(Answer answer) {
        if (answer.payload().length <= MOST_BYTES) {
            return answer;
        }
        String message = "Response payload size exceeded maximum allowed payload size (" + MOST_BYTES + " bytes).";
        String type = "Function.ResponseSizeTooLarge";
        return new Answer(Json.bytes(Map.of("errorType", type, "errorMessage", message)), true);
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
