package connectlocal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What rests is open and warm, and goes before there is too much. */
class OpenedOnDemandTest {
    private final List<String> closed = new ArrayList<>();
    private final OpenedOnDemand<StringBuilder> opened = new OpenedOnDemand<>(2, each -> closed.add(each.toString()));

    private StringBuilder use(String name) {
        return opened.use(name, StringBuilder::new);
    }

    private List<String> inUse() {
        return opened.inUse().stream().map(StringBuilder::toString).toList();
    }

    @Test
    void whatRests_isNotInUse_untilSomebodyAsksForIt_andIsTheSameThen() {
        StringBuilder a = use("a");
        assertThat(use("a")).isSameAs(a);
        opened.rest(opened.open());
        assertThat(opened.isUsed("a")).isFalse();
        assertThat(inUse()).isEmpty();
        assertThat(opened.open()).containsExactly(a);
        assertThat(use("a")).isSameAs(a);
        assertThat(inUse()).containsExactly("a");
    }

    @Test
    void whatSleepsLongest_isClosed_whereThereWouldBeTooMuch() {
        use("a");
        use("b");
        assertThat(opened.isFull()).isTrue();
        opened.rest(opened.open());
        assertThat(opened.isFull()).isFalse();
        use("b");
        assertThat(closed).isEmpty();
        use("c");
        assertThat(closed).containsExactly("a");
        assertThat(inUse()).containsExactly("b", "c");
        assertThat(opened.isFull()).isTrue();
    }

    /** A reset names those that it has found. */
    @Test
    void whatWasOpenedMeanwhile_staysInUse() {
        List<StringBuilder> found = List.of(use("a"));
        use("b");
        opened.rest(found);
        assertThat(inUse()).containsExactly("b");
    }
}
