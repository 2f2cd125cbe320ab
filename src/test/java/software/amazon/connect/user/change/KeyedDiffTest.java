package software.amazon.connect.user.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyedDiffTest {
    @Test
    void between_twoMaps_namesRemovedAddedAndChanged() {
        KeyedDiff<String, Integer> diff =
                KeyedDiff.between(Map.of("gone", 1, "same", 2, "other", 3), Map.of("same", 2, "other", 4, "new", 5));
        assertThat(diff.removed()).containsExactly("gone");
        assertThat(diff.added()).containsExactly(Map.entry("new", 5));
        assertThat(diff.changed()).containsExactly(Map.entry("other", 4));
    }

    @Test
    void merging_keyOfSomebodyElse_stays() {
        KeyedDiff<String, Integer> diff =
                KeyedDiff.merging(Map.of("mine", 1), Map.of("mine", 1, "theirs", 2), Map.of());
        assertThat(diff.removed()).containsExactly("mine");
        assertThat(diff.added()).isEmpty();
    }

    @Test
    void merging_keyThatIsGoneAlready_isNotRemovedAgain() {
        assertThat(KeyedDiff.merging(Map.of("mine", 1), Map.of(), Map.of()).removed())
                .isEmpty();
    }

    @Test
    void merging_anyMaps_endsWithTheDesiredOnesAndNothingLeftToDo() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            Map<String, Integer> previous = map(random);
            Map<String, Integer> live = map(random);
            Map<String, Integer> desired = map(random);
            Map<String, Integer> after = new HashMap<>(live);
            var diff = KeyedDiff.merging(previous, live, desired);
            after.keySet().removeAll(diff.removed());
            assertThat(after).doesNotContainKeys(diff.added().keySet().toArray(String[]::new));
            after.putAll(diff.added());
            assertThat(after.keySet()).containsAll(diff.changed().keySet());
            after.putAll(diff.changed());
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
