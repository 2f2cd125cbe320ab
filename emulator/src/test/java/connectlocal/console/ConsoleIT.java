package connectlocal.console;

import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.Emulator;
import connectlocal.Options;
import connectlocal.http.Json;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console's page and routes, as a browser and other clients meet them. */
class ConsoleIT {
    private static final String SEEDED = "11111111-1111-1111-1111-111111111111";
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";
    private final HttpClient http = HttpClient.newHttpClient();
    private Emulator emulator;

    @BeforeEach
    void start() throws Exception {
        emulator = Emulator.start(Options.onFreePort());
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void page_isForBrowsersAlone_andUnderAStrictPolicy() throws Exception {
        var page = get("/", "text/html,*/*");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContain("style=", "onclick=", "<script>");
        assertThat(get("/", "*/*").statusCode()).isEqualTo(404);
        assertThat(get("/?Action=GetCallerIdentity&Version=2011-06-15", "text/html")
                        .body())
                .contains("GetCallerIdentityResult");
    }

    @Test
    void users_comeInPages_asJsonWithoutSecrets() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(create("user" + i)).isEqualTo(200);
        }
        String route = "/_emulator/console/users?instance=" + SEEDED + "&search=" + "user" + "&limit=2";
        var first = get(route, "*/*");
        assertThat(first.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(first.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(first.body()).contains("user0", "user1", HOSTILE).doesNotContain("user2", "Hunter22Secret");
        String next = first.body().replaceAll("(?s).*\"next\":\"([^\"]*)\".*", "$1");
        var second = get(route + "&after=" + next, "*/*");
        assertThat(second.body()).contains("user2").doesNotContain("user0", "\"next\"");
        assertThat(get("/_emulator/console/users?instance=" + SEEDED + "&limit=201", "*/*")
                        .statusCode())
                .isEqualTo(400);
        assertThat(get("/_emulator/console/calls", "*/*").body())
                .contains("CreateUser")
                .doesNotContain("Hunter22Secret", "console/users");
    }

    @Test
    void questions_thatCanNotBe_areRefusedInWords() throws Exception {
        for (String[] wrong : new String[][] {
            {"users", "instance is required"},
            {"users?instance=" + SEEDED + "&region=mars", "no such region is in use; those in use: us-east-1"},
            {"calls?limit=0", "limit must be a whole number from 1 to 200"},
            {"calls?before=-1", "before must be a whole number"},
            {"invocations?search=" + "x".repeat(201), "search must have at most 200 characters"},
            {"stack?stack=none", "none does not exist"},
        }) {
            var answer = get("/_emulator/console/" + wrong[0], "*/*");
            assertThat(answer.statusCode()).as(wrong[0]).isEqualTo(400);
            assertThat(answer.body()).as(wrong[0]).contains(wrong[1]);
        }
    }

    @Test
    void switches_areTurnedByTheirRoute_whichSaysWhatIsWrong() throws Exception {
        assertThat(send("POST", "{\"stale-reads\": 2, \"identity-info\": \"merge\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(value("stale-reads")).isEqualTo("2");
        for (String wrong : List.of("[]", "{", "{\"stale-reads\": {}}", "{\"stale-reads\": 1.5}", "")) {
            var answer = send("POST", wrong);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
            assertThat(answer.body()).as(wrong).contains("an object of values by the names of switches");
        }
        var unknown = send("POST", "{\"nonsense\": \"1\"}");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("There is no behaviour 'nonsense'");
        send("DELETE?name=stale-reads", "");
        assertThat(value("stale-reads")).isEqualTo("0");
        assertThat(value("identity-info")).isEqualTo("merge");
        send("DELETE", "");
        assertThat(value("identity-info")).isEqualTo("replace");
    }

    private HttpResponse<String> send(String methodAndQuery, String body) throws Exception {
        String[] parts = methodAndQuery.split("(?=[?])");
        String path = "/_emulator/switches" + (parts.length > 1 ? parts[1] : "");
        var request = HttpRequest.newBuilder(emulator.endpoint().resolve(path))
                .header("Content-Type", "application/json")
                .method(parts[0], HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String value(String name) throws Exception {
        for (var one : Json.MAPPER.readTree(get("/_emulator/switches", "*/*").body())) {
            if (one.get("name").asText().equals(name)) {
                return one.get("value").asText();
            }
        }
        throw new AssertionError("no switch " + name);
    }

    private int create(String name) throws Exception {
        String body = """
                {"Username":"%s","Password":"Hunter22Secret","IdentityInfo":{"FirstName":"%s","LastName":"L"},
                 "PhoneConfig":{"PhoneType":"SOFT_PHONE"},"RoutingProfileId":"22222222-2222-2222-2222-222222222222",
                 "SecurityProfileIds":["33333333-3333-3333-3333-333333333333"]}""".formatted(name, HOSTILE);
        var request = HttpRequest.newBuilder(emulator.endpoint().resolve("/users/" + SEEDED))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private HttpResponse<String> get(String path, String accept) throws Exception {
        var request = HttpRequest.newBuilder(emulator.endpoint().resolve(path))
                .header("Accept", accept)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
