package connectlocal.cloudformation.engine;

import static connectlocal.shared.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.lambda.Invocation;
import connectlocal.provider.ResourceType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;

/** Books that live outside their stacks: tests look at what handlers have done, not at what a stack believes. */
abstract class LibraryRig extends KeptStacksRig {
    private static final String BOOKS = """
        {"typeName":"Test::Shelf::Book","description":"A book.","additionalProperties":false,"required":["Name"],
         "properties":{"Id":{"type":"string"},"Name":{"type":"string"},"Cover":{"type":"string"},
           "Title":{"type":"string"},"Pages":{"type":"integer"},"Rare":{"type":"boolean"}},
         "primaryIdentifier":["/properties/Id"],"readOnlyProperties":["/properties/Id"],
         "additionalIdentifiers":[["/properties/Name"]],
         "createOnlyProperties":["/properties/Name"],"conditionalCreateOnlyProperties":["/properties/Cover"],
         "handlers":{"create":{"permissions":[]},"update":{"permissions":[]},"read":{"permissions":[]},
                     "delete":{"permissions":[]}}}""";

    /** What lives, by name. */
    final Map<String, ObjectNode> books = Collections.synchronizedMap(new TreeMap<>());

    /** The tags of what lives. */
    final Map<String, Map<String, String>> tags = new ConcurrentHashMap<>();

    /** "UPDATE name", in order. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    /** The code that a question is answered with, by "UPDATE name". */
    final Map<String, String> refused = new ConcurrentHashMap<>();

    /** What is done although it is refused. */
    final Set<String> halfDone = ConcurrentHashMap.newKeySet();

    /** The same for the first time that it is asked. */
    final Map<String, String> refusedOnce = new ConcurrentHashMap<>();

    /** What is done and never ends. */
    final Map<String, CountDownLatch> unending = new ConcurrentHashMap<>();

    /** What is at work until it is let go. */
    final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();

    @Override
    @BeforeEach
    void start() throws Exception {
        type = ResourceType.load(Files.writeString(directory.resolve("type.json"), schema()));
        engine = engine(List.of(provider()));
    }

    String schema() {
        return BOOKS;
    }

    /** A resource; its properties, and attributes that begin with a comma. */
    static String book(String id, String properties, String... more) {
        return "\"%s\":{\"Type\":\"Test::Shelf::Book\",\"Properties\":{%s}%s}"
                .formatted(id, properties, String.join("", more));
    }

    static String template(String... resources) {
        return "{\"Resources\":{" + String.join(",", resources) + "}}";
    }

    void create(String template) throws Exception {
        engine.stacks().create(StackRequestBuilder.forStack("s", template).build());
        await("s", StackStatus.CREATE_COMPLETE);
    }

    void update(String template, StackStatus end) throws Exception {
        engine.stacks().update(StackRequestBuilder.forStack("s", template).build());
        await("s", end);
    }

    /** Begins an update and kills its engine when it has come to this, which is done but has not been heard of. */
    void killedIn(String question, String template) throws Exception {
        unending.put(question, new CountDownLatch(1));
        engine.stacks().update(StackRequestBuilder.forStack("s", template).build());
        assertThat(unending.get(question).await(60, TimeUnit.SECONDS)).isTrue();
    }

    void restarted() throws Exception {
        killed();
        unending.clear();
        asked.clear();
        await("s", StackStatus.UPDATE_FAILED);
    }

    /** Kills an update that waits for room for a record since this question was answered. */
    void killedBefore(String record, String question, String template) throws Exception {
        asked.clear();
        held.put(question, new CountDownLatch(1));
        engine.stacks().update(StackRequestBuilder.forStack("s", template).build());
        until(() -> asked.contains(question));
        fullFrom = record;
        held.remove(question).countDown();
        until(() -> refusals > 0);
        synchronized (engine.stacks.find("s").orElseThrow()) { // which does not hear that there is room again
            fullFrom = null;
            full = false;
            killed();
        }
        await("s", StackStatus.UPDATE_FAILED);
    }

    /** Kills an update when a successor's handler was asked and has not answered. */
    void killedBeforeTheName(String name, String template) throws Exception {
        asked.clear();
        held.put("CREATE " + name, new CountDownLatch(1));
        engine.stacks().update(StackRequestBuilder.forStack("s", template).build());
        until(() -> asked.contains("CREATE " + name));
        restarted();
    }

    /** Kills an update when a successor's handler has named it and is still at work. */
    void killedWithTheName(String name, String template) throws Exception {
        killedIn("CREATE " + name, template);
        until(() -> eventsSince(StackStatus.UPDATE_IN_PROGRESS).stream().anyMatch(e -> e.endsWith("id-" + name)));
        restarted();
    }

