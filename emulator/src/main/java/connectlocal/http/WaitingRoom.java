package connectlocal.http;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where the calls of one service wait for what they asked: on threads of its own, not the server's, and so many at
 * most. However long one service lets its callers wait, the others are served.
 */
final class WaitingRoom {
    /** More than all bounds of one service's own together, in any use but an attack. */
    static final int MOST = 1_024;

    private final String service;
    private final ThreadPoolExecutor threads;

    WaitingRoom(String service, int most) {
        this.service = service;
        this.threads = new ThreadPoolExecutor(0, most, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            var thread = new Thread(work, "waiting-" + service);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** False when the room is full. */
    boolean enter(Runnable call) {
        try {
            threads.execute(call);
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    /** Why nobody can come in. */
    String complaint() {
        return "Rate exceeded: " + threads.getMaximumPoolSize() + " calls of " + service + " wait already";
    }
}
