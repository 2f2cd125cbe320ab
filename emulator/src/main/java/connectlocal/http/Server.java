package connectlocal.http;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;

/**
 * HTTP on one address, loopback's by default: an exchange becomes a {@link Request}, somebody answers it, the
 * {@link Response} goes out headers and body in one write (real clients stumble over two). Every port serves the same.
 */
public final class Server implements AutoCloseable {
    /** How many bytes the first line and the headers of a request may have together. */
    static final int LONGEST_HEAD = 32 * 1024;

    private static final int BODY_LIMIT = 6 * 1024 * 1024;
    private static final long STOP_MILLIS = 1_000;
    private static final long IDLE_MILLIS = 300_000;
    private static final long IDLE_AT_STOP_MILLIS = 50;

    private final org.eclipse.jetty.server.Server jetty;

    private Server(org.eclipse.jetty.server.Server jetty) {
        this.jetty = jetty;
    }

    /**
     * Starts serving the services.
     *
     * @param address where the ports are opened
     * @param ports the ports to bind; 0 takes a free one
     * @param time what passes while ports refuse connections
     * @throws PortInUse when one of them is taken
     */
    public static Server start(FrontDoor door, ListenAddress address, List<Integer> ports, Time time)
            throws IOException {
        return start(door, Ports.take(address, ports), time);
    }

    /** The same on ports that are taken already; they are closed with the server, and when it does not start. */
    public static Server start(FrontDoor door, Ports ports, Time time) throws IOException {
        return start(door, ports, time, IDLE_MILLIS);
    }

    /** The same, for clients that may keep silent for so long. */
    static Server start(FrontDoor door, Ports ports, Time time, long idleMillis) throws IOException {
        return start(new Door(door, BODY_LIMIT, time), ports, idleMillis);
    }

    /**
     * Starts serving whatever answers a request without throwing, at once or on another thread; an answer may take for
     * ever, a client that has not asked yet may not. The ports are closed with it, and when it does not start.
     *
     * @param bodyLimit how many bytes a request's body may have
     */
    public static Server startPatient(Answerer answerer, int bodyLimit, Ports ports) throws IOException {
        return startPatient(answerer, bodyLimit, ports, IDLE_MILLIS);
    }

    /** The same, for clients that may keep silent for so long. */
    static Server startPatient(Answerer answerer, int bodyLimit, Ports ports, long idleMillis) throws IOException {
        return start(new Door(answerer, bodyLimit, Time.REAL), ports, idleMillis);
    }

    /** Loads what a start of the first server loads, so that it takes less time. */
    public static void prepare() {
        var jetty = new org.eclipse.jetty.server.Server(HttpThreads.pool());
        jetty.setHandler(new GracefulHandler());
        jetty.addConnector(new ServerConnector(jetty, 1, 1, new TargetConnection.Factory(configuration())));
    }

    private static Server start(Door door, Ports ports, long idleMillis) throws IOException {
        var jetty = new org.eclipse.jetty.server.Server(HttpThreads.pool());
        jetty.setErrorHandler(new ProtocolErrors());
        jetty.setHandler(new GracefulHandler(door));
        jetty.setStopTimeout(STOP_MILLIS);
        var server = new Server(jetty);
        try {
            var closure = new Closure(jetty);
            jetty.addBean(closure);
            for (ServerSocketChannel channel : ports.channels()) {
                var port = new Port(jetty, ports.address(), channel, new TargetConnection.Factory(configuration()));
                port.setIdleTimeout(idleMillis);
                port.setShutdownIdleTimeout(IDLE_AT_STOP_MILLIS);
                jetty.addConnector(port);
                closure.add(port);
            }
            jetty.start();
            return server;
        } catch (Exception e) {
            server.close();
            ports.close();
            throw e instanceof IOException io
                    ? io
                    : new IOException("the HTTP server does not start: " + e.getMessage(), e);
        }
    }

    /** The port bound for the n-th port asked for. */
    public int port(int n) {
        return ((ServerConnector) jetty.getConnectors()[n]).getPort();
    }

    /** For how long a client may keep silent before the n-th port closes its connection; 0 is for ever. */
    long idleMillis(int n) {
        return ((ServerConnector) jetty.getConnectors()[n]).getIdleTimeout();
    }

    /** Stops taking requests and gives those under way a second. */
    @Override
    public void close() {
        try {
            jetty.stop();
        } catch (Exception e) {
            // Clients that were still waiting for an answer are cut off, which is no news at the end.
            if (!(e instanceof TimeoutException)) {
                System.err.println("The HTTP server did not stop cleanly: " + e);
            }
        }
    }

    /** A port that was asked for cannot be had. */
    public static final class PortInUse extends IOException {
        private static final long serialVersionUID = 1L;
        private final int port;

        PortInUse(int port, Exception cause) {
            super("port " + port + " is in use", cause);
            this.port = port;
        }

        /** The port that was asked for. */
        public int port() {
            return port;
        }
    }

    private static HttpConfiguration configuration() {
        var configuration = new HttpConfiguration();
        // Values that differ in case only stay as they came: they are signed.
        configuration.setHeaderCacheCaseSensitive(true);
        // Of a signed request most values are new: a connection's cache of them was filled and emptied all the time.
        configuration.setHeaderCacheSize(0);
        // ARNs come as one path segment with %2F and %3A; Jetty's default refuses those as ambiguous.
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(true);
        configuration.setRequestHeaderSize(LONGEST_HEAD);
        // What is kept of a request's head, as objects' metadata is, must fit into that of an answer.
        configuration.setResponseHeaderSize(LONGEST_HEAD);
        return configuration;
    }

    private static final class Door extends Handler.Abstract {
        private final Answerer answerer;
        private final int bodyLimit;
        private final Time time;

        Door(Answerer answerer, int bodyLimit, Time time) {
            this.answerer = answerer;
            this.bodyLimit = bodyLimit;
            this.time = time;
        }

        @Override
        public boolean handle(
                org.eclipse.jetty.server.Request in, org.eclipse.jetty.server.Response out, Callback callback) {
            new Exchange(in, out, callback, answerer, bodyLimit, time).start();
            return true;
        }
    }
}
