package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
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
        asked.clear();
        delete();
        await(id, StackStatus.DELETE_COMPLETE);
        assertThat(books).isEmpty();
        assertThat(asked).containsExactly("DELETE old");
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
        asked.clear();
        delete();
        await(id, StackStatus.DELETE_COMPLETE);
        assertThat(books).isEmpty();
        assertThat(asked).containsExactly("DELETE new");
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

    @Test
    void deletion_afterOneThatRemovedTheNewCopyAlone_asksForTheOldOne() throws Exception {
        create(template(book("X", "\"Name\":\"old\"")));
        killedWithTheName("new", template(book("X", "\"Name\":\"new\"")));
        refusedOnce.put("DELETE old", "AccessDenied");
        delete();
        await("s", StackStatus.DELETE_FAILED);
        assertThat(books).containsOnlyKeys("old");
        String id = id();
        asked.clear();
        delete();
        await(id, StackStatus.DELETE_COMPLETE);
        assertThat(asked).containsExactly("DELETE old");
    }

    /** By then the names may be somebody else's. */
    @Test
    void deletion_afterOneThatRemovedBothCopies_asksForNeither() throws Exception {
        create(template(book("X", "\"Name\":\"old\""), y("")));
        refused.put("UPDATE y", "AccessDenied");
        update(template(book("X", "\"Name\":\"new\""), y(",\"Pages\":1")), StackStatus.UPDATE_ROLLBACK_FAILED);
        deletedButForY();
    }

    @Test
    void deletion_afterOneThatRemovedASuccessorToo_asksForNeither() throws Exception {
        create(template(book("X", "\"Name\":\"old\""), y("")));
        killedWithTheName("new", template(book("X", "\"Name\":\"new\""), y(",\"Pages\":1")));
        deletedButForY();
    }

    private void deletedButForY() throws Exception {
        refusedOnce.put("DELETE y", "AccessDenied");
        delete();
        await("s", StackStatus.DELETE_FAILED);
        assertThat(books).containsOnlyKeys("y");
        assertThat(engine.resources().resources("s", false).toString()).contains("\"PhysicalResourceId\":\"id-");
        killed();
        String id = id();
        asked.clear();
        delete();
        await(id, StackStatus.DELETE_COMPLETE);
        assertThat(asked).containsExactly("DELETE y");
    }

    @Test
    void copyThatIsGone_isNobodysAnyMore() throws Exception {
        halfDeleted();
        assertThat(engine.owner(type.name(), "id-new")).isEmpty();
        assertThat(engine.owner(type.name(), "id-old")).isPresent();
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

    /** It did not forget the copies that were gone; there the status of the last one has to do. */
    @Test
    void resourceOfAnOlderEmulator_isRemoved_whereItsOneCopyIs() throws Exception {
        create(template(book("X", "\"Name\":\"x\"")));
        assertThat(asAnOlderOneWrote(resource("X")).removed).isFalse();
        resource("X").status = "DELETE_SKIPPED";
        assertThat(asAnOlderOneWrote(resource("X")).removed).isTrue();
        resource("X").status = "DELETE_COMPLETE";
        assertThat(asAnOlderOneWrote(resource("X")).removed).isTrue();
        resource("X").leftovers.add(resource("X").now);
        assertThat(asAnOlderOneWrote(resource("X")).removed).isFalse();
    }

    private StackResource asAnOlderOneWrote(StackResource resource) {
        Piece piece = ResourceForm.piece(resource);
        piece.secret().remove("Removed");
        return new ResourceForm(engine.types, Map.of(), Map.of()).read("X", piece);
    }

    /** An older emulator may have ended between a deletion and the creation that was to follow. */
    @Test
    void resource_thatAnUpdateBringsBack_isTheStacks() throws Exception {
        failedWithARemovedX();
        update(template(book("X", "\"Name\":\"x\"")), StackStatus.UPDATE_COMPLETE);
        assertThat(engine.owner(type.name(), "id-x")).isPresent();
    }

    @Test
    void resource_thatARollbackBringsBack_isTheStacks() throws Exception {
        failedWithARemovedX();
        engine.rollbacks().rollback("s", false, Optional.empty());
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(engine.owner(type.name(), "id-x")).isPresent();
    }

    private void failedWithARemovedX() throws Exception {
        String x = book("X", "\"Name\":\"x\"");
        create(template(x));
        killedIn("CREATE f", template(x, book("F", "\"Name\":\"f\"")));
        restarted();
        resource("X").removed = true;
        assertThat(engine.owner(type.name(), "id-x")).isEmpty();
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

    /** Nobody has heard that it is gone, so it is asked for once more. */
    @Test
    void copy_whoseEndCannotBeWritten_isTheStacksStill() throws Exception {
        create(template(book("X", "\"Name\":\"x\"")));
        fullFrom = "X-DELETE_COMPLETE";
        delete();
        until(() -> refusals > 1);
        fullFrom = null;
        full = false;
        await("s", StackStatus.DELETE_FAILED);
        assertThat(engine.owner(type.name(), "id-x")).isPresent();
        String id = id();
        asked.clear();
        delete();
        await(id, StackStatus.DELETE_COMPLETE);
        assertThat(asked).containsExactly("DELETE x");
    }
}
