package connectlocal.cloudformation.engine;

import connectlocal.cloudformation.template.model.TemplateError;
import connectlocal.http.AwsError;

/** The refusals of CloudFormation, word for word: clients compare them. */
final class Refusals {
    private Refusals() {}

    static AwsError validation(String message) {
        return new AwsError("ValidationError", 400, message);
    }

    static AwsError of(TemplateError error) {
        return new AwsError(error.code(), 400, error.getMessage());
    }

    static AwsError stackWithIdMissing(String name) {
        return validation("Stack with id " + name + " does not exist");
    }

    static AwsError stackMissing(String name) {
        return validation("Stack [" + name + "] does not exist");
    }

    static AwsError stackExists(String name) {
        return new AwsError("AlreadyExistsException", 400, "Stack [" + name + "] already exists");
    }

    static AwsError tokenUsed() {
        return new AwsError("TokenAlreadyExistsException", 400, "A client request token already exists.");
    }

    static AwsError cannotBeUpdated(Stack stack) {
        return validation("Stack:" + stack.id + " is in " + stack.status + " state and can not be updated.");
    }

    static AwsError noUpdates() {
        return validation("No updates are to be performed.");
    }

    static AwsError changeSetMissing(String name) {
        return new AwsError("ChangeSetNotFound", 404, "ChangeSet [" + name + "] does not exist");
    }

    static AwsError changeSetStatus(String message) {
        return new AwsError("InvalidChangeSetStatus", 400, message);
    }

    static AwsError capabilities(java.util.List<String> missing) {
        return new AwsError("InsufficientCapabilitiesException", 400, "Requires capabilities : " + missing);
    }
}
