package connectlocal.s3;

import connectlocal.http.AwsError;
import connectlocal.state.Keep;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Buckets and what is in them, in memory and bounded: a client that fills them is refused, not the machine. Each change
 * is written down before anybody sees it.
 */
public final class Buckets {
    private static final int MOST_BUCKETS = 100;
    private static final int MOST_OBJECTS = 10_000;
    private static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final String NAME = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";

    private final NavigableMap<String, Bucket> buckets = new TreeMap<>();
    private final String first;
    private final KeptBuckets kept;
    private int objects;
    private long bytes;

    /**
     * One bucket.
     *
     * @param location where it is, empty for us-east-1
     */
    record Bucket(String name, String location, Instant created, NavigableMap<String, StoredObject> content) {}

    /**
     * @param first a bucket that is there from the start and after every reset
     * @param keep where changes are written down, and what was written down before
     */
    public Buckets(String first, Keep keep) {
        this.first = first;
        this.kept = new KeptBuckets(keep);
        if (kept.isEmpty()) {
            reset();
        } else {
            kept.buckets().forEach(bucket -> {
                buckets.put(bucket.name(), bucket);
                bucket.content().values().forEach(object -> {
                    objects++;
                    bytes += object.weight();
                });
            });
        }
    }

    /** Forgets every object, and every bucket but the first. */
    public synchronized void reset() {
        var only = new Bucket(first, "", Instant.now(), new TreeMap<>());
        kept.only(only);
        buckets.clear();
        objects = 0;
        bytes = 0;
        buckets.put(first, only);
    }

    /** Makes a bucket; says whether there was none of this name. */
    synchronized boolean create(String name, String location) {
        if (!name.matches(NAME) || name.contains("..")) {
            throw new AwsError("InvalidBucketName", 400, "The specified bucket is not valid.");
        }
        if (buckets.containsKey(name)) {
            return false;
        }
        if (buckets.size() >= MOST_BUCKETS) {
            throw new AwsError(
                    "TooManyBuckets", 400, "You have attempted to create more buckets than allowed: " + MOST_BUCKETS);
        }
        var bucket = new Bucket(name, location, Instant.now(), new TreeMap<>());
        kept.put(bucket);
        buckets.put(name, bucket);
        return true;
    }

    /** A bucket, or the refusal that there is none. */
    synchronized Bucket bucket(String name) {
        Bucket bucket = buckets.get(name);
        if (bucket == null) {
            throw new AwsError("NoSuchBucket", 404, "The specified bucket does not exist");
        }
        return bucket;
    }

    synchronized Iterable<Bucket> all() {
        return java.util.List.copyOf(buckets.values());
    }

    synchronized void delete(String name) {
        if (!bucket(name).content().isEmpty()) {
            throw new AwsError("BucketNotEmpty", 409, "The bucket you tried to delete is not empty");
        }
        kept.remove(name);
        buckets.remove(name);
    }

    /** Puts an object; one that is only to be put when there is none is refused if there is. */
    synchronized void put(String bucket, String key, StoredObject object, boolean onlyNew) {
        var content = bucket(bucket).content();
        StoredObject before = content.get(key);
        if (onlyNew && before != null) {
            throw new AwsError(
                    "PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold");
        }
        long more = object.weight() - (before == null ? 0 : before.weight());
        if (bytes + more > MOST_BYTES || (before == null && objects >= MOST_OBJECTS)) {
            throw new AwsError(
                    "EntityTooLarge",
                    400,
                    "This emulator holds %d objects and %d bytes at most; delete some, or reset it"
                            .formatted(MOST_OBJECTS, MOST_BYTES));
        }
        kept.put(bucket, key, object);
        content.put(key, object);
        bytes += more;
        objects += before == null ? 1 : 0;
    }

    /** An object, or the refusal that there is none. */
    synchronized StoredObject object(String bucket, String key) {
        return Optional.ofNullable(bucket(bucket).content().get(key))
                .orElseThrow(() -> new AwsError("NoSuchKey", 404, "The specified key does not exist."));
    }

    /** Deletes an object; one that is not there needs no deletion. */
    synchronized void delete(String bucket, String key) {
        var content = bucket(bucket).content();
        if (content.containsKey(key)) {
            kept.remove(bucket, key);
            objects--;
            bytes -= content.remove(key).weight();
        }
    }

    /** The keys of a bucket behind this one, each with its object, as they are now. */
    synchronized NavigableMap<String, StoredObject> after(String bucket, String key) {
        return new TreeMap<>(bucket(bucket).content().tailMap(key, false));
    }
}
