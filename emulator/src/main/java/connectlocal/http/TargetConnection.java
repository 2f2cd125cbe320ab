package connectlocal.http;

import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * A connection that remembers the target of its request as it came. The server itself refuses targets with a NUL or a
 * broken percent-encoding before anybody knows which service is meant; here it gets one that it can read, and the
 * service refuses the real one in its own form.
 */
final class TargetConnection extends HttpConnection {
    private volatile String target = "";

    private TargetConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
        super(configuration, connector, endPoint);
    }

    /** Makes such connections. */
    static final class Factory extends HttpConnectionFactory {
        Factory(HttpConfiguration configuration) {
            super(configuration);
        }

        @Override
        public Connection newConnection(Connector connector, EndPoint endPoint) {
            var connection = new TargetConnection(getHttpConfiguration(), connector, endPoint);
            return configure(connection, connector, endPoint);
        }
    }

    /** The target of the request at hand; one connection has one at a time. */
    String target() {
        return target;
    }

    @Override
    protected HttpStreamOverHTTP1 newHttpStream(String method, String uri, HttpVersion version) {
        target = uri == null ? "" : uri;
        return super.newHttpStream(method, Segment.readable(uri), version);
    }
}
