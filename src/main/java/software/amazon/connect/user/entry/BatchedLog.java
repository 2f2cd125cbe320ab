package software.amazon.connect.user.entry;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.cloudformation.injection.CloudWatchLogsProvider;
import software.amazon.cloudformation.loggers.CloudWatchLogPublisher;

/**
 * The log group that whoever registered the type named for it. The framework sends it each line by itself, with a
 * client that it builds for every invocation, and waits for the answer each time. This one keeps the client, and sends
 * the lines of an invocation in one call at its end; lines that have waited for long go before.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html">API</a>
 */
final class BatchedLog extends CloudWatchLogPublisher {
    /** A process that is ended from outside loses no more than this; it is in Lambda's own log even so. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** Far below what one call may hold, 1 MB and 10,000 events. */
    private static final int LONGEST_BATCH = 50;

    private final CloudWatchLogsProvider clients;
    private final InstantSource clock;
    private final Consumer<Exception> failure;
    private final List<InputLogEvent> lines = new ArrayList<>();
    private CloudWatchLogsClient client;
    private String group;
    private String stream;
    private CloudWatchCalls calls;

    /**
     * For the life of a process.
     *
     * @param clock what times lines are given
     * @param failure gets what keeps lines from the log; the lines are in Lambda's own log
     */
    BatchedLog(CloudWatchLogsProvider clients, InstantSource clock, Consumer<Exception> failure) {
        super(clients, null, null, null, null);
        this.clients = clients;
        this.clock = clock;
        this.failure = failure;
    }

    /**
     * Says where the lines of an invocation belong.
     *
     * @param logGroup null where nobody wants them
     * @param ofInvocation how it calls CloudWatch
     */
    synchronized void begin(String logGroup, CloudWatchCalls ofInvocation) {
        if (logGroup == null || !logGroup.equals(group)) {
            stream = null;
        }
        group = logGroup;
        calls = ofInvocation;
    }

    /** Nothing: the client is kept, and every call is signed with the credentials of its invocation. */
    @Override
    public void refreshClient() {
        // See above.
    }

    @Override
    protected synchronized void publishMessage(String message) {
        long now = clock.millis();
        lines.add(InputLogEvent.builder().message(message).timestamp(now).build());
        boolean waitedForLong = lines.get(0).timestamp() + LONGEST_WAIT.toMillis() <= now;
        if (group != null && (waitedForLong || lines.size() >= LONGEST_BATCH)) {
            send();
        }
    }

    /** Sends what has been gathered. */
    synchronized void send() {
        if (lines.isEmpty() || group == null) {
            lines.clear();
            return;
        }
        try {
            if (client == null) {
                client = clients.get();
            }
            if (stream == null) {
                stream = newStream();
            }
            client.putLogEvents(PutLogEventsRequest.builder()
                    .overrideConfiguration(call -> calls.prepare(call).putHeader("x-amzn-logs-format", "json/emf"))
                    .logGroupName(group)
                    .logStreamName(stream)
                    .logEvents(lines)
                    .build());
        } catch (RuntimeException e) {
            // Whoever took the stream away may have taken the group along: the next lines have new ones made.
            stream = null;
            failure.accept(e);
        } finally {
            lines.clear();
        }
    }

    /** A stream of this process's own, in a group that is made where there is none. */
    private String newStream() {
        String name = UUID.randomUUID().toString();
        try {
            makeStream(name);
        } catch (ResourceNotFoundException noGroup) {
            client.createLogGroup(CreateLogGroupRequest.builder()
                    .overrideConfiguration(calls::prepare)
                    .logGroupName(group)
                    .build());
            makeStream(name);
        }
        return name;
    }

    private void makeStream(String name) {
        client.createLogStream(CreateLogStreamRequest.builder()
                .overrideConfiguration(calls::prepare)
                .logGroupName(group)
                .logStreamName(name)
                .build());
    }
}
