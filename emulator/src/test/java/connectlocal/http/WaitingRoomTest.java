package connectlocal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A service whose calls wait keeps no other service waiting. */
class WaitingRoomTest {
    /** More than the server has threads. */
    private static final int WAITING = 700;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void calls_thatWaitByHundreds_keepNoOtherServiceWaiting() throws Exception {
        var slow = new SlowApi(WAITING);
        var log = new RequestLog();
        var admin = new Admin(log, Map::of, Map::of, () -> {});
        var http = HttpClient.newHttpClient();
        try (var server = Server.start(
                new FrontDoor(List.of(slow, new EchoApi()), admin, log),
                ListenAddress.LOOPBACK,
                List.of(0),
                Time.REAL)) {
            var waiting = new ArrayList<CompletableFuture<HttpResponse<String>>>();
            for (int i = 0; i < WAITING; i++) {
                waiting.add(http.sendAsync(request(server, "slow"), HttpResponse.BodyHandlers.ofString()));
            }
            assertThat(slow.arrived.await(60, TimeUnit.SECONDS))
                    .as("all calls wait at once")
                    .isTrue();
            var answer = http.send(request(server, "echo"), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            slow.released.countDown();
            for (var call : waiting) {
                assertThat(call.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void room_full_letsNobodyInUntilSomebodyLeaves() throws Exception {
        var room = new WaitingRoom("slow", 2);
        var released = new CountDownLatch(1);
        Runnable call = () -> {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        assertThat(room.enter(call)).isTrue();
        assertThat(room.enter(call)).isTrue();
        assertThat(room.enter(call)).isFalse();
        assertThat(room.complaint()).contains("2 calls of slow");
        released.countDown();
    }

    private static HttpRequest request(Server server, String service) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port(0) + "/x"))
                .timeout(PATIENCE)
                .header("Authorization", EchoApi.authorization(service))
                .build();
    }
}
