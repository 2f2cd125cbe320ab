package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.connect.user.change.ApiCall.Step;
import software.amazon.connect.user.model.Difference;
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
    void countRefusal_ofEachKindOfCallToThree() {
        CallbackContext context = new CallbackContext();
        for (int count = 1; count <= 3; count++) {
            for (Step step : Step.values()) {
                assertThat(context.countRefusal(step)).as(step.name()).isEqualTo(count);
            }
        }
    }

    @Test
    void remember_makesFormerLooksWorthless() {
        CallbackContext context = new CallbackContext();
        context.look(BERLIN);
        context.remember(Step.TAG);
        context.look(BERLIN);
        assertThat(context.getSameLooks()).isEqualTo(1);
    }

    private static Difference level(String language, Double before) {
        return new Difference(List.of("UserProficiencies", "Language", language), before, 5.0);
    }

    /** Of a few places and values nearly each has a bit of its own; which one is chance, so one alone says nothing. */
    @Test
    void rememberBefore_knowsThePlaceWithTheValueThatItHad() {
        CallbackContext context = new CallbackContext();
        context.rememberBefore(level("Thai", null));
        context.rememberBefore(level("English", 3.0));
        assertThat(context.showedBefore(level("Thai", null))).isTrue();
        assertThat(context.showedBefore(level("English", 3.0))).isTrue();
        assertThat(Stream.of("German", "French", "Italian", "Polish", "Danish", "Dutch", "Greek", "Czech")
                        .filter(other -> context.showedBefore(level(other, 3.0))))
                .hasSizeLessThan(4);
        assertThat(Stream.of(1.0, 1.5, 2.0, 2.5, 3.5, 4.0, 4.5)
                        .filter(other -> context.showedBefore(level("English", other))))
                .hasSizeLessThan(4);
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

    @Test
    void sendAgain_knowsWhatMayHaveBeenCarriedOut() {
        CallbackContext context = new CallbackContext();
        context.remember(Step.UNTAG, false);
        context.sendAgain(Step.UNTAG);
        assertThat(context.hasSent(Step.UNTAG)).isFalse();
        assertThat(context.hasTried(Step.UNTAG)).isTrue();
        assertThat(context.isUnderWay()).isTrue();
        context.sendAgain(Step.DISASSOCIATE);
        assertThat(context.hasTried(Step.DISASSOCIATE)).isFalse();
    }
}
