package connectlocal.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * HTTP on loopback: an exchange becomes a {@link Request}, somebody answers it, the {@link
 * Response} goes out headers and body in one write (real clients stumble over two). Every port
 * serves the same.
 */
public final class Server implements AutoCloseable {
  private static final int BODY_LIMIT = 6 * 1024 * 1024;
  private static final int THREADS = 512;
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
   * @param ports the ports to bind on 127.0.0.1; 0 takes a free one
   * @throws PortInUse when one of them is taken
   */
  public static Server start(FrontDoor door, List<Integer> ports) throws IOException {
    return start(door::answer, ports, IDLE_MILLIS);
  }

  /**
   * Starts serving whatever answers a request without throwing; an answer may take for ever. Port 0
   * takes a free one.
   */
  public static Server startPatient(Function<Request, Response> answerer, int port)
      throws IOException {
    return start(answerer, List.of(port), 0);
  }

  private static Server start(
      Function<Request, Response> answerer, List<Integer> ports, long idleMillis)
      throws IOException {
    var threads = new QueuedThreadPool(THREADS, 4);
    threads.setName("http");
    threads.setDaemon(true);
    var jetty = new org.eclipse.jetty.server.Server(threads);
    jetty.setErrorHandler(new ProtocolErrors());
    jetty.setHandler(new GracefulHandler(new Exchange(answerer)));
    jetty.setStopTimeout(STOP_MILLIS);
    var server = new Server(jetty);
    try {
      for (int port : ports) {
        open(jetty, port, idleMillis);
      }
      jetty.start();
      return server;
    } catch (Exception e) {
      server.close();
      throw e instanceof IOException io
          ? io
          : new IOException("the HTTP server does not start: " + e.getMessage(), e);
    }
  }

  private static void open(org.eclipse.jetty.server.Server jetty, int port, long idleMillis)
      throws IOException {
    var connector = new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(configuration()));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    connector.setIdleTimeout(idleMillis);
    connector.setShutdownIdleTimeout(IDLE_AT_STOP_MILLIS);
    jetty.addConnector(connector);
    try {
      connector.open();
    } catch (IOException e) {
      if (e instanceof BindException || e.getCause() instanceof BindException) {
        throw new PortInUse(port, e);
      }
      throw e;
    }
  }

  /** The port bound for the n-th port asked for. */
  public int port(int n) {
    return ((ServerConnector) jetty.getConnectors()[n]).getLocalPort();
  }

  /** Stops taking requests and gives those under way a second. */
  @Override
  public void close() {
    try {
      jetty.stop();
    } catch (Exception e) {
      System.err.println("The HTTP server did not stop cleanly: " + e.getMessage());
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
    // ARNs come as one path segment with %2F and %3A; Jetty's default refuses those as ambiguous.
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    configuration.setSendServerVersion(false);
    configuration.setSendDateHeader(true);
    configuration.setRequestHeaderSize(32 * 1024);
    return configuration;
  }

  private static final class Exchange extends Handler.Abstract {
    private final Function<Request, Response> answerer;

    Exchange(Function<Request, Response> answerer) {
      this.answerer = answerer;
    }

    @Override
    public boolean handle(
        org.eclipse.jetty.server.Request in,
        org.eclipse.jetty.server.Response out,
        Callback callback)
        throws Exception {
      Response response;
      try {
        response = answerer.apply(read(in));
      } catch (AwsError e) {
        response = RestJson.error(e);
        // What is left of the body is not read, so the connection cannot serve another request.
        out.getHeaders().put(HttpHeader.CONNECTION, "close");
      }
      write(response, out, callback);
      return true;
    }

    private static Request read(org.eclipse.jetty.server.Request in) throws IOException {
      if (in.getLength() > BODY_LIMIT) {
        throw tooLarge();
      }
      byte[] body = body(in);
      Map<String, String> headers = new HashMap<>();
      in.getHeaders()
          .forEach(
              f ->
                  headers.merge(
                      f.getName().toLowerCase(Locale.ROOT),
                      valueOf(f.getValue()),
                      (a, b) -> a + "," + b));
      var uri = in.getHttpURI();
      String path = uri.getPath() == null ? "/" : uri.getPath();
      return new Request(
          in.getMethod().toUpperCase(Locale.ROOT), path, Form.parse(uri.getQuery()), headers, body);
    }

    /**
     * Not InputStream.readNBytes: at the limit it asks Jetty's stream for 0 bytes, and that waits
     * for more.
     */
    private static byte[] body(org.eclipse.jetty.server.Request in) throws IOException {
      var body = new ByteArrayOutputStream();
      // Not closed: closing fails a body that was not read to its end, and with it the answer.
      InputStream stream = Content.Source.asInputStream(in);
      var buffer = new byte[64 * 1024];
      try {
        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
          body.write(buffer, 0, n);
          if (body.size() > BODY_LIMIT) {
            throw tooLarge();
          }
        }
      } catch (IOException e) {
        if (e instanceof HttpException || e.getCause() instanceof HttpException) {
          throw new AwsError("SerializationException", 400, "the request's body is not valid HTTP");
        }
        throw e;
      }
      return body.toByteArray();
    }

    private static String valueOf(String header) {
      return header == null ? "" : header;
    }

    private static AwsError tooLarge() {
      return new AwsError(
          "RequestEntityTooLargeException",
          413,
          "the request's body is larger than " + BODY_LIMIT + " bytes");
    }
  }

  static void write(Response response, org.eclipse.jetty.server.Response out, Callback callback) {
    out.setStatus(response.status());
    var headers = out.getHeaders();
    headers.put("x-amzn-RequestId", UUID.randomUUID().toString());
    response.headers().forEach(headers::put);
    headers.put(HttpHeader.CONTENT_LENGTH, response.body().length);
    out.write(true, ByteBuffer.wrap(response.body()), callback);
  }
}
