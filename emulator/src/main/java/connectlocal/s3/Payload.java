package connectlocal.s3;

import connectlocal.http.AwsError;
import connectlocal.http.Request;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * The bytes that a PutObject brings, out of the chunks that SDKs cut them into, and compared with the digests that were
 * sent along.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">the encoding aws-chunked</a>
 */
final class Payload {
    private final byte[] content;

    /** @throws AwsError when the chunks cannot be read or a digest is another */
    Payload(Request request) {
        Map<String, String> stated = new HashMap<>(request.headers());
        boolean chunked = request.header("x-amz-content-sha256").orElse("").startsWith("STREAMING-")
                || request.header("Content-Encoding").orElse("").contains("aws-chunked");
        this.content = chunked ? unchunked(request.body(), stated) : request.body();
        compare("Content-MD5", stated.get("content-md5"), digest("MD5"));
        compare("CRC32", stated.get("x-amz-checksum-crc32"), checksum(new CRC32()));
        compare("CRC32C", stated.get("x-amz-checksum-crc32c"), checksum(new CRC32C()));
        compare("SHA1", stated.get("x-amz-checksum-sha1"), digest("SHA-1"));
        compare("SHA256", stated.get("x-amz-checksum-sha256"), digest("SHA-256"));
    }

    byte[] content() {
        return content;
    }

    /** The MD5 digest in quotation marks. */
    String etag() {
        return '"' + java.util.HexFormat.of().formatHex(digest("MD5")) + '"';
    }

    /** Takes the chunks' content; the headers behind the last one are added to what was stated. */
    private static byte[] unchunked(byte[] body, Map<String, String> stated) {
        var out = new ByteArrayOutputStream(body.length);
        int at = 0;
        while (true) {
            int end = lineEnd(body, at);
            int size = size(text(body, at, end));
            at = end + 2;
            if (size == 0) {
                trailers(text(body, at, body.length), stated);
                return out.toByteArray();
            }
            if (size > body.length - at) {
                throw incomplete();
            }
            out.write(body, at, size);
            at = lineEnd(body, at + size) + 2;
        }
    }

    private static int size(String line) {
        try {
            int size = Integer.parseInt(line.replaceFirst(";.*", "").strip(), 16);
            if (size >= 0) {
                return size;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw incomplete();
    }

    private static int lineEnd(byte[] body, int from) {
        for (int i = from; i + 1 < body.length; i++) {
            if (body[i] == '\r' && body[i + 1] == '\n') {
                return i;
            }
        }
        throw incomplete();
    }

    private static void trailers(String text, Map<String, String> stated) {
        for (String line : text.split("\r\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                stated.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
    }

    private static String text(byte[] body, int from, int to) {
        return from >= to ? "" : new String(body, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static void compare(String name, String stated, byte[] calculated) {
        if (stated != null && !stated.equals(Base64.getEncoder().encodeToString(calculated))) {
            throw new AwsError(
                    "BadDigest",
                    400,
                    name.equals("Content-MD5")
                            ? "The Content-MD5 you specified did not match what we received."
                            : "The %s you specified did not match the calculated checksum.".formatted(name));
        }
    }

    private byte[] checksum(Checksum checksum) {
        checksum.update(content, 0, content.length);
        return ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array();
    }

    private byte[] digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm).digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    private static AwsError incomplete() {
        return new AwsError(
                "IncompleteBody",
                400,
                "The request body terminated unexpectedly; expected chunks, each with its size in hexadecimal");
    }
}
