package software.amazon.connect.user.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.cloudformation.proxy.LoggerProxy;
import software.amazon.connect.slice.model.User;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.Rig;
import software.amazon.connect.user.api.ConnectSession;
import software.amazon.connect.user.api.Pace;
import software.amazon.connect.user.api.UserReader;
import software.amazon.connect.user.change.ApiCall;
import software.amazon.connect.user.change.Desired;
import software.amazon.connect.user.change.UserChanges;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.FakeConnect.Stored;
import software.amazon.connect.user.support.RandomModels;
import software.amazon.connect.user.support.Schema;

/** Every property of the schema arrives at Connect and comes back: one that is added there without code fails here. */
class TranslationTest {
    private static final TypeReference<ResourceModel> MODEL = new TypeReference<>() {};

    /** Refused, since no API takes it: {@link ModelRulesTest} says so. */
    private static final String NOT_OF_THE_API = "AfterContactWorkMode";

    private static final ObjectNode EXAMPLE = Schema.example(Set.of(NOT_OF_THE_API));

    private static ResourceModel example() {
        return Rig.parse(EXAMPLE.toString(), MODEL);
    }

    private static Map<String, String> leaves(JsonNode node) {
        Map<String, String> leaves = new TreeMap<>();
        collect("", node, leaves);
        return leaves;
    }

    private static void collect(String path, JsonNode node, Map<String, String> leaves) {
        if (node.isObject()) {
            node.fields().forEachRemaining(field -> collect(path + "/" + field.getKey(), field.getValue(), leaves));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(path + "/" + i, node.get(i), leaves);
            }
        } else {
            leaves.put(path, node.asText());
        }
    }

    private static Map<String, String> shown(FakeConnect fake, ConnectArn user) throws Exception {
        Pace.Run pace =
                fake.clock.pace(Duration.ofSeconds(10), Duration.ofSeconds(26)).start();
        ConnectSession session = new ConnectSession(Rig.proxy(new LoggerProxy()), fake.api(), pace, null);
        LiveUser live = UserReader.observe(session, user);
        return leaves(new ObjectMapper().readTree(Rig.json(live.model())));
    }

    /** All that must come back: the password is write-only, the ARN is the new user's. */
    private static Map<String, String> expected(ConnectArn user) {
        Map<String, String> expected = leaves(EXAMPLE);
        assertThat(expected.remove("/Password")).isNotNull();
        expected.put("/UserArn", user.toString());
        return expected;
    }

    @Test
    void example_coversEveryPropertyOfTheSchema() throws Exception {
        assertThat(Schema.example(Set.of()).toString()).contains(NOT_OF_THE_API);
        assertThat(leaves(EXAMPLE)).hasSizeGreaterThan(35);
        assertThat(new ObjectMapper().readTree(Rig.json(example()))).isEqualTo(EXAMPLE);
    }

    @Test
    void create_everyProperty_comesBack() throws Exception {
        FakeConnect fake = new FakeConnect();
        ResourceModel model = example();
        fake.api().createUser(RequestTranslator.createUser(model, RandomModels.tagMap(model)));
        ConnectArn user =
                ConnectArn.of(ConnectArn.USER, "UserArn", fake.only().user().arn());
        UserChanges.between(
                        user,
                        Desired.of(null, onlyProficiencies(model), null, null, false),
                        new LiveUser(new ResourceModel(), Map.of(), null))
                .forEach(call -> send(fake, call));
        assertThat(shown(fake, user)).isEqualTo(expected(user));
    }

    private static ResourceModel onlyProficiencies(ResourceModel model) {
        return ResourceModel.builder()
                .userProficiencies(model.getUserProficiencies())
                .build();
    }

    @Test
    void update_everyProperty_comesBack() throws Exception {
        FakeConnect fake = new FakeConnect();
        ResourceModel model = example();
        ConnectArn user = fake.put(
                User.builder()
                        .username(model.getUsername())
                        .directoryUserId(model.getDirectoryUserId())
                        .build(),
                FakeConnect.noLevels());
        ResourceModel phone = model.toBuilder()
                .autoAcceptConfigs(null)
                .afterContactWorkConfigs(null)
                .phoneNumberConfigs(null)
                .persistentConnectionConfigs(null)
                .build();
        update(fake, user, phone);
        update(fake, user, model.toBuilder().phoneConfig(null).build());
        assertThat(shown(fake, user)).isEqualTo(expected(user));
    }

    private static void update(FakeConnect fake, ConnectArn user, ResourceModel desired) {
        Stored stored = fake.only();
        LiveUser live = LiveUser.of(user, stored.user(), stored.proficiencies());
        UserChanges.between(user, Desired.of(null, desired, Map.of(), RandomModels.tagMap(desired), false), live)
                .forEach(call -> send(fake, call));
    }

    private static void send(FakeConnect fake, ApiCall call) {
        fake.api().send(call.step(), call.request());
    }

    @Test
    void liveUser_nothingSet_hasNothing() {
        ConnectArn arn = ConnectArn.of(ConnectArn.USER, "UserArn", FakeConnect.INSTANCE + "/agent/a");
        LiveUser live = LiveUser.of(arn, User.builder().hierarchyGroupId("").build(), List.of());
        assertThat(live.model())
                .isEqualTo(ResourceModel.builder()
                        .userArn(arn.toString())
                        .instanceArn(FakeConnect.INSTANCE)
                        .build());
    }

    @Test
    void liveUser_fractionalLevel_keepsItsDigits() {
        ConnectArn arn = ConnectArn.of(ConnectArn.USER, "UserArn", FakeConnect.INSTANCE + "/agent/a");
        var level = software.amazon.connect.slice.model.ApiUserProficiency.builder()
                .attributeName("a")
                .attributeValue("b")
                .level(3.3f)
                .build();
        LiveUser live = LiveUser.of(arn, User.builder().build(), List.of(level));
        assertThat(live.model().getUserProficiencies().get(0).getLevel()).isEqualTo(3.3);
    }

    @Test
    void liveUser_listsByChannel_keepConnectsOrder() {
        ConnectArn arn = ConnectArn.of(ConnectArn.USER, "UserArn", FakeConnect.INSTANCE + "/agent/a");
        User user = User.builder()
                .autoAcceptConfigs(it -> it.channel("VOICE").autoAccept(false), it -> it.channel("CHAT")
                        .autoAccept(true))
                .afterContactWorkConfigs(it -> it.channel("VOICE"), it -> it.channel("CHAT"))
                .phoneNumberConfigs(it -> it.channel("VOICE"), it -> it.channel("CHAT"))
                .persistentConnectionConfigs(it -> it.channel("VOICE"), it -> it.channel("CHAT"))
                .voiceEnhancementConfigs(it -> it.channel("VOICE"), it -> it.channel("CHAT"))
                .build();
        ResourceModel model = LiveUser.of(arn, user, List.of()).model();
        for (ChannelSetting<?, ?> setting : ChannelSettings.ALL) {
            assertThat(setting.channels(model)).as(setting.property()).containsExactly("VOICE", "CHAT");
        }
    }
}
