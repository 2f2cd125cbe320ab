package connectlocal.cloudcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudcontrol.CloudControlClient;
import software.amazon.awssdk.services.cloudcontrol.model.CloudControlException;
import software.amazon.awssdk.services.cloudcontrol.model.ProgressEvent;
import software.amazon.awssdk.services.connect.ConnectClient;

/** AWS's own clients, as a user would build them. */
final class Clients {
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDTEST", "test"));

    private Clients() {}

    static CloudControlClient cloudControl(URI endpoint) {
        return CloudControlClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(90)))
                .build();
    }

    static ConnectClient connect(URI endpoint) {
        return ConnectClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

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
