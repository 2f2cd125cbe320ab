package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.cloudformation.template.model.TemplateError;
import connectlocal.http.AwsError;
import connectlocal.state.Contents;
import connectlocal.state.Keep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Reads stacks that were written down. An operation that was under way then has failed, as far as it had come: its
 * handlers are not asked again, and the caller decides whether to go on, to go back or to delete.
 */
final class RestoredStacks {
    private static final String INTERRUPTED = "The emulator ended while this operation was under way.";
    private static final String UNKNOWN =
            "The emulator ended while its handler was at work. What the handler had" + " done by then stands";

    private final Keep keep;
    private final Types types;
    private final DeploymentForm deployments;

    RestoredStacks(KeptStacks kept, Types types, StackSurroundings.Place place, Exports exports) {
        this.keep = kept.keep();
        this.types = types;
        this.deployments = new DeploymentForm(place, exports);
    }

    /**
     * Fills what is empty.
     *
     * @throws IllegalArgumentException when a stack cannot be what it was, which one, and what to do
     */
    void into(Stacks stacks, Journal journal) {
        var restored = new ArrayList<Stack>();
        for (String id : keep.found().places()) {
            if (keep.found().at(id) == null) {
                // An operation wrote it when a reset had taken its stack away, and the emulator ended before it forgot.
                keep.remove(id);
            } else {
                restored.add(StackForm.read(id, Piece.read(keep.found().at(id), keep)));
            }
        }
        restored.sort(Comparator.comparing(stack -> stack.created));
        restored.forEach(stacks::restore);
        // Templates ask for what other stacks export, so all of those must be there.
        for (Stack stack : restored) {
            try {
                fill(stack, keep.found().below(stack.id));
            } catch (IllegalArgumentException | TemplateError | AwsError e) {
                throw new IllegalArgumentException(
                        "--state: the stack " + stack.name + " cannot be what it was: " + e.getMessage());
            }
        }
        restored.forEach(stack -> end(stack, journal));
        keep.taken();
    }

    /** What is read is known to be written down, so that what goes from now on goes from the log, too. */
    private void fill(Stack stack, Contents inside) {
        Map<List<String>, String> written = new HashMap<>();
        stack.deployment = deployment(stack, inside.at(KeptStacks.DEPLOYMENT));
        stack.stable = deployment(stack, inside.at(KeptStacks.STABLE));
        Piece itself = Piece.read(keep.found().at(stack.id), keep);
        written.put(List.of(), itself.digest());
        Map<String, StackResource> resources = new LinkedHashMap<>();
        Deployment rest = stack.stable == null ? stack.deployment : stack.stable;
        var form = new ResourceForm(types, tags(stack.deployment), tags(rest));
        boolean deleted = stack.status == StackStatus.DELETE_COMPLETE; // nobody asks for its handlers any more
        pieces(inside, KeptStacks.RESOURCE, written).forEach((id, piece) -> {
            if (!deleted || form.isServed(piece)) {
                resources.put(id, form.read(id, piece));
            }
        });
        List<String> order = Piece.texts(itself.open().get("Resources"));
        order.stream().filter(resources::containsKey).forEach(id -> stack.resources.put(id, resources.get(id)));
        resources.forEach(stack.resources::putIfAbsent);
        var changeSetForm = new ChangeSetForm(deployments);
        List<ChangeSet> changeSets = new ArrayList<>();
        pieces(inside, KeptStacks.CHANGE_SET, written)
                .forEach((id, piece) -> changeSets.add(changeSetForm.read(stack, id, piece)));
        changeSets.sort(Comparator.comparing(changeSet -> changeSet.created));
        changeSets.forEach(changeSet -> stack.changeSets.put(changeSet.id, changeSet));
        List<Detection> detections = new ArrayList<>();
        pieces(inside, KeptStacks.DETECTION, written).forEach((id, piece) -> detections.add(Detection.read(id, piece)));
        detections.sort(Comparator.comparing(Detection::time));
        detections.forEach(detection -> stack.detections.put(detection.id(), detection));
        inside.below(KeptStacks.EVENT).all().forEach((thing, json) -> {
            stack.events.addFirst(StackForm.event(json));
            stack.eventCount = Long.parseLong(thing.get(0));
        });
        stack.written = new KeptStacks.Written(written, stack.deployment, stack.stable);
    }

    private static Map<String, String> tags(Deployment deployment) {
        return deployment == null ? Map.of() : deployment.tags();
    }

    /** The pieces of one kind by their ids; their digests are noted by place. */
    private Map<String, Piece> pieces(Contents inside, String kind, Map<List<String>, String> written) {
        Map<String, Piece> pieces = new LinkedHashMap<>();
        inside.below(kind).all().forEach((thing, json) -> {
            Piece piece = Piece.read(json, keep);
            pieces.put(thing.get(0), piece);
            written.put(List.of(kind, thing.get(0)), piece.digest());
        });
        return pieces;
    }

    private Deployment deployment(Stack stack, JsonNode json) {
        return json == null
                ? null
                : deployments.read(stack, Piece.read(json, keep).secret());
    }

    /** What was under way is over. */
    private static void end(Stack stack, Journal journal) {
        synchronized (stack) {
            stack.events.stream().findFirst().ifPresent(last -> journal.after(last.time()));
            if (!stack.status.isBusy()) {
                return;
            }
            String token =
                    stack.events.isEmpty() ? "restart" : stack.events.getFirst().clientToken();
            String id = stack.operations.keySet().stream()
                    .reduce((earlier, later) -> later)
                    .orElseGet(() -> UUID.randomUUID().toString());
            var operation = new Operation(id, token);
            BrokenOff.end(stack, operation, journal, UNKNOWN, INTERRUPTED);
        }
    }
}
