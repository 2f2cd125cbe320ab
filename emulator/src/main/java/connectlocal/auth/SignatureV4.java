package connectlocal.auth;

import connectlocal.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signature Version 4: what a request's signature must be.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create a
 *     signed request</a>
 */
final class SignatureV4 {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

    private SignatureV4() {}

    /**
     * @param plainPath whether the path is signed as it was sent, as S3 has it
     * @param payload the digest of the body, or what stands for it
     */
    static String of(Request request, Signed signed, String secret, boolean plainPath, String payload) {
        String canonical = String.join(
                "\n",
                request.method(),
                plainPath ? request.rawPath() : path(request.rawPath()),
                query(request),
                headers(request, signed.headers()),
                String.join(";", signed.headers()),
                payload);
        String toSign = String.join(
                "\n",
                Signed.ALGORITHM,
                signed.time(),
                signed.scope(),
                sha256(canonical.getBytes(StandardCharsets.UTF_8)));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : signed.scope().split("/")) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Without empty segments and dots, and encoded, once more where it is already. */
    private static String path(String raw) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : raw.split("/")) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(encoded(segment));
            }
        }
        boolean open = raw.endsWith("/") && !segments.isEmpty();
        return "/" + String.join("/", segments) + (open ? "/" : "");
    }

    private static String query(Request request) {
        List<String> pairs = new ArrayList<>();
        request.query().forEach((name, values) -> {
            if (!name.equals("X-Amz-Signature")) {
                // A character that no encoded name has, and that comes before all that it may have.
                values.forEach(value -> pairs.add(encoded(name) + '\0' + encoded(value)));
            }
        });
        Collections.sort(pairs);
        return String.join("&", pairs).replace('\0', '=');
    }

    private static String headers(Request request, List<String> names) {
        var text = new StringBuilder();
        for (String name : names) {
            String value = request.header(name).orElse("");
            text.append(name)
                    .append(':')
                    .append(value.strip().replaceAll(" +", " "))
                    .append('\n');
        }
        return text.toString();
    }

    private static String encoded(String text) {
        var out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(b) >= 0) {
                out.append((char) b);
            } else {
                out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return out.toString();
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
