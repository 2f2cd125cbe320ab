package connectlocal.auth;

import connectlocal.http.Request;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request says of its signature, in the header or, presigned, in the query.
 *
 * @param credential KEY/DATE/REGION/SERVICE/aws4_request
 * @param time as it is signed, e.g. 20150830T123600Z
 * @param expires seconds that a presigned request is good for, null in the header form
 * @param token the session token, "" when there is none
 */
record Signed(String credential, List<String> headers, String signature, String time, String expires, String token) {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    /** Begins where a name begins and never goes back in it: strangers send names as long as a head. */
    private static final Pattern PART = Pattern.compile("(?<!\\w)(\\w++)=([^,\\s]*)");

    private static final List<String> IN_QUERY = List.of("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature");
    private static final DateTimeFormatter BASIC = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

    boolean presigned() {
        return expires != null;
    }

    String accessKeyId() {
        return part(0);
    }

    String date() {
        return part(1);
    }

    String region() {
        return part(2);
    }

    String service() {
        return part(3);
    }

    /** Everything behind the key. */
    String scope() {
        return credential.substring(credential.indexOf('/') + 1);
    }

    private String part(int index) {
        return credential.split("/", -1)[index];
    }

    /**
     * Whether a request is signed both in the header and in the query, so that nobody knows which it means. AWS refuses
     * that too.
     */
    static boolean twice(Request request) {
        return request.header("Authorization").isPresent() && IN_QUERY.stream().anyMatch(request.query()::containsKey);
    }

    /**
     * @return empty when the request is not signed at all
     * @throws IllegalArgumentException when it is signed, but not in this way, and what is missing
     */
    static Optional<Signed> of(Request request) {
        Optional<String> header = request.header("Authorization");
        if (header.isPresent()) {
            return Optional.of(ofHeader(header.get(), request));
        }
        return request.query().containsKey("X-Amz-Signature") || request.query().containsKey("X-Amz-Algorithm")
                ? Optional.of(ofQuery(request.query()))
                : Optional.empty();
    }

    private static Signed ofHeader(String header, Request request) {
        if (!header.startsWith(ALGORITHM + " ")) {
            throw new IllegalArgumentException("Authorization must begin with " + ALGORITHM);
        }
        Map<String, String> parts = parts(header);
        String time = request.header("X-Amz-Date")
                .or(() -> request.header("Date").map(Signed::basic))
                .orElseThrow(() ->
                        new IllegalArgumentException("Authorization header requires the header X-Amz-Date, or a Date"));
        return signed(
                required(parts.get("Credential"), "Credential"),
                required(parts.get("SignedHeaders"), "SignedHeaders"),
                required(parts.get("Signature"), "Signature"),
                time,
                null,
                request.header("X-Amz-Security-Token").orElse(""));
    }

    /** The header's parts by name, the first of each. */
    static Map<String, String> parts(CharSequence header) {
        Map<String, String> parts = new TreeMap<>();
        Matcher part = PART.matcher(header);
        while (part.find()) {
            parts.putIfAbsent(part.group(1), part.group(2));
        }
        return parts;
    }

    /** The time of a Date header as it is signed; what is no date of HTTP's may be in that form already. */
    private static String basic(String date) {
        try {
            return BASIC.withZone(ZoneOffset.UTC).format(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
        } catch (DateTimeException e) {
            return date;
        }
    }

    private static Signed ofQuery(Map<String, List<String>> query) {
        if (!ALGORITHM.equals(first(query, "X-Amz-Algorithm"))) {
            throw new IllegalArgumentException("X-Amz-Algorithm must be " + ALGORITHM);
        }
        String token = first(query, "X-Amz-Security-Token");
        return signed(
                required(first(query, "X-Amz-Credential"), "X-Amz-Credential"),
                required(first(query, "X-Amz-SignedHeaders"), "X-Amz-SignedHeaders"),
                required(first(query, "X-Amz-Signature"), "X-Amz-Signature"),
                required(first(query, "X-Amz-Date"), "X-Amz-Date"),
                required(first(query, "X-Amz-Expires"), "X-Amz-Expires"),
                token == null ? "" : token);
    }

    private static Signed signed(
            String credential, String headers, String signature, String time, String expires, String token) {
        if (!credential.matches("[^/]+/[0-9]{8}/[^/]+/[^/]+/aws4_request")) {
            throw new IllegalArgumentException("Credential must have the form KEY/DATE/REGION/SERVICE/aws4_request");
        }
        List<String> names = List.of(headers.toLowerCase(Locale.ROOT).split(";"));
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("SignedHeaders must name each header once");
        }
        return new Signed(credential, names, signature, time, expires, token);
    }

    private static String first(Map<String, List<String>> query, String name) {
        List<String> values = query.get(name);
        return values == null ? null : values.get(0);
    }

    private static String required(String value, String name) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("Authorization requires '" + name + "'");
        }
        return value;
    }
}
