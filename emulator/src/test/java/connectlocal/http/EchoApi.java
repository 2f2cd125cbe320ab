package connectlocal.http;

import java.util.Map;
import java.util.Optional;

/** A service for tests of the edge: answers with what arrived; the operation is named after the path. */
final class EchoApi implements Api {
    private final boolean waits;

    EchoApi() {
        this(false);
    }

    /** @param waits whether its calls are answered in a room of their own */
    EchoApi(boolean waits) {
        this.waits = waits;
    }

    static String authorization(String service) {
        return "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/"
                + service
                + "/aws4_request, SignedHeaders=host, Signature=0";
    }

    @Override
    public String service() {
        return "echo";
    }

    @Override
    public Optional<String> targetPrefix() {
        return Optional.of("Echo");
    }

    @Override
    public boolean mayWait() {
        return waits;
    }

    @Override
    public AwsError malformed(String what) {
        return new AwsError("EchoMalformed", 400, what);
    }

    @Override
    public AwsError tooLarge(String what) {
        return new AwsError("EchoTooLarge", 413, what);
    }

    @Override
    public Operation route(Request request) {
        String last = request.rawPath().substring(request.rawPath().lastIndexOf('/') + 1);
        String name = last.isEmpty() ? "Root" : last.substring(0, 1).toUpperCase() + last.substring(1);
        return new Operation() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Response answer(Request request) {
                if (name.equals("Fail")) {
                    throw new IllegalStateException("a secret");
                }
                if (name.equals("Break")) {
                    throw new NoClassDefFoundError("a/Secret");
                }
                return RestJson.answer(
                        200,
                        Map.of(
                                "path",
                                request.rawPath(),
                                "query",
                                request.query().toString()));
            }
        };
    }

    @Override
    public Response render(AwsError error) {
        return RestJson.error(error);
    }
}
