package connectlocal.cloudcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.AwsError;
import connectlocal.http.Json;
import connectlocal.provider.PropertyPath;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatchDocumentTest {
    private static final List<PropertyPath> WRITE_ONLY = List.of(PropertyPath.of("/properties/Password"));
    private static final String MODEL = "{\"A\":1,\"List\":[\"a\",\"b\",\"c\"],\"Map\":{\"x\":1}}";

    /** Such a number is read as infinite, which has no decimal value. */
    @Test
    void test_withANumberBeyondAll_isNotTheValueExpected() {
        PatchDocument patch = PatchDocument.parse("[{\"op\":\"test\",\"path\":\"/A\",\"value\":1e400}]");
        assertThatThrownBy(() -> patch.apply(
                        (com.fasterxml.jackson.databind.node.ObjectNode) connectlocal.http.Json.MAPPER.readTree(MODEL),
                        WRITE_ONLY))
                .isInstanceOf(connectlocal.http.AwsError.class)
                .hasMessageContaining("not the one expected");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'op':'replace','path':'/A','value':2}; {'A':2,'List':['a','b','c'],'Map':{'x':1}}",
                "{'op':'add','path':'/B','value':'n'}; {'A':1,'List':['a','b','c'],'Map':{'x':1},'B':'n'}",
                "{'op':'remove','path':'/A'}; {'List':['a','b','c'],'Map':{'x':1}}",
                "{'op':'add','path':'/List/1','value':'n'}; {'A':1,'List':['a','n','b','c'],'Map':{'x':1}}",
                "{'op':'add','path':'/List/-','value':'n'}; {'A':1,'List':['a','b','c','n'],'Map':{'x':1}}",
                "{'op':'remove','path':'/List/2'},{'op':'remove','path':'/List/0'};"
                        + " {'A':1,'List':['b'],'Map':{'x':1}}",
                "{'op':'move','from':'/Map/x','path':'/X'}; {'A':1,'List':['a','b','c'],'Map':{},'X':1}",
                "{'op':'copy','from':'/A','path':'/Map/y'};" + " {'A':1,'List':['a','b','c'],'Map':{'x':1,'y':1}}",
                "{'op':'test','path':'/A','value':1}; {'A':1,'List':['a','b','c'],'Map':{'x':1}}",
                "{'op':'test','path':'/A','value':1.0}; {'A':1,'List':['a','b','c'],'Map':{'x':1}}",
                "{'op':'test','path':'/Map','value':{'x':1.00}}; {'A':1,'List':['a','b','c'],'Map':{'x':1}}",
                "{'op':'add','path':'/B~0x','value':1}; {'A':1,'List':['a','b','c'],'Map':{'x':1},'B~x':1}",
                "{'op':'add','path':'/Password','value':'s'};"
                        + " {'A':1,'List':['a','b','c'],'Map':{'x':1},'Password':'s'}",
                "{'op':'add','path':'/B~01x','value':1}; {'A':1,'List':['a','b','c'],'Map':{'x':1},'B~1x':1}",
                "{'op':'add','path':'/B~00','value':1}; {'A':1,'List':['a','b','c'],'Map':{'x':1},'B~0':1}",
                "{'op':'add','path':'/B~1x','value':1}; {'A':1,'List':['a','b','c'],'Map':{'x':1},'B/x':1}",
                "{'op':'add','path':'/B~01','value':1},{'op':'copy','from':'/B~01','path':'/C~0~1'},"
                        + "{'op':'test','path':'/C~0~1','value':1},{'op':'remove','path':'/B~01'};"
                        + " {'A':1,'List':['a','b','c'],'Map':{'x':1},'C~/':1}",
            })
    void apply_operation_changesWhatItSays(String operations, String expected) {
        assertThat(apply("[" + json(operations) + "]")).isEqualTo(model(json(expected)));
    }

    /** AWS was seen to say this of a password that was replaced. */
    @Test
    void apply_writeOnlyPropertyReplaced_saysThatItCanOnlyBeAdded() {
        assertThatThrownBy(() -> apply("[{\"op\":\"replace\",\"path\":\"/Password\",\"value\":\"hush\"}]"))
                .hasMessageContaining(
                        "writeOnlyProperties [/properties/Password] can only be updated using 'add' operation");
    }

    @Test
    void apply_emptyPatch_changesNothing() {
        assertThat(apply("[]")).isEqualTo(model(MODEL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'op':'replace','path':'/Nope','value':'hush'}",
                "{'op':'remove','path':'/Nope'}",
                "{'op':'add','path':'/No/Way','value':'hush'}",
                "{'op':'add','path':'/List/9','value':'hush'}",
                "{'op':'remove','path':'/List/3'}",
                "{'op':'replace','path':'/List/x','value':'hush'}",
                "{'op':'test','path':'/A','value':'hush'}",
                "{'op':'test','path':'/Map','value':{'x':'hush'}}",
                "{'op':'test','path':'/Nope','value':null}",
                "{'op':'test','path':'/A'}",
                "{'op':'remove','path':'/List/-'}",
                "{'op':'replace','path':'/List/-','value':'hush'}",
                "{'op':'remove','path':'/Password/x'}",
                "{'op':'add','path':'/B~2x','value':'hush'}",
                "{'op':'add','path':'/B~','value':'hush'}",
                "{'op':'copy','from':'/A~01','path':'/A'}",
                "{'op':'replace','path':'/Password','value':'hush'}",
                "{'op':'remove','path':'/Password'}",
                "{'op':'replace','path':'/Password/x','value':'hush'}",
                "{'op':'copy','path':'/A'}",
                "{'op':'Remove','path':'/A'}",
                "{'op':'ADD','path':'/A','value':'hush'}",
                "{'op':'shout','path':'/A'}",
                "{'op':'add','path':'A','value':1}",
                "{'op':'move','from':'/Nope','path':'/A'}",
                "{'op':'add','path':'/A'}",
                "{'path':'/A'}"
            })
    void apply_operationThatCannotBe_isValidationExceptionThatQuotesItWithoutItsValue(String operation) {
        String patch = "[{\"op\":\"add\",\"path\":\"/B\",\"value\":1}," + json(operation) + "]";
        ObjectNode before = model(MODEL);
        assertThatThrownBy(() -> PatchDocument.parse(patch).apply(before, WRITE_ONLY))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("ValidationException"))
                .hasMessageContaining("operation 1 {")
                .hasMessageContaining(json(operation).replaceAll(".*(\"path\":\"[^\"]*\").*", "$1"))
                .hasMessageNotContaining("hush");
        assertThat(before).isEqualTo(model(MODEL));
    }

    @Test
    void apply_failedTestOfASecret_doesNotQuoteIt() {
        String patch = "[{\"op\":\"add\",\"path\":\"/Password\",\"value\":\"hush\"},"
                + "{\"op\":\"test\",\"path\":\"/Password\",\"value\":\"x\"}]";
        assertThatThrownBy(() -> apply(patch))
                .hasMessageContaining("operation 1")
                .hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not json", "{\"op\":\"add\"}", "\"x\"", "[", "[1]", "[]]"})
    void parse_noArrayOfOperations_isValidationException(String text) {
        assertThatThrownBy(() -> apply(text)).isInstanceOfSatisfying(AwsError.class, e -> assertThat(e.code())
                .isEqualTo("ValidationException"));
    }

    @Test
    void apply_wholeModelReplacedByAText_isValidationException() {
        assertThatThrownBy(() -> apply("[{\"op\":\"replace\",\"path\":\"\",\"value\":\"x\"}]"))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("ValidationException"));
    }

    @Test
    void apply_copiesThatDoubleTheModel_areRefusedWhileItIsSmall() {
        assertThatThrownBy(() -> apply("[" + doubling(40) + "]"))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("ValidationException"))
                .hasMessageContaining("262144");
    }

    @Test
    void apply_modelOfMoreThanItMayHave_isValidationException() {
        String half = "\"" + "x".repeat(140_000) + "\"";
        ObjectNode big = model("{\"A\":" + half + "}");
        String patch = "[{\"op\":\"add\",\"path\":\"/B\",\"value\":" + half + "}]";
        assertThatThrownBy(() -> PatchDocument.parse(patch).apply(big, WRITE_ONLY))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("ValidationException"))
                .hasMessageContaining("262144");
    }

    private static String doubling(int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> "{\"op\":\"copy\",\"from\":\"\",\"path\":\"/C" + i + "\"}")
                .collect(Collectors.joining(","));
    }

    private static ObjectNode apply(String patch) {
        return PatchDocument.parse(patch).apply(model(MODEL), WRITE_ONLY);
    }

    private static String json(String text) {
        return text.strip().replace('\'', '"');
    }

    private static ObjectNode model(String json) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
