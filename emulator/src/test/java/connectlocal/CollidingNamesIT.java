package connectlocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import connectlocal.http.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One small body of member names that collide in the parser's table of names spoils nothing for anybody. */
class CollidingNamesIT {
    private static final int NAMES = 5_000;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String INSTANCE = "11111111-1111-1111-1111-111111111111";

    private final HttpClient http = HttpClient.newHttpClient();
    private Emulator emulator;

    @BeforeEach
    void start() throws IOException {
        emulator = Emulator.start(Options.onFreePort());
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    /**
     * Names of eight bytes that collide in the table for UTF-8, whatever its seed: the hash of two words is
     * {@code mix(mixed first + 33 * second ^ seed)}, so that for any first word there is a second one.
     */
    private static Set<String> byBytes() {
        var names = new LinkedHashSet<String>();
        var random = new Random(1);
        int inverseOf33 = java.math.BigInteger.valueOf(33)
                .modInverse(java.math.BigInteger.ONE.shiftLeft(32))
                .intValue();
        while (names.size() < NAMES) {
            int first = 0;
            for (int i = 0; i < 4; i++) {
                first = first << 8 | LETTERS.charAt(random.nextInt(LETTERS.length()));
            }
            int mixed = first + (first >>> 15);
            mixed ^= mixed >>> 9;
            int second = (0x12345678 - mixed) * inverseOf33;
            String name = text(first) + text(second);
            if (name.chars().allMatch(c -> c > ' ' && c < 127 && c != '"' && c != '\\')) {
                names.add(name);
            }
        }
        return names;
    }

    private static String text(int word) {
        return "" + (char) (word >>> 24) + (char) (word >>> 16 & 255) + (char) (word >>> 8 & 255) + (char) (word & 255);
    }

    /** Names that collide in the table for characters, and as Java's strings nearly: 33 * a + b is 33 * b + A. */
    private static Set<String> byCharacters() {
        var names = new LinkedHashSet<String>();
        for (int number = 0; number < NAMES; number++) {
            var name = new StringBuilder();
            for (int bit = 0; bit < 13; bit++) {
                name.append((number >> bit & 1) == 0 ? "ab" : "bA");
            }
            names.add(name.toString());
        }
        return names;
    }

    private static String object(Set<String> names) {
        return names.stream().map(name -> "\"" + name + "\":1").collect(Collectors.joining(",", "{", "}"));
    }

    /** Otherwise the attack would be none. */
    @Test
    void names_doCollide() {
        assertThatThrownBy(() -> new ObjectMapper().readTree(object(byBytes()).getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("collision");
        assertThatThrownBy(() -> new ObjectMapper().readTree(object(byCharacters())))
                .hasMessageContaining("collision");
    }

    @Test
    void everyService_afterTheAttack_answersWhatItHasNeverSeenBefore() throws Exception {
        for (String body : List.of(object(byBytes()), object(byCharacters()))) {
            attack(body);
        }
        String user = "{\"Username\":\"ada\",\"Password\":\"Secret12345x\",\"RoutingProfileId\":"
                + "\"22222222-2222-2222-2222-222222222222\",\"SecurityProfileIds\":"
                + "[\"33333333-3333-3333-3333-333333333333\"],\"NeverSeenBefore\":1}";
        assertThat(send("PUT", "/users/" + INSTANCE, Map.of(), user).statusCode())
                .isEqualTo(200);
        for (String state :
                List.of("{\"IdentityManagementType\":\"CONNECT_MANAGED\",\"InstanceAlias\":\"fresh\",\"Attributes\":"
                        + "{\"InboundCalls\":true,\"OutboundCalls\":true}}")) {
            var made =
                    cloudControl("CreateResource", Map.of("TypeName", "AWS::Connect::Instance", "DesiredState", state));
            assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        }
        var template = "{\"Resources\":{\"NeverSeen\":{\"Type\":\"AWS::CloudFormation::WaitConditionHandle\"}}}";
        var summary = form("Action=ValidateTemplate&TemplateBody=" + encoded(template));
        assertThat(summary.statusCode()).as(summary.body()).isEqualTo(200);
        assertThat(form("Action=GetCallerIdentity").statusCode()).isEqualTo(200);
        assertThat(send("POST", "/_emulator/faults", Map.of(), "{\"kind\":\"throttle\",\"probability\":\"0.5\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    /** As many of the names as a template has room for that is not refused for its length. */
    private static String shortened(String body) {
        String first = body.substring(0, 51_000);
        return first.substring(0, first.lastIndexOf(',')) + "}";
    }

    private void attack(String body) throws Exception {
        Function<String, Map<String, String>> typed = type -> Map.of("Content-Type", type);
        for (String type : List.of("application/json", "application/x-amz-json-1.1", "text/plain", "x/y")) {
            assertThat(send("POST", "/search-users", typed.apply(type), body).statusCode())
                    .isLessThan(500);
            assertThat(send("PUT", "/users/" + INSTANCE, typed.apply(type), body)
                            .statusCode())
                    .isLessThan(500);
            assertThat(send("POST", "/2015-03-31/functions/x/invocations", typed.apply(type), body)
                            .statusCode())
                    .isLessThan(500);
        }
        for (String operation : List.of("CreateResource", "GetResource", "UpdateResource", "ListResources")) {
            var direct = send("POST", "/", Map.of("X-Amz-Target", "CloudApiService." + operation), body);
            assertThat(direct.statusCode()).isLessThan(500);
            var within = cloudControl(
                    operation,
                    Map.of(
                            "TypeName",
                            "AWS::Connect::Instance",
                            "DesiredState",
                            body,
                            "Identifier",
                            "arn:aws:connect:us-east-1:123456789012:instance/" + INSTANCE,
                            "PatchDocument",
                            "[{\"op\":\"add\",\"path\":\"/Tags\",\"value\":" + body + "}]",
                            "ResourceModel",
                            body));
            assertThat(within.statusCode()).isLessThan(500);
        }
        assertThat(send("POST", "/_emulator/faults", Map.of(), body).statusCode())
                .isLessThan(500);
        for (String action : List.of("ValidateTemplate", "CreateStack")) {
            String template = "{\"Resources\":" + shortened(body) + "}";
            assertThat(template.length()).as("a longer one is not read").isLessThanOrEqualTo(51_200);
            String form = "Action=" + action + "&StackName=x&TemplateBody=" + encoded(template);
            var refused = form(form);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
            assertThat(refused.body()).as("it was read").contains("Number of resources");
        }
        String names = Stream.of(body.split("\""))
                .filter(name -> name.length() > 7)
                .map(name -> encoded(name) + "=1")
                .collect(Collectors.joining("&"));
        assertThat(form("Action=GetCallerIdentity&" + names).statusCode()).isLessThan(500);
    }

    private HttpResponse<String> cloudControl(String operation, Map<String, String> members) throws Exception {
        String body = Json.MAPPER.writeValueAsString(members);
        return send("POST", "/", Map.of("X-Amz-Target", "CloudApiService." + operation), body);
    }

    private HttpResponse<String> form(String form) throws Exception {
        return send("POST", "/", Map.of("Content-Type", "application/x-www-form-urlencoded"), form);
    }

    private HttpResponse<String> send(String method, String path, Map<String, String> headers, String body)
            throws Exception {
        var request = HttpRequest.newBuilder(emulator.endpoint().resolve(path)).timeout(Duration.ofSeconds(60));
        headers.forEach(request::header);
        request.method(method, HttpRequest.BodyPublishers.ofString(body));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
