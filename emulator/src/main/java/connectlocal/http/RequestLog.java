package connectlocal.http;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/** What was asked of the services, so that a test or a person can see and count the calls; bounded, oldest go first. */
public final class RequestLog {
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private final int capacity;

    /**
     * One answered request. Neither parameters nor bodies are kept: they may hold passwords.
     *
     * @param service the service's name, {@code unknown} when none was recognised
     * @param operation the API's name of the operation; method and path when none was recognised
     * @param status HTTP status
     * @param errorType the error's type, null when there was none
     * @param durationMs milliseconds inside the emulator
     * @param time when the request came, ISO-8601 in UTC
     */
    public record Entry(
            String service, String operation, int status, String errorType, double durationMs, String time) {}

    RequestLog(int capacity) {
        this.capacity = capacity;
    }

    /** A log that keeps the last 10,000 requests. */
    public RequestLog() {
        this(10_000);
    }

    synchronized void add(Entry entry) {
        if (entries.size() == capacity) {
            entries.removeFirst();
        }
        entries.addLast(entry);
    }

    /** The entries that match every filter given, oldest first; {@code since} is inclusive. */
    public synchronized List<Entry> entries(
            Optional<String> service, Optional<String> operation, Optional<Instant> since) {
        return entries.stream()
                .filter(e -> service.map(e.service()::equals).orElse(true))
                .filter(e -> operation.map(e.operation()::equals).orElse(true))
                .filter(e ->
                        since.map(s -> !Instant.parse(e.time()).isBefore(s)).orElse(true))
                .toList();
    }

    /** Forgets everything. */
    public synchronized void clear() {
        entries.clear();
    }
}
