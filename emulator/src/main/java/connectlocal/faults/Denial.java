package connectlocal.faults;

import connectlocal.http.AwsError;

/** How each service says that its caller may not do that. */
final class Denial {
    private static final String WHY = "A fault that was set denies access to this operation";

    private Denial() {}

    static AwsError of(String service) {
        return switch (service) {
            case "sts", "cloudformation", "s3" -> new AwsError("AccessDenied", 403, WHY);
            case "cloudcontrolapi", "ssm" -> new AwsError("AccessDeniedException", 400, WHY);
            default -> new AwsError("AccessDeniedException", 403, WHY);
        };
    }
}
