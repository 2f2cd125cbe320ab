package connectlocal.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NativeProviderTest {
    private static final String SCHEMA = """
            {"typeName":"Test::Shelf::Box","description":"A box.","additionalProperties":false,
             "properties":{"Id":{"type":"string"},"InstanceArn":{"type":"string"},
              "Size":{"type":"integer"},"Tags":{"type":"array"}},
             "primaryIdentifier":["/properties/Id"],"handlers":{}}
            """;

    private final List<NativeRequest> seen = new ArrayList<>();
    private final List<Boolean> again = new ArrayList<>();
    private boolean slow;

    private final NativeProvider provider = provider();

    @Test
    void create_ofAModelThatBreaksTheSchema_isRefusedBeforeTheHandler() throws Exception {
        JsonNode answer = invoke("CREATE", "{\"Size\":\"large\"}", "{}", "{}");
        assertThat(answer.get("errorCode").asText()).isEqualTo("InvalidRequest");
        assertThat(answer.get("message").asText()).contains("Size").doesNotContain("large");
        assertThat(seen).isEmpty();
    }

    @Test
    void tags_ofStackAndResource_areMergedAndTheResourceWins() throws Exception {
        invoke(
                "UPDATE",
                "{\"Id\":\"1\",\"Tags\":[{\"Key\":\"a\",\"Value\":\"own\"}]}",
                "{\"Id\":\"1\"}",
                "{\"a\":\"stack\",\"b\":\"stack\"}");
        assertThat(seen.get(0).tags()).hasToString("{a=own, b=stack}");
        assertThat(seen.get(0).previousTags()).isEmpty();
    }

    @Test
    void update_ofTheInstance_isNotUpdatable() throws Exception {
        JsonNode answer =
                invoke("UPDATE", "{\"Id\":\"1\",\"InstanceArn\":\"x\"}", "{\"Id\":\"1\",\"InstanceArn\":\"y\"}", "{}");
        assertThat(answer.get("errorCode").asText()).isEqualTo("NotUpdatable");
        assertThat(seen).isEmpty();
    }

    @Test
    void creation_thatIsNotFinished_isAskedAgain() {
        slow = true;
        ObjectNode desired = Json.MAPPER.createObjectNode().put("Size", 1);
        ProviderRun run = provider.begin(HandlerRequest.of(Action.CREATE, "t", desired));
        assertThat(run.step()).contains(Duration.ofSeconds(1));
        assertThat(run.step()).isEmpty();
        assertThat(again).containsExactly(false, true);
        assertThat(run.outcome().model().get().get("Id").asText()).isEqualTo("1");
    }

    @Test
    void read_andList_answerWhatTheHandlerSays() {
        ObjectNode named = Json.MAPPER.createObjectNode().put("Id", "1");
        assertThat(provider.read(named).model()).contains(named);
        Outcome failed = provider.read(Json.MAPPER.createObjectNode().put("Id", "2"));
        assertThat(failed.failedWith(HandlerError.NotFound)).isTrue();
        assertThat(failed.message()).isEqualTo("no 2");
        Outcome listed = provider.list(Json.MAPPER.createObjectNode(), Optional.of("n"));
        assertThat(listed.models()).containsExactly(named);
        assertThat(listed.nextToken()).contains("n+");
    }

    private JsonNode invoke(String action, String desired, String previous, String stackTags) throws Exception {
        String event = "{\"action\":\"%s\",\"requestData\":{\"resourceProperties\":%s,".formatted(action, desired)
                + "\"previousResourceProperties\":%s,\"stackTags\":%s}}".formatted(previous, stackTags);
        byte[] payload =
                provider.invoke(event.getBytes("UTF-8"), Duration.ofSeconds(1)).payload();
        return Json.MAPPER.readTree(payload);
    }

    private NativeProvider provider() {
        try {
            return new NativeProvider(Json.MAPPER.readTree(SCHEMA), new Boxes(), "123456789012", "us-east-1");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private final class Boxes implements NativeHandler {
        @Override
        public Made create(NativeRequest request, boolean goOn) {
            seen.add(request);
            again.add(goOn);
            return new Made(request.desired().deepCopy().put("Id", "1"), !slow || goOn);
        }

        @Override
        public ObjectNode read(NativeRequest request) {
            if (!request.desired().path("Id").asText().equals("1")) {
                throw new NativeFailure(
                        HandlerError.NotFound,
                        "no " + request.desired().path("Id").asText());
            }
            return request.desired();
        }

        @Override
        public ObjectNode update(NativeRequest request) {
            seen.add(request);
            return request.desired();
        }

        @Override
        public void delete(NativeRequest request) {
            seen.add(request);
        }

        @Override
        public Page list(NativeRequest request) {
            return new Page(
                    List.of(Json.MAPPER.createObjectNode().put("Id", "1")),
                    request.nextToken().map(token -> token + "+"));
        }
    }
}
