package connectlocal.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.http.RequestLog;
import connectlocal.lambda.Invocation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Crashes and time-outs of functions, whoever invokes them. */
class FaultyFunctionsTest {
    private final RequestLog log = new RequestLog();
    private final AtomicInteger done = new AtomicInteger();

    private Invocation invoke(Faults faults, String payload) {
        return new FaultyFunctions(faults, log).around("eu-west-1", "f", payload.getBytes(UTF_8), () -> {
            done.incrementAndGet();
            return new Invocation("1".getBytes(UTF_8), null, "printed");
        });
    }

    private List<RequestLog.Entry> struck(String region) {
        return log.entries(new RequestLog.Query(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(true),
                Optional.empty(),
                Optional.of(region)));
    }

    private static Faults with(String spec) {
        return FaultFile.gather(List.of(spec), Optional.empty(), Map.of(), "123456789012");
    }

    @ParameterizedTest
    @CsvSource({
        "crash-before, 0, Runtime.ExitError",
        "crash-after, 1, Runtime.ExitError",
        "time-out, 1, Sandbox.Timedout"
    })
    void struckInvocation_failsAsLambdaSaysIt_andIsMarked(String kind, int times, String type) {
        Faults faults = with("service=lambda,operation=CREATE,kind=" + kind);
        assertThat(invoke(faults, "{\"action\":\"READ\"}").functionError()).isNull();
        done.set(0);
        Invocation struck = invoke(faults, "{\"action\":\"CREATE\",\"region\":\"mars\"}");
        assertThat(done).hasValue(times);
        assertThat(struck.functionError()).isEqualTo("Unhandled");
        assertThat(new String(struck.payload(), UTF_8)).contains(type);
        var marked = struck("eu-west-1");
        assertThat(marked).hasSize(1);
        assertThat(marked.get(0).fault()).isEqualTo(kind + " #1");
        assertThat(invoke(faults, "{\"action\":\"CREATE\"}").functionError()).isNull();
    }

    @Test
    void otherEvents_arePlainInvocations() {
        assertThat(invoke(with("operation=Invoke,kind=crash-after"), "no json").functionError())
                .isEqualTo("Unhandled");
        assertThat(struck("eu-west-1")).hasSize(1);
        assertThat(invoke(with("service=lambda,kind=throttle"), "{}").functionError())
                .as("faults of calls do not strike functions")
                .isNull();
    }
}
