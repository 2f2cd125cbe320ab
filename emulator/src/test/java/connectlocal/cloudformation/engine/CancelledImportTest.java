package connectlocal.cloudformation.engine;

import static connectlocal.shared.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.http.Json;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an update takes over is somebody's: it is left alone as soon as the update has failed, or is undone. */
class CancelledImportTest extends LibraryRig {
    private static final String RETAIN = ",\"DeletionPolicy\":\"Retain\"";

    @BeforeEach
    void livingBook() {
        books.put("x", Json.MAPPER.createObjectNode().put("Id", "id-x").put("Name", "x"));
    }

    private static StackRequest both(boolean disableRollback) {
        String both = template(book("Y", "\"Name\":\"v\",\"Pages\":1"), book("X", "\"Name\":\"x\"", RETAIN));
        return StackRequestBuilder.forStack("s", both)
                .disableRollback(disableRollback)
                .build();
    }

    /** Begins an update that takes X over, and comes to where X is read. */
    private void reading() throws Exception {
        create(template(book("Y", "\"Name\":\"v\"")));
        make("UPDATE", true, false, both(false));
        asked.clear();
        held.put("READ x", new CountDownLatch(1));
        held.put("UPDATE v", new CountDownLatch(1));
        execute();
        until(() -> asked.contains("READ x") && asked.contains("UPDATE v"));
    }

    private void assertLeftAlone() throws Exception {
        held.get("READ x").countDown();
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(asked).doesNotContain("UPDATE x");
        assertThat(books).containsOnlyKeys("v", "x");
        assertThat(engine.events().events("s").toString())
                .contains("\"IMPORT_FAILED\"", "Resource import cancelled")
                .doesNotContain("\"IMPORT_COMPLETE\"");
    }

    @Test
    void import_whoseSiblingFailsWhileItReads_isNotMade() throws Exception {
        reading();
        refusedOnce.put("UPDATE v", "AccessDenied");
        held.get("UPDATE v").countDown();
        until(() -> eventsSince(StackStatus.UPDATE_IN_PROGRESS).contains("Y UPDATE_FAILED id-v"));
        assertLeftAlone();
    }

    @Test
    void import_whoseUpdateIsCancelledWhileItReads_isNotMade() throws Exception {
        reading();
        engine.rollbacks().cancelUpdate("s", Optional.empty());
        until(() -> eventsSince(StackStatus.UPDATE_IN_PROGRESS).contains("Y UPDATE_FAILED id-v"));
        held.get("UPDATE v").countDown();
        assertLeftAlone();
    }

    /** The first attempt takes it over, the second one replaces it and fails. */
    @Test
    void successor_ofWhatWasTakenOver_goesInARollback() throws Exception {
        create(template(book("Y", "\"Name\":\"v\"")));
        refused.put("UPDATE v", "AccessDenied");
        carryOut("UPDATE", true, false, both(true));
        await("s", StackStatus.UPDATE_FAILED);
        assertThat(resource("X").adopted).isEqualTo("id-x");
        refused.clear();
        replacedInVain();
        assertThat(books).containsOnlyKeys("v", "x");
    }

    /** An update makes z in its place and fails afterwards. */
    private void replacedInVain() throws Exception {
        refused.put("CREATE f", "AccessDenied");
        String replaced = template(
                book("Y", "\"Name\":\"v\""),
                book("X", "\"Name\":\"z\""),
                book("F", "\"Name\":\"f\"", ",\"DependsOn\":\"X\""));
        update(replaced, StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(asked).contains("CREATE z");
    }

    /** The first attempt takes it over, the second one makes y in its place and is killed. */
    private void renamed() throws Exception {
        create(template(book("Y", "\"Name\":\"v\"")));
        refused.put("UPDATE v", "AccessDenied");
        carryOut("UPDATE", true, false, both(true));
        await("s", StackStatus.UPDATE_FAILED);
        refused.clear();
        killedWithTheName("y", template(book("Y", "\"Name\":\"v\""), book("X", "\"Name\":\"y\"")));
        assertThat(books).containsOnlyKeys("v", "x", "y");
    }

    @Test
    void rollback_afterTwoSuccessorsOfWhatWasTakenOver_leavesThatAlone() throws Exception {
        renamed();
        replacedInVain();
        assertThat(books).containsOnlyKeys("v", "x");
    }

    @Test
    void deletion_afterASuccessorOfWhatWasTakenOver_leavesThatAlone() throws Exception {
        renamed();
        String id = engine.stacks.find("s").orElseThrow().id;
        engine.stacks().delete("s", Set.of(), false, Optional.empty());
        await(id, StackStatus.DELETE_COMPLETE);
        assertThat(books).containsOnlyKeys("x");
    }

    /** What a later attempt does to it ends like any other update. */
    @Test
    void update_ofWhatWasTakenOver_isCancelledWithItsSiblings() throws Exception {
        create(template(book("Y", "\"Name\":\"v\"")));
        refused.put("UPDATE v", "AccessDenied");
        carryOut("UPDATE", true, false, both(true));
        await("s", StackStatus.UPDATE_FAILED);
        asked.clear();
        held.put("UPDATE x", new CountDownLatch(1));
        held.put("UPDATE v", new CountDownLatch(1));
        String changed =
                template(book("Y", "\"Name\":\"v\",\"Pages\":2"), book("X", "\"Name\":\"x\",\"Pages\":3", RETAIN));
        engine.stacks().update(StackRequestBuilder.forStack("s", changed).build());
        until(() -> asked.contains("UPDATE x") && asked.contains("UPDATE v"));
        refused.clear();
        refusedOnce.put("UPDATE v", "AccessDenied");
        held.get("UPDATE v").countDown();
        until(() -> eventsSince(StackStatus.UPDATE_IN_PROGRESS).contains("Y UPDATE_FAILED id-v"));
        held.get("UPDATE x").countDown();
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(engine.events().events("s").toString()).contains("Resource update cancelled");
        assertThat(books).containsOnlyKeys("v", "x");
    }

    @Test
    void adoption_asOlderEmulatorsWroteIt_isOfWhatTheFirstAttemptBeganWith() throws Exception {
        renamed();
        var resource = resource("X");
        assertThat(readFromOlder(resource).adopted).isEqualTo("id-x");
        Deployed first = resource.leftovers.remove(0);
        assertThat(readFromOlder(resource).adopted).isEqualTo("id-y");
        resource.before = first;
        assertThat(readFromOlder(resource).adopted).isEqualTo("id-x");
    }

    private StackResource readFromOlder(StackResource resource) {
        Piece piece = ResourceForm.piece(resource);
        piece.secret().put("Adopted", true);
        return new ResourceForm(engine.types, Map.of(), Map.of()).read("X", piece);
    }
}
