package connectlocal.cloudformation.engine;

import static connectlocal.shared.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
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

    @Test
    void resource_thatAnUpdateDrops_isNotAskedForWhenItIsGone() throws Exception {
        failedWithARemovedX();
        update(template(book("W", "\"Name\":\"w\"")), StackStatus.UPDATE_COMPLETE);
        assertThat(asked).doesNotContain("DELETE x");
        assertThat(eventsSince(StackStatus.UPDATE_IN_PROGRESS).toString()).doesNotContain("X DELETE");
        assertThat(resource("X")).isNull();
    }

    private void failedWithARemovedX() throws Exception {
        String x = book("X", "\"Name\":\"x\"");
        create(template(x));
        killedIn("CREATE f", template(x, book("F", "\"Name\":\"f\"")));
        restarted();
        resource("X").removed = true;
        assertThat(engine.owner(type.name(), "id-x")).isEmpty();
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
