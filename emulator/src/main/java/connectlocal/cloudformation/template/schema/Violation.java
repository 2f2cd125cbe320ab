package connectlocal.cloudformation.template.schema;

import connectlocal.http.FirstViolations;

/**
 * Something in a template that breaks the schema of a resource's type.
 *
 * @param path where it stands below the resource's properties, empty for themselves
 * @param reason in the words of validation before a deployment, which stand beside the path
 * @param message in the words of the library that the service uses, place included
 */
public record Violation(String logicalId, String path, String reason, String message) {
    static Violation missing(String logicalId, String path, String name) {
        return new Violation(
                logicalId,
                path,
                "Required property [" + name + "] not found",
                said(path, "required key [" + name + "] not found"));
    }

    static Violation extraneous(String logicalId, String path, String name) {
        return new Violation(
                logicalId,
                path,
                "Unsupported property [" + name + "]",
                said(path, "extraneous key [" + name + "] is not permitted"));
    }

    static Violation type(String logicalId, String path, String expected, String found) {
        String words = "expected type: " + expected + ", found: " + found;
        return new Violation(logicalId, path, words, said(path, words));
    }

    /** What stands for all that is not told, in the end. */
    public static Violation more(String logicalId) {
        return new Violation(logicalId, "", FirstViolations.MORE, FirstViolations.MORE);
    }

    private static String said(String path, String words) {
        return "#" + path + ": " + words;
    }

    /** Where it stands in the template. */
    public String place() {
        return "/Resources/" + logicalId + "/Properties" + path;
    }

    /** As the service says it where there is no place beside it. */
    public String inFull() {
        return "Properties validation failed for resource " + logicalId + " with message:\n" + message;
    }
}
