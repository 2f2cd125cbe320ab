package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.lambda.Invocation;
import connectlocal.provider.PackagedProvider;
import connectlocal.provider.Patience;
import connectlocal.provider.ResourceProvider;
import connectlocal.provider.ResourceType;
import connectlocal.state.Contents;
import connectlocal.state.Journal;
import connectlocal.state.Keep;
import connectlocal.state.NotKept;
import connectlocal.state.Seal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Engines one behind the other that write into one journal, and a provider of books that can hang. */
abstract class KeptStacksRig {
    static final String SECRET = "Canary-Stack-1!";
    static final String SCHEMA = """
        {"typeName":"Test::Shelf::Book","description":"A book.","additionalProperties":false,"required":["Id"],
         "properties":{"Id":{"type":"string"},"Title":{"type":"string"},"Secret":{"type":"string"}},
         "primaryIdentifier":["/properties/Id"],"writeOnlyProperties":["/properties/Secret"],
         "handlers":{"create":{"permissions":[]},"update":{"permissions":[]},"read":{"permissions":[]},
                     "delete":{"permissions":[]}}}""";
    static final String TEMPLATE = """
        {"Parameters":{"Title":{"Type":"String"},"Secret":{"Type":"String","NoEcho":true}},
         "Resources":{"Z":{"Type":"Test::Shelf::Book","DeletionPolicy":"Delete","Metadata":{"m":[1,2.50]},
           "Properties":{"Id":"z","Title":{"Ref":"Title"},"Secret":{"Ref":"Secret"}}},
          "A":{"Type":"Test::Shelf::Book","DependsOn":"Z","Properties":{"Id":"a"}}},
         "Outputs":{"Out":{"Value":{"Ref":"Title"},"Export":{"Name":"shared"}}}}""";
    static final String IMPORTER = "{\"Resources\":{\"I\":{\"Type\":\"Test::Shelf::Book\",\"Properties\":{\"Id\":\"i\","
            + "\"Title\":{\"Fn::ImportValue\":\"shared\"}}}}}";

    @TempDir
    Path directory;

    final Contents written = new Contents();
    final Seal seal = Seal.passing();
    final List<Engine> engines = new ArrayList<>();
    LocalValues values = LocalValues.none();
    ResourceType type;
    volatile boolean hanging;

    /** The same of deletions alone. */
    volatile boolean hangingDeletes;

    volatile boolean full;

    /** What read handlers wait for. */
    volatile CountDownLatch readsHang = new CountDownLatch(0);

    volatile int records;
    volatile int refusals;

    /** What stands in the first record that cannot be written any more; null as long as all can. */
    volatile String fullFrom;

    final CountDownLatch hangs = new CountDownLatch(1);
    Engine engine;

    @BeforeEach
    void start() throws Exception {
        type = ResourceType.load(Files.writeString(directory.resolve("type.json"), SCHEMA));
        engine = engine(List.of(provider()));
    }

    @AfterEach
    void stop() {
        engines.forEach(Engine::close);
    }

    ResourceProvider provider() {
        return new PackagedProvider(type, () -> this::invoke, "123456789012", "us-east-1", Patience.standard());
    }

    /** Answers with what is wanted; a delete with nothing. While it hangs it wants to be asked again in ten minutes. */
    Invocation invoke(byte[] event, Duration limit) {
        try {
            var request = Json.MAPPER.readTree(event);
            ObjectNode answer = Json.MAPPER.createObjectNode();
            ObjectNode model = (ObjectNode) request.at("/requestData/resourceProperties");
            if (request.path("action").asText().equals("READ")) {
                readsHang.await(60, TimeUnit.SECONDS);
            }
            String action = request.path("action").asText();
            boolean waits = hanging && !action.equals("READ") || hangingDeletes && action.equals("DELETE");
            answer.put("status", waits ? "IN_PROGRESS" : "SUCCESS");
            if (waits) {
                answer.put("callbackDelaySeconds", 600);
                hangs.countDown();
            }
            if (waits || !request.path("action").asText().equals("DELETE")) {
                answer.set("resourceModel", model.deepCopy().without("Secret"));
            }
            return new Invocation(Json.bytes(answer), null, "");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Engine engine(List<ResourceProvider> providers) {
        var copy = new Contents();
        Journal journal = changes -> {
            if (fullFrom != null && changes.toString().contains(fullFrom)) {
                full = true;
            }
            if (full) {
                refusals++;
                throw new NotKept("/full", new IOException("No space left on device"));
            }
            records++;
            assertThat(changes.toString()).doesNotContain(SECRET);
            synchronized (written) {
                changes.forEach(written::apply);
            }
        };
        synchronized (written) {
            copy.restore(written);
        }
        var made = new Engine(providers, 2, "123456789012", "us-east-1", values, Keep.in(journal, copy, seal));
        engines.add(made);
        return made;
    }

    /** As if this engine had been killed, and another one started. */
    void killed() {
        engine = engine(List.of(provider()));
    }

    /** Alarms that are shown again, as everything else is. */
    static final RollbackConfiguration ROLLBACK = new RollbackConfiguration(
            Optional.of(List.of(new RollbackConfiguration.Trigger("arn:aws:cloudwatch:us-east-1:1:alarm:a", "AWS"))),
            Optional.of(7));

    static StackRequest request(String name, String template, Map<String, Optional<String>> parameters) {
        return StackRequestBuilder.forStack(name, template)
                .parameters(parameters)
                .tags(Map.of("team", "blue"))
                .token(Optional.of("token-" + name + "-" + Objects.hash(template, parameters)))
                .rollback(ROLLBACK)
                .build();
    }

    static Map<String, Optional<String>> parameters(String title) {
        return Map.of("Title", Optional.of(title), "Secret", Optional.of(SECRET));
    }

    /** Makes the change set i, which imports the book n of a template into the stack s as its resource N. */
    void requestImport(String template, Map<String, Optional<String>> parameters) {
        var target = new ChangeSets.Target(
                "Test::Shelf::Book", Json.MAPPER.createObjectNode().put("Id", "n"));
        engine.changeSets()
                .create(new ChangeSets.Order(
                        "i",
                        "IMPORT",
                        Optional.empty(),
                        Map.of("N", target),
                        false,
                        false,
                        Optional.empty(),
                        request("s", template, parameters)));
    }

    static Map<String, Optional<String>> previous() {
        return Map.of("Title", Optional.empty(), "Secret", Optional.empty());
    }

    void await(String name, StackStatus status) throws Exception {
        Stack stack = engine.stacks.find(name).orElseThrow();
        synchronized (stack) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (stack.status != status && System.nanoTime() < end) {
                stack.wait(1_000);
            }
            assertThat(stack.status).as(stack.reason).isEqualTo(status);
        }
    }

    String everything() {
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

    void create() throws Exception {
        engine.stacks().create(request("s", TEMPLATE, parameters("one")));
        await("s", StackStatus.CREATE_COMPLETE);
    }

    /** The stack of {@link #create} with an update that was under way when its engine was killed. */
    void failedUpdate() throws Exception {
        create();
        hanging = true;
        engine.stacks().update(request("s", TEMPLATE, parameters("two")));
        assertThat(hangs.await(60, TimeUnit.SECONDS)).isTrue();
        killed();
        hanging = false;
        await("s", StackStatus.UPDATE_FAILED);
    }

    /** A change set that asks for nothing but this. */
    static ChangeSets.Order changeSet(String type, String name, StackRequest request) {
        return new ChangeSets.Order(name, type, Optional.empty(), Map.of(), false, false, Optional.empty(), request);
    }

    static ChangeSets.Order order(
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
