package connectlocal.http;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/** Delivers answers as their {@link Delivery} says. No thread waits for the slow ones. */
final class Outlet {
    private final Request in;
    private final org.eclipse.jetty.server.Response out;
    private final Callback callback;
    private final Time time;

    Outlet(Request in, org.eclipse.jetty.server.Response out, Callback callback, Time time) {
        this.in = in;
        this.out = out;
        this.callback = callback;
        this.time = time;
    }

    void deliver(Response response) {
        Delivery delivery = response.delivery();
        switch (delivery.way()) {
            case WHOLE -> Exchange.write(response, out, callback);
            case LATE -> later(delivery.millis(), () -> Exchange.write(response, out, callback));
            case TRICKLED -> {
                Exchange.head(response, out);
                trickle(response, 0);
            }
            case TRUNCATED -> {
                Exchange.head(response, out);
                if (response.body().length == 0) {
                    // Half of nothing would be all of it.
                    out.getHeaders().put(HttpHeader.CONTENT_LENGTH, 2);
                }
                ByteBuffer half = ByteBuffer.wrap(response.body(), 0, response.body().length / 2);
                out.write(false, half, Callback.from(() -> end(false), failure -> end(false)));
            }
            case FED -> {
                Exchange.head(response, out);
                out.getHeaders().remove(HttpHeader.CONTENT_LENGTH);
                feed(delivery);
            }
            case DROPPED -> end(false);
            case RESET -> end(true);
            case REFUSED -> {
                var server = in.getConnectionMetaData().getConnector().getServer();
                server.getBean(Closure.class).begin(time, delivery.millis());
                end(false);
            }
        }
    }

    /** Asks the feed now and then, and not before the client has taken what there was; in between no thread waits. */
    private void feed(Delivery delivery) {
        boolean open = HttpMethod.GET.is(in.getMethod())
                && in.getConnectionMetaData().getConnector().getServer().isRunning();
        Optional<byte[]> next = open ? delivery.feed().next() : Optional.empty();
        if (next.isEmpty()) {
            delivery.feed().ended();
            out.write(true, ByteBuffer.allocate(0), callback);
        } else if (next.get().length == 0) {
            later(delivery.millis(), () -> feed(delivery));
        } else {
            out.write(
                    false,
                    ByteBuffer.wrap(next.get()),
                    Callback.from(() -> later(delivery.millis(), () -> feed(delivery)), failure -> {
                        delivery.feed().ended();
                        callback.failed(failure);
                    }));
        }
    }

    private void trickle(Response response, int at) {
        int length = response.body().length;
        boolean last = at + 1 >= length;
        ByteBuffer next = ByteBuffer.wrap(response.body(), at, Math.min(1, length - at));
        Callback then = Callback.from(
                () -> later(response.delivery().millis(), () -> trickle(response, at + 1)), callback::failed);
        out.write(last, next, last ? callback : then);
    }

    private void later(long millis, Runnable work) {
        in.getComponents().getScheduler().schedule(work, millis, TimeUnit.MILLISECONDS);
    }

    /** Ends the connection, whatever has been sent. */
    private void end(boolean reset) {
        var endPoint = in.getConnectionMetaData().getConnection().getEndPoint();
        if (reset && endPoint instanceof SocketChannelEndPoint socket) {
            try {
                socket.getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException gone) {
                // The client was faster.
            }
        }
        endPoint.close();
        callback.failed(new EofException("ended on purpose"));
    }
}
