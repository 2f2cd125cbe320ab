package connectlocal.cloudformation.engine;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a stack stands.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Stack.html">Stack</a>
 */
public enum StackStatus {
    CREATE_IN_PROGRESS,
    CREATE_FAILED,
    CREATE_COMPLETE,
    ROLLBACK_IN_PROGRESS,
    ROLLBACK_FAILED,
    ROLLBACK_COMPLETE,
    DELETE_IN_PROGRESS,
    DELETE_FAILED,
    DELETE_COMPLETE,
    UPDATE_IN_PROGRESS,
    UPDATE_COMPLETE_CLEANUP_IN_PROGRESS,
    UPDATE_COMPLETE,
    UPDATE_FAILED,
    UPDATE_ROLLBACK_IN_PROGRESS,
    UPDATE_ROLLBACK_FAILED,
    UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS,
    UPDATE_ROLLBACK_COMPLETE,
    REVIEW_IN_PROGRESS,
    IMPORT_IN_PROGRESS,
    IMPORT_COMPLETE,
    IMPORT_ROLLBACK_IN_PROGRESS,
    IMPORT_ROLLBACK_FAILED,
    IMPORT_ROLLBACK_COMPLETE;

    /** At rest with everything as its template says. */
    private static final Set<StackStatus> STABLE = EnumSet.of(
            CREATE_COMPLETE, UPDATE_COMPLETE, UPDATE_ROLLBACK_COMPLETE, IMPORT_COMPLETE, IMPORT_ROLLBACK_COMPLETE);

    /** Whether an operation is at work on the stack. */
    boolean isBusy() {
        return name().endsWith("_IN_PROGRESS") && this != REVIEW_IN_PROGRESS;
    }

    /** Whether the stack is imported into, or was last. */
    boolean isImport() {
        return name().startsWith("IMPORT_");
    }

    /**
     * Where a stack is whose operation has come to an end that nobody foresaw. A clean-up leads to one end only, and so
     * does an import, which is given back without a handler.
     *
     * @see <a href="https://github.com/rvedotrc/aws-cloudformation-stack-states/issues/2">Where states lead to</a>
     */
    StackStatus brokenOff() {
        if (this == UPDATE_COMPLETE_CLEANUP_IN_PROGRESS) {
            return UPDATE_COMPLETE;
        }
        return isImport()
                ? IMPORT_ROLLBACK_COMPLETE
                : valueOf(name().replaceAll("(_COMPLETE_CLEANUP)?_IN_PROGRESS$", "_FAILED"));
    }

    /** Whether the stack can be updated. */
    boolean isUpdatable() {
        return STABLE.contains(this) || this == CREATE_FAILED || this == UPDATE_FAILED;
    }

    /** Whether a change set of this type can be made for the stack, and carried out: an import needs one at rest. */
    boolean allows(ChangeSet.Type type) {
        return type == ChangeSet.Type.IMPORT ? STABLE.contains(this) : isUpdatable();
    }

    /** Whether drift can be looked for. */
    boolean isDriftDetectable() {
        return STABLE.contains(this) || this == UPDATE_ROLLBACK_FAILED;
    }
}
