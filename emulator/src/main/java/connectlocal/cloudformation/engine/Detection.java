package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One look for what was changed behind a stack's back, on its way or over.
 *
 * @param reason why it failed, null when it did not
 * @param stackDriftStatus what it found, null as long as it is on its way
 * @param drifted how many resources are not as they should be
 */
record Detection(String id, Instant time, String status, String reason, String stackDriftStatus, int drifted) {
    private static final String INTERRUPTED =
            "The emulator ended while this detection was under way. Detect the drift again";

    static Detection begun(String id, Instant time) {
        return new Detection(id, time, "DETECTION_IN_PROGRESS", null, null, 0);
    }

    /** @param failure why not all resources could be looked at, null when they could */
    Detection over(String failure, String found, int count) {
        String end = failure == null ? "DETECTION_COMPLETE" : "DETECTION_FAILED";
        return new Detection(id, time, end, failure, found, count);
    }

    boolean isUnderWay() {
        return stackDriftStatus == null;
    }

    ObjectNode shown(Stack stack) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put("StackId", stack.id).put("StackDriftDetectionId", id);
        shown.put("DetectionStatus", status);
        if (stackDriftStatus != null) {
            shown.put("StackDriftStatus", stackDriftStatus);
            shown.put("DriftedStackResourceCount", drifted);
        }
        if (reason != null) {
            shown.put("DetectionStatusReason", reason);
        }
        return shown.put("Timestamp", Times.text(time));
    }

    Piece piece() {
        Piece piece = Piece.empty();
        piece.open().put("Time", Piece.text(time)).put("Status", status).put("StackDriftStatus", stackDriftStatus);
        piece.open().put("Drifted", drifted);
        piece.secret().put("Reason", reason); // a handler's words
        return piece;
    }

    /** As it was written down; one that was on its way has failed. */
    static Detection read(String id, Piece piece) {
        var detection = new Detection(
                id,
                Piece.time(piece.open(), "Time"),
                Piece.text(piece.open(), "Status"),
                Piece.text(piece.secret(), "Reason"),
                Piece.text(piece.open(), "StackDriftStatus"),
                piece.open().get("Drifted").asInt());
        return detection.isUnderWay() ? detection.over(INTERRUPTED, "UNKNOWN", 0) : detection;
    }
}
