package connectlocal.auth;

import java.time.Instant;

/**
 * A key pair that requests may be signed with.
 *
 * @param sessionToken what must come along, "" when nothing may
 * @param expires null when it never does
 */
public record KeyPair(String accessKeyId, String secretAccessKey, String sessionToken, Instant expires) {
    /** Without the secrets. */
    @Override
    public String toString() {
        return "KeyPair " + accessKeyId;
    }
}
