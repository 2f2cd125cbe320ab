package connectlocal.connect;

import static connectlocal.connect.Connect.DEMO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.AwsError;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages and their tokens, on ListUsers. */
class PagesTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final Connect connect = new Connect(Seed.builtIn(), now::get);

    private JsonNode page(int size, String token) {
        Map<String, Object> members = new LinkedHashMap<>(Map.of("InstanceId", DEMO, "MaxResults", size));
        if (token != null) {
            members.put("NextToken", token);
        }
        return connect.call("ListUsers", members);
    }

    private AwsError refused(String token) {
        return connect.refusal("ListUsers", Map.of("InstanceId", DEMO, "NextToken", token));
    }

    @Test
    @Documented("ListUsers: NextToken until there is none")
    void list_whileUsersComeAndGo_neitherRepeatsNorSkipsThoseThatStay() {
        List<String> ids =
                IntStream.range(0, 6).mapToObj(i -> connect.create("u" + i)).toList();
        JsonNode first = page(2, null);
        connect.on(ids.get(0), "DeleteUser");
        connect.on(ids.get(1), "DeleteUser");
        connect.on(ids.get(2), "DeleteUser");
        connect.create("late");
        JsonNode second = page(2, first.get("NextToken").asText());
        JsonNode third = page(2, second.get("NextToken").asText());

        assertThat(Connect.each(first.get("UserSummaryList"), "Username")).containsExactly("u0", "u1");
        assertThat(Connect.each(second.get("UserSummaryList"), "Username")).containsExactly("u3", "u4");
        assertThat(Connect.each(third.get("UserSummaryList"), "Username")).containsExactly("u5", "late");
        assertThat(third.has("NextToken")).isFalse();
    }

    @Test
    @Documented("tokens live 24 hours; an expired one is HTTP 400 InvalidToken")
    void token_after24Hours_isInvalidToken() {
        connect.create("a");
        connect.create("b");
        String token = page(1, null).get("NextToken").asText();
        now.updateAndGet(time -> time.plus(Duration.ofHours(24)));
        assertThat(page(1, token).get("UserSummaryList")).hasSize(1);
        now.updateAndGet(time -> time.plusMillis(1));
        assertThat(refused(token).code()).isEqualTo("InvalidToken");
        assertThat(refused(token).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"garbage", "", "%%%", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    @Assumed("what was never given out is as invalid as what has expired")
    void token_garbage_isInvalidToken(String token) {
        assertThat(refused(token).code()).isEqualTo("InvalidToken");
    }

    @Test
    @Assumed("a token belongs to its query")
    void token_ofAnotherInstance_isInvalidToken() {
        connect.create("a");
        connect.create("b");
        String token = page(1, null).get("NextToken").asText();
        Map<String, Object> other = Map.of("InstanceId", Connect.SAML, "NextToken", token);
        assertThat(connect.refusal("ListUsers", other).code()).isEqualTo("InvalidToken");
    }

    @Test
    @Documented("API model: MaxResults 1 to 1000; the default of 100")
    void size_defaultAndBounds() {
        IntStream.range(0, 101).forEach(i -> connect.create("u" + i));
        assertThat(connect.call("ListUsers", "InstanceId", DEMO).get("UserSummaryList"))
                .hasSize(100);
        assertThat(page(1000, null).get("UserSummaryList")).hasSize(101);
        for (int size : List.of(0, 1001)) {
            assertThat(connect.refusal("ListUsers", Map.of("InstanceId", DEMO, "MaxResults", size))
                            .code())
                    .isEqualTo("InvalidParameterException");
        }
    }
}
