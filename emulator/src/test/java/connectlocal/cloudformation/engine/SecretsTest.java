package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.lambda.Invocation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Values of NoEcho parameters are masked wherever properties are shown, also those that the stack had before. */
class SecretsTest extends KeptStacksRig {
    private static final String OTHER = "Canary-Other-2!";
    private static final String THIRD = "Canary-Third-3!";
    private static final String SHOWN =
            TEMPLATE.replace("\"Id\":\"a\"", "\"Id\":\"a\",\"Title\":{\"Fn::Sub\":\"of ${Secret}\"}");

    /** Updates to what this stands in fail; null for none. */
    private volatile String failing;

    @Override
    Invocation invoke(byte[] event, Duration limit) {
        try {
            var request = Json.MAPPER.readTree(event);
            String wanted = request.at("/requestData/resourceProperties").toString();
            if (request.path("action").asText().equals("UPDATE") && failing != null && wanted.contains(failing)) {
                ObjectNode answer = Json.MAPPER.createObjectNode();
                answer.put("status", "FAILED")
                        .put("errorCode", "InvalidRequest")
                        .put("message", "no");
                return new Invocation(Json.bytes(answer), null, "");
            }
            return super.invoke(event, limit);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<String, Optional<String>> parameters(String title, String secret) {
        return Map.of("Title", Optional.of(title), "Secret", Optional.of(secret));
    }

    private void make() throws Exception {
        engine.stacks().create(request("s", SHOWN, parameters("one", SECRET)));
        await("s", StackStatus.CREATE_COMPLETE);
    }

    private void noneIn(String shown) {
        assertThat(shown).contains("of ****").doesNotContain(SECRET, OTHER, THIRD);
    }

    @Test
    void update_andItsRollback_showNeitherTheOldNorTheNew() throws Exception {
        make();
        engine.stacks().update(request("s", SHOWN, parameters("two", OTHER)));
        await("s", StackStatus.UPDATE_COMPLETE);
        noneIn(engine.events().events("s").toString());
        failing = "of " + THIRD;
        engine.stacks().update(request("s", SHOWN, parameters("three", THIRD)));
        awaitEnd();
        noneIn(engine.events().events("s").toString());
    }

    /** A resource that an attempt has changed has the attempt's secret, until another attempt changes it. */
    @Test
    void secondAttempt_doesNotShowTheFirstOnes_alsoAfterARestart() throws Exception {
        make();
        failing = "two";
        String turned = SHOWN.replace("\"DependsOn\":\"Z\",", "");
        engine.stacks().update(preserving(turned, parameters("two", OTHER)));
        await("s", StackStatus.UPDATE_FAILED);
        assertThat(engine.stacks
                        .find("s")
                        .orElseThrow()
                        .resources
                        .get("A")
                        .now
                        .properties()
                        .toString())
                .contains(OTHER);
        failing = "Gone";
        engine.stacks().update(preserving(turned, parameters("one", "Canary-Gone-4!")));
        await("s", StackStatus.UPDATE_FAILED);
        killed();
        assertThat(engine.stacks
                        .find("s")
                        .orElseThrow()
                        .resources
                        .get("A")
                        .now
                        .properties()
                        .toString())
                .contains(OTHER);
        failing = null;
        engine.changeSets().create(order("c", "s", turned, parameters("two", THIRD)));
        noneIn(engine.changeSets().describe(Optional.of("s"), "c", true).toString());
        engine.stacks().update(preserving(turned, parameters("two", THIRD)));
        await("s", StackStatus.UPDATE_COMPLETE);
        noneIn(engine.events().events("s").toString());
        assertThat(engine.stacks.find("s").orElseThrow().triedSecrets).isEmpty();
    }

    @Test
    void drift_showsNoSecret() throws Exception {
        make();
        engine.drift().detectResource("s", "A");
        noneIn(engine.drift().found("s", Set.of()).toString());
        noneIn(engine.drift()
                .found("s", Set.of())
                .get(0)
                .path("ExpectedProperties")
                .asText());
        noneIn(engine.drift()
                .found("s", Set.of())
                .get(0)
                .path("PropertyDifferences")
                .toString());
    }

    @Test
    void secret_thatBeginsLikeAnother_leavesNothingOfIt_andNumbersAreMasked() throws Exception {
        String two = "{\"Parameters\":{\"S\":{\"Type\":\"String\",\"NoEcho\":true},"
                + "\"T\":{\"Type\":\"String\",\"NoEcho\":true}},\"Resources\":{\"A\":{\"Type\":\"Test::Shelf::Book\","
                + "\"Properties\":{\"Id\":\"a\",\"Title\":{\"Fn::Sub\":\"${S} ${T}\"}}}}}";
        engine.stacks().create(request("two", two, Map.of("S", Optional.of("123"), "T", Optional.of("12345"))));
        await("two", StackStatus.CREATE_COMPLETE);
        assertThat(engine.events().events("two").toString())
                .contains("**** ****")
                .doesNotContain("****45");
        Secrets secrets = Secrets.of(engine.stacks.find("two").orElseThrow());
        assertThat(secrets.masked(Json.MAPPER.readTree("{\"a\":[12345,1234,true]}")))
                .hasToString("{\"a\":[\"****\",1234,true]}");
    }

    private static StackRequest preserving(String template, Map<String, Optional<String>> parameters) {
        return request("s", template, parameters).carriedOut(Optional.of(true), Optional.empty(), Optional.empty());
    }

    private void awaitEnd() throws Exception {
        Stack stack = engine.stacks.find("s").orElseThrow();
        synchronized (stack) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (stack.status.isBusy() && System.nanoTime() < end) {
                stack.wait(1_000);
            }
            assertThat(List.of(StackStatus.UPDATE_ROLLBACK_COMPLETE, StackStatus.UPDATE_ROLLBACK_FAILED))
                    .contains(stack.status);
        }
    }
}
