package software.amazon.connect.user.faults;

import java.util.List;
import software.amazon.cloudformation.Action;
import software.amazon.connect.user.ResourceModel;

/**
 * One operation as CloudFormation is asked for it.
 *
 * @param desired the model of the request: what is to be, or who is to be read, deleted or listed
 * @param previous of an update, what CloudFormation has recorded; else null
 * @param userArn the user that it is about; null of a create and a list
 * @param refused whether it is to end in a refusal: the name is taken
 * @param listed of a list, the user names that it must show
 */
record Task(
        Action action,
        ResourceModel desired,
        ResourceModel previous,
        String userArn,
        boolean refused,
        List<String> listed) {

    static Task create(ResourceModel desired) {
        return new Task(Action.CREATE, desired, null, null, false, List.of());
    }

    static Task refusedCreate(ResourceModel desired) {
        return new Task(Action.CREATE, desired, null, null, true, List.of());
    }

    static Task update(ResourceModel previous, ResourceModel desired) {
        return new Task(Action.UPDATE, desired, previous, desired.getUserArn(), false, List.of());
    }

    static Task read(ResourceModel identifier, String userArn) {
        return new Task(Action.READ, identifier, null, userArn, false, List.of());
    }

    static Task delete(ResourceModel model) {
        return new Task(Action.DELETE, model, null, model.getUserArn(), false, List.of());
    }

    static Task list(ResourceModel filter, List<String> names) {
        return new Task(Action.LIST, filter, null, null, false, names);
    }
}
