package connectlocal.child;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;

/**
 * A runtime client in plain Java for machines where AWS's own, which is native, does not run. It serves stream handlers
 * {@code Class::method(InputStream, OutputStream, Context)}, which all resource providers are.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda Runtime API</a>
 */
public final class Bootstrap {
    private static final String API = "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/";

    private Bootstrap() {}

    /** Serves the handler {@code args[0]} until the process is ended. */
    public static void main(String[] args) throws IOException {
        Object handler;
        Method method;
        try {
            String[] name = args[0].split("::");
            Class<?> type = Class.forName(name[0]);
            method = streamMethod(type, name.length > 1 ? name[1] : "handleRequest");
            handler = type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            post("init/error", json(causeOf(e)));
            System.exit(1);
            return;
        }
        while (true) {
            serveOne(handler, method);
        }
    }

    private static Method streamMethod(Class<?> type, String name) throws NoSuchMethodException {
        return Arrays.stream(type.getMethods())
                .filter(m -> m.getName().equals(name) && m.getParameterCount() == 3)
                .filter(m ->
                        m.getParameterTypes()[0] == InputStream.class && m.getParameterTypes()[1] == OutputStream.class)
                .findFirst()
                .orElseThrow(() -> new NoSuchMethodException(
                        type.getName() + "." + name + "(InputStream, OutputStream, Context)"));
    }

    private static void serveOne(Object handler, Method method) throws IOException {
        var next =
                (HttpURLConnection) URI.create(API + "invocation/next").toURL().openConnection();
        byte[] event;
        try (InputStream body = next.getInputStream()) {
            event = body.readAllBytes();
        }
        String id = next.getHeaderField("Lambda-Runtime-Aws-Request-Id");
        long deadline = Long.parseLong(next.getHeaderField("Lambda-Runtime-Deadline-Ms"));
        String arn = next.getHeaderField("Lambda-Runtime-Invoked-Function-Arn");
        var answer = new ByteArrayOutputStream();
        try {
            Object context = context(method.getParameterTypes()[2], id, deadline, arn);
            method.invoke(handler, new ByteArrayInputStream(event), answer, context);
        } catch (InvocationTargetException | IllegalAccessException e) {
            Throwable cause = causeOf(e);
            cause.printStackTrace();
            post("invocation/" + id + "/error", json(cause));
            if (cause instanceof Error) {
                System.exit(1);
            }
            return;
        }
        post("invocation/" + id + "/response", answer.toByteArray());
    }

    /** The handler's own Context interface: this class knows nothing of the jar that it serves. */
    private static Object context(Class<?> type, String id, long deadline, String arn) {
        Map<String, String> texts = Map.of(
                "getAwsRequestId", id,
                "getInvokedFunctionArn", arn,
                "getFunctionName", System.getenv("AWS_LAMBDA_FUNCTION_NAME"),
                "getFunctionVersion", System.getenv("AWS_LAMBDA_FUNCTION_VERSION"),
                "getLogGroupName", System.getenv("AWS_LAMBDA_LOG_GROUP_NAME"),
                "getLogStreamName", System.getenv("AWS_LAMBDA_LOG_STREAM_NAME"));
        return proxy(type, called -> switch (called.getName()) {
            case "getRemainingTimeInMillis" -> (int) Math.max(0, deadline - System.currentTimeMillis());
            case "getMemoryLimitInMB" -> Integer.parseInt(System.getenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"));
            case "getLogger" -> logger(called.getReturnType());
            default -> texts.get(called.getName());
        });
    }

    private static Object logger(Class<?> type) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, args) -> {
            if (called.getName().equals("log")) {
                System.out.println(
                        args[0] instanceof byte[] bytes ? new String(bytes, "UTF-8") : String.valueOf(args[0]));
            }
            return null;
        });
    }

    private static Object proxy(Class<?> type, java.util.function.Function<Method, Object> answers) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, called, args) -> answers.apply(called));
    }

    private static void post(String path, byte[] body) throws IOException {
        System.out.flush();
        System.err.flush();
        var connection = (HttpURLConnection) URI.create(API + path).toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        connection.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        int status = connection.getResponseCode();
        if (status == 413) {
            return; // whoever waits for the answer has been told that it is too long
        }
        if (status != 202) {
            throw new IOException("the Runtime API answered " + status + " to " + path);
        }
        connection.getInputStream().readAllBytes();
    }

    private static Throwable causeOf(Throwable e) {
        return e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
    }

    private static byte[] json(Throwable e) throws IOException {
        String text = "{\"errorMessage\":"
                + quoted(String.valueOf(e.getMessage()))
                + ",\"errorType\":"
                + quoted(e.getClass().getName());
        return (text + "}").getBytes("UTF-8");
    }

    private static String quoted(String text) {
        var out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
