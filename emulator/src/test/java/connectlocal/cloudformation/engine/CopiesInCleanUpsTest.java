package connectlocal.cloudformation.engine;

import static connectlocal.shared.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A clean-up that breaks off has removed some copies of a resource and not others. */
class CopiesInCleanUpsTest extends LibraryRig {
    /** The clean-up of the rollback ends after the first of two copies. */
    @Test
    void deletion_afterACleanUpThatBrokeOff_removesWhatTheStackWentBackTo() throws Exception {
        create(template(book("X", "\"Name\":\"x1\""), book("W", "\"Name\":\"w1\"")));
        refused.put("CREATE f", "AccessDenied");
        var removing = new CountDownLatch(1);
        unending.put("DELETE w2", removing);
        String failing = book("F", "\"Name\":\"f\"", ",\"DependsOn\":[\"X\",\"W\"]");
        String renamed = template(book("X", "\"Name\":\"x2\""), book("W", "\"Name\":\"w2\""), failing);
        engine.stacks().update(StackRequestBuilder.forStack("s", renamed).build());
        assertThat(removing.await(60, TimeUnit.SECONDS)).isTrue();
        until(() -> eventsSince(StackStatus.UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS)
                .contains("X DELETE_COMPLETE id-x2"));
        killed();
        unending.clear();
        await("s", StackStatus.UPDATE_ROLLBACK_FAILED);
        assertThat(books).containsOnlyKeys("w1", "x1");
        String id = engine.stacks.find("s").orElseThrow().id;
        engine.stacks().delete("s", Set.of(), false, Optional.empty());
        await(id, StackStatus.DELETE_COMPLETE);
        assertThat(books).isEmpty();
    }

    @Test
    void copyAtWork_whenTheCleanUpBrokeOff_isToldOf() throws Exception {
        brokenAfterTheFirstOfTwo(template(book("X", "\"Name\":\"x3\"")));
        assertThat(resource("X").status).isEqualTo("UPDATE_COMPLETE");
    }

    @Test
    void copyAtWork_ofWhatTheTemplateNoLongerHas_isToldOf() throws Exception {
        brokenAfterTheFirstOfTwo(template(book("W", "\"Name\":\"w\"")));
        assertThat(resource("X")).isNull();
    }

    /** The first of two copies is gone, the second one's handler was at work. */
    private void brokenAfterTheFirstOfTwo(String template) throws Exception {
        create(template(book("X", "\"Name\":\"x1\"")));
        killedWithTheName("x2", template(book("X", "\"Name\":\"x2\"")));
        var removing = new CountDownLatch(1);
        unending.put("DELETE x1", removing);
        engine.stacks().update(StackRequestBuilder.forStack("s", template).build());
        assertThat(removing.await(60, TimeUnit.SECONDS)).isTrue();
        until(() -> eventsSince(StackStatus.UPDATE_COMPLETE_CLEANUP_IN_PROGRESS).contains("X DELETE_COMPLETE id-x2"));
        killed();
        await("s", StackStatus.UPDATE_COMPLETE);
        assertThat(engine.stacks.find("s").orElseThrow().reason).isEqualTo(Lifecycle.NOT_ALL_DELETED);
        assertThat(eventsSince(StackStatus.UPDATE_COMPLETE_CLEANUP_IN_PROGRESS))
                .contains("X DELETE_FAILED id-x1")
                .doesNotContain("X DELETE_FAILED id-x2");
    }

    /** The status is that of the other one, which could not be deleted. */
    @Test
    void copyAtWork_besideOneThatCouldNotBeDeleted_isToldOf() throws Exception {
        create(template(book("X", "\"Name\":\"x1\"")));
        killedWithTheName("x2", template(book("X", "\"Name\":\"x2\"")));
        var removing = new CountDownLatch(1);
        unending.put("DELETE x1", removing);
        refused.put("DELETE x2", "AccessDenied");
        engine.stacks()
                .update(StackRequestBuilder.forStack("s", template(book("X", "\"Name\":\"x3\"")))
                        .build());
        assertThat(removing.await(60, TimeUnit.SECONDS)).isTrue();
        until(() -> failures("X DELETE_FAILED id-x2") == 3);
        assertThat(resource("X").status).isEqualTo("DELETE_FAILED");
        killed();
        await("s", StackStatus.UPDATE_COMPLETE);
        assertThat(failures("X DELETE_FAILED id-x1")).isEqualTo(1);
        assertThat(failures("X DELETE_FAILED id-x2")).isEqualTo(3);
    }

