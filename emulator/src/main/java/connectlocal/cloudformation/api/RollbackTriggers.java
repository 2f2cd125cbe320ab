package connectlocal.cloudformation.api;

import connectlocal.cloudformation.engine.RollbackConfiguration;
import connectlocal.http.AwsError;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a RollbackConfiguration, and refuses what can be no alarm. */
final class RollbackTriggers {
    private static final Set<String> TYPES = Set.of("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm");
    private static final int AT_MOST = 5;
    private static final int MINUTES_AT_MOST = 180;

    private RollbackTriggers() {}

    static RollbackConfiguration of(Input input) {
        Input given = input.structure("RollbackConfiguration");
        Optional<List<RollbackConfiguration.Trigger>> triggers = given.has("RollbackTriggers")
                ? Optional.of(given.structures("RollbackTriggers").stream()
                        .map(RollbackTriggers::trigger)
                        .toList())
                : Optional.empty();
        triggers.filter(list -> list.size() > AT_MOST).ifPresent(list -> {
            throw Input.violation(
                    "'[...]'",
                    "RollbackConfiguration.rollbackTriggers",
                    "Member must have length less than or equal to " + AT_MOST);
        });
        return new RollbackConfiguration(
                triggers, given.text("MonitoringTimeInMinutes").map(RollbackTriggers::minutes));
    }

    private static RollbackConfiguration.Trigger trigger(Input trigger) {
        String type = trigger.required("Type");
        String arn = trigger.required("Arn");
        if (!TYPES.contains(type)) {
            throw new AwsError("ValidationError", 400, "Rollback Trigger Type not supported");
        }
        String[] parts = arn.split(":", 6);
        if (parts.length < 6 || !parts[5].startsWith("alarm:")) {
            throw new AwsError("ValidationError", 400, "RelativeId of a Rollback Trigger's ARN is incorrect");
        }
        return new RollbackConfiguration.Trigger(arn, type);
    }

    private static int minutes(String text) {
        int minutes = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : -1;
        if (minutes < 0 || minutes > MINUTES_AT_MOST) {
            throw Input.violation(
                    "'" + text + "'",
                    "RollbackConfiguration.monitoringTimeInMinutes",
                    minutes < 0
                            ? "Member must have value greater than or equal to 0"
                            : "Member must have value less than or equal to " + MINUTES_AT_MOST);
        }
        return minutes;
    }
}
