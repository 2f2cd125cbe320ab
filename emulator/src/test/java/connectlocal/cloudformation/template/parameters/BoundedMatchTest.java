package connectlocal.cloudformation.template.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.cloudformation.template.model.TemplateError;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How long expressions may take: steps are counted, for no clock is the same twice. */
class BoundedMatchTest {
    private static final String PATTERN = "(aa?)+\\1z|a*";
    private static final String TEXT = "a".repeat(10);

    private static boolean isEnough(int steps) {
        try {
            return new BoundedMatch(steps).matches("P", PATTERN, TEXT);
        } catch (TemplateError tooLong) {
            return false;
        }
    }

    /** One expression may take long; two thousand members of each of two hundred lists may not take as long each. */
    @Test
    void theStepsOfAllMatchesTogetherAreBounded() {
        int steps = IntStream.range(1, 100_000)
                .filter(BoundedMatchTest::isEnough)
                .findFirst()
                .getAsInt();
        var two = new BoundedMatch(2 * steps);
        assertThat(two.matches("P", PATTERN, TEXT)).isTrue();
        assertThat(two.matches("Q", PATTERN, TEXT)).isTrue();
        var less = new BoundedMatch(2 * steps - 1);
        assertThat(less.matches("P", PATTERN, TEXT)).isTrue();
        assertThatThrownBy(() -> less.matches("Q", PATTERN, TEXT))
                .isInstanceOf(TemplateError.class)
                .hasMessageEndingWith("[/Parameters/Q/AllowedPattern] AllowedPattern takes too long to match");
    }
}
