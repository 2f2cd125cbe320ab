package connectlocal.cloudcontrol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.PropertyPath;
import connectlocal.provider.ResourceType;
import java.util.Comparator;
import java.util.List;

/** What the schema does not let an update change, whatever the handler would say. */
final class UpdateGuard {
    /** 3 and 3.0 are the same number. */
    static final Comparator<JsonNode> BY_VALUE =
            (a, b) -> a.isNumber() && b.isNumber() ? byNumber(a, b) : a.equals(b) ? 0 : 1;

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

    /** 1e400 is read as infinite, which no exact number is. */
    private static int byNumber(JsonNode a, JsonNode b) {
        return isFinite(a) && isFinite(b)
                ? a.decimalValue().compareTo(b.decimalValue())
                : Double.compare(a.doubleValue(), b.doubleValue());
    }

    private static boolean isFinite(JsonNode number) {
        return !number.isDouble() || Double.isFinite(number.doubleValue());
    }

    private static List<PropertyPath> changed(List<PropertyPath> paths, ObjectNode current, ObjectNode patched) {
        return paths.stream()
                .filter(path -> !path.isInCollection())
                .filter(path -> !path.valueIn(current).equals(BY_VALUE, path.valueIn(patched)))
                .toList();
    }
}
