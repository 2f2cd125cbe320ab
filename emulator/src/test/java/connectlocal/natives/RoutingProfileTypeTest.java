package connectlocal.natives;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.connect.Behaviours;
import connectlocal.connect.ConnectApi;
import connectlocal.connect.ConnectState;
import connectlocal.connect.Seed;
import connectlocal.http.Json;
import connectlocal.provider.Action;
import connectlocal.provider.HandlerRequest;
import connectlocal.provider.Outcome;
import connectlocal.provider.ResourceProvider;
import connectlocal.state.Contents;
import connectlocal.state.Keep;
import connectlocal.state.NotKept;
import connectlocal.state.Seal;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A routing profile with more queues than one call of Amazon Connect takes: its schema sets no bound. */
class RoutingProfileTypeTest {
    private static final String INSTANCE =
            "arn:aws:connect:us-east-1:123456789012:instance/11111111-1111-1111-1111-111111111111";
    private static final List<String> CHANNELS = List.of("VOICE", "CHAT", "TASK", "EMAIL");

    private long room = Long.MAX_VALUE;
    private final Keep keep = Keep.in(
            changes -> {
                if (room-- <= 0) {
                    throw new NotKept("the test", new IOException("No space left on device"));
                }
            },
            new Contents(),
            Seal.passing());
    private final List<ResourceProvider> types = new NativeTypes(
                    new ConnectApi(new ConnectState(Seed.builtIn(), Behaviours.of(Map.of()), keep)), Keep.NOTHING)
            .providers("123456789012", "us-east-1");
    private final ArrayNode configs = Json.MAPPER.createArrayNode();
    private ObjectNode desired;

    @BeforeEach
    void makeQueues() throws Exception {
        ObjectNode office = model("""
                {"InstanceArn":"%s","Name":"Office","TimeZone":"UTC","Config":[{"Day":"MONDAY",
                 "StartTime":{"Hours":9,"Minutes":0},"EndTime":{"Hours":17,"Minutes":0}}]}""".formatted(INSTANCE));
        String hours = run("HoursOfOperation", Action.CREATE, office, null)
                .get("HoursOfOperationArn")
                .asText();
        for (String name : List.of("A", "B", "C")) {
            ObjectNode queue = model("{\"InstanceArn\":\"%s\",\"Name\":\"%s\",\"HoursOfOperationArn\":\"%s\"}"
                    .formatted(INSTANCE, name, hours));
            String arn =
                    run("Queue", Action.CREATE, queue, null).get("QueueArn").asText();
            CHANNELS.forEach(channel -> configs.addObject()
                    .put("Priority", 1)
                    .put("Delay", 0)
                    .set(
                            "QueueReference",
                            Json.MAPPER.createObjectNode().put("QueueArn", arn).put("Channel", channel)));
        }
        desired = model("{\"InstanceArn\":\"%s\",\"Name\":\"Many\",\"Description\":\"d\"}".formatted(INSTANCE));
        desired.set("DefaultOutboundQueueArn", configs.get(0).at("/QueueReference/QueueArn"));
        ArrayNode media = desired.putArray("MediaConcurrencies");
        CHANNELS.forEach(channel -> media.addObject().put("Channel", channel).put("Concurrency", 1));
    }

    private static ObjectNode model(String json) throws Exception {
        return (ObjectNode) Json.MAPPER.readTree(json);
    }

    private ObjectNode run(String type, Action action, ObjectNode model, ObjectNode previous) {
        ResourceProvider provider = types.stream()
                .filter(each -> each.type().name().equals("AWS::Connect::" + type))
                .findFirst()
                .orElseThrow();
        Outcome outcome = provider.await(provider.begin(new HandlerRequest(
                action, UUID.randomUUID().toString(), model, Optional.ofNullable(previous), Optional.empty())));
        assertThat(outcome.error()).as(outcome.message()).isEmpty();
        return outcome.model().orElseThrow();
    }

    private static int priority(ObjectNode profile, int at) {
        return profile.at("/QueueConfigs/" + at + "/Priority").asInt();
    }

    @Test
    void profile_withTwelveQueues_isMadeAndChangedAndEmptied() {
        desired.set("QueueConfigs", configs);
        ObjectNode made = run("RoutingProfile", Action.CREATE, desired.deepCopy(), null);
        // The schema says that their order means nothing.
        assertThat(made.get("QueueConfigs")).containsExactlyInAnyOrderElementsOf(configs);

        ObjectNode changed = made.deepCopy();
        ((ObjectNode) changed.at("/QueueConfigs/0")).put("Priority", 7);
        ((ObjectNode) changed.at("/QueueConfigs/11")).put("Priority", 8);
        ObjectNode after = run("RoutingProfile", Action.UPDATE, changed, made);
        assertThat(after.get("QueueConfigs")).isEqualTo(changed.get("QueueConfigs"));
        assertThat(List.of(priority(after, 0), priority(after, 1), priority(after, 11)))
                .containsExactly(7, 1, 8);

        ObjectNode none = after.deepCopy();
        none.remove("QueueConfigs");
        assertThat(run("RoutingProfile", Action.UPDATE, none, after).has("QueueConfigs"))
                .isFalse();
    }

    @Test
    void profile_thatGetsItsQueuesLater_hasThemAll() {
        ObjectNode made = run("RoutingProfile", Action.CREATE, desired.deepCopy(), null);
        ObjectNode changed = made.deepCopy();
        changed.set("QueueConfigs", configs);
        assertThat(run("RoutingProfile", Action.UPDATE, changed, made).get("QueueConfigs"))
                .containsExactlyInAnyOrderElementsOf(configs);
    }

    /** A creation that fails in the middle names nothing that could be deleted, so it leaves nothing. */
    @Test
    void profile_whoseLastQueueThereIsNot_isNotLeftBehind() {
        ((ObjectNode) configs.get(11).get("QueueReference")).put("QueueArn", INSTANCE + "/queue/" + new UUID(1, 2));
        desired.set("QueueConfigs", configs);
        ResourceProvider provider = types.stream()
                .filter(each -> each.type().name().equals("AWS::Connect::RoutingProfile"))
                .findFirst()
                .orElseThrow();
        ObjectNode all = Json.MAPPER.createObjectNode().put("InstanceArn", INSTANCE);
        int before = provider.list(all, Optional.empty()).models().size();
        assertThat(provider.await(provider.begin(HandlerRequest.of(Action.CREATE, "t", desired)))
                        .succeeded())
                .isFalse();
        assertThat(provider.list(all, Optional.empty()).models()).hasSize(before);
    }

    /** What can neither be finished nor taken away is named, so that somebody can delete it later. */
    @Test
    void profile_forWhoseQueuesThereIsNoRoom_isNamed() {
        desired.set("QueueConfigs", configs);
        ResourceProvider provider = types.stream()
                .filter(each -> each.type().name().equals("AWS::Connect::RoutingProfile"))
                .findFirst()
                .orElseThrow();
        room = 1;
        Outcome outcome = provider.await(provider.begin(HandlerRequest.of(Action.CREATE, "t", desired)));
        assertThat(outcome.succeeded()).isFalse();
        room = Long.MAX_VALUE;
        ObjectNode left = outcome.model().orElseThrow();
        assertThat(provider.read(left).succeeded()).isTrue();
        assertThat(provider.await(provider.begin(HandlerRequest.of(Action.DELETE, "d", left)))
                        .succeeded())
                .isTrue();
    }
}
