package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The alarms that would roll a deployment back. There are none here, so it is checked, kept and shown, and that is all.
 *
 * @param triggers empty when the caller names no list, which keeps that of the last deployment
 */
public record RollbackConfiguration(Optional<List<Trigger>> triggers, Optional<Integer> monitoringMinutes) {
    static final RollbackConfiguration NONE = new RollbackConfiguration(Optional.empty(), Optional.empty());

    /** An alarm. */
    public record Trigger(String arn, String type) {}

    /** This one on top of the one before. */
    RollbackConfiguration after(RollbackConfiguration before) {
        return new RollbackConfiguration(
                triggers.or(before::triggers), monitoringMinutes.or(before::monitoringMinutes));
    }

    /** How it is written down; {@link #read} reads it again. */
    ObjectNode json() {
        ObjectNode json = Piece.object();
        triggers.ifPresent(list -> {
            var written = json.putArray("Triggers");
            list.forEach(it -> written.addObject().put("Arn", it.arn()).put("Type", it.type()));
        });
        monitoringMinutes.ifPresent(minutes -> json.put("Minutes", minutes));
        return json;
    }

    static RollbackConfiguration read(JsonNode json) {
        Optional<List<Trigger>> triggers = Optional.empty();
        if (json.has("Triggers")) {
            var read = new ArrayList<Trigger>();
            json.get("Triggers").forEach(it -> read.add(new Trigger(Piece.text(it, "Arn"), Piece.text(it, "Type"))));
            triggers = Optional.of(List.copyOf(read));
        }
        JsonNode minutes = json.path("Minutes");
        return new RollbackConfiguration(triggers, minutes.isInt() ? Optional.of(minutes.asInt()) : Optional.empty());
    }

    /** What a description shows of it. */
    void show(ObjectNode into) {
        triggers.filter(list -> !list.isEmpty()).ifPresent(list -> {
            var shown = into.putArray("RollbackTriggers");
            list.forEach(t -> shown.addObject().put("Arn", t.arn()).put("Type", t.type()));
        });
        monitoringMinutes.ifPresent(minutes -> into.put("MonitoringTimeInMinutes", minutes));
    }
}
