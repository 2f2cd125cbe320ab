package connectlocal.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;

/** What a function sees and how it is called. */
class LambdaIT extends LambdaCalls {
    @ParameterizedTest
    @EnumSource(RuntimeClient.class)
    void invoke_event_reachesTheHandlerInAPrivateProcess(RuntimeClient client) throws Exception {
        start(client, 1);
        JsonNode facts = json(invoke("TypeFunction", "\"hello\""));
        assertThat(facts.get("event").asText()).isEqualTo("hello");
        assertThat(facts.get("pid").asLong())
                .isNotEqualTo(ProcessHandle.current().pid());
        assertThat(facts.get("stdin").asInt()).isEqualTo(-1);
        assertThat(facts.get("remaining").asInt()).isBetween(50_000, 60_000);
        assertThat(facts.get("arn").asText()).endsWith(":function:test-sample-type");
        assertThat(facts.get("endpoint").asText()).isEqualTo(emulator.endpoint().toString());
        assertThat(Path.of(facts.get("tmpdir").asText()))
                .isNotEqualTo(Path.of(System.getProperty("java.io.tmpdir")))
                .isDirectory();
        assertThat(facts.get("environment").asText().split(" "))
                .contains("PATH", "HOME", "AWS_REGION", "AWS_LAMBDA_FUNCTION_NAME", "AWS_SESSION_TOKEN")
                .allMatch(n -> n.matches("PATH|HOME|LANG|TZ|LAMBDA_TASK_ROOT|_.*|AWS_.*"));
    }

    @ParameterizedTest
    @EnumSource(RuntimeClient.class)
    void invoke_twice_reusesTheProcess(RuntimeClient client) throws Exception {
        start(client, 4);
        assertThat(pid(invoke("TypeFunction", "1"))).isEqualTo(pid(invoke("test-sample-type", "2")));
    }

    @ParameterizedTest
    @EnumSource(RuntimeClient.class)
    void invoke_withTail_returnsWhatWasPrinted(RuntimeClient client) throws Exception {
        start(client, 1);
        assertThat(log(invoke("TypeFunction", "\"print\"")))
                .contains("START RequestId", "on standard output, ä", "on standard error", "by the logger")
                .containsPattern("REPORT RequestId: \\S+\tDuration: \\d+\\.\\d\\d ms\tBilled Duration: \\d+ ms\t"
                        + "Memory Size: \\d+ MB\n");
        assertThat(log(invoke("TypeFunction", "1"))).doesNotContain("on standard output");
    }

    @Test
    void invoke_moreThanConcurrency_queuesAndAnswersAll() throws Exception {
        start(RuntimeClient.ofThisMachine(), 2);
        var threads = Executors.newFixedThreadPool(6);
        try {
            var work = new ArrayList<Callable<Long>>();
            for (int i = 0; i < 12; i++) {
                work.add(() -> pid(invoke("TypeFunction", "\"sleep 100\"")));
            }
            Set<Long> pids = new HashSet<>();
            for (Future<Long> answer : threads.invokeAll(work)) {
                pids.add(answer.get());
            }
            assertThat(pids).hasSize(2);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void invoke_byAnyFormOfName_findsTheFunction() throws Exception {
        start(RuntimeClient.ofThisMachine(), 1);
        for (String name : List.of(
                "test-sample-type:$LATEST",
                "arn:aws:lambda:us-east-1:123456789012:function:test-sample-type",
                "arn:aws:lambda:us-east-1:123456789012:function:test-sample-type:$LATEST",
                "123456789012:function:TypeFunction")) {
            assertThat(invoke(name, "1").functionError()).as(name).isNull();
        }
        assertThat(invoke("TestEntrypoint", "{}").payload().asUtf8String()).isEqualTo("\"tested\"");
        assertThat(invoke("test-sample-type-test", "{}").payload().asUtf8String())
                .isEqualTo("\"tested\"");
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:lambda:eu-west-1:123456789012:function:test-sample-type, , ResourceNotFoundException,"
                + " Functions from 'eu-west-1' are not reachable in this region ('us-east-1')",
        "arn:aws:lambda:us-east-1:999999999999:function:test-sample-type, , AccessDeniedException, 999999999999",
        "999999999999:function:test-sample-type, , AccessDeniedException, 999999999999",
        "test-sample-type:live, , ResourceNotFoundException,"
                + " arn:aws:lambda:us-east-1:123456789012:function:test-sample-type:live",
        "test-sample-type, 7, ResourceNotFoundException, test-sample-type:7",
        "test-sample-type:1, 2, InvalidParameterValueException, derived qualifier",
        "test-sample-type, 'a b', InvalidParameterValueException, Qualifier"
    })
    void invoke_whatIsNotHere_isRefused(String name, String qualifier, String code, String text) throws Exception {
        start(RuntimeClient.ofThisMachine(), 1);
        assertThatThrownBy(() -> lambda().invoke(r -> r.functionName(name).qualifier(qualifier)))
                .isInstanceOfSatisfying(
                        LambdaException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code))
                .hasMessageContaining(text.replace("''", "'"));
    }

