package connectlocal.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import connectlocal.http.Api;
import connectlocal.http.AwsError;
import connectlocal.http.Json;
import connectlocal.http.Request;
import connectlocal.http.Response;
import connectlocal.http.RestJson;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lambda on the wire: Invoke, which is all that {@code cfn test} and other callers of functions need.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
public final class LambdaApi implements Api {
    private static final String PREFIX = "/2015-03-31/functions/";
    private static final Pattern INVOKE = Pattern.compile(PREFIX + "([^/]+)/invocations/?");
    private static final Pattern NAME =
            Pattern.compile("(?:(?:arn:[a-z-]+:lambda:[a-z0-9-]+:)?[0-9]{12}:function:|function:)?"
                    + "([A-Za-z0-9_-]{1,64})(?::[$A-Za-z0-9_-]{1,128})?");
    private static final int TAIL_BYTES = 4096;
    private static final int WAITING_AT_MOST = 160;

    private final Semaphore waiting = new Semaphore(WAITING_AT_MOST);
    private final Functions functions;
    private final ExecutorService background;

    /** Invokes these functions; those that nobody waits for run in the background given. */
    public LambdaApi(Functions functions, ExecutorService background) {
        this.functions = functions;
        this.background = background;
    }

    @Override
    public String service() {
        return "lambda";
    }

    @Override
    public boolean ownsPath(String rawPath) {
        return rawPath.startsWith(PREFIX);
    }

    @Override
    public Operation route(Request request) {
        Matcher path = INVOKE.matcher(request.rawPath());
        if (path.matches() && request.method().equals("POST")) {
            return new Invoke(decoded(path.group(1)));
        }
        throw new AwsError(
                "UnknownOperationException",
                404,
                "Lambda here knows only POST "
                        + PREFIX
                        + "{name}/invocations, not "
                        + request.method()
                        + " "
                        + request.rawPath());
    }

    @Override
    public Response render(AwsError error) {
        return RestJson.error(error);
    }

    private final class Invoke implements Operation {
        private final String functionReference;

        Invoke(String functionReference) {
            this.functionReference = functionReference;
        }

        @Override
        public String name() {
            return "Invoke";
        }

        @Override
        public Response answer(Request request) {
            String function = functionName(functionReference);
            functions.requireKnown(function);
            byte[] payload = event(request.body());
            String type = request.header("X-Amz-Invocation-Type").orElse("RequestResponse");
            return switch (type) {
                case "RequestResponse" -> answered(waited(function, payload), request);
                case "Event" -> {
                    background.execute(() -> invokeUnattended(function, payload));
                    yield new Response(202, Map.of(), new byte[0]);
                }
                case "DryRun" -> new Response(204, Map.of(), new byte[0]);
                default ->
                    throw new AwsError(
                            "InvalidParameterValueException",
                            400,
                            "X-Amz-Invocation-Type must be RequestResponse, Event or DryRun, not \"" + type + "\"");
            };
        }
    }

    /**
     * Callers that wait hold a server thread each; beyond a bound they are refused, so that others are still served.
     */
    private Invocation waited(String function, byte[] payload) {
        if (!waiting.tryAcquire()) {
            throw new AwsError(
                    "TooManyRequestsException", 429, "Rate Exceeded: " + WAITING_AT_MOST + " invocations wait already");
        }
        try {
            return functions.invoke(function, payload, Functions.TIMEOUT);
        } finally {
            waiting.release();
        }
    }

    private void invokeUnattended(String function, byte[] payload) {
        try {
            functions.invoke(function, payload, Functions.TIMEOUT);
        } catch (AwsError e) {
            System.err.println("An event for " + function + " is lost: " + e.getMessage());
        }
    }

    private static Response answered(Invocation invocation, Request request) {
        var headers = new HashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("X-Amz-Executed-Version", "$LATEST");
        if (invocation.functionError() != null) {
            headers.put("X-Amz-Function-Error", invocation.functionError());
        }
        if (request.header("X-Amz-Log-Type").orElse("None").equals("Tail")) {
            headers.put("X-Amz-Log-Result", tail(invocation.logTail()));
        }
        return new Response(200, headers, invocation.payload());
    }

    private static String tail(String log) {
        byte[] bytes = log.getBytes(UTF_8);
        return Base64.getEncoder()
                .encodeToString(Arrays.copyOfRange(bytes, Math.max(0, bytes.length - TAIL_BYTES), bytes.length));
    }

    /** The name in a name, partial ARN or ARN. There is one version of everything, so a qualifier changes nothing. */
    private static String functionName(String reference) {
        Matcher name = NAME.matcher(reference);
        if (!name.matches()) {
            throw new AwsError(
                    "InvalidParameterValueException",
                    400,
                    "\"" + reference + "\" is neither a function's name nor its ARN");
        }
        return name.group(1);
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

    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            throw new AwsError("InvalidParameterValueException", 400, "broken percent-encoding in the function's name");
        }
    }
}
