package software.amazon.connect.user.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DifferenceTest {
    private static List<String> path(String key) {
        return List.of("Things", key);
    }

    @Test
    void between_twoMaps_namesRemovedAddedAndChangedInOrder() {
        assertThat(Difference.between(
                        Map.of("gone", 1, "same", 2, "other", 3),
                        Map.of("same", 2, "other", 4, "new", 5),
                        DifferenceTest::path))
                .containsExactly(
                        new Difference(path("gone"), 1, null),
                        new Difference(path("new"), null, 5),
                        new Difference(path("other"), 3, 4));
    }

    @Test
    void merging_keyOfSomebodyElse_stays() {
        assertThat(Difference.merging(
                        Map.of("mine", 1), Map.of("mine", 1, "theirs", 2), Map.of(), DifferenceTest::path))
                .containsExactly(new Difference(path("mine"), 1, null));
    }

    @Test
    void merging_keyThatIsGoneAlready_isNotRemovedAgain() {
        assertThat(Difference.merging(Map.of("mine", 1), Map.of(), Map.of(), DifferenceTest::path))
                .isEmpty();
    }

    @Test
    void place_namesWhereAndNotWhat() {
        assertThat(new Difference(path("one"), "secret", "other").place()).isEqualTo("Things.one");
    }

    @Test
    void showsNothing_wherePlaceIsAsNobodyHasSetIt() {
        for (Object nothing :
                Arrays.asList(null, false, 0, List.of(), Arrays.asList(null, false), List.of(0), List.of("NONE"))) {
            assertThat(new Difference(path("one"), nothing, "more").showsNothing())
                    .as("%s", nothing)
                    .isTrue();
        }
        for (Object something : List.of("", true, 1, 4.0, Set.of("sp-1"), List.of(false, 30))) {
            assertThat(new Difference(path("one"), something, "more").showsNothing())
                    .as("%s", something)
                    .isFalse();
        }
    }

    @Test
    void merging_anyMaps_endsWithTheDesiredOnesAndNothingLeftToDo() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            Map<String, Integer> previous = map(random);
            Map<String, Integer> live = map(random);
            Map<String, Integer> desired = map(random);
            Map<String, Integer> after = new HashMap<>(live);
            for (Difference difference : Difference.merging(previous, live, desired, DifferenceTest::path)) {
                String key = difference.path().get(1);
                assertThat(difference.property()).isEqualTo("Things");
                assertThat(difference.before()).isEqualTo(after.get(key)).isNotEqualTo(difference.after());
                assertThat(difference.isAddition()).isEqualTo(!live.containsKey(key));
                assertThat(difference.isRemoval()).isEqualTo(!desired.containsKey(key));
                if (difference.isRemoval()) {
                    after.remove(key);
                } else {
                    after.put(key, (Integer) difference.after());
                }
            }
            Map<String, Integer> expected = new HashMap<>(live);
            expected.keySet().removeAll(previous.keySet());
            expected.putAll(desired);
            assertThat(after).as("round %d", i).isEqualTo(expected);
        }
    }

    private static Map<String, Integer> map(Random random) {
        Map<String, Integer> map = new HashMap<>();
        "abcdef"
                .chars()
                .filter(key -> random.nextBoolean())
                .forEach(key -> map.put("" + (char) key, random.nextInt(3)));
        return map;
    }
}
