package connectlocal.faults;

import connectlocal.http.Json;
import connectlocal.lambda.Invocation;
import java.util.Map;
import java.util.function.Supplier;

/** One fault at one invocation of a function, answered as Lambda answers for a process that ended or was ended. */
record FunctionStrike(long id, FaultSpec spec) {
    String mark() {
        return spec.kind().inWords() + " #" + id;
    }

    Invocation answer(Supplier<Invocation> real) {
        String printed = spec.kind() == FaultKind.CRASH_BEFORE ? "" : real.get().logTail();
        return spec.kind() == FaultKind.TIME_OUT
                ? failed("Sandbox.Timedout", "Task timed out after 60.00 seconds", printed)
                : failed("Runtime.ExitError", "Runtime exited with error: exit status 137", printed);
    }

    private static Invocation failed(String type, String message, String printed) {
        return new Invocation(Json.bytes(Map.of("errorType", type, "errorMessage", message)), "Unhandled", printed);
    }
}
