package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.AwsError;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An import adds no outputs, so a new stack that is imported has none: they come with the next update. */
class ImportOutputsTest extends KeptStacksRig {
    private static final String PLAIN = "{\"Conditions\":{\"No\":{\"Fn::Equals\":[\"a\",\"b\"]}},\"Resources\":{\"N\":{"
            + "\"Type\":\"Test::Shelf::Book\",\"DeletionPolicy\":\"Retain\",\"Properties\":{\"Id\":\"n\"}}}%s}";
    private static final String OUTPUT =
            ",\"Outputs\":{\"O\":{%s\"Value\":{\"Ref\":\"N\"},\"Export\":{\"Name\":\"exported\"}}}";

    private void requestImport(String template) {
        requestImport(template, Map.of());
    }

    @Test
    void newStack_withOutputs_isRefused_andNotThere() {
        assertThatThrownBy(() -> requestImport(PLAIN.formatted(OUTPUT.formatted(""))))
                .isInstanceOf(AwsError.class)
                .hasMessage("As part of the import operation, you cannot modify or add [Outputs]");
        assertThat(engine.stacks.find("s")).isEmpty();
    }

    @Test
    void newStack_whoseOutputsComeLater_hasThemAndTheirExports() throws Exception {
        requestImport(PLAIN.formatted(OUTPUT.formatted("\"Condition\":\"No\",")));
        engine.changeSets().execute(Optional.of("s"), "i", Optional.empty(), Optional.empty(), Optional.empty());
        await("s", StackStatus.IMPORT_COMPLETE);
        assertThat(engine.exports.all()).isEmpty();
        engine.stacks().update(request("s", PLAIN.formatted(OUTPUT.formatted("")), Map.of()));
        await("s", StackStatus.UPDATE_COMPLETE);
        assertThat(engine.exports.all()).singleElement().satisfies(export -> assertThat(export.name() + export.value())
                .isEqualTo("exportedn"));
    }
}
