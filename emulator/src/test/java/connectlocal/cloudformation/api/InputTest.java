package connectlocal.cloudformation.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.AwsError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists in forms: their members' order, their number, and what they cost. */
class InputTest {
    /** Counts how often somebody goes through all of it. */
    private static final class Walked extends LinkedHashMap<String, String> {
        private static final long serialVersionUID = 1L;
        private int walks;

        @Override
        public void forEach(BiConsumer<? super String, ? super String> action) {
            walks++;
            super.forEach(action);
        }

        @Override
        public Set<String> keySet() {
            walks++;
            return super.keySet();
        }

        @Override
        public Set<Map.Entry<String, String>> entrySet() {
            walks++;
            return super.entrySet();
        }
    }

    private final Walked values = new Walked();
    private final Input input = new Input(values, null);

    /** A form of 6 MiB has room for two hundred thousand members; to go through it for each took minutes. */
    @Test
    void members_howeverMany_areFoundInOnePass() {
        for (int i = 1000; i > 0; i--) {
            values.put("Tags.member." + i + ".Key", "k" + i);
            values.put("Tags.member." + i + ".Value", "v" + i);
            values.put("Names.member." + i, "n" + i);
        }
        List<Input> tags = input.structures("Tags");
        assertThat(tags).hasSize(1000);
        assertThat(tags.get(9).text("Key")).contains("k10");
        assertThat(tags.get(9).text("Value")).contains("v10");
        assertThat(input.list("Names")).hasSize(1000).startsWith("n1", "n2");
        assertThat(values.walks).isEqualTo(2);
    }

    @Test
    void members_withOddNumbers_comeLastAndInNobodysWay() {
        values.put("Tags.member.x.Key", "x");
        values.put("Tags.member...", "dots");
        values.put("Tags.member.2.Key.More", "more");
        values.put("Tags.member.1", "text");
        List<Input> tags = input.structures("Tags");
        assertThat(tags).hasSize(4);
        assertThat(tags.get(1).text("Key.More")).contains("more");
        assertThat(tags.get(2).text("Key")).contains("x");
        assertThat(input.list("Tags")).containsExactly("text");
        assertThat(input.has("Tags")).isTrue();
        assertThat(input.has("Tag")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"Parameters,ParameterKey,200,parameters", "Tags,Key,50,tags"})
    void request_withMoreThanTheApiTakes_isRefusedBeforeAnythingIsLookedAt(
            String list, String key, int most, String member) {
        values.put("TemplateBody", "{}");
        for (int i = 1; i <= most; i++) {
            values.put(list + ".member." + i + "." + key, "k" + i);
        }
        assertThat(Requests.of(input, "s", true)).isNotNull();
        values.put(list + ".member.0." + key, "k1");
        assertThatThrownBy(() -> Requests.of(input, "s", true))
                .isInstanceOf(AwsError.class)
                .hasMessage("1 validation error detected: Value '[...]' at '" + member
                        + "' failed to satisfy constraint: Member must have length less than or equal to " + most);
    }
}
