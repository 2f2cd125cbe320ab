package connectlocal.cloudcontrol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.ByValue;
import connectlocal.provider.PropertyPath;
import connectlocal.provider.ResourceType;
import java.util.List;

/** What the schema does not let an update change, whatever the handler would say. */
final class UpdateGuard {
    private UpdateGuard() {}

    /**
     * Refuses a patched model that the type does not allow.
     *
     * @throws connectlocal.http.AwsError ValidationException or NotUpdatableException
     */
    static void check(ResourceType type, ObjectNode current, ObjectNode patched) {
        List<PropertyPath> readOnly = changed(type.readOnly(), current, patched);
        if (!readOnly.isEmpty()) {
            throw Errors.validation("Invalid patch update: readOnlyProperties " + readOnly + " cannot be updated");
        }
        List<PropertyPath> createOnly = changed(type.createOnly(), current, patched);
        if (!createOnly.isEmpty()) {
            throw Errors.notUpdatable(
                    "Invalid patch update: createOnlyProperties " + createOnly + " cannot be updated");
        }
        List<String> violations = type.violations(patched);
        if (!violations.isEmpty()) {
            throw Errors.modelViolations(violations);
        }
    }

    private static List<PropertyPath> changed(List<PropertyPath> paths, ObjectNode current, ObjectNode patched) {
        return paths.stream()
                .filter(path -> !path.isInCollection())
                .filter(path -> !path.valueIn(current).equals(ByValue.SAME, path.valueIn(patched)))
                .toList();
    }
}
