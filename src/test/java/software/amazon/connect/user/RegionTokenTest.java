package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.connect.model.InstanceSummary;
import software.amazon.awssdk.services.connect.model.ListInstancesResponse;

class RegionTokenTest {
    private static ListInstancesResponse page(String next, String... ids) {
        List<InstanceSummary> instances = Arrays.stream(ids)
                .map(id -> InstanceSummary.builder().id(id).build())
                .toList();
        return ListInstancesResponse.builder()
                .instanceSummaryList(instances)
                .nextToken(next)
                .build();
    }

    @Test
    void parse_ownText_isTheSamePosition() {
        for (RegionToken token : List.of(
                new RegionToken(null, "i", null),
                new RegionToken("instances", "i", "users/+=&"),
                new RegionToken("x", null, null))) {
            assertThat(RegionToken.parse(token.toString())).isEqualTo(token);
            assertThat(token.toString()).matches("[A-Za-z0-9_-]+");
        }
    }

    @Test
    void parse_none_isTheBeginning() {
        assertThat(RegionToken.parse(null))
                .isEqualTo(new RegionToken(null, null, null))
                .isEqualTo(RegionToken.parse(""));
    }

    @Test
    void after_eachPlace_isTheNextOne() {
        RegionToken start = RegionToken.parse(null);
        assertThat(start.after(page(null, "a", "b"), 0, "more")).isEqualTo(new RegionToken(null, "a", "more"));
        assertThat(start.after(page(null, "a", "b"), 0, null)).isEqualTo(new RegionToken(null, "b", null));
        assertThat(start.after(page("next", "a"), 0, "")).isEqualTo(new RegionToken("next", null, null));
        assertThat(start.after(page(null, "a"), 0, null)).isNull();
        assertThat(start.after(page("next"), 0, null)).isEqualTo(new RegionToken("next", null, null));
    }
}
