package connectlocal.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.IO;

/**
 * A port that can close for a while, with its connections, and open again. Jetty closes the connections that a selector
 * knows; one that is accepted in that very moment it would leave open with nobody behind it, and the client would wait
 * until it gives up. So each is known here before a selector is chosen.
 */
class Port extends ServerConnector {
    private static final int ATTEMPTS = 50;
    private static final long BETWEEN_ATTEMPTS_MILLIS = 100;

    private final Set<SocketChannel> taken = ConcurrentHashMap.newKeySet();
    private final Lock accepting = new ReentrantLock();
    private Socket hold = new Socket();

    /** @param channel listens already; its number stays that of this port */
    Port(Server server, ListenAddress address, ServerSocketChannel channel, ConnectionFactory protocol)
            throws IOException {
        super(server, 1, 1, protocol);
        setHost(address.address().getHostAddress());
        setPort(channel.socket().getLocalPort());
        open(channel);
    }

    @Override
    public void accept(int acceptor) throws IOException {
        var listening = (ServerSocketChannel) getTransport();
        // Of one who comes back from before the port was closed the interrupt would close it again.
        Thread.interrupted();
        if (listening == null || !listening.isOpen()) {
            return;
        }
        SocketChannel channel = next(listening);
        boolean handed = false;
        try {
            channel.configureBlocking(false);
            configure(channel.socket());
            getSelectorManager().accept(channel);
            handed = true;
        } finally {
            if (!handed) {
                taken.remove(channel);
                IO.close(channel);
            }
        }
    }

    private SocketChannel next(ServerSocketChannel listening) throws IOException {
        accepting.lock();
        try {
            SocketChannel channel = listening.accept();
            taken.add(channel);
            return channel;
        } finally {
            accepting.unlock();
        }
    }

    /** How many connections are open. */
    int connections() {
        return taken.size();
    }

    @Override
    protected void onEndPointClosed(EndPoint endPoint) {
        if (endPoint instanceof SocketChannelEndPoint socket) {
            taken.remove(socket.getChannel());
        }
        super.onEndPointClosed(endPoint);
    }

    @Override
    protected void doStop() throws Exception {
        try {
            super.doStop();
        } finally {
            // As long as one is asking for the next connection the machine listens, though the channel is closed.
            accepting.lock();
            accepting.unlock();
            taken.forEach(IO::close);
            taken.clear();
        }
    }

    /**
     * Closes it and its connections. From then on its number is bound and nobody listens: connections are refused, and
     * nobody else is given the number.
     *
     * @throws Exception when the server cannot close it
     */
    void shut() throws Exception {
        stop();
        hold = new Socket();
        hold.setReuseAddress(true);
        try {
            hold.bind(new InetSocketAddress(getHost(), getPort()));
        } catch (IOException elsewhere) {
            // Whoever was faster may give it back.
            hold.close();
        }
    }

    /**
     * Gives the number back that was held.
     *
     * @throws IOException when the machine does not
     */
    void release() throws IOException {
        hold.close();
    }

    /**
     * Opens it again; somebody else's connection that comes from its number is waited for.
     *
     * @throws Exception when it stays taken
     */
    void reopen(Time time) throws Exception {
        for (int attempt = 1; !isOpen(); attempt++) {
            try {
                open();
            } catch (IOException taken) {
                if (attempt == ATTEMPTS) {
                    throw taken;
                }
                time.pause(BETWEEN_ATTEMPTS_MILLIS);
            }
        }
        start();
    }
}
