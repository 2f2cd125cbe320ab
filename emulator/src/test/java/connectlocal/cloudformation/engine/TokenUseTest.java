package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.AwsError;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Whoever repeats a call, because its answer was lost, changes nothing again; also after a restart. */
class TokenUseTest extends KeptStacksRig {
    private static final Optional<String> TOKEN = Optional.of("t");

    private static StackRequest given(String token, String template, Map<String, Optional<String>> parameters) {
        StackRequest request = request("s", template, parameters);
        return request.carriedOut(Optional.empty(), Optional.empty(), Optional.of(token));
    }

    private static ChangeSets.Order order(String name, StackRequest request) {
        return changeSet("UPDATE", name, request);
    }

    /** The call says nothing in the stack's events, neither now nor after a restart. */
    private void repeated(ThrowingCallable call) throws Throwable {
        Stack before = engine.stacks.all().get(0);
        long events = before.eventCount;
        call.call();
        assertThat(before.eventCount).isEqualTo(events);
        killed();
        call.call();
        assertThat(engine.stacks.all()).singleElement().satisfies(stack -> assertThat(stack.eventCount)
                .isEqualTo(events));
    }

    private static void isUsed(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("TokenAlreadyExistsException"))
                .hasMessage("A client request token already exists.");
    }

    @Test
    void createAndUpdate_onceMore_answerTheSame() throws Throwable {
        String id = engine.stacks().create(given("t", TEMPLATE, parameters("one")));
        await("s", StackStatus.CREATE_COMPLETE);
        repeated(() -> assertThat(engine.stacks().create(given("t", TEMPLATE, parameters("one"))))
                .isEqualTo(id));
        isUsed(() -> engine.stacks().create(given("t", TEMPLATE, parameters("other"))));
        assertThatThrownBy(() -> engine.stacks().create(given("u", TEMPLATE, parameters("one"))))
                .hasMessage("Stack [s] already exists");
        engine.stacks().update(given("t", TEMPLATE, parameters("two")));
        await("s", StackStatus.UPDATE_COMPLETE);
        repeated(() -> assertThat(engine.stacks().update(given("t", TEMPLATE, parameters("two"))))
                .isEqualTo(id));
        isUsed(() -> engine.stacks().update(given("t", TEMPLATE, parameters("three"))));
        assertThatThrownBy(() -> engine.stacks().update(given("u", TEMPLATE, parameters("two"))))
                .hasMessage("No updates are to be performed.");
        engine.stacks().update(given("u", TEMPLATE, parameters("three"))); // a refused call has not used its token
        await("s", StackStatus.UPDATE_COMPLETE);
    }

    /** Nothing of a refused call stays: no token is used, no change set is out of date. */
    @Test
    void update_refusedForItsStackPolicy_isRefusedAgain_andChangesNothing() throws Exception {
        create();
        engine.changeSets().create(order("c", given("c", TEMPLATE, parameters("three"))));
        StackRequest bad = with(given("t", TEMPLATE, parameters("two")), Optional.of("{\"Statement\":1}"), TOKEN);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> engine.stacks().update(bad))
                    .isInstanceOfSatisfying(
                            AwsError.class, e -> assertThat(e.code()).isEqualTo("ValidationError"));
        }
        assertThat(engine.changeSets().describe(Optional.of("s"), "c", false).toString())
                .contains("AVAILABLE");
        engine.stacks().update(given("t", TEMPLATE, parameters("two")));
        await("s", StackStatus.UPDATE_COMPLETE);
    }

    /** The same with a stack policy and a client token, or without them. */
    private static StackRequest with(StackRequest request, Optional<String> policy, Optional<String> token) {
        return StackRequestBuilder.forStack(
                        request.stackName(), request.templateBody().orElseThrow())
                .parameters(request.parameters())
                .tags(request.tags().orElseThrow())
                .policy(policy)
                .token(token)
                .rollback(request.rollback())
                .build();
    }

    @Test
    void changeSet_onceMore_isTheSame_madeAndCarriedOut() throws Throwable {
        create();
        var made = engine.changeSets().create(order("c", given("t", TEMPLATE, parameters("two"))));
        repeated(() -> assertThat(engine.changeSets().create(order("c", given("t", TEMPLATE, parameters("two")))))
                .isEqualTo(made));
        engine.changeSets().execute(Optional.of("s"), "c", Optional.empty(), Optional.empty(), TOKEN);
        await("s", StackStatus.UPDATE_COMPLETE);
        repeated(() ->
                engine.changeSets().execute(Optional.empty(), made.id(), Optional.empty(), Optional.empty(), TOKEN));
        isUsed(() -> engine.changeSets().execute(Optional.of("s"), "c", Optional.of(true), Optional.empty(), TOKEN));
        assertThatThrownBy(() -> engine.changeSets()
                        .execute(Optional.of("s"), "c", Optional.empty(), Optional.empty(), Optional.of("u")))
                .hasMessage("ChangeSet [" + made.id()
                        + "] cannot be executed in its current execution status of [EXECUTE_COMPLETE]");
        // One that was carried out has given its name up: a job that runs again makes another.
        var next = engine.changeSets().create(order("c", given("t", TEMPLATE, parameters("two"))));
        assertThat(next.id()).isNotEqualTo(made.id());
    }

    @Test
    void changeSet_ofAnotherCall_hasTheName() throws Exception {
        create();
        engine.changeSets().create(order("c", given("t", TEMPLATE, parameters("two"))));
        String words = "ChangeSet c cannot be created due to a mismatch with existing attribute ";
        assertThatThrownBy(() -> engine.changeSets().create(order("c", given("u", TEMPLATE, parameters("two")))))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("AlreadyExistsException"))
                .hasMessage(words + "ClientToken");
        assertThatThrownBy(() -> engine.changeSets().create(order("c", given("t", TEMPLATE, parameters("three")))))
                .hasMessage(words + "Parameters");
        killed();
        assertThatThrownBy(() -> engine.changeSets().create(order("c", given("u", IMPORTER, Map.of()))))
                .hasMessage(words + "Template");
        var without = order("d", with(given("t", TEMPLATE, parameters("two")), Optional.empty(), Optional.empty()));
        engine.changeSets().create(without);
        assertThatThrownBy(() -> engine.changeSets().create(without)).hasMessage("ChangeSet d already exists");
    }

    /** What cannot be carried out says which of its two states forbids it. */
    @Test
    void changeSet_thatFailedOrIsOutdated_saysWhich() throws Exception {
        create();
        engine.changeSets().create(order("none", given("t", TEMPLATE, parameters("one"))));
        engine.changeSets().create(order("old", given("t", TEMPLATE, parameters("two"))));
        engine.stacks().update(given("t", TEMPLATE, parameters("three")));
        await("s", StackStatus.UPDATE_COMPLETE);
        assertThatThrownBy(() -> engine.changeSets()
                        .execute(Optional.of("s"), "none", Optional.empty(), Optional.empty(), Optional.empty()))
                .hasMessageContaining("cannot be executed in its current status of [FAILED]");
        assertThatThrownBy(() -> engine.changeSets()
                        .execute(Optional.of("s"), "old", Optional.empty(), Optional.empty(), Optional.empty()))
                .hasMessageContaining("cannot be executed in its current execution status of [OBSOLETE]");
    }

    @Test
    void rollback_onceMore_isDone() throws Throwable {
        failedUpdate();
        engine.rollbacks().rollback("s", false, TOKEN);
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE);
        repeated(() -> engine.rollbacks().rollback("s", false, TOKEN));
        isUsed(() -> engine.rollbacks().rollback("s", true, TOKEN));
    }

    @Test
    void rollbackThatIsContinued_onceMore_isDone() throws Throwable {
        failedUpdate();
        Stack stack = engine.stacks.find("s").orElseThrow();
        synchronized (stack) {
            stack.status = StackStatus.UPDATE_ROLLBACK_FAILED;
        }
        engine.rollbacks().continueRollback("s", Set.of(), TOKEN);
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE);
        repeated(() -> engine.rollbacks().continueRollback("s", Set.of(), TOKEN));
        isUsed(() -> engine.rollbacks().continueRollback("s", Set.of("Z"), TOKEN));
    }

    @Test
    void cancelling_onceMore_isDone() throws Throwable {
        create();
        hanging = true;
        engine.stacks().update(request("s", TEMPLATE, parameters("two")));
        assertThat(hangs.await(60, TimeUnit.SECONDS)).isTrue();
        hanging = false;
        engine.rollbacks().cancelUpdate("s", TOKEN);
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE);
        repeated(() -> engine.rollbacks().cancelUpdate("s", TOKEN));
        assertThatThrownBy(() -> engine.rollbacks().cancelUpdate("s", Optional.of("u")))
                .hasMessage("CancelUpdateStack cannot be called from current stack status");
    }

    /** A deletion that failed is not begun again by a call that was answered. */
    @Test
    void deletion_onceMore_isDone() throws Throwable {
        create();
        hangingDeletes = true;
        engine.stacks().delete("s", Set.of(), false, TOKEN);
        assertThat(hangs.await(60, TimeUnit.SECONDS)).isTrue();
        killed();
        hangingDeletes = false;
        await("s", StackStatus.DELETE_FAILED);
        repeated(() -> engine.stacks().delete("s", Set.of(), false, TOKEN));
        isUsed(() -> engine.stacks().delete("s", Set.of("Z"), false, TOKEN));
    }

    @Test
    void tokens_ofLongAgo_areForgotten() {
        var stack = new Stack("n", "id", java.time.Instant.EPOCH);
        for (int i = 0; i <= 100; i++) {
            TokenUse.of("UpdateStack", Optional.of("t" + i), i).remember(stack);
        }
        assertThat(stack.tokens).hasSize(100);
        assertThat(TokenUse.of("UpdateStack", Optional.of("t0"), 0).isRepeated(stack))
                .isFalse();
        assertThat(TokenUse.of("UpdateStack", Optional.of("t1"), 1).isRepeated(stack))
                .isTrue();
        assertThat(TokenUse.of("DeleteStack", Optional.of("t1"), 1).isRepeated(stack))
                .isFalse();
    }
}
