package connectlocal.cloudcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.AwsError;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of a call's input. */
class InputTest {
    private static final String ONE = "Value at 'resourceRequestStatusFilter.Operations' failed to satisfy constraint:"
            + " Member must satisfy enum value set: " + List.of(Change.values());

    private final ObjectNode body = JsonNodeFactory.instance.objectNode();
    private final ArrayNode operations =
            body.putObject("ResourceRequestStatusFilter").putArray("Operations");

    private Input checked() {
        var input = new Input(body);
        assertThat(input.filter("Operations", Change.class)).isEmpty();
        return input;
    }

    @Test
    void wrongItems_areEachTold() {
        operations.add("MAKE").add(1);
        assertThatThrownBy(checked()::check)
                .isInstanceOf(AwsError.class)
                .hasMessage("2 validation errors detected: " + ONE + "; " + ONE);
    }

    /** A request has room for a million wrong ones, and an answer that tells all would have gigabytes. */
    @Test
    void wrongItems_withoutEnd_areToldByTheFirstFifty() {
        for (int i = 0; i < 100_000; i++) {
            operations.add("");
        }
        assertThatThrownBy(checked()::check)
                .hasMessageStartingWith("more than 50 validation errors detected: " + ONE + "; " + ONE + "; ");
    }
}
