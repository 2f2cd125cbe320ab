package connectlocal.cloudformation.engine;

import java.util.Arrays;
import java.util.Optional;

/**
 * A call as its client token knows it: whoever repeats one because the answer was lost changes nothing again. A stack
 * knows its last ones; one that was refused is not among them, so that its token is still to be used.
 *
 * @param digest of what was asked for, which may hold secrets
 */
record TokenUse(String operation, Optional<String> token, String digest) {
    private static final int AT_MOST = 100;

    /** @param content what makes another call of the operation the same */
    static TokenUse of(String operation, Optional<String> token, Object... content) {
        return new TokenUse(operation, token, digest(Arrays.asList(content)));
    }

    static String digest(Object content) {
        var piece = Piece.empty();
        piece.secret().put("Content", String.valueOf(content));
        return piece.digest();
    }

    /**
     * Whether the stack has been changed by this call already.
     *
     * @throws connectlocal.http.AwsError TokenAlreadyExistsException when that was another call with this token
     */
    boolean isRepeated(Stack stack) {
        synchronized (stack) {
            Optional<String> before = token.map(t -> stack.tokens.get(key(t)));
            if (before.isPresent() && !before.get().equals(digest)) {
                throw Refusals.tokenUsed();
            }
            return before.isPresent();
        }
    }

    /** Part of a change that ends with the stack's being written down. */
    void remember(Stack stack) {
        token.ifPresent(t -> {
            stack.tokens.put(key(t), digest);
            if (stack.tokens.size() > AT_MOST) {
                stack.tokens.remove(stack.tokens.keySet().iterator().next());
            }
        });
    }

    private String key(String used) {
        return operation + " " + used;
    }
}
