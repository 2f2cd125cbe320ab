package connectlocal.cloudcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import software.amazon.awssdk.services.cloudcontrol.CloudControlClient;
import software.amazon.awssdk.services.cloudcontrol.model.CloudControlException;
import software.amazon.awssdk.services.cloudcontrol.model.ProgressEvent;

/** What tests ask of AWS's own client of Cloud Control. */
final class Clients {
    private Clients() {}

    /** The client has no class for this one. */
    static void isValidationException(Throwable thrown) {
        assertThat(thrown).isInstanceOfSatisfying(CloudControlException.class, e -> assertThat(
                        e.awsErrorDetails().errorCode())
                .isEqualTo("ValidationException"));
    }

    /** Where a request ends, within two minutes. */
    static ProgressEvent end(CloudControlClient client, ProgressEvent begun) {
        ProgressEvent event = begun;
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!event.operationStatusAsString().matches("SUCCESS|FAILED|CANCEL_COMPLETE")) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still " + event.operationStatusAsString() + " after two minutes");
            }
            event = client.getResourceRequestStatus(r -> r.requestToken(begun.requestToken()))
                    .progressEvent();
        }
        return event;
    }
}
