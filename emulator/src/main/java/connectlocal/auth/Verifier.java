package connectlocal.auth;

import connectlocal.http.Api;
import connectlocal.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Judges the signatures of requests by the keys that are known. */
public final class Verifier {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
    private static final String MISMATCH = "The request signature we calculated does not match the signature you"
            + " provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for"
            + " details.";
    private static final int LONGEST_SECONDS = 604_800;

    private final Keys keys;
    private final InstantSource clock;

    /** Knows these keys. */
    public Verifier(Keys keys) {
        this(keys, InstantSource.system());
    }

    Verifier(Keys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Lets a request pass that is signed by a key that is known, for this service, and now.
     *
     * @throws connectlocal.http.AwsError as the service refuses all others
     */
    public void check(Request request, Api api) {
        Signed signed = signed(request, api);
        KeyPair pair = keys.find(signed.accessKeyId())
                .filter(known -> same(known.sessionToken(), signed.token()))
                .orElseThrow(
                        () -> Refusal.UNKNOWN_KEY.in(api, "The security token included in the request is invalid."));
        if (pair.expires() != null && !clock.instant().isBefore(pair.expires())) {
            throw Refusal.EXPIRED_TOKEN.in(api, "The security token included in the request is expired");
        }
        if (!signed.service().equals(api.service())) {
            throw Refusal.MISMATCH.in(api, "Credential should be scoped to correct service: '" + api.service() + "'.");
        }
        checkTime(signed, api);
        checkHeaders(request, signed, api);
        boolean s3 = api.service().equals("s3");
        String is = SignatureV4.of(request, signed, pair.secretAccessKey(), s3, payload(request, signed, api, s3));
        if (!same(is, signed.signature())) {
            throw Refusal.MISMATCH.in(api, MISMATCH);
        }
    }

    private static Signed signed(Request request, Api api) {
        if (Signed.twice(request)) {
            throw Refusal.TWICE.in(
                    api,
                    "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string"
                            + " parameter or the Authorization header should be specified");
        }
        Optional<Signed> signed;
        try {
            signed = Signed.of(request);
        } catch (IllegalArgumentException e) {
            throw Refusal.INCOMPLETE.in(api, e.getMessage());
        }
        return signed.orElseThrow(() -> Refusal.MISSING.in(api, "Missing Authentication Token"));
    }

    private void checkTime(Signed signed, Api api) {
        Instant time;
        int seconds;
        try {
            time = LocalDateTime.parse(signed.time(), TIME).toInstant(ZoneOffset.UTC);
            seconds = signed.presigned() ? Integer.parseInt(signed.expires()) : 0;
        } catch (DateTimeException | NumberFormatException e) {
            throw Refusal.INCOMPLETE.in(
                    api, "Date must have the form 20150830T123600Z, and X-Amz-Expires must be a number of seconds");
        }
        if (!signed.time().startsWith(signed.date())) {
            throw Refusal.MISMATCH.in(
                    api, "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date");
        }
        if (signed.presigned() && (seconds < 1 || seconds > LONGEST_SECONDS)) {
            throw Refusal.INCOMPLETE.in(api, "X-Amz-Expires must be 1 to " + LONGEST_SECONDS + " seconds");
        }
        Duration skew = Duration.ofMinutes(api.service().equals("s3") ? 15 : 5);
        Instant now = clock.instant();
        if (time.isAfter(now.plus(skew))) {
            throw Refusal.WRONG_TIME.in(
                    api,
                    "Signature not yet current: " + signed.time() + " is still later than " + words(now.plus(skew)));
        }
        Instant end = signed.presigned() ? time.plusSeconds(seconds) : time.plus(skew);
        if (now.isAfter(end)) {
            Refusal refusal = signed.presigned() ? Refusal.EXPIRED_URL : Refusal.WRONG_TIME;
            throw refusal.in(api, "Signature expired: " + words(end) + " is now earlier than " + words(now));
        }
    }

    /** What is not signed may have been changed by anybody, so what says what is meant must be. */
    private static void checkHeaders(Request request, Signed signed, Api api) {
        boolean all = signed.headers().contains("host")
                && request.headers().keySet().stream()
                        .filter(name -> name.startsWith("x-amz-"))
                        .allMatch(signed.headers()::contains);
        if (!all) {
            throw Refusal.MISMATCH.in(api, "'Host' and all headers X-Amz-* must be SignedHeaders of the request");
        }
    }

    private static String payload(Request request, Signed signed, Api api, boolean s3) {
        String stated = request.header("x-amz-content-sha256").orElse(null);
        if (s3 && stated == null && signed.presigned()) {
            return "UNSIGNED-PAYLOAD";
        }
        if (s3 && stated != null && (stated.equals("UNSIGNED-PAYLOAD") || stated.startsWith("STREAMING-"))) {
            return stated;
        }
        String is = SignatureV4.sha256(request.body());
        if (stated != null && !stated.equals(is)) {
            throw Refusal.WRONG_BODY.in(
                    api, "The provided 'x-amz-content-sha256' header does not match what was computed.");
        }
        return is;
    }

    private static String words(Instant time) {
        return TIME.withZone(ZoneOffset.UTC).format(time);
    }

    /** Takes as long for a guess that is nearly right as for any other. */
    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
