package connectlocal.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.lambda.Mailbox.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who gets a child's events: the wait that it began last, and nobody for ever. */
class MailboxTest {
    private final Mailbox mailbox = new Mailbox();
    private final List<Optional<Event>> first = new ArrayList<>();
    private final List<Optional<Event>> second = new ArrayList<>();
    private final Event event = Event.of(new byte[0], Duration.ofSeconds(1));

    @Test
    void wait_thatWasBegunAnew_endsTheOldOneAndGetsTheEvent() {
        mailbox.take(first::add);
        assertThat(first).isEmpty();
        mailbox.take(second::add);
        assertThat(first).containsExactly(Optional.empty());
        assertThat(event.delivered()).isNotDone();
        mailbox.post(event);
        assertThat(second).containsExactly(Optional.of(event));
        assertThat(first).hasSize(1);
        assertThat(event.delivered()).isDone();
    }

    @Test
    void event_thatCameFirst_isTakenOnce() {
        mailbox.post(event);
        assertThat(event.delivered()).isNotDone();
        mailbox.take(first::add);
        assertThat(first).containsExactly(Optional.of(event));
        mailbox.take(second::add);
        assertThat(second).isEmpty();
    }

    @Test
    void close_endsWhoWaits_andWhoeverComesLater() {
        mailbox.take(first::add);
        mailbox.close(7);
        assertThat(first).containsExactly(Optional.empty());
        mailbox.post(event);
        mailbox.close(7);
        mailbox.take(second::add);
        assertThat(second).containsExactly(Optional.empty());
        assertThat(first).hasSize(1);
        assertThat(event.delivered()).isNotDone();
        assertThat(event.answer()).isCompletedExceptionally();
    }
}
