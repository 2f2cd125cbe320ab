package connectlocal.http;

import java.util.concurrent.ThreadFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Makes the threads of a server. Jetty's own factory asks for privileges, which no JVM from 24 on has, by method
 * handles whose classes each start makes anew; nobody here restricts any.
 */
final class HttpThreads implements ThreadFactory {
    private static final int MOST = 512;
    private static final int LEAST = 4;
    private static final int IDLE_MILLIS = 60_000;
    /** Jetty's own reckoning. */
    private static final int RESERVED = -1;

    private static final String NAME = "http";

    private HttpThreads() {}

    /** Threads that end when they have been idle for a while, and with the process. */
    static QueuedThreadPool pool() {
        var pool = new QueuedThreadPool(MOST, LEAST, IDLE_MILLIS, RESERVED, null, null, new HttpThreads());
        pool.setName(NAME);
        return pool;
    }

    @Override
    public Thread newThread(Runnable work) {
        var thread = new Thread(work);
        thread.setName(NAME + "-" + thread.getId());
        thread.setDaemon(true);
        thread.setContextClassLoader(QueuedThreadPool.class.getClassLoader());
        return thread;
    }
}
