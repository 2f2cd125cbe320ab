package connectlocal.auth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The key pairs that are known: those that were given, and those that STS has issued since. */
public final class Keys {
    private static final int ISSUED_AT_MOST = 10_000;

    private final Map<String, KeyPair> given = new LinkedHashMap<>();
    private final Function<String, Optional<KeyPair>> own;
    private final Map<String, KeyPair> issued = new LinkedHashMap<>();

    /** Knows these. */
    public Keys(List<KeyPair> pairs) {
        this(pairs, id -> Optional.empty());
    }

    /**
     * Knows these and more.
     *
     * @param own the pairs that the emulator itself gives out, by their access key id
     */
    public Keys(List<KeyPair> pairs, Function<String, Optional<KeyPair>> own) {
        this.own = own;
        pairs.forEach(pair -> given.put(pair.accessKeyId(), pair));
    }

    /** From now on this one is known too; of very many the oldest are forgotten. */
    public synchronized void issue(KeyPair pair) {
        issued.put(pair.accessKeyId(), pair);
        if (issued.size() > ISSUED_AT_MOST) {
            issued.remove(issued.keySet().iterator().next());
        }
    }

    /** Forgets what was issued. */
    public synchronized void reset() {
        issued.clear();
    }

    synchronized Optional<KeyPair> find(String accessKeyId) {
        return Optional.ofNullable(given.get(accessKeyId))
                .or(() -> Optional.ofNullable(issued.get(accessKeyId)))
                .or(() -> own.apply(accessKeyId));
    }
}
