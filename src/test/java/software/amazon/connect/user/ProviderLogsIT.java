package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.connect.user.support.Event;
import software.amazon.connect.user.support.PackagedJar;
import software.amazon.connect.user.support.RestCloudWatch;
import software.amazon.connect.user.support.RestConnect;
import software.amazon.connect.user.support.Samples;

/** What the packaged jar does for a type that was registered with a log group of its own. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProviderLogsIT {
    private static final List<String> ONCE_A_PROCESS = List.of("CreateLogStream", "CreateLogGroup", "CreateLogStream");
    private static final List<String> EACH_INVOCATION = List.of("PutLogEvents", "PutMetricData");

    /** Three of the framework's own, and one for each of the two calls of Connect. */
    private static final int LINES = 5;

    @TempDir
    private Path tmp;

    private RestConnect connect;
    private RestCloudWatch cloudWatch;
    private PackagedJar jar;

    @BeforeEach
    void startProcess() throws IOException {
        connect = new RestConnect();
        cloudWatch = new RestCloudWatch();
        Map<String, String> variables = new HashMap<>(cloudWatch.variables());
        variables.put("AWS_ENDPOINT_URL_CONNECT", connect.url());
        jar = new PackagedJar(tmp, variables);
    }

    @AfterEach
    void stopProcess() throws InterruptedException {
        jar.close();
        cloudWatch.close();
        connect.close();
    }

    private JsonNode create(String name, String accessKey) throws IOException {
        ObjectNode event = Event.of("CREATE", Event.properties(Samples.plain()).put("Username", name));
        ObjectNode data = (ObjectNode) event.get("requestData");
        data.put("providerLogGroupName", "users");
        data.putObject("providerCredentials")
                .put("accessKeyId", accessKey)
                .put("secretAccessKey", "example")
                .put("sessionToken", "example");
        return jar.answer(event);
    }

    @Test
    void invocation_sendsItsLinesAndMetricsInOneCallEach_signedWithItsOwnCredentials() throws IOException {
        assertThat(create("ada", "FIRST").at("/status").asText())
                .as(jar.logged())
                .isEqualTo("SUCCESS");
        assertThat(cloudWatch.calls)
                .startsWith(ONCE_A_PROCESS.toArray(String[]::new))
                .endsWith(EACH_INVOCATION.toArray(String[]::new))
                .hasSize(ONCE_A_PROCESS.size() + EACH_INVOCATION.size());
        assertThat(cloudWatch.keys).containsOnly("FIRST");
        int metrics = cloudWatch.metrics.size();
        cloudWatch.calls.clear();
        cloudWatch.keys.clear();
        cloudWatch.lines.clear();
        assertThat(create("grace", "SECOND").at("/status").asText()).isEqualTo("SUCCESS");
        assertThat(cloudWatch.calls).isEqualTo(EACH_INVOCATION);
        assertThat(cloudWatch.keys).containsOnly("SECOND");
        assertThat(cloudWatch.lines)
                .startsWith("[CREATE] invoking handler...")
                .endsWith("[CREATE] handler invoked", "Handler returned SUCCESS")
                .hasSize(LINES);
        assertThat(cloudWatch.metrics)
                .hasSize(2 * metrics)
                .contains(
                        "HandlerInvocationCount",
                        "HandlerInvocationDuration",
                        "HandlerExceptionByErrorCode",
                        "HandlerExceptionByExceptionCount");
        assertThat(jar.logged()).contains(cloudWatch.lines);
    }

    @Test
    void logGroup_thatTakesNothing_costsOnlyTheLog() throws IOException {
        cloudWatch.refused.add("PutLogEvents");
        assertThat(create("ada", "KEY").at("/status").asText()).as(jar.logged()).isEqualTo("SUCCESS");
        assertThat(cloudWatch.metrics).contains("HandlerInvocationCount", "HandlerException");
        assertThat(jar.logged())
                .contains("[CREATE] handler invoked", "log group does not take its lines", "not yours")
                .doesNotContain(Samples.PASSWORD);
    }

    @Test
    void metrics_thatNobodyTakes_costOnlyTheMetrics() throws IOException {
        cloudWatch.refused.add("PutMetricData");
        assertThat(create("ada", "KEY").at("/status").asText()).as(jar.logged()).isEqualTo("SUCCESS");
        assertThat(cloudWatch.lines).contains("Handler returned SUCCESS");
        assertThat(jar.logged()).contains("Metrics could not be published");
    }

    @Test
    void logGroup_thatCannotBeMade_isTriedAgainByTheNextInvocation() throws IOException {
        cloudWatch.refused.add("CreateLogGroup");
        assertThat(create("ada", "KEY").at("/status").asText()).as(jar.logged()).isEqualTo("SUCCESS");
        assertThat(cloudWatch.calls).doesNotContain("PutLogEvents");
        cloudWatch.refused.clear();
        assertThat(create("grace", "KEY").at("/status").asText()).isEqualTo("SUCCESS");
        assertThat(cloudWatch.lines).hasSize(LINES);
    }
}
