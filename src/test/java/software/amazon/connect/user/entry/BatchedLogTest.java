package software.amazon.connect.user.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.cloudformation.injection.CloudWatchLogsProvider;
import software.amazon.cloudformation.proxy.LoggerProxy;

/** When lines leave: at the end of an invocation, and before when they have waited for long. */
class BatchedLogTest {
    private final CloudWatchLogsClient client = mock(CloudWatchLogsClient.class);
    private final List<List<String>> calls = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private BatchedLog log;

    @BeforeEach
    void answer() {
        CloudWatchLogsProvider clients = mock(CloudWatchLogsProvider.class);
        when(clients.get()).thenReturn(client);
        when(client.describeLogGroups(any(DescribeLogGroupsRequest.class)))
                .thenReturn(DescribeLogGroupsResponse.builder()
                        .logGroups(group -> group.logGroupName("users"))
                        .build());
        when(client.putLogEvents(any(PutLogEventsRequest.class))).thenAnswer(call -> {
            PutLogEventsRequest request = call.getArgument(0);
            calls.add(request.logEvents().stream().map(InputLogEvent::message).toList());
            return null;
        });
        var credentials = mock(software.amazon.cloudformation.injection.CredentialsProvider.class);
        when(credentials.get()).thenReturn(AwsSessionCredentials.create("k", "s", "t"));
        log = new BatchedLog(clients, credentials, () -> now, failure -> {
            throw new AssertionError(failure);
        });
        log.begin("users", new LoggerProxy());
    }

    @Test
    void lines_waitForTheEndOfTheInvocation() {
        log.publishLogEvent("one");
        log.publishLogEvent("two");
        assertThat(calls).isEmpty();
        log.send();
        log.send();
        assertThat(calls).containsExactly(List.of("one", "two"));
    }

    @Test
    void lines_thatHaveWaitedForLong_goBeforeTheEnd() {
        log.publishLogEvent("one");
        now = now.plus(BatchedLog.LONGEST_WAIT).minus(Duration.ofMillis(1));
        log.publishLogEvent("two");
        assertThat(calls).isEmpty();
        now = now.plusMillis(1);
        log.publishLogEvent("three");
        log.publishLogEvent("four");
        assertThat(calls).containsExactly(List.of("one", "two", "three"));
        log.send();
        assertThat(calls).containsExactly(List.of("one", "two", "three"), List.of("four"));
    }

    @Test
    void lines_thatAreMany_goBeforeTheyAreTooMany() {
        for (int line = 1; line <= 120; line++) {
            log.publishLogEvent("line " + line);
        }
        log.send();
        assertThat(calls).hasSize(3);
        assertThat(calls.stream().flatMap(List::stream)).hasSize(120).startsWith("line 1", "line 2");
    }

    @Test
    void lines_ofAnInvocationWithoutALogGroup_stayHere() {
        log.begin(null, new LoggerProxy());
        log.publishLogEvent("one");
        log.send();
        log.begin("users", new LoggerProxy());
        log.send();
        verify(client, never()).putLogEvents(any(PutLogEventsRequest.class));
    }
}
