package connectlocal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the request log keeps of a request: ten thousand entries must not hold what ten thousand requests did. */
class RequestParametersTest {
    private static Map<String, Object> of(String body) {
        return Parameters.of(
                new Request("POST", "/", Map.of(), Map.of(), body.getBytes(StandardCharsets.UTF_8)), Map.of());
    }

    @Test
    void longArray_isKeptByItsFirstItemsAndTheNumberOfTheRest() {
        Map<String, Object> kept =
                of("{\"SecurityProfileIds\":[\"a\"" + ",\"a\"".repeat(9_999) + "],\"InstanceId\":\"i\"}");
        assertThat(kept.get("SecurityProfileIds"))
                .asInstanceOf(LIST)
                .hasSize(51)
                .startsWith("a")
                .endsWith("… and 9950 more");
        assertThat(kept).containsEntry("InstanceId", "i");
    }

    /** What is a path's member in one service may be anything in the body of another. */
    @Test
    void valuesThatMayBeAnything_areHidden() {
        assertThat(of("{\"Key\":\"s3cr3t\",\"Bucket\":\"s3cr3t\",\"Payload\":\"s3cr3t\"}")
                        .values())
                .containsOnly("<redacted>");
    }

    @Test
    void arrayOfFifty_isKeptWhole() {
        assertThat(of("{\"SecurityProfileIds\":[\"a\"" + ",\"a\"".repeat(49) + "]}")
                        .get("SecurityProfileIds"))
                .isEqualTo(Collections.nCopies(50, "a"));
    }

    /** Several lists in one entry have no more room than one. */
    @Test
    void arrays_shareOneRoom() {
        String thirty = "[\"a\"" + ",\"a\"".repeat(29) + "]";
        Map<String, Object> kept =
                of("{\"SecurityProfileIds\":" + thirty + ",\"tagKeys\":" + thirty + ",\"UserId\":" + thirty + "}");
        assertThat(kept.get("SecurityProfileIds")).isEqualTo(Collections.nCopies(30, "a"));
        assertThat(kept.get("tagKeys")).asInstanceOf(LIST).hasSize(21).endsWith("… and 10 more");
        assertThat(kept).containsEntry("UserId", List.of("… and 30 more"));
    }

    @Test
    void itemsThatAreNoTextOrLong_areHiddenAndClipped() {
        assertThat(of("{\"SecurityProfileIds\":[{\"a\":[1]},\"" + "b".repeat(301) + "\",[[]],1]}"))
                .containsEntry("SecurityProfileIds", List.of("<redacted>", "b".repeat(300) + "…", "<redacted>", "1"));
    }

    @Test
    void queryOfManyValues_isKeptByItsFirst() {
        var request = new Request(
                "DELETE", "/tags/x", Map.of("tagKeys", Collections.nCopies(60, "k")), Map.of(), new byte[0]);
        assertThat(Parameters.of(request).get("tagKeys"))
                .asInstanceOf(LIST)
                .hasSize(51)
                .endsWith("… and 10 more");
    }
}
