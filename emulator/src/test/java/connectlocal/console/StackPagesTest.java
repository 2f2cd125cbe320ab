package connectlocal.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.http.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Pages of what comes newest first, while new ones come. */
class StackPagesTest {
    /** So many rows, the newest first: the first has the highest number. */
    private static List<ObjectNode> rows(int many) {
        List<ObjectNode> rows = new ArrayList<>();
        for (int i = many; i > 0; i--) {
            rows.add(Json.MAPPER
                    .createObjectNode()
                    .put("Name", "Row" + i)
                    .put("Even", i % 2 == 0 ? "yes" : "no")
                    .put("Other", "Row0"));
        }
        return rows;
    }

    private static ObjectNode page(List<ObjectNode> rows, String... query) {
        Map<String, List<String>> asked = new LinkedHashMap<>();
        for (int i = 0; i < query.length; i += 2) {
            asked.put(query[i], List.of(query[i + 1]));
        }
        var question = new Question(new Request("GET", "/", asked, Map.of(), new byte[0]));
        return StackPages.page(rows, "rows", question, "Name", "Even");
    }

    private static List<String> names(JsonNode page) {
        return StreamSupport.stream(page.get("rows").spliterator(), false)
                .map(row -> row.get("Name").asText())
                .toList();
    }

    @Test
    void page_ofAWalk_isNotMovedByNewRows() {
        ObjectNode first = page(rows(5), "limit", "2");
        assertThat(names(first)).containsExactly("Row5", "Row4");
        assertThat(first.get("total").asInt()).isEqualTo(5);
        String next = first.get("next").asText();

        ObjectNode second = page(rows(9), "limit", "2", "before", next);
        assertThat(names(second)).containsExactly("Row3", "Row2");
        ObjectNode last =
                page(rows(9), "limit", "2", "before", second.get("next").asText());
        assertThat(names(last)).containsExactly("Row1");
        assertThat(last.has("next")).isFalse();
    }

    @Test
    void page_thatHoldsTheRestExactly_isTheLast() {
        assertThat(page(rows(4), "limit", "4").has("next")).isFalse();
        assertThat(page(List.of(), "limit", "4").get("rows")).isEmpty();
    }

    @Test
    void search_goesOnlyToAPageOnWhichSomethingIsFound() {
        ObjectNode first = page(rows(6), "limit", "2", "search", "YES");
        assertThat(names(first)).containsExactly("Row6", "Row4");
        ObjectNode second = page(
                rows(6),
                "limit",
                "2",
                "search",
                "YES",
                "before",
                first.get("next").asText());
        assertThat(names(second)).containsExactly("Row2");
        assertThat(second.has("next")).isFalse();
        assertThat(page(rows(6), "limit", "3", "search", "yes").has("next")).isFalse();
    }

    @Test
    void search_looksAtTheNamedMembersAlone() {
        assertThat(names(page(rows(6), "search", "row0"))).isEmpty();
        assertThat(names(page(rows(6), "search", "oW3"))).containsExactly("Row3");
    }

    @Test
    void before_whatIsForgotten_isAnEmptyPage() {
        assertThat(names(page(rows(3), "before", "0"))).isEmpty();
        assertThat(names(page(rows(3), "before", "99"))).containsExactly("Row3", "Row2", "Row1");
    }
}
