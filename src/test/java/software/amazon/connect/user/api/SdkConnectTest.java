package software.amazon.connect.user.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.connect.model.ListUsersRequest;
import software.amazon.connect.slice.model.DescribeUserRequest;

/** Both clients find Connect by the one name that AWS documents for it, and neither repeats a call by itself. */
class SdkConnectTest {
    private static final String NOBODY_LISTENS = "http://127.0.0.1:1";

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, String> settingsBefore = new TreeMap<>();
    private final SdkHttpClient http = ApacheHttpClient.create();
    private HttpServer broken;

    @BeforeEach
    void start() throws IOException {
        broken = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        broken.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI().getPath());
            exchange.getResponseHeaders().add("x-amzn-errortype", "InternalServiceException");
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        broken.start();
        set("aws.accessKeyId", "key");
        set("aws.secretAccessKey", "secret");
        set("aws.region", "us-east-1");
    }

    private void set(String name, String value) {
        settingsBefore.put(name, System.getProperty(name, ""));
        System.setProperty(name, value);
    }

    @AfterEach
    void stop() {
        settingsBefore.forEach((name, value) -> {
            if (value.isEmpty()) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
        broken.stop(0);
        http.close();
    }

    @ParameterizedTest
    @CsvSource({"true, /users/i/u", "false, /users-summary/i"})
    void client_ofItsOwnEndpoint_isCalledThereOnce(boolean generated, String path) {
        set("aws.endpointUrl", NOBODY_LISTENS);
        set("aws.endpointUrlConnect", address());
        callsOnce(generated, path);
    }

    @ParameterizedTest
    @CsvSource({"true, /users/i/u", "false, /users-summary/i"})
    void client_ofAnEndpointForEveryService_isCalledThereOnce(boolean generated, String path) {
        set("aws.endpointUrl", address());
        callsOnce(generated, path);
    }

    private String address() {
        return "http://127.0.0.1:" + broken.getAddress().getPort();
    }

    private void callsOnce(boolean generated, String path) {
        var connect = new SdkConnect(http);
        assertThatThrownBy(() -> {
                    if (generated) {
                        connect.describeUser(DescribeUserRequest.builder()
                                .instanceId("i")
                                .userId("u")
                                .build());
                    } else {
                        connect.listUsers(
                                ListUsersRequest.builder().instanceId("i").build());
                    }
                })
                .isInstanceOfSatisfying(AwsServiceException.class, failure -> assertThat(failure.statusCode())
                        .isEqualTo(500));
        assertThat(requests).isEqualTo(Collections.nCopies(1, path));
    }

    /** Left alone, each client of the SDK starts five threads to end calls at their time-outs. */
    @Test
    void client_thatEndsCallsInTime_startsNoThreadsOfTheSdks() {
        set("aws.endpointUrl", address());
        List<String> before = timers();
        assertThatThrownBy(() -> new SdkConnect(http)
                        .describeUser(DescribeUserRequest.builder()
                                .instanceId("i")
                                .userId("u")
                                .overrideConfiguration(call -> call.apiCallAttemptTimeout(Duration.ofSeconds(30)))
                                .build()))
                .isInstanceOf(AwsServiceException.class);
        assertThat(timers()).isEqualTo(before);
    }

    private static List<String> timers() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("sdk-ScheduledExecutor"))
                .sorted()
                .toList();
    }
}
