package connectlocal.cloudcontrol;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The requests of the last seven days; of very many, or very big ones, the oldest that are over go earlier. */
final class History {
    static final Duration KEPT = Duration.ofDays(7);
    private static final int CAPACITY = 10_000;
    private static final long BYTES = 64L * 1024 * 1024;

    private final InstantSource clock;
    private final Map<String, Kept> requests = new LinkedHashMap<>();
    private final Consumer<ResourceRequest> forgotten;
    private long bytes;
    private long count;

    private record Kept(long number, ResourceRequest request, long weight) {}

    /** Some requests, newest first, and where the next page begins. */
    record Page(List<ResourceRequest> requests, Optional<Long> next) {}

    /** @param forgotten is told of a request that is kept no longer */
    History(InstantSource clock, Consumer<ResourceRequest> forgotten) {
        this.clock = clock;
        this.forgotten = forgotten;
    }

    synchronized void add(ResourceRequest request) {
        makeRoom();
        keep(new Kept(++count, request, request.weight()));
    }

    /** A request holds more or less than before: handlers show what nobody has asked for. */
    synchronized void weigh(ResourceRequest request) {
        Kept before = requests.get(request.token());
        if (before != null && before.request() == request) {
            bytes -= before.weight();
            keep(new Kept(before.number(), request, request.weight()));
            makeRoom();
        }
    }

    private void keep(Kept kept) {
        requests.put(kept.request().token(), kept);
        bytes += kept.weight();
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

    synchronized void clear() {
        requests.clear();
        bytes = 0;
    }

    private void makeRoom() {
        Iterator<Kept> oldest = requests.values().iterator();
        while (oldest.hasNext()) {
            Kept kept = oldest.next();
            boolean crowded = requests.size() >= CAPACITY || bytes > BYTES;
            if (!crowded && !expired(kept.request())) {
                return;
            }
            if (kept.request().status().isFinal()) {
                oldest.remove();
                bytes -= kept.weight();
                kept.request().forgetModel(); // a client token may still lead to it
                forgotten.accept(kept.request());
            }
        }
    }

    private boolean expired(ResourceRequest request) {
        Instant end = request.accepted().plus(KEPT);
        return end.isBefore(clock.instant());
    }
}
