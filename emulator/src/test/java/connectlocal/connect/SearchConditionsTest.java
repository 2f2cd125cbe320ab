package connectlocal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.http.AwsError;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** SearchUsers: how many conditions it takes, wherever they stand. */
class SearchConditionsTest {
    private static final Map<String, Object> NAME =
            Map.of("StringCondition", Map.of("FieldName", "Username", "Value", "a", "ComparisonType", "CONTAINS"));
    private static final Map<String, Object> VALUE =
            Map.of("StringCondition", Map.of("FieldName", "AttributeName", "Value", "a", "ComparisonType", "CONTAINS"));
    private static final Map<String, Object> TAG = Map.of("TagKey", "a", "TagValue", "b");

    private final Connect connect = Connect.with();

    static Stream<Arguments> places() {
        return Stream.of(
                place("or", n -> criteria(Map.of("OrConditions", Collections.nCopies(n, NAME)))),
                place("and", n -> criteria(Map.of("AndConditions", Collections.nCopies(n, Map.of())))),
                place(
                        "below",
                        n -> criteria(Map.of(
                                "OrConditions", List.of(Map.of("AndConditions", Collections.nCopies(n, NAME)))))),
                place(
                        "one each of several",
                        n -> criteria(Map.of(
                                "OrConditions", Collections.nCopies(n, Map.of("AndConditions", List.of(NAME)))))),
                place(
                        "nested beyond all sense",
                        n -> criteria(Map.of("AndConditions", Collections.nCopies(n / 2 + n % 2, nested(11))))),
                place(
                        "list",
                        n -> criteria(Map.of(
                                "ListCondition",
                                Map.of(
                                        "TargetListType",
                                        "PROFICIENCIES",
                                        "Conditions",
                                        Collections.nCopies(n, VALUE))))),
                place("tags", n -> filter(Map.of("AndConditions", Collections.nCopies(n, TAG)))),
                place(
                        "tags of one of several",
                        n -> filter(Map.of("OrConditions", List.of(Collections.nCopies(n, TAG))))),
                place(
                        "one tag each of several",
                        n -> filter(Map.of("OrConditions", Collections.nCopies(n, List.of(TAG))))),
                place("several tags", n -> filter(Map.of("OrConditions", Collections.nCopies(n, List.of())))),
                place(
                        "attributes",
                        n -> Map.of(
                                "SearchFilter",
                                Map.of(
                                        "UserAttributeFilter",
                                        Map.of("OrConditions", Collections.nCopies(n, Map.of()))))),
                place(
                        "attributes of one each",
                        n -> Map.of(
                                "SearchFilter",
                                Map.of(
                                        "UserAttributeFilter",
                                        Map.of(
                                                "OrConditions",
                                                Collections.nCopies(n, Map.of("TagConditions", List.of(TAG))))))),
                place(
                        "both",
                        n -> Map.of(
                                "SearchCriteria",
                                Map.of("OrConditions", Collections.nCopies(n - 1, NAME)),
                                "SearchFilter",
                                Map.of("TagFilter", Map.of("AndConditions", List.of(TAG))))));
    }

    private static Arguments place(String where, IntFunction<Map<String, Object>> search) {
        return Arguments.of(where, search);
    }

    /** A condition so deep in lists of one that its last list counts too. */
    private static Map<String, Object> nested(int depth) {
        return depth == 1 ? NAME : Map.of("AndConditions", List.of(nested(depth - 1)));
    }

    private static Map<String, Object> criteria(Map<String, Object> criteria) {
        return Map.of("SearchCriteria", criteria);
    }

    private static Map<String, Object> filter(Map<String, Object> tags) {
        return Map.of("SearchFilter", Map.of("TagFilter", tags));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    @Assumed("AWS documents no limit; each user is held against each condition")
    void aThousandConditions_areTaken_andNoMore(String where, IntFunction<Map<String, Object>> search) {
        assertThat(connect.call("SearchUsers", with(search.apply(1_000))).has("Users"))
                .isTrue();
        AwsError error = connect.refusal("SearchUsers", with(search.apply(1_001)));
        assertThat(error.code()).isEqualTo("InvalidParameterException");
        assertThat(error).hasMessageContaining("at most 1000 conditions");
    }

    private static Map<String, Object> with(Map<String, Object> search) {
        Map<String, Object> input = CatalogCalls.input();
        input.putAll(search);
        return input;
    }
}
