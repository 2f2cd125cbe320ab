package connectlocal.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** One segment of a path, as it travels: percent-encoded UTF-8. */
public final class Segment {
    private static final Pattern BROKEN = Pattern.compile("%(?![0-9A-Fa-f]{2})|%(?=00)");

    private Segment() {}

    /**
     * The text of a segment.
     *
     * @throws IllegalArgumentException what is wrong: broken percent-encoding, no UTF-8, or control characters, which
     *     no name and no ARN has
     */
    public static String decoded(String raw) {
        var bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes.write(hex(raw, i + 1) << 4 | hex(raw, i + 2));
                i += 2;
            } else if (c > 0x7E) {
                throw new IllegalArgumentException("characters beyond ASCII must be percent-encoded UTF-8");
            } else {
                bytes.write(c);
            }
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the percent-encoding must be that of UTF-8");
        }
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("control characters are not possible");
        }
        return text;
    }

    private static int hex(String raw, int at) {
        int digit = at < raw.length() ? Character.digit(raw.charAt(at), 16) : -1;
        if (digit < 0 || raw.charAt(at) > 'f') {
            throw new IllegalArgumentException("% must be followed by two hexadecimal digits");
        }
        return digit;
    }

    /** A request target that a server can read whatever this one holds; targets that it can read stay as they are. */
    static String readable(String target) {
        return target == null || target.indexOf('%') < 0
                ? target
                : BROKEN.matcher(target).replaceAll("%25");
    }
}