    @Test
    void invoke_withQualifierLatest_isServed() throws Exception {
        start(RuntimeClient.ofThisMachine(), 1);
        var answer = lambda().invoke(r ->
                r.functionName("test-sample-type:$LATEST").qualifier("$LATEST").payload(SdkBytes.fromUtf8String("1")));
        assertThat(answer.functionError()).isNull();
        assertThat(answer.logResult()).isNull();
    }

    @Test
    void invoke_logTypeOfNoKind_isRefused() throws Exception {
        start(RuntimeClient.ofThisMachine(), 1);
        assertThatThrownBy(() ->
                        lambda().invoke(r -> r.functionName("TypeFunction").logType("Head")))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("None, Tail");
    }

    @Test
    void invoke_event_mayHaveOneMebibyte() throws Exception {
        start(RuntimeClient.ofThisMachine(), 1);
        int most = 1024 * 1024;
        assertThatThrownBy(() -> sendEvent(most + 1))
                .isInstanceOf(RequestTooLargeException.class)
                .hasMessageContaining("1048577 byte payload is too large for the Event invocation type");
        assertThat(sendEvent(most).statusCode()).isEqualTo(202);
        assertThatThrownBy(() -> invoke("TypeFunction", "\"" + "x".repeat(6 * 1024 * 1024) + "\""))
                .isInstanceOf(RequestTooLargeException.class);
    }

    private InvokeResponse sendEvent(int bytes) {
        String payload = "\"" + "x".repeat(bytes - 2) + "\"";
        return lambda().invoke(r -> r.functionName("TypeFunction")
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromUtf8String(payload)));
    }

    @Test
    void invoke_eventAndDryRun_doNotWait() throws Exception {
        start(RuntimeClient.ofThisMachine(), 1);
        var dry = lambda().invoke(r -> r.functionName("TypeFunction").invocationType(InvocationType.DRY_RUN));
        assertThat(dry.statusCode()).isEqualTo(204);
        var event = lambda().invoke(r -> r.functionName("TypeFunction")
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromUtf8String("\"litter\"")));
        assertThat(event.statusCode()).isEqualTo(202);
        // The one process takes events in turn, so when the next is answered, the first is done.
        JsonNode facts = json(invoke("TypeFunction", "1"));
        for (int i = 0; i < 100 && !Files.exists(Path.of(facts.get("tmpdir").asText(), "litter")); i++) {
            Thread.sleep(50);
        }
        assertThat(Path.of(facts.get("tmpdir").asText(), "litter")).exists();
    }

    @Test
    void close_endsChildrenAndDeletesTheirDirectories() throws Exception {
        start(RuntimeClient.ofThisMachine(), 1);
        JsonNode facts = json(invoke("TypeFunction", "1"));
        var child = ProcessHandle.of(facts.get("pid").asLong()).orElseThrow();
        emulator.close();
        assertThat(child.isAlive()).isFalse();
        assertThat(Path.of(facts.get("tmpdir").asText())).doesNotExist();
        assertThat(Path.of(facts.get("tmpdir").asText()).getParent().getParent())
                .doesNotExist();
    }

    @Test
    void processes_ofTwoChildren_haveTmpdirsOfTheirOwn() throws Exception {
        start(RuntimeClient.ofThisMachine(), 2);
        var threads = Executors.newFixedThreadPool(2);
        try {
            Callable<JsonNode> work = () -> json(invoke("TypeFunction", "\"sleep 1000\""));
            var answers = threads.invokeAll(List.of(work, work));
            assertThat(answers.get(0).get().get("tmpdir"))
                    .isNotEqualTo(answers.get(1).get().get("tmpdir"));
        } finally {
            threads.shutdownNow();
        }
    }
}