    /** Of the end that could not be written at once only what was missing is said when there is room again. */
    @Test
    void copies_whoseEndIsWrittenInTwoTries_areToldOfOnceEach() throws Exception {
        create(template(book("X", "\"Name\":\"x1\"")));
        killedWithTheName("x2", template(book("X", "\"Name\":\"x2\"")));
        fullFrom = "X-DELETE_IN_PROGRESS";
        engine.stacks()
                .update(StackRequestBuilder.forStack("s", template(book("X", "\"Name\":\"x3\"")))
                        .build());
        until(() -> refusals > 0);
        roomUntil("\"LogicalId\":\"X\",\"PhysicalId\":\"id-x1\"");
        assertThat(failures("X DELETE_FAILED id-x2")).isEqualTo(1);
        assertThat(failures("X DELETE_FAILED id-x1")).isZero();
        roomUntil(null);
        await("s", StackStatus.UPDATE_COMPLETE);
        assertThat(failures("X DELETE_FAILED id-x2")).isEqualTo(1);
        assertThat(failures("X DELETE_FAILED id-x1")).isEqualTo(1);
    }

    /** There is nothing of it that could be left. */
    @Test
    void resource_thatNeverCameToBe_hasNotFailedToGo() throws Exception {
        String v = book("V", "\"Name\":\"v\"");
        create(template(v));
        refused.put("CREATE f", "AccessDenied");
        engine.stacks()
                .update(StackRequestBuilder.forStack("s", template(v, book("F", "\"Name\":\"f\"")))
                        .disableRollback(true)
                        .build());
        await("s", StackStatus.UPDATE_FAILED);
        fullFrom = "F-DELETE_COMPLETE";
        engine.stacks()
                .update(StackRequestBuilder.forStack("s", template(v, book("W", "\"Name\":\"w\"")))
                        .build());
        until(() -> refusals > 0);
        roomUntil(null);
        await("s", StackStatus.UPDATE_COMPLETE);
        assertThat(engine.stacks.find("s").orElseThrow().reason).isNull();
        assertThat(eventsSince(StackStatus.UPDATE_COMPLETE_CLEANUP_IN_PROGRESS))
                .contains("F DELETE_COMPLETE ")
                .doesNotContain("F DELETE_FAILED ");
    }

    /** There is room until such a record is to be written. */
    private void roomUntil(String record) throws Exception {
        fullFrom = record;
        full = false;
        if (record != null) {
            until(() -> full);
        }
    }

    private long failures(String event) {
        return eventsSince(StackStatus.UPDATE_COMPLETE_CLEANUP_IN_PROGRESS).stream()
                .filter(event::equals)
                .count();
    }

    @Test
    void cleanUp_thatGoesOn_asksForNothingThatIsGone() throws Exception {
        String v = book("V", "\"Name\":\"v\"");
        create(template(v));
        refused.put("CREATE f", "AccessDenied");
        var removing = new CountDownLatch(1);
        unending.put("DELETE w", removing);
        String failing = book("F", "\"Name\":\"f\"", ",\"DependsOn\":[\"X\",\"W\"]");
        String more = template(v, book("X", "\"Name\":\"x\""), book("W", "\"Name\":\"w\""), failing);
        engine.stacks().update(StackRequestBuilder.forStack("s", more).build());
        assertThat(removing.await(60, TimeUnit.SECONDS)).isTrue();
        until(() -> eventsSince(StackStatus.UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS)
                .contains("X DELETE_COMPLETE id-x"));
        killed();
        unending.clear();
        asked.clear();
        await("s", StackStatus.UPDATE_ROLLBACK_FAILED);
        engine.rollbacks().continueRollback("s", Set.of(), Optional.empty());
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(asked).containsExactly("DELETE w");
    }
}
