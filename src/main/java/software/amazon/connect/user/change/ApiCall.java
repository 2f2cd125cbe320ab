package software.amazon.connect.user.change;

import software.amazon.awssdk.awscore.AwsRequest;

/**
 * One write that is still to be sent. The SDK's request objects are the list of changes: immutable, comparable, and
 * what is tested is what is sent.
 *
 * @param step which kind of call it is
 * @param property the property of the model that this call brings to the desired value
 * @param request what to send
 */
public record ApiCall(Step step, String property, AwsRequest request) {

    /** The API's name of the operation, e.g. {@code UpdateUserHierarchy}. */
    public String name() {
        return request.getClass().getSimpleName().replaceFirst("Request$", "");
    }
}
