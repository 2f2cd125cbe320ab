package software.amazon.connect.user.faults;

import java.util.List;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.connect.user.ResourceModel;

/**
 * How an operation ended for CloudFormation.
 *
 * @param error null after success
 * @param model what it showed last; null when it showed none
 * @param named the ARN that CloudFormation has been told of; null when it knows of none
 * @param unheard whether a process that had made a user died before its first answer was heard
 * @param broken which rule of the contract was broken on the way; null when none was
 */
record Ending(
        HandlerErrorCode error,
        String message,
        ResourceModel model,
        String named,
        List<ResourceModel> listed,
        boolean unheard,
        String broken) {

    boolean succeeded() {
        return broken == null && error == null;
    }

    @Override
    public String toString() {
        return broken != null ? "broke the contract: " + broken : error == null ? "SUCCESS" : error + ": " + message;
    }
}
