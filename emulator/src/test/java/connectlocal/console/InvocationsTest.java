package connectlocal.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.Json;
import connectlocal.lambda.Invocation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is kept of invocations, those under way too. */
class InvocationsTest {
    private static final byte[] EVENT = bytes("""
            {"action":"CREATE","resourceType":"AWS::Connect::User","bearerToken":"t-1","stackId":"s-1",
             "region":"eu-central-1",
             "requestData":{"logicalResourceId":"Ada",
              "callerCredentials":{"accessKeyId":"ASIALOCAL1","secretAccessKey":"s3cr3t"},
              "resourceProperties":{"Password":"Hunter22Secret","Username":"ada"}}}""");
    private static final Invocation SUCCESS = answer(
            "{\"status\":\"IN_PROGRESS\",\"callbackDelaySeconds\":3," + "\"resourceModel\":{\"Username\":\"ada\"}}");

    private final Invocations all = new Invocations((region, function, payload, real) -> real.get(), 3);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Invocation answer(String json) {
        return new Invocation(bytes(json), null, "");
    }

    private void invoke(String action) {
        all.around("us-east-1", "f", bytes("{\"action\":\"" + action + "\"}"), () -> SUCCESS);
    }

    private List<Invoked> newest() {
        return all.page(one -> true, Long.MAX_VALUE, 10).invocations();
    }

    private List<String> actions() {
        return newest().stream().map(Invoked::action).toList();
    }

    @Test
    void underWay_isShownWithoutAnEnd_thenWithIt() {
        List<Invoked> during = new ArrayList<>();
        long before = all.changes();
        all.around("us-east-1", "f", EVENT, () -> {
            during.addAll(newest());
            assertThat(all.changes()).isGreaterThan(before);
            return SUCCESS;
        });
        assertThat(during).hasSize(1);
        assertThat(during.get(0).durationMs()).isNull();
        assertThat(during.get(0).status()).isNull();
        Invoked after = newest().get(0);
        assertThat(after.durationMs()).isNotNull().isNotNegative();
        assertThat(after.status()).isEqualTo("IN_PROGRESS");
        assertThat(after.delaySeconds()).isEqualTo(3);
        assertThat(after.error()).isNull();
        assertThat(all.changes()).isEqualTo(before + 2);
    }

    @Test
    void event_isKeptByWhatNamesSomething_neverByItsSecrets() throws Exception {
        all.around("us-east-1", "f", EVENT, () -> SUCCESS);
        Invoked one = newest().get(0);
        assertThat(one.action()).isEqualTo("CREATE");
        assertThat(one.id()).isEqualTo("ASIALOCAL1");
        assertThat(one.token()).isEqualTo("t-1");
        assertThat(one.stack()).isEqualTo("s-1");
        assertThat(one.resource()).isEqualTo("Ada");
        assertThat(one.region()).isEqualTo("eu-central-1");
        assertThat(Json.MAPPER.writeValueAsString(newest())).doesNotContain("Hunter22Secret", "s3cr3t", "Username");
    }

    @Test
    void event_thatIsNoneOfAProvider_isAPlainInvocation() {
        all.around("us-east-1", "f", bytes("no json"), () -> answer("nor this"));
        all.around("us-east-1", "f", bytes("[".repeat(100_000)), () -> SUCCESS);
        assertThat(actions()).containsExactly("Invoke", "Invoke");
        assertThat(newest().get(1).error()).isNull();
    }

    @Test
    void error_isTheHandlersOrTheFunctions() {
        all.around("us-east-1", "f", EVENT, () -> answer("{\"status\":\"FAILED\",\"errorCode\":\"AlreadyExists\"}"));
        all.around(
                "us-east-1",
                "f",
                EVENT,
                () -> new Invocation(bytes("{\"errorType\":\"Runtime.ExitError\"}"), "Unhandled", ""));
        all.around("us-east-1", "f", EVENT, () -> new Invocation(bytes("{}"), "Unhandled", ""));
        assertThat(newest().stream().map(Invoked::error))
                .containsExactly("Unhandled", "Runtime.ExitError", "AlreadyExists");
    }

    @Test
    void invocation_thatIsNeverAnswered_ends() {
        Supplier<Invocation> broken = () -> {
            throw new IllegalStateException("the emulator ends");
        };
        assertThatThrownBy(() -> all.around("us-east-1", "f", EVENT, broken)).isInstanceOf(IllegalStateException.class);
        assertThat(newest().get(0).error()).isEqualTo("Unanswered");
        assertThat(newest().get(0).durationMs()).isNotNull();
    }

    @Test
    void order_isThatOfBeginning_whoeverEndsFirst() {
        all.around("us-east-1", "f", bytes("{\"action\":\"CREATE\"}"), () -> {
            invoke("READ");
            invoke("LIST");
            return SUCCESS;
        });
        assertThat(actions()).containsExactly("LIST", "READ", "CREATE");
        assertThat(newest()).allSatisfy(one -> assertThat(one.durationMs()).isNotNull());
    }

    @Test
    void oldest_isForgotten_andStaysSo_whenItEnds() {
        all.around("us-east-1", "f", bytes("{\"action\":\"CREATE\"}"), () -> {
            List.of("READ", "LIST", "UPDATE").forEach(this::invoke);
            return SUCCESS;
        });
        assertThat(actions()).containsExactly("UPDATE", "LIST", "READ");
    }

    @Test
    void pages_areWalkedFromTheNewest_andNewOnesDoNotMoveThem() {
        List.of("CREATE", "READ", "UPDATE").forEach(this::invoke);
        Invocations.Page first = all.page(one -> true, Long.MAX_VALUE, 2);
        assertThat(first.invocations()).extracting(Invoked::action).containsExactly("UPDATE", "READ");
        Invocations.Page last = all.page(one -> true, first.next().orElseThrow(), 2);
        assertThat(last.invocations()).extracting(Invoked::action).containsExactly("CREATE");
        assertThat(last.next()).isEmpty();
        assertThat(all.page(one -> one.mentions("upd"), Long.MAX_VALUE, 1))
                .isEqualTo(new Invocations.Page(List.of(newest().get(0)), Optional.empty()));
    }

    @Test
    void search_findsByAnythingThatIsShown() {
        all.around(
                "us-east-1",
                "my-function",
                EVENT,
                () -> answer("{\"status\":\"FAILED\",\"errorCode\":\"AlreadyExists\"}"));
        Invoked one = newest().get(0);
        for (String part : List.of("my-func", "create", "connect::user", "t-1", "ada", "failed", "already", "eu-c")) {
            assertThat(one.mentions(part)).as(part).isTrue();
        }
        assertThat(one.mentions("hunter")).isFalse();
    }

    @Test
    void reset_forgets_andIsAChange() {
        invoke("READ");
        long before = all.changes();
        all.reset();
        assertThat(newest()).isEmpty();
        assertThat(all.changes()).isGreaterThan(before);
    }

    @Test
    void text_withoutAnEnd_isCut() {
        all.around("us-east-1", "f", bytes("{\"action\":\"" + "A".repeat(10_000) + "\"}"), () -> SUCCESS);
        assertThat(newest().get(0).action().length()).isLessThan(300);
    }
}
