package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.connect.user.change.ApiCall.Step;
import software.amazon.connect.user.model.LiveUser;
import software.amazon.connect.user.support.Samples;

/** What is remembered between two invocations: numbers alone, and how many looks in a row agree. */
class CallbackContextTest {
    private static final LiveUser BERLIN = new LiveUser(Samples.full(), Map.of("Team", "Berlin"), null);
    private static final LiveUser PARIS = new LiveUser(Samples.full(), Map.of("Team", "Paris"), null);

    @Test
    void fields_areNumbers() {
        assertThat(Arrays.stream(CallbackContext.class.getDeclaredFields())
                        .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
                        .map(Field::getType))
                .isNotEmpty()
                .containsOnly(int.class);
    }

    @Test
    void look_countsOnlyThoseThatAgree() {
        CallbackContext context = new CallbackContext();
        context.look(BERLIN);
        context.look(BERLIN);
        assertThat(context.getSameLooks()).isEqualTo(2);
        context.look(PARIS);
        assertThat(context.getSameLooks()).isEqualTo(1);
        context.look(BERLIN);
        assertThat(context.getSameLooks()).isEqualTo(1);
    }

    @Test
    void remember_makesFormerLooksWorthless() {
        CallbackContext context = new CallbackContext();
        context.look(BERLIN);
        context.remember(Step.TAG);
        context.look(BERLIN);
        assertThat(context.getSameLooks()).isEqualTo(1);
    }

    @Test
    void countRefusal_countsEachKindByItself() {
        CallbackContext context = new CallbackContext();
        for (int times = 1; times <= 3; times++) {
            assertThat(context.countRefusal(Step.LEVELS)).isEqualTo(times);
            assertThat(context.countRefusal(Step.ASSOCIATE)).isEqualTo(times);
            assertThat(context.countRefusal(Step.DISASSOCIATE)).isEqualTo(times);
        }
    }

    @Test
    void startAgain_knowsWhatMayHaveBeenCarriedOut() {
        CallbackContext context = new CallbackContext();
        context.remember(Step.ASSOCIATE);
        context.startAgain();
        assertThat(context.hasSent(Step.ASSOCIATE)).isFalse();
        assertThat(context.hasTried(Step.ASSOCIATE)).isTrue();
        assertThat(context.hasTried(Step.DISASSOCIATE)).isFalse();
    }
}
