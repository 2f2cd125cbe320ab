package software.amazon.connect.user.support;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Stands for a Lambda process: makes the handler named by the first argument once, then answers each line of its input
 * with one line. What the handler logs goes to the error stream.
 */
public final class LambdaProcess {
    private LambdaProcess() {}

    /** Runs until the input ends. */
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        var handler =
                (RequestStreamHandler) Class.forName(args[0]).getConstructor().newInstance();
        var requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String request = requests.readLine(); request != null; request = requests.readLine()) {
            var answer = new ByteArrayOutputStream();
            handler.handleRequest(
                    new ByteArrayInputStream(request.getBytes(StandardCharsets.UTF_8)),
                    answer,
                    new LambdaContext(System.err::println));
            answers.println(answer.toString(StandardCharsets.UTF_8));
            answers.flush();
        }
    }
}
