package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.AwsError;
import connectlocal.http.Json;
import connectlocal.lambda.Invocation;
import connectlocal.provider.PackagedProvider;
import connectlocal.provider.Patience;
import connectlocal.provider.ResourceProvider;
import connectlocal.provider.ResourceType;
import connectlocal.state.Contents;
import connectlocal.state.Journal;
import connectlocal.state.Keep;
import connectlocal.state.Seal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stacks are what they were when an engine ends without a word and another one reads what it wrote down. */
class KeptStacksTest {
    private static final String SECRET = "Canary-Stack-1!";
    private static final String SCHEMA = """
        {"typeName":"Test::Shelf::Book","description":"A book.","additionalProperties":false,"required":["Id"],
         "properties":{"Id":{"type":"string"},"Title":{"type":"string"},"Secret":{"type":"string"}},
         "primaryIdentifier":["/properties/Id"],"writeOnlyProperties":["/properties/Secret"],
         "handlers":{"create":{"permissions":[]},"update":{"permissions":[]},"read":{"permissions":[]},
                     "delete":{"permissions":[]}}}""";
    private static final String TEMPLATE = """
        {"Parameters":{"Title":{"Type":"String"},"Secret":{"Type":"String","NoEcho":true}},
         "Resources":{"Z":{"Type":"Test::Shelf::Book","DeletionPolicy":"Delete","Metadata":{"m":[1,2.50]},
           "Properties":{"Id":"z","Title":{"Ref":"Title"},"Secret":{"Ref":"Secret"}}},
          "A":{"Type":"Test::Shelf::Book","DependsOn":"Z","Properties":{"Id":"a"}}},
         "Outputs":{"Out":{"Value":{"Ref":"Title"},"Export":{"Name":"shared"}}}}""";
    private static final String IMPORTER =
            "{\"Resources\":{\"I\":{\"Type\":\"Test::Shelf::Book\",\"Properties\":{\"Id\":\"i\","
                    + "\"Title\":{\"Fn::ImportValue\":\"shared\"}}}}}";

    @TempDir
    private Path directory;

    private final Contents written = new Contents();
    private final Seal seal = Seal.passing();
    private final List<Engine> engines = new ArrayList<>();
    private ResourceType type;
    private volatile boolean hanging;
    private final CountDownLatch hangs = new CountDownLatch(1);
    private Engine engine;

    @BeforeEach
    void start() throws Exception {
        type = ResourceType.load(Files.writeString(directory.resolve("type.json"), SCHEMA));
        engine = engine(List.of(provider()));
    }

    @AfterEach
    void stop() {
        engines.forEach(Engine::close);
    }

    private ResourceProvider provider() {
        return new PackagedProvider(type, this::invoke, "123456789012", "us-east-1", Patience.standard());
    }

