package software.amazon.connect.user.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import software.amazon.connect.user.support.Event;
import software.amazon.connect.user.support.Samples;

/** Requests that are no request are refused without being quoted. */
class UnreadableRequestTest {
    private final EntryPoint entry = new EntryPoint();

    @Test
    void request_brokenJson_failsWithoutQuotingIt() throws IOException {
        String json = Event.of("CREATE", EntryPoint.plain()).toString();
        for (int cut : new int[] {0, json.length() - 1, json.length() - 40, json.indexOf(Samples.PASSWORD) + 40}) {
            assertThat(entry.answer(json.substring(0, cut)).at("/errorCode").asText())
                    .as("cut at %d", cut)
                    .isNotEmpty();
        }
    }

    @Test
    void request_ofAnotherForm_isInvalidRequestWithoutQuotingIt() throws IOException {
        ObjectNode event = Event.of("CREATE", EntryPoint.plain());
        String json = event.toString();
        ObjectNode encoded = event.deepCopy();
        ObjectNode data = (ObjectNode) encoded.get("requestData");
        data.put("resourceProperties", data.get("resourceProperties").toString());
        List<String> requests = List.of(
                encoded.toString(), "[" + json + "]", JSONObject.quote(json), "null", "{\"__COMPRESSED__\": \"eA==\"}");
        for (String request : requests) {
            assertThat(entry.answer(request).at("/errorCode").asText())
                    .as(request)
                    .isEqualTo("InvalidRequest");
        }
    }

    /** A number with more digits than are kept is no other one. */
    @Test
    void request_withALevelOfTwentyDigits_isRead() throws IOException {
        ObjectNode model = EntryPoint.plain();
        model.putArray("UserProficiencies")
                .addObject()
                .put("AttributeName", "Language")
                .put("AttributeValue", "English")
                .put("Level", new BigDecimal("2.12345678901234567890"));
        assertThat(entry.answer(Event.of("CREATE", model)).at("/errorCode").asText())
                .doesNotContain("InvalidRequest");
    }

    @Test
    void request_withoutCredentials_saysSo() throws IOException {
        ObjectNode event = Event.of("CREATE", EntryPoint.plain());
        ((ObjectNode) event.get("requestData")).remove("callerCredentials");
        JsonNode answer = entry.answer(event);
        assertThat(answer.at("/errorCode").asText()).isEqualTo("InvalidCredentials");
        assertThat(answer.at("/message").asText()).contains("callerCredentials");
    }
}
