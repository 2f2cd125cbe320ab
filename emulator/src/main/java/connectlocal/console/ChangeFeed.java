package connectlocal.console;

import connectlocal.http.AwsError;
import connectlocal.http.Delivery;
import connectlocal.http.Json;
import connectlocal.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Server-sent events that say what has changed, never how: whoever shows it asks for it again. So an event is small,
 * many changes are one event, and a slow reader misses nothing.
 */
final class ChangeFeed {
    private static final int MOST = 32;
    private static final long PERIOD_MILLIS = 300;
    private static final int BEATS_UNTIL_SIGN_OF_LIFE = 50;
    private static final int BEATS = 2_000;

    private final Supplier<Map<String, Long>> changes;
    private final Semaphore places;

    /** @param changes a number for everything that is shown, which grows with every change */
    ChangeFeed(Supplier<Map<String, Long>> changes) {
        this(changes, MOST);
    }

    ChangeFeed(Supplier<Map<String, Long>> changes, int most) {
        this.changes = changes;
        this.places = new Semaphore(most);
    }

    /** Begins to tell one more reader. */
    Response open() {
        if (!places.tryAcquire()) {
            throw new AwsError("ThrottlingException", 503, "too many consoles are open; this one is not live");
        }
        Map<String, String> headers = Map.of("Content-Type", "text/event-stream", "Cache-Control", "no-store");
        return new Response(200, headers, new byte[0], Delivery.fed(new Reader(), PERIOD_MILLIS));
    }

    /** What one reader has been told. */
    private final class Reader implements Delivery.Feed {
        private Map<String, Long> told = Map.of();
        private int beats;
        private int silent;

        @Override
        public Optional<byte[]> next() {
            if (++beats > BEATS) {
                return Optional.empty(); // the browser comes again
            }
            Map<String, Long> now = changes.get();
            if (!now.equals(told)) {
                told = now;
                silent = 0;
                String event = "data: " + new String(Json.bytes(now), StandardCharsets.UTF_8) + "\n\n";
                return Optional.of(event.getBytes(StandardCharsets.UTF_8));
            }
            if (++silent % BEATS_UNTIL_SIGN_OF_LIFE == 0) {
                return Optional.of(":\n\n".getBytes(StandardCharsets.UTF_8));
            }
            return Optional.of(new byte[0]);
        }

        @Override
        public void ended() {
            places.release();
        }
    }
}
