package connectlocal.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was asked of the services, so that a test or a person can see and count the calls; bounded, oldest go first. */
public final class RequestLog {
    /** Always with milliseconds, so that the texts sort as the times do. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private final int capacity;

    /**
     * One answered request. Bodies are not kept, and of parameters only what is no secret.
     *
     * @param service the service's name, {@code unknown} when none was recognised
     * @param operation the API's name of the operation; method and path when none was recognised
     * @param status HTTP status
     * @param errorType the error's type, null when there was none
     * @param durationMs milliseconds inside the emulator
     * @param time when the request came, ISO-8601 in UTC with milliseconds
     * @param fault what struck the call on purpose, null for nothing
     * @param parameters every parameter's name; values where they only name something
     */
    public record Entry(
            String service,
            String operation,
            int status,
            String errorType,
            double durationMs,
            String time,
            String fault,
            Map<String, Object> parameters) {

        /** Whether the call was about this user, by id or by an ARN that ends with it. */
        boolean concerns(String userId) {
            return List.of("UserId", "resourceArn", "Identifier").stream()
                    .map(parameters::get)
                    .anyMatch(value -> value != null
                            && (value.equals(userId) || value.toString().endsWith("/" + userId)));
        }
    }

    /** Which entries are asked for; what is empty does not matter, {@code since} is inclusive. */
    public record Query(
            Optional<String> service,
            Optional<String> operation,
            Optional<String> userId,
            Optional<Boolean> struck,
            Optional<Instant> since) {

        private boolean finds(Entry e) {
            return service.map(e.service()::equals).orElse(true)
                    && operation.map(e.operation()::equals).orElse(true)
                    && userId.map(e::concerns).orElse(true)
                    && struck.map(wanted -> wanted == (e.fault() != null)).orElse(true)
                    && since.map(s -> !Instant.parse(e.time()).isBefore(s)).orElse(true);
        }
    }

    RequestLog(int capacity) {
        this.capacity = capacity;
    }

    /** A log that keeps the last 10,000 requests. */
    public RequestLog() {
        this(10_000);
    }

    /** A time as entries have it. */
    public static String time(Instant time) {
        return TIME.format(time);
    }

    /** Writes down one call. */
    public synchronized void add(Entry entry) {
        if (entries.size() == capacity) {
            entries.removeFirst();
        }
        entries.addLast(entry);
    }

    /** The entries asked for, by the time at which the requests came. */
    public synchronized List<Entry> entries(Query query) {
        return entries.stream()
                .filter(query::finds)
                .sorted(Comparator.comparing(Entry::time))
                .toList();
    }

    /** Forgets everything. */
    public synchronized void clear() {
        entries.clear();
    }
}
