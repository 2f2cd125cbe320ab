package connectlocal.cloudcontrol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.provider.HandlerError;
import connectlocal.provider.ResourceType;
import connectlocal.state.Contents;
import connectlocal.state.Journal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Requests as they are written down, so that a client that asks after the emulator's end is told what became of them.
 */
final class RequestJournal {
    static final String PLACE = "cloudcontrol";

    private final Journal journal;

    RequestJournal(Journal journal) {
        this.journal = journal.under(PLACE);
    }

    /** Writes down where a request stands; of its model what may be shown. */
    void write(ResourceRequest request) {
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
        journal.write(List.of(new Journal.Change(List.of(request.token()), json)));
    }

    void forget(String token) {
        journal.write(List.of(new Journal.Change(List.of(token), null)));
    }

    void clear() {
        journal.write(List.of(new Journal.Change(List.of(), null)));
    }

    /** The requests that were written down, in the order in which they were accepted, of the types that are served. */
    static List<ResourceRequest> read(
            Contents kept, Function<String, Optional<ResourceType>> types, InstantSource clock) {
        var requests = new ArrayList<ResourceRequest>();
        kept.below(PLACE).all().forEach((thing, json) -> types.apply(
                        json.get("TypeName").asText())
                .ifPresent(type -> requests.add(ResourceRequest.restored(
                        type,
                        event(thing.get(0), json),
                        Instant.parse(json.get("Accepted").asText()),
                        clock))));
        requests.sort(Comparator.comparing(ResourceRequest::accepted));
        return requests;
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
