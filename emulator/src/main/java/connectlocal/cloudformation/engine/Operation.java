package connectlocal.cloudformation.engine;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** One operation on a stack on its way: its name in events, its inbox, and what it has under way. */
final class Operation {
    final String id;
    final String token;
    final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();

    /** What a sibling's failure or CancelUpdateStack ends early, by logical id. */
    final Map<String, Runnable> cancels = new LinkedHashMap<>();

    /** Logical ids that could not be created or updated. */
    final Set<String> failedCreates = new LinkedHashSet<>();

    final Set<String> failedUpdates = new LinkedHashSet<>();
    final Set<String> failedImports = new LinkedHashSet<>();

    volatile boolean cancelRequested;

    /** Whether it took longer than it was given. */
    boolean timedOut;

    /** What takes the operation's place as soon as nothing is under way any more; null when nothing does. */
    Engine.Work successor;

    /** What CancelUpdateStack runs, by way of the inbox; null when nothing can be cancelled. */
    Runnable canceller;

    /** @param token the client's, which stands on every event; one is made up when there is none */
    Operation(String token) {
        this(UUID.randomUUID().toString(), token);
    }

    /** One that has been heard of already. */
    Operation(String id, String token) {
        this.id = id;
        this.token = token;
    }

    /** Ends early what can be ended early; the operation's own thread does it. */
    void cancel() {
        cancelRequested = true;
        Runnable how = canceller;
        inbox.add(how == null ? () -> {} : how);
    }

    /** A later part of the same call: a rollback is an operation of its own. */
    Operation following() {
        return new Operation(token);
    }

    /** "The following resource(s) failed to create: [A]. The following resource(s) failed to update: [B]. " */
    String failures() {
        return failures("import", failedImports)
                + failures("create", failedCreates)
                + failures("update", failedUpdates);
    }

    static String failures(String verb, Set<String> logicalIds) {
        if (logicalIds.isEmpty()) {
            return "";
        }
        String names = String.join(", ", logicalIds.stream().sorted().toList());
        return "The following resource(s) failed to " + verb + ": [" + names + "]. ";
    }
}
