package connectlocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.Json;
import connectlocal.shared.Sdk;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.ConnectException;
import software.amazon.awssdk.services.connect.model.InstanceSummary;
import software.amazon.awssdk.services.connect.model.ResourceNotFoundException;

/** The services together behind one port, and the routes that show and reset them. */
class EmulatorIT {
    private static final String PASSWORD = "Secret12345x";
    private final HttpClient http = HttpClient.newHttpClient();
    private Emulator emulator;
    private ConnectClient connect;

    @BeforeEach
    void start() throws Exception {
        emulator = Emulator.start(Options.onFreePort());
        connect = Sdk.client(emulator.endpoint(), ConnectClient.builder());
    }

    @AfterEach
    void stop() {
        connect.close();
        emulator.close();
    }

    @Test
    void reset_afterCreate_isBackAtTheSeed() throws Exception {
        var instance = managedInstance();
        String user = createUser(instance);
        assertThat(get("/_emulator/state")).contains("anna.example").doesNotContain(PASSWORD);
        assertThat(post("/_emulator/reset").statusCode()).isEqualTo(200);
        assertThat(get("/_emulator/state")).doesNotContain("anna.example");
        assertThat(get("/_emulator/requests")).isEqualTo("[]");
        assertThatThrownBy(() ->
                        connect.describeUser(r -> r.instanceId(instance.id()).userId(user)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void requests_afterCalls_showOperationStatusAndErrorType() throws Exception {
        var instance = managedInstance();
        assertThatThrownBy(() -> connect.describeUser(
                        r -> r.instanceId(instance.id()).userId("00000000-0000-0000-0000-000000000000")))
                .isInstanceOf(ConnectException.class);
        var log = Json.MAPPER.readTree(get("/_emulator/requests?service=connect"));
        assertThat(log.findValuesAsText("operation")).containsExactly("ListInstances", "DescribeUser");
        assertThat(log.get(0).get("errorType").isNull()).isTrue();
        assertThat(log.get(1).get("status").asInt()).isEqualTo(404);
        assertThat(log.get(1).get("errorType").asText()).isEqualTo("ResourceNotFoundException");
        assertThat(log.get(1).get("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
        assertThat(log.get(1).get("durationMs").isNumber()).isTrue();
    }

    @Test
    void request_malformedJson_isA4xxInAwsShape() throws Exception {
        var request = HttpRequest.newBuilder(emulator.endpoint()
                        .resolve("/users/" + managedInstance().id()))
                .timeout(Duration.ofSeconds(10))
                .PUT(HttpRequest.BodyPublishers.ofString("{\"Password\":\"" + PASSWORD + "\","))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isBetween(400, 499);
        assertThat(answer.headers().firstValue("x-amzn-errortype")).isPresent();
        assertThat(answer.body()).doesNotContain(PASSWORD);
    }

    @Test
    void start_unknownSwitch_isRefusedBeforeAnythingIsBound() {
        var options = Options.onFreePort().withBehaviours(java.util.Map.of("nonsense", "1"));
        assertThatThrownBy(() -> Emulator.start(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nonsense");
    }

    private InstanceSummary managedInstance() {
        return connect.listInstances(r -> {}).instanceSummaryList().stream()
                .filter(i -> i.identityManagementTypeAsString().equals("CONNECT_MANAGED"))
                .findFirst()
                .orElseThrow();
    }

    private String createUser(InstanceSummary instance) throws Exception {
        var security = connect.listSecurityProfiles(r -> r.instanceId(instance.id()))
                .securityProfileSummaryList()
                .get(0);
        String routing = Json.MAPPER
                .readTree(get("/_emulator/state"))
                .findPath("RoutingProfiles")
                .findPath("Id")
                .asText();
        return connect.createUser(r -> r.instanceId(instance.id())
                        .username("anna.example")
                        .password(PASSWORD)
                        .identityInfo(i -> i.firstName("Anna").lastName("Example"))
                        .phoneConfig(p -> p.phoneType("SOFT_PHONE"))
                        .routingProfileId(routing)
                        .securityProfileIds(List.of(security.id())))
                .userId();
    }

    private String get(String path) throws Exception {
        var request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private HttpResponse<String> post(String path) throws Exception {
        var request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.noBody());
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return emulator.endpoint().resolve(path);
    }
}
