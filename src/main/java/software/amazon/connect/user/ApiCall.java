package software.amazon.connect.user;

import java.util.function.BiFunction;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.connect.user.ClientBuilder.Clients;

/**
 * One write that is still to be sent. The SDK's request objects are the list of changes: immutable, comparable, and
 * what is tested is what is sent.
 *
 * @param step which kind of call it is
 * @param property the property of the model that this call brings to the desired value
 * @param request what to send
 * @param operation how to send it
 */
record ApiCall<Q extends AwsRequest, R extends AwsResponse>(
        Step step, String property, Q request, BiFunction<Clients, Q, R> operation) {

    /**
     * Whether it may be sent again when it is not known to have failed. A proficiency that is there already, or is gone
     * already, may be refused: then it is observed first what became of the call.
     */
    boolean isRepeatable() {
        return !step.isRefusedTwice();
    }

    /** The API's name of the operation, e.g. {@code UpdateUserHierarchy}. */
    String name() {
        return request.getClass().getSimpleName().replaceFirst("Request$", "");
    }
}
