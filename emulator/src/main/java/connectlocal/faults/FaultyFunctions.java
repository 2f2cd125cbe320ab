package connectlocal.faults;

import connectlocal.http.Json;
import connectlocal.http.RequestLog;
import connectlocal.lambda.Interference;
import connectlocal.lambda.Invocation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Lets faults strike functions, whoever invokes them, and marks it in the request log. */
public final class FaultyFunctions implements Interference {
    private final Faults faults;
    private final RequestLog log;

    /** Struck by these faults. */
    public FaultyFunctions(Faults faults, RequestLog log) {
        this.faults = faults;
        this.log = log;
    }

    @Override
    public Invocation around(String region, String function, byte[] payload, Supplier<Invocation> real) {
        Optional<FunctionStrike> strike = faults.strikeFunction(() -> action(payload));
        if (strike.isEmpty()) {
            return real.get();
        }
        Instant time = Instant.now();
        Invocation answer = strike.get().answer(real);
        double millis = Duration.between(time, Instant.now()).toNanos() / 1e6;
        log.add(new RequestLog.Entry(
                "lambda",
                action(payload),
                200,
                answer.functionError(),
                millis,
                RequestLog.time(time),
                strike.get().mark(),
                Map.of("FunctionName", function),
                region));
        return answer;
    }

    /** What a handler is asked to do; other events are plain invocations. */
    private static String action(byte[] payload) {
        try {
            return Json.MAPPER.readTree(payload).path("action").asText("Invoke");
        } catch (IOException e) {
            return "Invoke";
        }
    }
}
