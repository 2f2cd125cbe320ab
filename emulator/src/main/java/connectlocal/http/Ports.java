package connectlocal.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports that are taken before anything serves on them, so that processes which are to call here can start meanwhile.
 * Who connects early waits.
 */
public final class Ports implements AutoCloseable {
    private final ListenAddress address;
    private final List<ServerSocketChannel> channels = new ArrayList<>();

    private Ports(ListenAddress address) {
        this.address = address;
    }

    /**
     * Takes ports.
     *
     * @param address where they are opened
     * @param ports which; 0 takes a free one
     * @throws Server.PortInUse when one of them is taken
     * @throws IOException when the address is none of this machine
     */
    public static Ports take(ListenAddress address, List<Integer> ports) throws IOException {
        var taken = new Ports(address);
        try {
            for (int port : ports) {
                taken.open(port);
            }
            return taken;
        } catch (IOException | RuntimeException e) {
            taken.close();
            throw e;
        }
    }

    private void open(int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channels.add(channel);
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        try {
            channel.bind(new InetSocketAddress(address.address(), port));
        } catch (BindException e) {
            if (String.valueOf(e.getMessage()).contains("assign requested address")) {
                throw new IOException(address.text() + " is no address of this machine", e);
            }
            throw new Server.PortInUse(port, e);
        }
    }

    /** The port taken for the n-th port asked for. */
    public int port(int n) {
        return channels.get(n).socket().getLocalPort();
    }

    ListenAddress address() {
        return address;
    }

    List<ServerSocketChannel> channels() {
        return channels;
    }

    /** Gives them back, also from whoever serves on them. */
    @Override
    public void close() {
        for (ServerSocketChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                // The process gives it back at the latest.
            }
        }
    }
}
