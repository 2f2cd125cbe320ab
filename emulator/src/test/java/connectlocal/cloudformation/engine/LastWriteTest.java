package connectlocal.cloudformation.engine;

import static connectlocal.shared.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.http.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A stack is at rest when its last status is written, not before: without room for that it can still go back. */
class LastWriteTest extends LibraryRig {
    private static final String V = book("V", "\"Name\":\"v\"");
    private static final String NEW = template(book("V", "\"Name\":\"v\",\"Pages\":1"), book("F", "\"Name\":\"f\""));

    /** What only the stack's own part of a record says. */
    private void fullAt(StackStatus status) {
        fullFrom = "\"Status\":\"" + status + "\",\"Reason\":null,\"RestingPlace\"";
    }

    private void roomAgain() throws Exception {
        until(() -> refusals >= 2);
        fullFrom = null;
        full = false;
    }

    @Test
    void rollback_whoseLastStatusCannotBeWritten_canGoOn() throws Exception {
        create(template(V));
        refused.put("CREATE f", "AccessDenied");
        fullAt(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        engine.stacks().update(StackRequestBuilder.forStack("s", NEW).build());
        roomAgain();
        await("s", StackStatus.UPDATE_ROLLBACK_FAILED);
        engine.rollbacks().continueRollback("s", Set.of(), Optional.empty());
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(books).containsOnlyKeys("v");
        assertThat(books.get("v").has("Pages")).isFalse();
        assertThat(engine.stacks.find("s").orElseThrow().resources).containsOnlyKeys("V");
    }

    /** Older emulators have left such stacks. */
    @Test
    void rollback_ofAStackThatHasGoneBackAlready_changesNothing() throws Exception {
        create(template(V));
        Stack stack = engine.stacks.find("s").orElseThrow();
        synchronized (stack) {
            stack.status = StackStatus.UPDATE_ROLLBACK_FAILED;
            engine.kept.stack(stack);
        }
        killed();
        engine.rollbacks().continueRollback("s", Set.of(), Optional.empty());
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(books).containsOnlyKeys("v");
        assertThat(engine.stacks.find("s").orElseThrow().resources).containsOnlyKeys("V");
    }

    @Test
    void import_whoseLastStatusCannotBeWritten_isGivenBack() throws Exception {
        create(template(V));
        String before =
                engine.stacks.find("s").orElseThrow().deployment.template().body();
        books.put("x", Json.MAPPER.createObjectNode().put("Id", "id-x").put("Name", "x"));
        fullAt(StackStatus.IMPORT_COMPLETE);
        String both = template(V, book("X", "\"Name\":\"x\"", ",\"DeletionPolicy\":\"Delete\""));
        importing(StackRequestBuilder.forStack("s", both).build(), "X", "x");
        roomAgain();
        await("s", StackStatus.IMPORT_ROLLBACK_COMPLETE);
        Stack stack = engine.stacks.find("s").orElseThrow();
        assertThat(stack.resources).containsOnlyKeys("V");
        assertThat(stack.deployment.template().body()).isEqualTo(before);
        engine.stacks().delete("s", Set.of(), false, Optional.empty());
        await(stack.id, StackStatus.DELETE_COMPLETE);
        assertThat(books).containsOnlyKeys("x");
    }

    /** The clean-up is over, and nothing that it did is told as if it had not been done. */
    @Test
    void update_whoseLastStatusCannotBeWritten_hasRemovedWhatItRemoved() throws Exception {
        create(template(V, book("W", "\"Name\":\"w\"")));
        fullAt(StackStatus.UPDATE_COMPLETE);
        engine.stacks()
                .update(StackRequestBuilder.forStack("s", template(book("V", "\"Name\":\"y\"")))
                        .build());
        roomAgain();
        await("s", StackStatus.UPDATE_COMPLETE);
        Stack stack = engine.stacks.find("s").orElseThrow();
        assertThat(stack.reason).isNull();
        assertThat(stack.resources).containsOnlyKeys("V");
        assertThat(stack.stable).isNull();
        assertThat(List.of(resource("V").status, resource("V").now.physicalId()))
                .isEqualTo(List.of("UPDATE_COMPLETE", "id-y"));
        assertThat(engine.events().events("s").toString()).doesNotContain("DELETE_FAILED");
    }

    private static String shown(String pages, String value) {
        return "{\"Resources\":{" + book("V", "\"Name\":\"v\",\"Pages\":" + pages)
                + "},\"Outputs\":{\"Out\":{\"Value\":\"" + value + "\",\"Export\":{\"Name\":\"shared\"}}}}";
    }

    /** What it exports is what others import. */
    @Test
    void update_whoseCleanUpCannotBegin_hasTheOutputsOfBefore() throws Exception {
        create(shown("1", "one"));
        fullFrom = "\"Status\":\"UPDATE_COMPLETE_CLEANUP_IN_PROGRESS\"";
        engine.stacks()
                .update(StackRequestBuilder.forStack("s", shown("2", "two")).build());
        roomAgain();
        await("s", StackStatus.UPDATE_FAILED);
        assertThat(engine.exports.value("shared")).contains("one");
        engine.rollbacks().rollback("s", false, Optional.empty());
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(engine.exports.value("shared")).contains("one");
        assertThat(books.get("v").path("Pages").asInt()).isEqualTo(1);
    }

    @Test
    void creation_whoseLastStatusCannotBeWritten_exportsNothing() throws Exception {
        fullAt(StackStatus.CREATE_COMPLETE);
        engine.stacks()
                .create(StackRequestBuilder.forStack("s", shown("1", "one")).build());
        roomAgain();
        await("s", StackStatus.CREATE_FAILED);
        assertThat(engine.exports.all()).isEmpty();
    }
}
