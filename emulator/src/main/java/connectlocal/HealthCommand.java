package connectlocal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** Asks a running emulator whether it serves, for those who have no other program to ask with, such as containers. */
final class HealthCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ListenOptions listen = new ListenOptions();

    CommandSpec spec() {
        CommandSpec command = CommandLines.command(
                "health",
                this,
                "Asks the emulator that listens here whether it serves: exit code 0 when it does, else 1.");
        listen.addTo(command);
        CommandLines.addHelp(command);
        return command;
    }

    @Override
    public Integer call() throws InterruptedException {
        Listening where;
        try {
            where = listen.listening();
        } catch (IllegalArgumentException e) {
            System.err.println("health: " + e.getMessage());
            return 2;
        }
        URI health = where.address().uri(where.port()).resolve("/_emulator/health");
        var http = HttpClient.newBuilder()
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(PATIENCE)
                .build();
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(health).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                System.out.println(answer.body());
                return 0;
            }
            System.err.println("health: " + health + " answers " + answer.statusCode() + ": " + answer.body());
        } catch (IOException e) {
            System.err.println("health: nobody answers at " + health + ": " + e);
        }
        return 1;
    }
}
