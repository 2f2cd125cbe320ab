package connectlocal.cloudcontrol;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The requests of the last seven days. Of very many that are over, or very big ones, those that ended first go earlier:
 * never one whose client has had no time to ask how it ended, however many others are under way.
 */
final class History {
    static final Duration KEPT = Duration.ofDays(7);
    private static final int OVER_AT_MOST = 10_000;
    private static final long BYTES_AT_MOST = 64L * 1024 * 1024;

    private final InstantSource clock;
    private final Map<String, Kept> requests = new LinkedHashMap<>();
    /** What each of those that are over weighs, in the order in which they ended. */
    private final Map<String, Long> over = new LinkedHashMap<>();

    private final Consumer<ResourceRequest> forgotten;
    private long bytes;
    private long count;

    private record Kept(long number, ResourceRequest request) {}

    /** Some requests, newest first, and where the next page begins. */
    record Page(List<ResourceRequest> requests, Optional<Long> next) {}

    /** @param forgotten is told of a request that is kept no longer */
    History(InstantSource clock, Consumer<ResourceRequest> forgotten) {
        this.clock = clock;
        this.forgotten = forgotten;
    }

    synchronized void add(ResourceRequest request) {
        requests.put(request.token(), new Kept(++count, request));
        changed(request);
    }

    /** A request may be over now; what it holds then is what its handler has shown. */
    synchronized void changed(ResourceRequest request) {
        Kept kept = requests.get(request.token());
        if (kept != null && kept.request() == request && request.status().isFinal()) {
            long weight = request.weight();
            if (over.putIfAbsent(request.token(), weight) == null) {
                bytes += weight;
            }
        }
        makeRoom();
    }

    synchronized Optional<ResourceRequest> find(String token) {
        return Optional.ofNullable(requests.get(token)).map(Kept::request).filter(r -> !expired(r));
    }

    /** Those before a number that match, newest first, so that new requests do not move the pages of a walk. */
    synchronized Page page(Predicate<ResourceRequest> wanted, long before, int limit) {
        var all = new ArrayList<>(requests.values());
        Collections.reverse(all);
        List<Kept> found = all.stream()
                .filter(k -> k.number() < before && !expired(k.request()) && wanted.test(k.request()))
                .limit(limit + 1L)
                .toList();
        boolean more = found.size() > limit;
        List<Kept> shown = more ? found.subList(0, limit) : found;
        return new Page(
                shown.stream().map(Kept::request).toList(),
                more ? Optional.of(shown.get(limit - 1).number()) : Optional.empty());
    }

    /** @param before is done first; meanwhile nothing is given up, so that nobody is told of it afterwards */
    synchronized void clear(Runnable before) {
        before.run();
        requests.clear();
        over.clear();
        bytes = 0;
    }

    private void makeRoom() {
        var first = over.entrySet().iterator();
        while (first.hasNext()) {
            var ended = first.next();
            ResourceRequest request = requests.get(ended.getKey()).request();
            if (over.size() <= OVER_AT_MOST && bytes <= BYTES_AT_MOST && !expired(request)) {
                return;
            }
            first.remove();
            bytes -= ended.getValue();
            requests.remove(request.token());
            request.forgetModel(); // a client token may still lead to it
            forgotten.accept(request);
        }
    }

    private boolean expired(ResourceRequest request) {
        Instant end = request.accepted().plus(KEPT);
        return end.isBefore(clock.instant());
    }
}
