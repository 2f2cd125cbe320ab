package connectlocal.http;

/** What standard error says of a failure of the emulator itself, which callers are told nothing of. */
final class Report {
    private Report() {}

    /** Class and stack only: an exception's message may quote the request. */
    static String of(String operation, Throwable failure) {
        var text = new StringBuilder(
                "InternalFailure in " + operation + ": " + failure.getClass().getName());
        for (StackTraceElement frame : failure.getStackTrace()) {
            text.append(System.lineSeparator()).append("    at ").append(frame);
        }
        return text.toString();
    }
}
