package connectlocal.faults;

import connectlocal.http.AwsError;

/** How each service says that it is asked too often. */
final class Throttle {
    private Throttle() {}

    static AwsError of(String service) {
        return switch (service) {
            case "connect" -> new AwsError("ThrottlingException", 429, "Rate exceeded");
            case "lambda" -> new AwsError("TooManyRequestsException", 429, "Rate Exceeded.");
            case "s3" -> new AwsError("SlowDown", 503, "Please reduce your request rate.");
            case "sts", "cloudformation" -> new AwsError("Throttling", 400, "Rate exceeded");
            default -> new AwsError("ThrottlingException", 400, "Rate exceeded");
        };
    }
}
