package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
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

    /** What a description shows of it. */
    void show(ObjectNode into) {
        triggers.filter(list -> !list.isEmpty()).ifPresent(list -> {
            var shown = into.putArray("RollbackTriggers");
            list.forEach(t -> shown.addObject().put("Arn", t.arn()).put("Type", t.type()));
        });
        monitoringMinutes.ifPresent(minutes -> into.put("MonitoringTimeInMinutes", minutes));
    }
}
