package connectlocal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AwsQueryTest {
    @Test
    void element_withMarkupAndControlCharacters_isReadableXml() {
        assertThat(AwsQuery.element("A", "<b> & \"c\" \u0000 \uD83D\uDE00"))
                .isEqualTo("<A>&lt;b&gt; &amp; &quot;c&quot; ? \uD83D\uDE00</A>");
    }

    @Test
    void parameters_fromQueryAndForm_bodyWins() {
        var request = new Request(
                "POST",
                "/",
                Map.of("Action", List.of("A")),
                Map.of("content-type", "application/x-www-form-urlencoded; charset=utf-8"),
                "Action=B&Name=x%2By+z&Empty".getBytes(UTF_8));
        assertThat(AwsQuery.parameters(request))
                .containsEntry("Action", "B")
                .containsEntry("Name", "x+y z")
                .containsEntry("Empty", "");
    }

    @Test
    void json_brokenOrNoObject_saysWhereWithoutQuotingIt() {
        for (String text : List.of("{\"Password\":\"Secret1x\"", "[1]", "{} x", "{\"a\":1,\"a\":2}", "nul")) {
            assertThatThrownBy(() -> Json.object(text.getBytes(UTF_8)))
                    .isInstanceOf(AwsError.class)
                    .hasMessageContaining("the body")
                    .hasMessageNotContaining("Secret1x");
        }
    }
}
