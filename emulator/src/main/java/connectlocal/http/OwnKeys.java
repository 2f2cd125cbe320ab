package connectlocal.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The key pairs that functions get from the emulator, as Lambda and CloudFormation give them some. The secrets are new
 * with each start, so that nobody else can sign with them.
 */
public final class OwnKeys {
    /** What a function's own environment names. */
    public static final OwnKeys FUNCTION = new OwnKeys("AKIALOCALFUNCTION000");

    private static final int LENGTH = 20;

    /** What a handler is given to act for its caller: one of its own for each invocation. */
    public static final OwnKeys HANDLER = new OwnKeys("ASIALOCAL");

    private final String accessKeyId;
    private final AtomicLong given = new AtomicLong();
    private String secret;
    private String token;

    /** The access key id, or how all of them begin. */
    private OwnKeys(String accessKeyId) {
        this.accessKeyId = accessKeyId;
    }

    /**
     * An access key id that was never given out before, so that calls signed with it are known for one invocation's.
     */
    public String another() {
        String number = Long.toString(given.incrementAndGet(), 36).toUpperCase(Locale.ROOT);
        return accessKeyId + "0".repeat(Math.max(0, LENGTH - accessKeyId.length() - number.length())) + number;
    }

    /** Whether this access key id is one of these, which all have the same secret. */
    public boolean has(String id) {
        return id.startsWith(accessKeyId) && id.length() == LENGTH;
    }

    /** The access key id, which is no secret. */
    public String accessKeyId() {
        return accessKeyId;
    }

    /** The secret access key. */
    public synchronized String secretAccessKey() {
        secret = secret == null ? random() : secret;
        return secret;
    }

    /** The session token that goes with it. */
    public synchronized String sessionToken() {
        token = token == null ? random() : token;
        return token;
    }

    private static String random() {
        byte[] bytes = new byte[20];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
