package connectlocal.lambda;

import connectlocal.http.Api;
import connectlocal.http.AwsError;
import connectlocal.http.Request;
import connectlocal.http.Response;
import connectlocal.http.RestJson;
import connectlocal.http.Segment;
import java.util.concurrent.Executor;
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

    private final Functions functions;
    private final Executor background;

    /** Invokes these functions; those that nobody waits for run in the background given. */
    public LambdaApi(Functions functions, Executor background) {
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
            return new Invoke(decoded(path.group(1)), functions, background);
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

    @Override
    public boolean mayWait() {
        return true;
    }

    @Override
    public AwsError malformed(String what) {
        return FunctionReference.invalid(what);
    }

    @Override
    public AwsError tooLarge(String what) {
        return new AwsError("RequestTooLargeException", 413, what);
    }

    @Override
    public AwsError crowded(String what) {
        return new AwsError("TooManyRequestsException", 429, what);
    }

    private static String decoded(String segment) {
        try {
            return Segment.decoded(segment);
        } catch (IllegalArgumentException e) {
            throw FunctionReference.invalid("the function's name in the path: " + e.getMessage());
        }
    }
}
