package software.amazon.connect.user.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.atLeastOnce;
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
import org.mockito.ArgumentCaptor;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.injection.CloudWatchLogsProvider;
import software.amazon.cloudformation.injection.CredentialsProvider;

/** When lines leave: at the end of an invocation, and before when they have waited for long. */
class BatchedLogTest {
    private final CredentialsProvider credentials = mock(CredentialsProvider.class);
    private final CloudWatchLogsClient client = mock(CloudWatchLogsClient.class);
    private final List<List<String>> calls = new ArrayList<>();
    private final List<Exception> failures = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private BatchedLog log;

    @BeforeEach
    void answer() {
        CloudWatchLogsProvider clients = mock(CloudWatchLogsProvider.class);
        when(clients.get()).thenReturn(client);
        when(client.putLogEvents(any(PutLogEventsRequest.class))).thenAnswer(call -> {
            PutLogEventsRequest request = call.getArgument(0);
            calls.add(request.logEvents().stream().map(InputLogEvent::message).toList());
            return null;
        });
        when(credentials.get()).thenReturn(AwsSessionCredentials.create("k", "s", "t"));
        log = new BatchedLog(clients, () -> now, failures::add);
        log.begin("users", ofARead());
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
        log.begin(null, ofARead());
        log.publishLogEvent("one");
        log.send();
        log.begin("users", ofARead());
        log.send();
        verify(client, never()).putLogEvents(any(PutLogEventsRequest.class));
    }

    /** CloudWatch may say nothing, and the answer waits for it. */
    @Test
    void calls_takeNoMoreTimeThanIsLeftUntilTheAnswer() {
        now = now.plusSeconds(20);
        log.publishLogEvent("one");
        log.send();
        assertThat(timeOf(streams()).get(0)).isEqualTo(Duration.ofSeconds(8));
        assertThat(timeOf(puts()).get(0)).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void answerThatIsDue_doesNotWaitForTheLog() {
        now = now.plusSeconds(28);
        log.publishLogEvent("one");
        log.send();
        verify(client, never()).createLogStream(any(CreateLogStreamRequest.class));
        assertThat(failures).singleElement().satisfies(failure -> assertThat(failure)
                .hasMessageContaining("no time left"));
    }

    @Test
    void groupThatIsNotThere_isMade() {
        when(client.createLogStream(any(CreateLogStreamRequest.class)))
                .thenThrow(gone())
                .thenReturn(CreateLogStreamResponse.builder().build());
        log.publishLogEvent("one");
        log.send();
        verify(client).createLogGroup(any(CreateLogGroupRequest.class));
        assertThat(calls).containsExactly(List.of("one"));
        assertThat(failures).isEmpty();
    }

    @Test
    void streamThatIsTakenAway_isMadeAnewForTheNextLines() {
        log.publishLogEvent("one");
        log.send();
        when(client.putLogEvents(any(PutLogEventsRequest.class))).thenThrow(gone());
        log.publishLogEvent("two");
        log.send();
        log.publishLogEvent("three");
        log.send();
        assertThat(failures).hasSize(2);
        assertThat(streams())
                .extracting(CreateLogStreamRequest::logStreamName)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    private CloudWatchCalls ofARead() {
        return CloudWatchCalls.of(() -> now, Action.READ, credentials);
    }

    private static ResourceNotFoundException gone() {
        return ResourceNotFoundException.builder().message("gone").build();
    }

    private List<CreateLogStreamRequest> streams() {
        ArgumentCaptor<CreateLogStreamRequest> made = ArgumentCaptor.forClass(CreateLogStreamRequest.class);
        verify(client, atLeastOnce()).createLogStream(made.capture());
        return made.getAllValues();
    }

    private List<PutLogEventsRequest> puts() {
        ArgumentCaptor<PutLogEventsRequest> sent = ArgumentCaptor.forClass(PutLogEventsRequest.class);
        verify(client, atLeastOnce()).putLogEvents(sent.capture());
        return sent.getAllValues();
    }

    private static List<Duration> timeOf(List<? extends CloudWatchLogsRequest> requests) {
        return requests.stream()
                .map(request -> request.overrideConfiguration()
                        .flatMap(call -> call.apiCallTimeout())
                        .orElseThrow())
                .toList();
    }
}
