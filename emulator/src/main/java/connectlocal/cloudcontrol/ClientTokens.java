package connectlocal.cloudcontrol;

import connectlocal.http.AwsError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The client tokens of the last 36 hours and the requests that were made with them: who repeats a request because its
 * answer was lost gets the answer, not a second resource. The history takes the models out of those requests that it no
 * longer keeps, so that what stays with a token is small.
 */
final class ClientTokens {
    static final Duration VALID = Duration.ofHours(36);
    private static final int CAPACITY = 100_000;

    private final InstantSource clock;
    private final Map<String, Use> uses = new LinkedHashMap<>();

    private record Use(String fingerprint, Instant since, CompletableFuture<ResourceRequest> request) {}

    /** The token that a request is made with, and what makes another request the same. */
    record Given(String token, String fingerprint) {}

    ClientTokens(InstantSource clock) {
        this.clock = clock;
    }

    /** What makes two requests the same; a digest, for they may hold secrets. */
    static String fingerprint(Object... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Object part : parts) {
                digest.update(String.valueOf(part).getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Makes a request, unless it was made already with this token. A request that is refused leaves its token unused.
     *
     * @throws AwsError ClientTokenConflictException when the token was used for another request
     */
    ResourceRequest once(Optional<String> token, String fingerprint, Function<Optional<Given>, ResourceRequest> make) {
        if (token.isEmpty()) {
            return make.apply(Optional.empty());
        }
        var mine = new Use(fingerprint, clock.instant(), new CompletableFuture<>());
        Use first = enter(token.get(), mine);
        if (first == mine) {
            return make(token.get(), mine, () -> make.apply(Optional.of(new Given(token.get(), fingerprint))));
        }
        if (!first.fingerprint().equals(fingerprint)) {
            throw Errors.clientTokenConflict();
        }
        try {
            return first.request().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof AwsError refused ? refused : e;
        }
    }

    /** A request of an earlier run that was made with a token. */
    void restore(ResourceRequest request) {
        request.given().ifPresent(given -> {
            var use = new Use(given.fingerprint(), request.accepted(), CompletableFuture.completedFuture(request));
            if (!expired(use)) {
                enter(given.token(), use);
            }
        });
    }

    /** Whether a request's token, if it has one, may still lead to it. */
    boolean mayAskFor(ResourceRequest request) {
        return request.given().isPresent() && !request.accepted().plus(VALID).isBefore(clock.instant());
    }

    synchronized void clear() {
        uses.clear();
    }

    private ResourceRequest make(String token, Use use, Supplier<ResourceRequest> make) {
        try {
            ResourceRequest request = make.get();
            use.request().complete(request);
            return request;
        } catch (RuntimeException | Error e) {
            forget(token, use);
            use.request().completeExceptionally(e);
            throw e;
        }
    }

    private synchronized Use enter(String token, Use mine) {
        var oldest = uses.values().iterator();
        while (oldest.hasNext() && (expired(oldest.next()) || uses.size() >= CAPACITY)) {
            oldest.remove();
        }
        Use first = uses.putIfAbsent(token, mine);
        return first == null ? mine : first;
    }

    private synchronized void forget(String token, Use use) {
        uses.remove(token, use);
    }

    private boolean expired(Use use) {
        return use.since().plus(VALID).isBefore(clock.instant());
    }
}
