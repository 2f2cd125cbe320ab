package connectlocal.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.AwsError;
import connectlocal.http.Delivery;
import connectlocal.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What readers are told, asked here as the server's scheduler asks. */
class ChangeFeedTest {
    private static final int A_QUARTER_OF_A_MINUTE = 50;
    private static final int MOST_BEATS = 2_000;

    private long calls = 7;
    private final ChangeFeed feed = new ChangeFeed(() -> Map.of("calls", calls), 2);

    private static String said(Delivery.Feed reader) {
        Optional<byte[]> next = reader.next();
        assertThat(next).as("the feed goes on").isPresent();
        return new String(next.get(), StandardCharsets.UTF_8);
    }

    @Test
    void open_isAnEventStreamThatNobodyKeeps() {
        Response answer = feed.open();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers())
                .containsEntry("Content-Type", "text/event-stream")
                .containsEntry("Cache-Control", "no-store");
        assertThat(answer.delivery().way()).isEqualTo(Delivery.Way.FED);
        assertThat(answer.delivery().millis()).isBetween(50L, 1_000L);
    }

    @Test
    void reader_isToldFirstHowItStands_thenOnlyOfChanges() {
        Delivery.Feed reader = feed.open().delivery().feed();
        assertThat(said(reader)).isEqualTo("data: {\"calls\":7}\n\n");
        assertThat(said(reader)).isEmpty();
        calls = 9;
        assertThat(said(reader)).isEqualTo("data: {\"calls\":9}\n\n");
        assertThat(said(reader)).isEmpty();
    }

    @Test
    void readers_areToldEachForItself() {
        Delivery.Feed first = feed.open().delivery().feed();
        said(first);
        calls++;
        Delivery.Feed second = feed.open().delivery().feed();
        assertThat(said(second)).contains("8");
        assertThat(said(first)).contains("8");
        assertThat(said(second)).isEmpty();
    }

    @Test
    void silence_isBrokenByASignOfLife_countedFromTheLastEvent() {
        Delivery.Feed reader = feed.open().delivery().feed();
        said(reader);
        for (int i = 1; i < A_QUARTER_OF_A_MINUTE; i++) {
            assertThat(said(reader)).isEmpty();
        }
        calls++;
        assertThat(said(reader)).startsWith("data: ");
        for (int i = 1; i < A_QUARTER_OF_A_MINUTE; i++) {
            assertThat(said(reader)).as("beat " + i).isEmpty();
        }
        assertThat(said(reader)).isEqualTo(":\n\n");
    }

    @Test
    void feed_ends_soThatAReaderWhoIsGoneForgetsIts() {
        Delivery.Feed reader = feed.open().delivery().feed();
        for (int i = 0; i < MOST_BEATS; i++) {
            said(reader);
        }
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void places_areBounded_andFreeAgainWhenAReaderHasEnded() {
        Delivery.Feed first = feed.open().delivery().feed();
        feed.open();
        assertThatThrownBy(feed::open)
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.status()).isEqualTo(503))
                .hasMessageContaining("too many consoles");
        first.ended();
        assertThat(feed.open().status()).isEqualTo(200);
        assertThatThrownBy(feed::open).isInstanceOf(AwsError.class);
    }
}
