package software.amazon.connect.user.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.injection.CloudWatchProvider;
import software.amazon.cloudformation.injection.CredentialsProvider;
import software.amazon.cloudformation.metrics.MetricsPublisher;

/** How long an answer may wait for its metrics, and what their call is signed with. */
class BatchedMetricsTest {
    private final CloudWatchClient client = mock(CloudWatchClient.class);
    private final List<Exception> failures = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    private void send(Action action, int secondsLater) {
        CloudWatchProvider clients = mock(CloudWatchProvider.class);
        when(clients.get()).thenReturn(client);
        CredentialsProvider credentials = mock(CredentialsProvider.class);
        when(credentials.get()).thenReturn(AwsSessionCredentials.create("k", "s", "t"));
        BatchedMetrics metrics = new BatchedMetrics(clients, failures::add);
        CloudWatchCalls calls = CloudWatchCalls.of(() -> now, action, credentials);
        MetricsPublisher publisher = metrics.publisher("A::B::C");
        publisher.refreshClient();
        publisher.publishInvocationMetric(now, Action.READ);
        now = now.plusSeconds(secondsLater);
        metrics.send(calls);
    }

    @ParameterizedTest
    @CsvSource({"READ, 26, 2", "LIST, 26, 2", "CREATE, 54, 4", "UPDATE, 54, 4", "DELETE, 54, 4", ", 0, 58"})
    void metrics_takeNoMoreTimeThanIsLeftUntilTheAnswer(Action action, int later, int left) {
        send(action, later);
        ArgumentCaptor<PutMetricDataRequest> sent = ArgumentCaptor.forClass(PutMetricDataRequest.class);
        verify(client).putMetricData(sent.capture());
        var call = sent.getValue().overrideConfiguration().orElseThrow();
        assertThat(call.apiCallTimeout()).contains(Duration.ofSeconds(left));
        assertThat(call.credentialsProvider().orElseThrow().resolveCredentials().accessKeyId())
                .isEqualTo("k");
    }

    @Test
    void answerThatIsDue_doesNotWaitForItsMetrics() {
        send(Action.READ, 28);
        verifyNoMoreInteractions(client);
        assertThat(failures).hasSize(1);
    }
}