    /** Answers with what is wanted; a delete with nothing. While it hangs it wants to be asked again in ten minutes. */
    private Invocation invoke(byte[] event, Duration limit) {
        try {
            var request = Json.MAPPER.readTree(event);
            ObjectNode answer = Json.MAPPER.createObjectNode();
            ObjectNode model = (ObjectNode) request.at("/requestData/resourceProperties");
            boolean waits = hanging && !request.path("action").asText().equals("READ");
            answer.put("status", waits ? "IN_PROGRESS" : "SUCCESS");
            if (waits) {
                answer.put("callbackDelaySeconds", 600);
                hangs.countDown();
            }
            if (waits || !request.path("action").asText().equals("DELETE")) {
                answer.set("resourceModel", model.deepCopy().without("Secret"));
            }
            return new Invocation(Json.bytes(answer), null, "");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Engine engine(List<ResourceProvider> providers) {
        var copy = new Contents();
        Journal journal = changes -> {
            assertThat(changes.toString()).doesNotContain(SECRET);
            synchronized (written) {
                changes.forEach(written::apply);
            }
        };
        synchronized (written) {
            copy.restore(written);
        }
        var made =
                new Engine(providers, 2, "123456789012", "us-east-1", LocalValues.none(), Keep.in(journal, copy, seal));
        engines.add(made);
        return made;
    }

    /** As if this engine had been killed, and another one started. */
    private void killed() {
        engine = engine(List.of(provider()));
    }

    /** Alarms that are shown again, as everything else is. */
    private static final RollbackConfiguration ROLLBACK = new RollbackConfiguration(
            Optional.of(List.of(new RollbackConfiguration.Trigger("arn:aws:cloudwatch:us-east-1:1:alarm:a", "AWS"))),
            Optional.of(7));

    private static StackRequest request(String name, String template, Map<String, Optional<String>> parameters) {
        return new StackRequest(
                name,
                Optional.ofNullable(template),
                parameters,
                Optional.of(Map.of("team", "blue")),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.of("token-" + name),
                Optional.empty(),
                List.of(),
                ROLLBACK);
    }

    private static Map<String, Optional<String>> parameters(String title) {
        return Map.of("Title", Optional.of(title), "Secret", Optional.of(SECRET));
    }

    private static Map<String, Optional<String>> previous() {
        return Map.of("Title", Optional.empty(), "Secret", Optional.empty());
    }

    private void await(String name, StackStatus status) throws Exception {
        Stack stack = engine.stacks.find(name).orElseThrow();
        synchronized (stack) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (stack.status != status && System.nanoTime() < end) {
                stack.wait(1_000);
            }
            assertThat(stack.status).as(stack.reason).isEqualTo(status);
        }
    }

    private String everything() {
        var all = new StringBuilder();
        all.append(engine.views().describe(Optional.empty()));
        for (Stack stack : engine.stacks.all()) {
            all.append(engine.events().events(stack.id));
            all.append(engine.views().template(Optional.of(stack.id), Optional.empty(), true));
            all.append(engine.resources().resources(stack.id, false));
            all.append(engine.changeSets().list(stack.id));
            all.append(engine.settings().policy(stack.id));
        }
        all.append(engine.exports.all());
        return all.toString();
    }

    private void create() throws Exception {
        engine.stacks().create(request("s", TEMPLATE, parameters("one")));
        await("s", StackStatus.CREATE_COMPLETE);
    }

    @Test
    void stacks_areWhatTheyWere_andGoOn() throws Exception {
        create();
        engine.stacks().create(request("importer", IMPORTER, Map.of()));
        await("importer", StackStatus.CREATE_COMPLETE);
        engine.settings().protect("s", true);
        engine.settings()
                .setPolicy(
                        "s",
                        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"Update:*\",\"Principal\":\"*\","
                                + "\"Resource\":\"*\"}]}");
        engine.changeSets().create(order("c", "s", TEMPLATE, parameters("two")));
        String before = everything();
        killed();
        assertThat(everything()).isEqualTo(before).contains("CREATE_COMPLETE", "shared", "Update:*", "Out");

        assertThat(engine.stacks().create(request("s", TEMPLATE, parameters("one"))))
                .as("the same client token")
                .isEqualTo(engine.stacks.find("s").orElseThrow().id);
        assertThatThrownBy(() -> engine.stacks().update(request("s", TEMPLATE, previous())))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("No updates");
        assertThatThrownBy(() -> engine.stacks().delete("s", Set.of(), false, Optional.empty()))
                .hasMessageContaining("TerminationProtection");
        engine.changeSets().execute(Optional.of("s"), "c", Optional.empty(), Optional.empty(), Optional.of("again"));
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE); // an export in use cannot change
        engine.stacks().delete("importer", Set.of(), false, Optional.empty());
        await("importer", StackStatus.DELETE_COMPLETE);
        killed();
        assertThat(engine.stacks.find("importer")).isEmpty();
        engine.stacks().update(request("s", null, parameters("three")));
        await("s", StackStatus.UPDATE_COMPLETE);
        killed();
        assertThat(engine.exports.value("shared")).contains("three");
        assertThat(engine.stacks.find("s").orElseThrow().listed().stream().map(r -> r.logicalId))
                .containsExactly("Z", "A");
    }

