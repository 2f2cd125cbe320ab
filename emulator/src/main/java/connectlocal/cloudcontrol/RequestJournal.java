package connectlocal.cloudcontrol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.provider.HandlerError;
import connectlocal.provider.ResourceType;
import connectlocal.state.Journal;
import connectlocal.state.Keep;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Requests as they are written down, so that a client that asks after the emulator's end is told what became of them.
 */
final class RequestJournal {
    static final String PLACE = "cloudcontrol";

    private final Keep keep;
    private final List<String> outdated = new ArrayList<>();
    private long clearings;

    /**
     * A request that was written down.
     *
     * @param forgotten whether only its client token leads to it
     * @param interrupted whether it was under way then, so that what is written of it is no longer so
     */
    record Read(ResourceRequest request, boolean forgotten, boolean interrupted) {}

    RequestJournal(Keep keep) {
        this.keep = keep.at(PLACE);
    }

    /** Writes down where a request stands; of its model what may be shown. */
    void write(ResourceRequest request) {
        write(request, false);
    }

    /** @param forgotten whether only its client token leads to it from now on */
    void write(ResourceRequest request, boolean forgotten) {
        keep.put(() -> json(request, forgotten), request.token());
    }

    private ObjectNode json(ResourceRequest request, boolean forgotten) {
        ProgressEvent event = request.event();
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("TypeName", event.typeName());
        json.put("Accepted", request.accepted().toString());
        json.put("Operation", event.operation().name());
        json.put("Status", event.status().name());
        json.put("Time", event.time().toString());
        json.put("Identifier", event.identifier());
        json.put("Message", event.message());
        json.put("Error", event.error() == null ? null : event.error().name());
        json.set("Model", event.model());
        request.given().ifPresent(given -> json.put("ClientToken", given.token())
                .put("Sealed", keep.seal(given.fingerprint()))
                .put("Forgotten", forgotten));
        return json;
    }

    void forget(String token) {
        keep.remove(token);
    }

    /**
     * Writes down, in one record, how those that were interrupted ended, and that others are known no longer: with
     * those that are given the old ones of types that are not served.
     */
    void settle(List<Read> interrupted, List<Read> gone) {
        keep.write(() -> {
            var changes = new ArrayList<Journal.Change>();
            interrupted.forEach(read -> changes.add(
                    new Journal.Change(List.of(read.request().token()), json(read.request(), read.forgotten()))));
            gone.forEach(read ->
                    changes.add(new Journal.Change(List.of(read.request().token()), null)));
            outdated.forEach(token -> changes.add(new Journal.Change(List.of(token), null)));
            return changes;
        });
        outdated.clear();
    }

    /** There are no requests; those there were write nothing any more. */
    synchronized void clear() {
        keep.remove();
        clearings++;
    }

    /** What writes down where requests stand, until they are cleared. */
    synchronized Consumer<ResourceRequest> recorder() {
        long mine = clearings;
        return request -> writeUnlessCleared(request, mine);
    }

    /** The request is locked already, so that it stands as it is written. */
    private synchronized void writeUnlessCleared(ResourceRequest request, long mine) {
        if (mine == clearings) {
            write(request);
        }
    }

    /**
     * The requests that were written down, in the order in which they were accepted, of the types that are served; they
     * are answered once.
     */
    List<Read> read(Function<String, Optional<ResourceType>> types, InstantSource clock) {
        var requests = new ArrayList<Read>();
        keep.found().all().forEach((thing, json) -> {
            Instant accepted = Instant.parse(json.get("Accepted").asText());
            Optional<ResourceType> type = types.apply(json.get("TypeName").asText());
            if (type.isPresent()) {
                requests.add(read(type.get(), thing.get(0), accepted, json, clock));
            } else if (accepted.plus(History.KEPT).isBefore(clock.instant())) {
                outdated.add(thing.get(0));
            }
        });
        keep.taken();
        requests.sort(Comparator.comparing(read -> read.request().accepted()));
        return requests;
    }

    private Read read(ResourceType type, String token, Instant accepted, JsonNode json, InstantSource clock) {
        var request = ResourceRequest.restored(type, event(token, json), accepted, clock);
        if (json.has("ClientToken")) {
            request.madeWith(Optional.of(new ClientTokens.Given(
                    json.get("ClientToken").asText(),
                    keep.unseal(json.get("Sealed").asText()))));
        }
        Status stood = Status.valueOf(json.get("Status").asText());
        return new Read(request, json.path("Forgotten").asBoolean(), !stood.isFinal());
    }

    private static ProgressEvent event(String token, JsonNode json) {
        String error = json.path("Error").asText(null);
        return new ProgressEvent(
                json.get("TypeName").asText(),
                json.path("Identifier").asText(null),
                token,
                Change.valueOf(json.get("Operation").asText()),
                Status.valueOf(json.get("Status").asText()),
                Instant.parse(json.get("Time").asText()),
                json.get("Model") instanceof ObjectNode model ? model : null,
                json.path("Message").asText(null),
                error == null ? null : HandlerError.valueOf(error),
                null);
    }
}
