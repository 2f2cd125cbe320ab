package connectlocal.http;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what is no HTTP at all, or breaks off, in AWS's shape and without a stack trace. */
final class ProtocolErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
        int status = response.getStatus();
        if (cause instanceof HttpException http) {
            status = http.getCode();
        }
        if (status == 505) {
            // Another version of HTTP is the client's mistake like every other.
            status = 400;
        }
        if (status < 400) {
            status = 500;
        }
        var error = status < 500
                ? new AwsError("BadRequestException", status, words(status))
                : status == 503
                        ? new AwsError("ServiceUnavailableException", 503, "the emulator is stopping")
                        : new AwsError("InternalFailure", status, "the request could not be read or answered");
        Exchange.write(RestJson.error(error), response, callback);
        return true;
    }

    /** The request was not read so far that one knew whose form its refusal must have; so it says all itself. */
    private static String words(int status) {
        return switch (status) {
            case 414 ->
                "the address of the request, with its query, is longer than the " + Server.LONGEST_HEAD
                        + " bytes that the head of a request may have; send parameters in the body";
            case 431 ->
                "the headers of the request are longer than the " + Server.LONGEST_HEAD
                        + " bytes that the head of a request may have; send fewer or shorter ones";
            default -> "this is not an HTTP request that can be read";
        };
    }
}
