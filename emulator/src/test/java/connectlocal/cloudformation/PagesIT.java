package connectlocal.cloudformation;

import static connectlocal.cloudformation.Shelf.template;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.shared.Shared;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/** Lists in pages, of stacks that change while somebody turns them: nothing is shown twice, and nothing left out. */
@ExtendWith(Shared.class)
class PagesIT {
    private final Shelf shelf;

    PagesIT(Shelf shelf) {
        this.shelf = shelf;
    }

    @Test
    void events_ofAStackThatGoesOn_areShownOnceEach() {
        shelf.create("s", handles(40));
        List<String> all = shelf.events("s");
        var first = shelf.client.describeStackEvents(r -> r.stackName("s"));
        var firstOperation = shelf.client.describeEvents(r -> r.stackName("s"));
        shelf.update("s", handles(41));
        var second = shelf.client.describeStackEvents(r -> r.stackName("s").nextToken(first.nextToken()));
        var ids = new ArrayList<String>();
        first.stackEvents().forEach(e -> ids.add(e.eventId()));
        second.stackEvents().forEach(e -> ids.add(e.eventId()));
        assertThat(ids).doesNotHaveDuplicates().hasSameSizeAs(all);
        assertThat(second.nextToken()).isNull();

        var secondOperation = shelf.client.describeEvents(r -> r.stackName("s").nextToken(firstOperation.nextToken()));
        var operationIds = new ArrayList<String>();
        firstOperation.operationEvents().forEach(e -> operationIds.add(e.eventId()));
        secondOperation.operationEvents().forEach(e -> operationIds.add(e.eventId()));
        assertThat(operationIds).isEqualTo(ids);
    }

    @Test
    void stacks_ofWhichSomeComeAndGo_areShownOnceEach() {
        List.of("a", "b", "c").forEach(name -> shelf.create(name, handles(1)));
        AwsRequestOverrideConfiguration two = AwsRequestOverrideConfiguration.builder()
                .putRawQueryParameter("MaxResults", "2")
                .build();
        var described = shelf.client.describeStacks(r -> r.overrideConfiguration(two));
        var listed = shelf.client.listStacks(r -> r.overrideConfiguration(two));
        assertThat(described.stacks().stream().map(s -> s.stackName())).containsExactly("c", "b");
        assertThat(listed.stackSummaries().stream().map(s -> s.stackName())).containsExactly("c", "b");
        shelf.create("d", handles(1));
        shelf.delete("b");
        shelf.delete("c");
        assertThat(shelf.client.describeStacks(r -> r.nextToken(described.nextToken())).stacks().stream()
                        .map(s -> s.stackName()))
                .containsExactly("a");
        assertThat(shelf.client.listStacks(r -> r.nextToken(listed.nextToken())).stackSummaries().stream()
                        .map(s -> s.stackName()))
                .containsExactly("a");
    }

    @Test
    void nextToken_thatNobodyGave_isRefused() {
        shelf.create("s", handles(1));
        assertThat(shelf.refusal(
                        c -> c.describeStackEvents(r -> r.stackName("s").nextToken("100"))))
                .isEqualTo("ValidationError: NextToken must be one that was given");
    }

    private static String handles(int number) {
        return template(IntStream.range(0, number)
                .mapToObj(i -> "\"H" + i + "\":{\"Type\":\"AWS::CloudFormation::WaitConditionHandle\"}")
                .collect(Collectors.joining(",")));
    }
}
