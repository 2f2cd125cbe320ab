package connectlocal.faults;

import connectlocal.http.AwsError;
import connectlocal.http.Regions;
import java.util.Map;

/** How each service says that its caller may not do that: in AWS's one sentence, of which clients read the action. */
final class Denial {
    private static final String WORDS = "User: arn:%s:iam::%s:user/local is not authorized to perform: %s:%s on"
            + " resource: * (a fault that was set)";

    /** Services whose permissions are another's. */
    private static final Map<String, String> PREFIXES = Map.of("cloudcontrolapi", "cloudformation");

    /** Operations whose permission has another name. */
    private static final Map<String, String> ACTIONS = Map.of(
            "lambda:Invoke", "InvokeFunction",
            "s3:ListBuckets", "ListAllMyBuckets",
            "s3:ListObjectsV2", "ListBucket",
            "s3:GetBucketEncryption", "GetEncryptionConfiguration",
            "s3:HeadBucket", "ListBucket",
            "s3:HeadObject", "GetObject");

    private Denial() {}

    /** @param region empty for a service that is the same in all of them */
    static AwsError of(String accountId, String region, String service, String operation) {
        String words = WORDS.formatted(
                Regions.partition(region),
                accountId,
                PREFIXES.getOrDefault(service, service),
                ACTIONS.getOrDefault(service + ":" + operation, operation));
        return switch (service) {
            case "sts", "cloudformation", "s3" -> new AwsError("AccessDenied", 403, words);
            case "cloudcontrolapi", "ssm" -> new AwsError("AccessDeniedException", 400, words);
            default -> new AwsError("AccessDeniedException", 403, words);
        };
    }
}
