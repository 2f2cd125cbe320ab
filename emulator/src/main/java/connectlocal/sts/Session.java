package connectlocal.sts;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which access keys stand for which assumed role, so that a caller who assumed one is told so. */
final class Session {
    private static final int REMEMBERED = 1_000;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, Role> roles = new LinkedHashMap<>();

    /** An assumed role: ARN and id of the session, account of the role. */
    record Role(String arn, String id, String accountId) {}

    synchronized void remember(String accessKey, Role role) {
        roles.put(accessKey, role);
        if (roles.size() > REMEMBERED) {
            roles.remove(roles.keySet().iterator().next());
        }
    }

    /** Null when the key stands for no role. */
    synchronized Role role(String accessKey) {
        return roles.get(accessKey);
    }

    synchronized void forget() {
        roles.clear();
    }

    static String newAccessKey() {
        return "ASIA" + newSecret(16);
    }

    static String newSecret(int length) {
        var secret = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            secret.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return secret.toString();
    }
}
