package software.amazon.connect.user.change;

import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.connect.user.model.Difference;

/**
 * One write that is still to be sent. The SDK's request objects are the list of changes: immutable, comparable, and
 * what is tested is what is sent.
 *
 * @param step which kind of call it is
 * @param differences what it is sent for, at least one
 * @param request what to send
 */
public record ApiCall(Step step, List<Difference> differences, AwsRequest request) {

    /** The API's name of the operation, e.g. {@code UpdateUserHierarchy}. */
    public String name() {
        return request.getClass().getSimpleName().replaceFirst("Request$", "");
    }

    /** The properties of the model that this call brings to the desired value, for people. */
    public String properties() {
        return differences.stream().map(Difference::property).distinct().collect(Collectors.joining(", "));
    }
}
