package connectlocal.cloudformation.engine;

import static connectlocal.shared.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.http.Json;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An import that breaks off gives back what it has taken: no handler is needed for that, and the stack goes on. */
class BrokenImportTest extends LibraryRig {
    private static final String V = book("V", "\"Name\":\"v\"");
    private static final String RETAINED = ",\"DeletionPolicy\":\"Delete\"";
    private static final String BOTH = template(V, book("X", "\"Name\":\"x\"", RETAINED));

    @BeforeEach
    void livingBook() {
        books.put("x", Json.MAPPER.createObjectNode().put("Id", "id-x").put("Name", "x"));
    }

    private void begin() {
        unending.put("UPDATE x", new CountDownLatch(1));
        importing(StackRequestBuilder.forStack("s", BOTH).build(), "X", "x");
    }

    @Test
    void import_thatARestartBreaksOff_hasTakenNothing_andTheStackGoesOn() throws Exception {
        create(template(V));
        begin();
        assertThat(unending.get("UPDATE x").await(60, TimeUnit.SECONDS)).isTrue();
        killed();
        await("s", StackStatus.IMPORT_ROLLBACK_COMPLETE);
        Stack stack = engine.stacks.find("s").orElseThrow();
        assertThat(stack.reason).contains("ended while this operation was under way");
        assertThat(stack.resources).containsOnlyKeys("V");
        assertThat(stack.stable).isNull();
        String before = everything();
        killed();
        assertThat(everything()).isEqualTo(before);
        unending.clear();
        update(template(book("V", "\"Name\":\"v\",\"Pages\":1")), StackStatus.UPDATE_COMPLETE);
        importing(
                StackRequestBuilder.forStack(
                                "s",
                                template(
                                        book("V", "\"Name\":\"v\",\"Pages\":1"), book("X", "\"Name\":\"x\"", RETAINED)))
                        .build(),
                "X",
                "x");
        await("s", StackStatus.IMPORT_COMPLETE);
    }

    @Test
    void deletion_afterAnImportThatBrokeOff_leavesWhatWasToBeImported() throws Exception {
        create(template(V));
        begin();
        assertThat(unending.get("UPDATE x").await(60, TimeUnit.SECONDS)).isTrue();
        killed();
        String id = engine.stacks.find("s").orElseThrow().id;
        engine.stacks().delete("s", Set.of(), false, Optional.empty());
        await(id, StackStatus.DELETE_COMPLETE);
        assertThat(books).containsOnlyKeys("x");
    }

    @Test
    void import_whoseEndCannotBeWritten_isGivenBackAsSoonAsThereIsRoom() throws Exception {
        create(template(V));
        fullFrom = "X-UPDATE_COMPLETE";
        importing(StackRequestBuilder.forStack("s", BOTH).build(), "X", "x");
        until(() -> refusals >= 2);
        fullFrom = null;
        full = false;
        await("s", StackStatus.IMPORT_ROLLBACK_COMPLETE);
        assertThat(engine.stacks.find("s").orElseThrow().resources).containsOnlyKeys("V");
    }
}
