package connectlocal.connect;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Cuts ordered collections into pages. A token says after which key the next page starts, so pages neither repeat nor
 * skip what stays while other things come and go. Tokens are signed, belong to one query, and live 24 hours.
 */
final class Pages {
    static final Duration TOKEN_LIFE = Duration.ofHours(24);
    private static final int DIGEST = 16;
    private static final int HEADER = 2 * Long.BYTES + DIGEST;
    private static final long NOT_COUNTED = -1;

    private final InstantSource clock;
    private final byte[] secret = new byte[32];

    Pages(InstantSource clock) {
        this.clock = clock;
        new SecureRandom().nextBytes(secret);
    }

    /**
     * One page.
     *
     * @param nextToken null on the last page
     * @param total how many items there were when the walk began, -1 where nobody counted
     */
    record Page<T>(List<T> items, String nextToken, long total) {}

    private record Place(String key, long total) {}

    /**
     * The page of a query that a token asks for.
     *
     * @param query the operation and everything that decides what it finds; a token is good for the same query only
     * @param token null for the first page
     * @param size most items of the page
     * @param all everything, by keys in the order of listing
     * @param wanted which of it the query finds
     */
    <T> Page<T> page(String query, String token, int size, NavigableMap<String, T> all, Predicate<? super T> wanted) {
        return page(query, token, size, all, wanted, () -> NOT_COUNTED);
    }

    /**
     * The same of a walk that knows how long it is: what is counted for its first page travels with its tokens, so that
     * nobody counts again at every page.
     *
     * @param count counts everything that the query finds; asked for the first page alone
     */
    <T> Page<T> page(
            String query,
            String token,
            int size,
            NavigableMap<String, T> all,
            Predicate<? super T> wanted,
            LongSupplier count) {
        Place place = token == null ? new Place(null, count.getAsLong()) : placeOf(token, query);
        NavigableMap<String, T> rest = token == null ? all : all.tailMap(place.key(), false);
        List<T> items = new ArrayList<>();
        String last = null;
        for (Map.Entry<String, T> entry : rest.entrySet()) {
            if (wanted.test(entry.getValue())) {
                if (items.size() == size) {
                    return new Page<>(items, tokenAfter(new Place(last, place.total()), query), place.total());
                }
                items.add(entry.getValue());
                last = entry.getKey();
            }
        }
        return new Page<>(items, null, place.total());
    }

    private String tokenAfter(Place place, String query) {
        byte[] keyBytes = place.key().getBytes(StandardCharsets.UTF_8);
        byte[] content = ByteBuffer.allocate(HEADER + keyBytes.length)
                .putLong(clock.instant().plus(TOKEN_LIFE).toEpochMilli())
                .putLong(place.total())
                .put(signed(query.getBytes(StandardCharsets.UTF_8)))
                .put(keyBytes)
                .array();
        byte[] token = ByteBuffer.allocate(DIGEST + content.length)
                .put(signed(content))
                .put(content)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    private Place placeOf(String token, String query) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            throw ConnectErrors.invalidToken("NextToken is not one that this service gave out");
        }
        if (bytes.length < DIGEST + HEADER
                || !MessageDigest.isEqual(part(bytes, 0, DIGEST), signed(part(bytes, DIGEST, bytes.length)))) {
            throw ConnectErrors.invalidToken("NextToken is not one that this service gave out");
        }
        ByteBuffer content = ByteBuffer.wrap(bytes, DIGEST, bytes.length - DIGEST);
        if (content.getLong() < clock.instant().toEpochMilli()) {
            throw ConnectErrors.invalidToken(
                    "NextToken has expired: tokens live 24 hours. Start with the first page again");
        }
        long total = content.getLong();
        byte[] signedQuery = new byte[DIGEST];
        content.get(signedQuery);
        if (!MessageDigest.isEqual(signedQuery, signed(query.getBytes(StandardCharsets.UTF_8)))) {
            throw ConnectErrors.invalidToken(
                    "NextToken belongs to another request: repeat that one with nothing changed");
        }
        return new Place(new String(part(bytes, DIGEST + HEADER, bytes.length), StandardCharsets.UTF_8), total);
    }

    private byte[] signed(byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return Arrays.copyOf(mac.doFinal(content), DIGEST);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HmacSHA256", e);
        }
    }

    private static byte[] part(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