    /** Makes the change set c of this type, waits until it is made, and carries it out. */
    void carryOut(String type, boolean importExisting, boolean revertDrift, StackRequest request) throws Exception {
        make(type, importExisting, revertDrift, request);
        execute();
    }

    void make(String type, boolean importExisting, boolean revertDrift, StackRequest request) throws Exception {
        engine.changeSets()
                .create(new ChangeSets.Order(
                        "c", type, Optional.empty(), Map.of(), importExisting, revertDrift, Optional.empty(), request));
        until(() -> {
            String all = engine.changeSets().list("s").toString();
            return all.contains("CREATE_COMPLETE") && !all.contains("CREATE_IN_PROGRESS");
        });
    }

    void execute() {
        engine.changeSets().execute(Optional.of("s"), "c", Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Begins an import of a living book. */
    void importing(StackRequest request, String logicalId, String name) {
        var target = new ChangeSets.Target(
                "Test::Shelf::Book", Json.MAPPER.createObjectNode().put("Id", "id-" + name));
        engine.changeSets()
                .create(new ChangeSets.Order(
                        "i",
                        "IMPORT",
                        Optional.empty(),
                        Map.of(logicalId, target),
                        false,
                        false,
                        Optional.empty(),
                        request));
        engine.changeSets().execute(Optional.of("s"), "i", Optional.empty(), Optional.empty(), Optional.empty());
    }

    StackResource resource(String id) {
        return engine.stacks.find("s").orElseThrow().resources.get(id);
    }

    /** "LogicalId STATUS physical id", oldest first, from an event of the stack on. */
    List<String> eventsSince(StackStatus status) {
        Stack stack = engine.stacks.find("s").orElseThrow();
        var all = new ArrayList<String>();
        synchronized (stack) {
            stack.events.forEach(e -> all.add(e.logicalId() + " " + e.status() + " " + e.physicalId()));
        }
        Collections.reverse(all);
        int from = 0;
        for (int i = 0; i < all.size(); i++) {
            from = all.get(i).startsWith("s " + status + " ") ? i : from;
        }
        return all.subList(from, all.size());
    }

    @Override
    Invocation invoke(byte[] event, Duration limit) {
        try {
            JsonNode request = Json.MAPPER.readTree(event);
            String action = request.path("action").asText();
            ObjectNode model = (ObjectNode) request.at("/requestData/resourceProperties");
            String name = model.has("Id")
                    ? model.path("Id").asText().substring("id-".length())
                    : model.path("Name").asText();
            String question = action + " " + name;
            asked.add(question);
            if (held.containsKey(question)) {
                assertThat(held.get(question).await(60, TimeUnit.SECONDS)).isTrue();
            }
            return new Invocation(Json.bytes(answer(question, action, name, model, request)), null, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ObjectNode answer(String question, String action, String name, ObjectNode model, JsonNode request) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        boolean lives = books.containsKey(name);
        String once = refusedOnce.remove(question);
        String code = once == null ? refused.get(question) : once;
        if (code == null && lives == action.equals("CREATE")) {
            code = lives ? "AlreadyExists" : "NotFound";
        }
        if (code != null) {
            if (halfDone.contains(question)) {
                write(name, model.deepCopy().put("Id", "id-" + name), request);
                answer.set("resourceModel", books.get(name));
            }
            return answer.put("status", "FAILED").put("errorCode", code).put("message", "no");
        }
        switch (action) {
            case "CREATE", "UPDATE" -> write(name, model.deepCopy().put("Id", "id-" + name), request);
            case "DELETE" -> books.remove(name);
            default -> {}
        }
        CountDownLatch done = unending.get(question);
        answer.put("status", done == null ? "SUCCESS" : "IN_PROGRESS");
        if (books.containsKey(name)) {
            answer.set("resourceModel", books.get(name));
        }
        if (done != null) {
            answer.put("callbackDelaySeconds", 600).set("callbackContext", Json.MAPPER.createObjectNode());
            done.countDown();
        }
        return answer;
    }

    private void write(String name, ObjectNode model, JsonNode request) {
        books.put(name, model);
        Map<String, String> own = tags.computeIfAbsent(name, n -> new ConcurrentHashMap<>());
        request.at("/requestData/previousStackTags").fieldNames().forEachRemaining(own::remove);
        request.at("/requestData/stackTags")
                .properties()
                .forEach(tag -> own.put(tag.getKey(), tag.getValue().asText()));
    }
}
