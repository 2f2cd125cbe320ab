package connectlocal.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import connectlocal.http.Api;
import connectlocal.http.AwsError;
import connectlocal.http.Json;
import connectlocal.http.Request;
import connectlocal.http.Response;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** One call of Invoke: waited for, or left to the background, or only tried. */
final class Invoke implements Api.Operation {
    private static final int TAIL_BYTES = 4096;
    private static final int EVENT_BYTES = 1024 * 1024;

    private final String functionReference;
    private final Functions functions;
    private final Executor background;

    /** @param background where invocations run that nobody waits for */
    Invoke(String functionReference, Functions functions, Executor background) {
        this.functionReference = functionReference;
        this.functions = functions;
        this.background = background;
    }

    @Override
    public String name() {
        return "Invoke";
    }

    @Override
    public Response answer(Request request) {
        var qualifier = Optional.ofNullable(request.query().get("Qualifier")).map(values -> values.get(0));
        var reference = FunctionReference.parse(functionReference, qualifier, functions);
        String function = reference.name();
        functions.requireKnown(function);
        reference.requireLatest(functions);
        String type = oneOf(request, "X-Amz-Invocation-Type", List.of("RequestResponse", "Event", "DryRun"));
        boolean tail = oneOf(request, "X-Amz-Log-Type", List.of("None", "Tail")).equals("Tail");
        byte[] payload = event(request.body());
        return switch (type) {
            case "Event" -> {
                requireSmall(payload);
                // The place is taken before the answer: what was accepted is not dropped.
                Runnable accepted = functions.accept(function, payload);
                background.execute(() -> invokeUnattended(function, accepted));
                yield new Response(202, Map.of(), new byte[0]);
            }
            case "DryRun" -> new Response(204, Map.of(), new byte[0]);
            default -> answered(functions.invoke(function, payload, Functions.TIMEOUT), tail);
        };
    }

    /** The value of a header, the first of those possible where there is none. */
    private static String oneOf(Request request, String header, List<String> values) {
        String value = request.header(header).orElse(values.get(0));
        if (!values.contains(value)) {
            throw FunctionReference.invalid(header + " must be one of " + String.join(", ", values));
        }
        return value;
    }

    private static void requireSmall(byte[] payload) {
        if (payload.length > EVENT_BYTES) {
            throw new AwsError(
                    "RequestTooLargeException",
                    413,
                    "%d byte payload is too large for the Event invocation type (limit %d bytes)"
                            .formatted(payload.length, EVENT_BYTES));
        }
    }

    private static void invokeUnattended(String function, Runnable accepted) {
        try {
            accepted.run();
        } catch (AwsError e) {
            System.err.println("An event for " + function + " is lost: " + e.getMessage());
        }
    }

    private static Response answered(Invocation invocation, boolean tail) {
        var headers = new HashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("X-Amz-Executed-Version", "$LATEST");
        if (invocation.functionError() != null) {
            headers.put("X-Amz-Function-Error", invocation.functionError());
        }
        if (tail) {
            headers.put("X-Amz-Log-Result", tail(invocation.logTail()));
        }
        return new Response(200, headers, invocation.payload());
    }

    private static String tail(String log) {
        byte[] bytes = log.getBytes(UTF_8);
        return Base64.getEncoder()
                .encodeToString(Arrays.copyOfRange(bytes, Math.max(0, bytes.length - TAIL_BYTES), bytes.length));
    }

    private static byte[] event(byte[] body) {
        if (body.length == 0) {
            return "{}".getBytes(UTF_8);
        }
        try {
            Json.MAPPER.readTree(body);
            return body;
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw notJson(at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")");
        } catch (IOException e) {
            throw notJson("");
        }
    }

    private static AwsError notJson(String where) {
        return new AwsError("InvalidRequestContentException", 400, "Could not parse request body into json" + where);
    }
}