    @Test
    void properties_thatHoldANoEchoParameter_areMaskedInEventsAndInWhatIsWritten() throws Exception {
        String shown = TEMPLATE.replace("\"Id\":\"a\"", "\"Id\":\"a\",\"Title\":{\"Fn::Sub\":\"of ${Secret}\"}");
        engine.stacks().create(request("s", shown, parameters("one")));
        await("s", StackStatus.CREATE_COMPLETE);
        assertThat(engine.events().events("s").toString()).contains("of ****").doesNotContain(SECRET);
        killed();
        assertThat(engine.events().events("s").toString()).contains("of ****").doesNotContain(SECRET);
    }

    @Test
    void creation_underWay_hasFailedWithAReason_andCanBeDeleted() throws Exception {
        hanging = true;
        engine.stacks().create(request("s", TEMPLATE, parameters("one")));
        assertThat(hangs.await(60, TimeUnit.SECONDS)).isTrue();
        initiated("Z");
        killed();
        hanging = false;
        await("s", StackStatus.CREATE_FAILED);
        Stack stack = engine.stacks.find("s").orElseThrow();
        assertThat(stack.reason).contains("ended while this operation was under way");
        assertThat(stack.resources.get("Z").status).isEqualTo("CREATE_FAILED");
        assertThat(stack.resources.get("Z").reason).contains("What the handler had done by then stands");
        assertThat(stack.resources.get("Z").now.physicalId()).isEqualTo("z");
        assertThat(engine.events().events("s").get(0).toString()).contains("CREATE_FAILED", "token-s");
        engine.stacks().delete("s", Set.of(), false, Optional.empty());
        await(stack.id, StackStatus.DELETE_COMPLETE);
    }

    @Test
    void update_underWay_hasFailed_andCanBeRolledBack() throws Exception {
        create();
        hanging = true;
        engine.stacks().update(request("s", TEMPLATE, parameters("two")));
        assertThat(hangs.await(60, TimeUnit.SECONDS)).isTrue();
        killed();
        hanging = false;
        await("s", StackStatus.UPDATE_FAILED);
        engine.rollbacks().rollback("s", false, Optional.empty());
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThatThrownBy(() -> engine.stacks().update(request("s", TEMPLATE, parameters("one"))))
                .hasMessageContaining("No updates");
    }

    @Test
    void reset_forgetsForGood() throws Exception {
        hanging = true;
        engine.stacks().create(request("s", TEMPLATE, parameters("one")));
        assertThat(hangs.await(60, TimeUnit.SECONDS)).isTrue();
        Stack stack = engine.stacks.find("s").orElseThrow();
        engine.reset();
        synchronized (stack) { // as an operation does that the reset has not reached yet
            engine.kept.stack(stack);
        }
        killed();
        assertThat(engine.stacks.all()).isEmpty();
    }

    @Test
    void type_thatIsNotServedAnyMore_isNamedAtTheStart() throws Exception {
        create();
        assertThatThrownBy(() -> engine(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the stack s cannot be what it was")
                .hasMessageContaining("Test::Shelf::Book, which is not served here; start with its --provider");
    }

    private void initiated(String logicalId) throws Exception {
        Stack stack = engine.stacks.find("s").orElseThrow();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < end) {
            synchronized (stack) {
                if (stack.events.stream().anyMatch(e -> "Resource creation Initiated".equals(e.reason()))) {
                    return;
                }
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        throw new AssertionError("no event of " + logicalId);
    }

    private static ChangeSets.Order order(
            String name, String stack, String template, Map<String, Optional<String>> parameters) {
        return new ChangeSets.Order(
                name,
                "UPDATE",
                Optional.of("described"),
                Map.of(),
                false,
                false,
                Optional.empty(),
                request(stack, template, parameters));
    }
}
