package connectlocal.faults;

import connectlocal.http.Edge;
import connectlocal.http.Response;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Token buckets, one per region and operation, as AWS limits the calls of an account in a region. A call that finds its
 * bucket empty is refused and takes nothing.
 */
public final class Quotas implements Edge {
    /** The name of the rate that counts for operations of a service that have none of their own. */
    static final String OTHERS = "*";

    private static final double NANOS = 1e9;

    private final Map<String, Map<String, Rate>> rates;
    private final LongSupplier nanoTime;
    private final Map<List<String>, Bucket> buckets = new HashMap<>();

    /**
     * How often an operation may be called.
     *
     * @param rate calls a second, in the long run
     * @param burst calls at once, after a rest
     */
    record Rate(double rate, double burst) {}

    private static final class Bucket {
        private final Rate rate;
        private double tokens;
        private long filled;

        Bucket(Rate rate, long now) {
            this.rate = rate;
            this.tokens = rate.burst();
            this.filled = now;
        }

        boolean take(long now) {
            tokens = Math.min(rate.burst(), tokens + (now - filled) / NANOS * rate.rate());
            filled = now;
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }
    }

    Quotas(Map<String, Map<String, Rate>> rates, LongSupplier nanoTime) {
        this.rates = rates;
        this.nanoTime = nanoTime;
    }

    /**
     * The quotas that a command line names.
     *
     * @param name {@code aws} for the published ones, or a file
     * @param nanoTime by what the buckets fill
     * @throws IllegalArgumentException what is wrong with the file
     */
    public static Quotas of(String name, LongSupplier nanoTime) {
        return new Quotas(name.equals("aws") ? QuotaFile.published() : QuotaFile.read(Path.of(name)), nanoTime);
    }

    /** Every bucket is full again. */
    public synchronized void reset() {
        buckets.clear();
    }

    @Override
    public synchronized Optional<Edge.Strike> strike(String region, String service, String operation) {
        Map<String, Rate> ofService = rates.getOrDefault(service, Map.of());
        Rate rate = ofService.getOrDefault(operation, ofService.get(OTHERS));
        if (rate == null) {
            return Optional.empty();
        }
        long now = nanoTime.getAsLong();
        Bucket bucket = buckets.computeIfAbsent(List.of(region, service, operation), key -> new Bucket(rate, now));
        return bucket.take(now) ? Optional.empty() : Optional.of(new Empty(service));
    }

    private record Empty(String service) implements Edge.Strike {
        @Override
        public String mark() {
            return "quota";
        }

        @Override
        public Response answer(Supplier<Response> real) {
            throw Throttle.of(service);
        }
    }
}
