package connectlocal.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What was asked of the services, so that a test or a person can see and count the calls; bounded, oldest go first. */
public final class RequestLog {
    /** Always with milliseconds, so that the texts sort as the times do. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private final int capacity;
    private long added;
    private long dropped;

    /** Some entries, the last first, and the number before which the next page begins. */
    public record Page(List<Entry> entries, Optional<Long> next) {}

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
     * @param invocation the invocation of a function that made the call, null for everybody else's
     * @param made the id of the user that the call made, known whatever became of its answer; null for none
     * @param region the region that was asked, null for a service that is the same in all of them
     */
    public record Entry(
            String service,
            String operation,
            int status,
            String errorType,
            double durationMs,
            String time,
            String fault,
            Map<String, Object> parameters,
            String invocation,
            String made,
            String region) {

        /** Ten thousand entries must not hold the longest texts that ten thousand requests can have. */
        public Entry {
            operation = Parameters.clipped(operation);
            errorType = Parameters.clipped(errorType);
            fault = Parameters.clipped(fault);
            invocation = Parameters.clipped(invocation);
            made = Parameters.clipped(made);
            region = Parameters.clipped(region);
        }

        /** A call of nobody that the emulator has started. */
        public Entry(
                String service,
                String operation,
                int status,
                String errorType,
                double durationMs,
                String time,
                String fault,
                Map<String, Object> parameters,
                String region) {
            this(service, operation, status, errorType, durationMs, time, fault, parameters, null, null, region);
        }

        /** Whether the call made this user or was about it, by id or by an ARN that ends with it. */
        public boolean concerns(String userId) {
            return userId.equals(made)
                    || List.of("UserId", "resourceArn", "Identifier").stream()
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
            Optional<Instant> since,
            Optional<String> region) {

        private boolean finds(Entry e) {
            return service.map(e.service()::equals).orElse(true)
                    && operation.map(e.operation()::equals).orElse(true)
                    && region.map(wanted -> wanted.equals(e.region())).orElse(true)
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
            dropped++;
        }
        entries.addLast(entry);
        added++;
    }

    /** The entries asked for, by the time at which the requests came. */
    public synchronized List<Entry> entries(Query query) {
        return entries.stream()
                .filter(query::finds)
                .sorted(Comparator.comparing(Entry::time))
                .toList();
    }

    /**
     * A page of what was asked for, the last answered first, so that new calls do not move the pages of a walk.
     *
     * @param before the number at which the walk goes on, {@link Long#MAX_VALUE} to begin
     */
    public synchronized Page page(Predicate<Entry> wanted, long before, int limit) {
        List<Entry> found = new ArrayList<>();
        long number = added;
        for (Iterator<Entry> last = entries.descendingIterator(); last.hasNext(); number--) {
            Entry entry = last.next();
            if (number < before && wanted.test(entry)) {
                if (found.size() == limit) {
                    return new Page(found, Optional.of(number + 1));
                }
                found.add(entry);
            }
        }
        return new Page(found, Optional.empty());
    }

    /** The calls that these invocations made, in the order of their answers. */
    public synchronized Map<String, List<Entry>> madeBy(Set<String> invocations) {
        return entries.stream()
                .filter(entry -> entry.invocation() != null && invocations.contains(entry.invocation()))
                .collect(Collectors.groupingBy(Entry::invocation));
    }

    /** Grows with every change, so that who looks again knows whether it is worth it. */
    public synchronized long changes() {
        return added;
    }

    /** How many calls since the last {@link #clear} are kept no more: with any, what is found may be too little. */
    public synchronized long dropped() {
        return dropped;
    }

    /** Forgets everything. */
    public synchronized void clear() {
        entries.clear();
        dropped = 0;
        added++;
    }
}
