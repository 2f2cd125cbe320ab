package connectlocal.cloudformation.engine;

import static connectlocal.shared.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.http.Json;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What could not be taken over is not the stack's: nothing goes back to it, and it can be taken over once more. */
class FailedAdoptionTest extends LibraryRig {
    private static final String RETAIN = ",\"DeletionPolicy\":\"Retain\"";
    private static final String V = book("V", "\"Name\":\"v\"");
    private static final String X = book("X", "\"Name\":\"x\"", RETAIN);

    @BeforeEach
    void livingBook() {
        books.put("x", Json.MAPPER.createObjectNode().put("Id", "id-x").put("Name", "x"));
    }

    private static StackRequest preserving(String template) {
        return StackRequestBuilder.forStack("s", template).disableRollback(true).build();
    }

    /** Y meets X's book; the stack is new, so there is nothing that Y was before. */
    @Test
    void rollback_ofAnUpdateThatMakesIt_takesItAway() throws Exception {
        String y = book("Y", "\"Name\":\"x\"", RETAIN, ",\"DependsOn\":\"X\"");
        carryOut("CREATE", true, false, preserving(template(X, y)));
        await("s", StackStatus.CREATE_FAILED);
        assertThat(eventsSince(StackStatus.CREATE_IN_PROGRESS)).contains("Y IMPORT_FAILED id-x");
        refused.put("CREATE f", "AccessDenied");
        String f = book("F", "\"Name\":\"f\"", ",\"DependsOn\":\"Y\"");
        update(template(X, book("Y", "\"Name\":\"y\""), f), StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(asked).contains("CREATE y");
        assertThat(books).containsOnlyKeys("x");
    }

    private void begin() throws Exception {
        create(template(V));
        make("UPDATE", true, false, preserving(template(V, X)));
        asked.clear();
    }

    private void assertTakenOverByTheNextAttempt() throws Exception {
        assertThat(resource("X").status).isEqualTo("IMPORT_FAILED");
        carryOut("UPDATE", true, false, preserving(template(V, X)));
        await("s", StackStatus.UPDATE_COMPLETE);
        assertThat(resource("X").now.physicalId()).isEqualTo("id-x");
        assertThat(eventsSince(StackStatus.UPDATE_IN_PROGRESS)).contains("X IMPORT_COMPLETE id-x");
        assertThat(asked).doesNotContain("CREATE x");
    }

    @Test
    void adoption_whoseReadFailed_canBeTriedAgain() throws Exception {
        begin();
        refusedOnce.put("READ x", "AccessDenied");
        execute();
        await("s", StackStatus.UPDATE_FAILED);
        assertTakenOverByTheNextAttempt();
    }

    @Test
    void adoption_thatARestartBrokeOff_canBeTriedAgain() throws Exception {
        begin();
        held.put("READ x", new CountDownLatch(1));
        execute();
        until(() -> asked.contains("READ x"));
        killed();
        held.clear();
        await("s", StackStatus.UPDATE_FAILED);
        assertTakenOverByTheNextAttempt();
    }
}
