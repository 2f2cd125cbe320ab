package connectlocal.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.Server;

/** Closes all ports of a server for a while, as a service that is down does. */
final class Closure {
    private final Server server;
    private final List<Port> ports = new ArrayList<>();
    private CompletableFuture<Void> under = CompletableFuture.completedFuture(null);
    private long more;

    Closure(Server server) {
        this.server = server;
    }

    void add(Port port) {
        ports.add(port);
    }

    /**
     * Begins. Ports that are closed already stay closed for so much longer.
     *
     * @return is done when the ports are open again, or closed for good with their server
     */
    synchronized CompletableFuture<Void> begin(Time time, long millis) {
        if (!under.isDone()) {
            more += millis;
            return under;
        }
        more = millis;
        under = new CompletableFuture<>();
        var thread = new Thread(() -> pass(time), "refusal");
        thread.setDaemon(true);
        thread.start();
        return under;
    }

    /** Again from the beginning where a fault strikes while the ports open. */
    private void pass(Time time) {
        do {
            ports.forEach(port -> attempt(port, port::shut));
            for (long millis = owed(); millis > 0; millis = owed()) {
                pause(time, millis);
            }
            ports.forEach(port -> attempt(port, () -> {
                port.release();
                if (server.isRunning()) {
                    port.reopen(time);
                }
            }));
        } while (!ended());
    }

    private synchronized long owed() {
        long millis = more;
        more = 0;
        return millis;
    }

    private synchronized boolean ended() {
        return more == 0 && under.complete(null);
    }

    private static void attempt(Port port, Step step) {
        try {
            step.take();
        } catch (Exception e) {
            System.err.println("Port " + port.getPort() + ", which refused connections for a while: " + e);
        }
    }

    private static void pause(Time time, long millis) {
        try {
            time.pause(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What may go wrong with one port without the others. */
    private interface Step {
        void take() throws Exception;
    }
}
