package connectlocal.shared;

import connectlocal.Emulator;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What tests ask of the emulator's own routes. */
public final class Admin {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Admin() {}

    /** Every service is back at the seed; processes of providers live on. */
    public static void reset(Emulator emulator) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(emulator.endpoint().resolve("/_emulator/reset"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        int status = HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new AssertionError("reset is answered with " + status);
        }
    }
}
