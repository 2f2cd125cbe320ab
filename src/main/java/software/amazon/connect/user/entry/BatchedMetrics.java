package software.amazon.connect.user.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.cloudformation.injection.CloudWatchProvider;
import software.amazon.cloudformation.metrics.MetricsPublisher;
import software.amazon.cloudformation.metrics.MetricsPublisherImpl;

/**
 * The provider's metrics, as the framework makes them. The framework sends them in three calls an invocation, and waits
 * for each; here its calls are gathered, and what they hold is sent in one call at the end.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html">API</a>
 */
final class BatchedMetrics {
    private final CloudWatchProvider clients;
    private final Consumer<Exception> failure;
    private final List<MetricDatum> data = new ArrayList<>();
    private String namespace;
    private CloudWatchClient client;

    /** @param failure gets what keeps metrics from CloudWatch */
    BatchedMetrics(CloudWatchProvider clients, Consumer<Exception> failure) {
        this.clients = clients;
        this.failure = failure;
    }

    /** The framework's publisher, on a client that only gathers. */
    MetricsPublisher publisher(String typeName) {
        CloudWatchClient gathering = new Gathering();
        return new MetricsPublisherImpl(
                new CloudWatchProvider(null, null) {
                    @Override
                    public CloudWatchClient get() {
                        return gathering;
                    }
                },
                null,
                typeName);
    }

    /** Sends what has been gathered; of one invocation that is some tens, and a call may hold a thousand. */
    synchronized void send(CloudWatchCalls calls) {
        if (data.isEmpty()) {
            return;
        }
        try {
            if (client == null) {
                client = clients.get();
            }
            client.putMetricData(PutMetricDataRequest.builder()
                    .overrideConfiguration(calls::prepare)
                    .namespace(namespace)
                    .metricData(data)
                    .build());
        } catch (RuntimeException e) {
            failure.accept(e);
        } finally {
            data.clear();
        }
    }

    private synchronized void gather(PutMetricDataRequest request) {
        namespace = request.namespace();
        data.addAll(request.metricData());
    }

    /** Takes the one call that the framework makes. */
    private final class Gathering implements CloudWatchClient {
        @Override
        public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
            gather(request);
            return PutMetricDataResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
