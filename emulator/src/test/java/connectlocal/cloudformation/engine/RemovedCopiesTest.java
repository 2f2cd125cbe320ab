package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A resource may have two copies, and one status: that one copy is gone says nothing of the other. */
class RemovedCopiesTest extends LibraryRig {
    private static String y(String more) {
        return book("Y", "\"Name\":\"y\"" + more, ",\"DependsOn\":\"X\"");
    }

    private String id() {
        return engine.stacks.find("s").orElseThrow().id;
    }

    private void delete(String... retained) {
        engine.stacks().delete("s", Set.of(retained), false, Optional.empty());
    }

    /** X has gone back to the old copy, the new one is to be removed; the deletion fails with the old one first. */
    private void halfDeleted() throws Exception {
        create(template(book("X", "\"Name\":\"old\""), y("")));
        refused.put("UPDATE y", "AccessDenied");
        update(template(book("X", "\"Name\":\"new\""), y(",\"Pages\":1")), StackStatus.UPDATE_ROLLBACK_FAILED);
        refusedOnce.put("DELETE old", "AccessDenied");
        held.put("DELETE new", new CountDownLatch(1));
        delete();
        until(() -> eventsSince(StackStatus.DELETE_IN_PROGRESS).contains("X DELETE_FAILED id-old"));
        held.remove("DELETE new").countDown();
        await("s", StackStatus.DELETE_FAILED);
        assertThat(resource("X").status).isEqualTo("DELETE_COMPLETE");
        assertThat(books).containsOnlyKeys("old");
    }

    @Test
    void deletion_afterOneThatRemovedTheOtherCopyAlone_removesBoth() throws Exception {
        halfDeleted();
        String id = id();
        delete();
        await(id, StackStatus.DELETE_COMPLETE);
        assertThat(books).isEmpty();
    }

    @Test
    void deletion_afterOneThatRemovedTheOtherCopyAlone_canRetainTheResource() throws Exception {
        halfDeleted();
        String id = id();
        delete("X");
        await(id, StackStatus.DELETE_COMPLETE);
        assertThat(books).containsOnlyKeys("old");
    }

    /** The update was killed, so the old copy may be what the stack goes back to. */
    @Test
    void deletion_afterOneThatRemovedTheOldCopyAlone_removesTheNewOne() throws Exception {
        create(template(book("X", "\"Name\":\"old\"")));
        killedWithTheName("new", template(book("X", "\"Name\":\"new\"")));
        refusedOnce.put("DELETE new", "AccessDenied");
        held.put("DELETE old", new CountDownLatch(1));
        delete();
        until(() -> eventsSince(StackStatus.DELETE_IN_PROGRESS).contains("X DELETE_FAILED id-new"));
        held.remove("DELETE old").countDown();
        await("s", StackStatus.DELETE_FAILED);
        assertThat(books).containsOnlyKeys("new");
        String id = id();
        delete();
        await(id, StackStatus.DELETE_COMPLETE);
        assertThat(books).isEmpty();
    }

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
        String id = id();
        delete();
        await(id, StackStatus.DELETE_COMPLETE);
        assertThat(books).isEmpty();
    }
}
