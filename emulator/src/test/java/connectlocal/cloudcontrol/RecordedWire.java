package connectlocal.cloudcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/**
 * HTTP requests as the clients were seen to send them, without an SDK between, and checks of what they need in every
 * answer.
 */
final class RecordedWire {
    private static final String TYPE = Users.TYPE;
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private final URI endpoint;

    RecordedWire(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** The provider's own checks: an event's required fields and types; a text for a time stops the client. */
    JsonNode progress(JsonNode answer, String operation) {
        JsonNode event = answer.get("ProgressEvent");
        assertThat(event.get("RequestToken").isTextual()).isTrue();
        assertThat(event.get("TypeName").asText()).isEqualTo(TYPE);
        assertThat(event.get("Operation").asText()).isEqualTo(operation);
        assertThat(event.get("OperationStatus").asText()).isIn("PENDING", "IN_PROGRESS", "SUCCESS");
        assertThat(event.get("EventTime").isNumber()).isTrue();
        assertThat(event.get("EventTime").asDouble()).isBetween(1.7e9, 1e10);
        assertThat(!event.has("RetryAfter") || event.get("RetryAfter").isNumber())
                .isTrue();
        assertThat(!event.has("ResourceModel") || event.get("ResourceModel").isTextual())
                .isTrue();
        assertThat(event.toString()).doesNotContain("Secret123456").doesNotContain(":null");
        assertThat(answer.has("HooksProgressEvent")).isFalse();
        return event;
    }

    JsonNode poll(JsonNode begun, String operation) throws Exception {
        JsonNode event = status(begun);
        assertThat(event.get("OperationStatus").asText()).as(event.toString()).isEqualTo("SUCCESS");
        assertThat(event.get("Operation").asText()).isEqualTo(operation);
        return event;
    }

    JsonNode status(JsonNode begun) throws Exception {
        ObjectNode question = Json.MAPPER
                .createObjectNode()
                .put("RequestToken", begun.get("RequestToken").asText());
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        JsonNode event;
        do {
            event = call("GetResourceRequestStatus", question).get("ProgressEvent");
        } while (event.get("OperationStatus").asText().endsWith("PROGRESS") && System.nanoTime() < deadline);
        return event;
    }

    JsonNode get(String identifier) throws Exception {
        JsonNode answer = call("GetResource", identified(identifier));
        assertThat(answer.get("TypeName").asText()).isEqualTo(TYPE);
        assertThat(answer.at("/ResourceDescription/Identifier").asText()).isEqualTo(identifier);
        assertThat(answer.at("/ResourceDescription/Properties").isTextual()).isTrue();
        return Json.MAPPER.readTree(answer.at("/ResourceDescription/Properties").asText());
    }

    List<String> texts(JsonNode array) {
        return Json.MAPPER.convertValue(
                array, Json.MAPPER.getTypeFactory().constructCollectionType(List.class, String.class));
    }

    ObjectNode request() {
        return Json.MAPPER.createObjectNode().put("TypeName", TYPE);
    }

    ObjectNode identified(String identifier) {
        return request().put("Identifier", identifier);
    }

    JsonNode call(String operation, ObjectNode body) throws Exception {
        HttpResponse<String> answer = send("/", operation, body.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-amz-json-1.0");
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
        return json(answer);
    }

    HttpResponse<String> send(String path, String operation, String body) throws Exception {
        return HTTP.send(
                signed(path, "cloudcontrolapi")
                        .header("Content-Type", "application/x-amz-json-1.0")
                        .header("X-Amz-Target", "CloudApiService." + operation)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    void callerIdentity() throws Exception {
        HttpResponse<String> answer = HTTP.send(
                signed("/", "sts")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("Action=GetCallerIdentity&Version=2011-06-15"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("<Account>123456789012</Account>");
    }

    HttpRequest.Builder signed(String path, String service) {
        String credential = "Credential=AKIDTEST/20261122/us-east-1/" + service + "/aws4_request";
        return HttpRequest.newBuilder(URI.create(endpoint + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "AWS4-HMAC-SHA256 " + credential + ", SignedHeaders=host, Signature=00");
    }

    JsonNode json(HttpResponse<String> answer) throws Exception {
        return Json.MAPPER.readTree(answer.body());
    }
}
