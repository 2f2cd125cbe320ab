package software.amazon.connect.user.api;

import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.cloudformation.LambdaWrapper;

/**
 * The one API of this JVM, on the HTTP client that the framework has built anyway. Another can stand in that client's
 * place for a while, so that what is primed are the clients that requests are answered by, and none is built twice.
 */
public final class SharedConnect {
    private static final SwitchedHttpClient HTTP = new SwitchedHttpClient(LambdaWrapper.HTTP_CLIENT);
    private static final ConnectApi CONNECT = new SdkConnect(HTTP);

    private SharedConnect() {}

    /** Returns it. */
    public static ConnectApi get() {
        return CONNECT;
    }

    /** Does something while another client answers. Whatever comes of it, the usual one is back afterwards. */
    public static void answeredBy(SdkHttpClient other, Runnable action) {
        HTTP.answeredBy(other, action);
    }

    static final class SwitchedHttpClient implements SdkHttpClient {
        private final SdkHttpClient usual;
        private volatile SdkHttpClient current;

        SwitchedHttpClient(SdkHttpClient usual) {
            this.usual = usual;
            this.current = usual;
        }

        void answeredBy(SdkHttpClient other, Runnable action) {
            current = other;
            try {
                action.run();
            } finally {
                current = usual;
            }
        }

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return current.prepareRequest(request);
        }

        @Override
        public String clientName() {
            return usual.clientName();
        }

        @Override
        public void close() {
            usual.close();
        }
    }
}
