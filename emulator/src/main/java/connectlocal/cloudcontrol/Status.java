package connectlocal.cloudcontrol;

/** Where a request stands. */
enum Status {
    PENDING,
    IN_PROGRESS,
    SUCCESS,
    FAILED,
    CANCEL_IN_PROGRESS,
    CANCEL_COMPLETE;

    boolean isFinal() {
        return this == SUCCESS || this == FAILED || this == CANCEL_COMPLETE;
    }

    boolean isCancelled() {
        return this == CANCEL_IN_PROGRESS || this == CANCEL_COMPLETE;
    }

    boolean isCancellable() {
        return this == PENDING || this == IN_PROGRESS;
    }
}
