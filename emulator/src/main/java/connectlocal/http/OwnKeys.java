package connectlocal.http;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The key pairs that functions get from the emulator, as Lambda and CloudFormation give them some. The secrets are new
 * with each start, so that nobody else can sign with them.
 */
public final class OwnKeys {
    /** What a function's own environment names. */
    public static final OwnKeys FUNCTION = new OwnKeys("AKIALOCALFUNCTION000");

    /** What a handler is given to act for its caller. */
    public static final OwnKeys HANDLER = new OwnKeys("ASIALOCALHANDLER0000");

    private final String accessKeyId;
    private String secret;
    private String token;

    private OwnKeys(String accessKeyId) {
        this.accessKeyId = accessKeyId;
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
