package connectlocal.connect;

import static connectlocal.connect.Connect.AGENT;
import static connectlocal.connect.Connect.DEMO;
import static connectlocal.connect.Connect.INSTANCE_ARN;
import static connectlocal.connect.Connect.ROUTING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import connectlocal.Emulator;
import connectlocal.Options;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the SDK for Java cannot send: the API of February 2026, and requests that no SDK would make. */
@Documented("API model: UpdateUserConfig and the per-channel lists")
@Timeout(60)
class ConnectHttpIT {
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private Emulator emulator;

    @BeforeEach
    void start() throws Exception {
        emulator = Emulator.start(Options.onFreePort());
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(emulator.endpoint() + path))
                .timeout(Duration.ofSeconds(10))
                .method(method, BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }

    private String create(String more) throws IOException, InterruptedException {
        HttpResponse<String> response = send(
                "PUT",
                "/users/" + URLEncoder.encode(INSTANCE_ARN, StandardCharsets.UTF_8),
                "{\"Username\":\"ada\",\"Password\":\"Password123\",\"RoutingProfileId\":\"" + ROUTING
                        + "\",\"SecurityProfileIds\":[\"" + AGENT + "\"]" + more + "}");
        assertThat(response.statusCode()).isEqualTo(200);
        return json(response).get("UserId").asText();
    }

    private JsonNode describe(String id) throws IOException, InterruptedException {
        return json(send("GET", "/users/" + DEMO + "/" + id, "")).get("User");
    }

    @Test
    void perChannelLists_createDescribeUpdateClear() throws Exception {
        String accept = "[{\"Channel\":\"VOICE\",\"AutoAccept\":true,\"AgentFirstCallbackAutoAccept\":true}]";
        String id = create(",\"AutoAcceptConfigs\":" + accept);
        assertThat(describe(id).get("AutoAcceptConfigs").toString()).isEqualTo(accept);

        String modes = "[{\"Channel\":\"VOICE\",\"VoiceEnhancementMode\":\"NOISE_SUPPRESSION\"}]";
        String config = "/users/" + DEMO + "/" + id + "/config";
        HttpResponse<String> updated =
                send("POST", config, "{\"VoiceEnhancementConfigs\":" + modes + ",\"AutoAcceptConfigs\":[]}");
        assertThat(updated.statusCode()).isEqualTo(200);
        assertThat(updated.body()).isEmpty();
        assertThat(describe(id).get("VoiceEnhancementConfigs").toString()).isEqualTo(modes);
        assertThat(describe(id).has("AutoAcceptConfigs")).isFalse();
    }

    @Test
    void refusal_hasTypeStatusAndMessage() throws Exception {
        HttpResponse<String> response = send("POST", "/users/" + DEMO + "/none/config", "{}");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("x-amzn-errortype")).hasValue("ResourceNotFoundException");
        assertThat(json(response).get("Message").asText()).contains("none").contains(DEMO);
    }

    @Test
    @Assumed("what no SDK sends is still answered in AWS's form")
    void malformedRequests_areAwsShapedRefusals() throws Exception {
        assertThat(error(send("PUT", "/users/" + DEMO, "{"))).isEqualTo("400 SerializationException");
        assertThat(error(send("PUT", "/users/" + DEMO, "[]"))).isEqualTo("400 SerializationException");
        assertThat(error(send("GET", "/users-summary/" + DEMO + "?maxResults=x", "")))
                .isEqualTo("400 SerializationException");
        assertThat(error(send("PATCH", "/users/" + DEMO, ""))).isEqualTo("404 UnknownOperationException");
        assertThat(error(send("PUT", "/users/" + DEMO, "{\"Username\":\"a\"}")))
                .isEqualTo("400 InvalidParameterException");
    }

    private static String error(HttpResponse<String> response) {
        return response.statusCode() + " "
                + response.headers().firstValue("x-amzn-errortype").orElse("");
    }

    @Test
    @Assumed("the state view is the emulator's own")
    void stateView_hasUsersWithoutPasswords() throws Exception {
        create("");
        String state = send("GET", "/_emulator/state", "").body();
        assertThat(state).contains("ada").doesNotContain("Password123");
        send("POST", "/_emulator/reset", "");
        assertThat(send("GET", "/_emulator/state", "").body()).doesNotContain("\"ada\"");
    }
}
