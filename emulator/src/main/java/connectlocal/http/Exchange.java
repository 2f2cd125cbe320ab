package connectlocal.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * One HTTP exchange: reads the body whole, has it answered, and writes headers and body at once. While the body comes
 * no thread waits for it, so that slow clients cannot keep others out.
 */
final class Exchange {
    /** What is read and thrown away of a refused body: clients that send before they read. */
    private static final long MOST_DRAINED = 64L * 1024 * 1024;

    private final org.eclipse.jetty.server.Request in;
    private final Received received;
    private final Request head;
    private final org.eclipse.jetty.server.Response out;
    private final Callback callback;
    private final Answerer answerer;
    private final int bodyLimit;
    private final Time time;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private long drained;

    Exchange(
            org.eclipse.jetty.server.Request in,
            org.eclipse.jetty.server.Response out,
            Callback callback,
            Answerer answerer,
            int bodyLimit,
            Time time) {
        this.in = in;
        this.received = new Received(in);
        this.head = received.head();
        this.out = out;
        this.callback = callback;
        this.answerer = answerer;
        this.bodyLimit = bodyLimit;
        this.time = time;
    }

    /** Begins; the rest happens when the client has sent its body. */
    void start() {
        Optional<Response> stranger = answerer.turnAway(head);
        if (stranger.isPresent()) {
            refuse(stranger.get());
        } else if (HttpMethod.CONNECT.is(in.getMethod())) {
            refuse(new AwsError("MethodNotAllowedException", 405, "this is no proxy"));
        } else if (in.getLength() > bodyLimit) {
            refuse(tooLarge());
        } else {
            read();
        }
    }

    private void read() {
        while (true) {
            Content.Chunk chunk = in.read();
            if (chunk == null) {
                in.demand(this::read);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                broken(chunk.getFailure());
                return;
            }
            body.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
            chunk.release();
            if (body.size() > bodyLimit) {
                refuse(tooLarge());
                return;
            }
            if (chunk.isLast()) {
                answer();
                return;
            }
        }
    }

    private void answer() {
        // From here to the answer nothing moves, for as long as it takes; only what waits for the client times out.
        in.addIdleTimeoutListener(idle -> false);
        try {
            Request whole;
            try {
                whole = head.with(Form.parse(received.rawQuery()), body.toByteArray());
            } catch (AwsError malformed) {
                deliver(answerer.refuse(head, malformed));
                return;
            }
            answerer.answer(whole, this::deliver);
        } catch (RuntimeException | Error e) {
            callback.failed(e);
            throw e;
        }
    }

    /**
     * A connection is left open by nobody, whatever happens on the way out. While its port closes the server takes away
     * what is written to; that somebody is cut off then is no news.
     */
    private void deliver(Response response) {
        try {
            new Outlet(in, out, callback, time).deliver(response);
        } catch (RuntimeException | Error e) {
            callback.failed(e);
            if (in.getConnectionMetaData().getConnector().isRunning()) {
                throw e;
            }
        }
    }

    /**
     * Answers for what the client has done wrong. A connection that breaks off is none of that, least of all where its
     * port closes: an answer would be taken for the service's word on a request that nobody has read.
     */
    private void broken(Throwable failure) {
        boolean clients = failure instanceof TimeoutException || failure instanceof HttpException;
        var port = (ServerConnector) in.getConnectionMetaData().getConnector();
        if (clients && port.isRunning() && !port.isShutdown()) {
            refuse(unreadable(failure));
        } else {
            in.getConnectionMetaData().getConnection().getEndPoint().close();
            callback.failed(failure);
        }
    }

    /**
     * Answers before the body has come to its end. What is left of it is thrown away, because a client that still sends
     * when the connection closes never sees the answer.
     */
    private void refuse(AwsError error) {
        refuse(answerer.refuse(head, error));
    }

    private void refuse(Response refusal) {
        out.getHeaders().put(HttpHeader.CONNECTION, "close");
        write(refusal, out, Callback.from(this::drain, callback::failed));
    }

    private void drain() {
        while (drained < MOST_DRAINED) {
            Content.Chunk chunk = in.read();
            if (chunk == null) {
                in.demand(this::drain);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                break;
            }
            drained += chunk.remaining();
            chunk.release();
            if (chunk.isLast()) {
                break;
            }
        }
        if (HttpMethod.CONNECT.is(in.getMethod())) {
            // The server would keep it open as a tunnel.
            in.getConnectionMetaData().getConnection().getEndPoint().close();
        }
        callback.succeeded();
    }

    private AwsError tooLarge() {
        return new AwsError(
                "RequestEntityTooLargeException", 413, "the request's body is larger than " + bodyLimit + " bytes");
    }

    private static AwsError unreadable(Throwable failure) {
        return failure instanceof TimeoutException
                ? new AwsError("RequestTimeoutException", 408, "the request's body did not come")
                : new AwsError("SerializationException", 400, "the request's body is not valid HTTP");
    }

    static void write(Response response, org.eclipse.jetty.server.Response out, Callback callback) {
        head(response, out);
        out.write(true, ByteBuffer.wrap(response.body()), callback);
    }

    /** Status and headers; they go out with the first of the body. */
    static void head(Response response, org.eclipse.jetty.server.Response out) {
        out.setStatus(response.status());
        var headers = out.getHeaders();
        headers.put("x-amzn-RequestId", UUID.randomUUID().toString());
        response.headers().forEach(headers::put);
        headers.put(HttpHeader.CONTENT_LENGTH, response.body().length);
    }
}
