package connectlocal.cloudformation.engine;

import static connectlocal.shared.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is cancelled while its handler is at work takes no next step, however the handler ends. */
class CancelledStepTest extends LibraryRig {
    @Override
    String schema() {
        return super.schema().replace("\"handlers\"", "\"replacementStrategy\":\"delete_then_create\",\"handlers\"");
    }

    /** Begins an update in which the second question fails while the first one is at work, and lets that end. */
    private void cancelled(String template, String atWork, String failing, String event) throws Exception {
        held.put(atWork, new CountDownLatch(1));
        held.put(failing, new CountDownLatch(1));
        refusedOnce.put(failing, "AccessDenied");
        engine.stacks().update(StackRequestBuilder.forStack("s", template).build());
        until(() -> asked.contains(atWork) && asked.contains(failing));
        held.get(failing).countDown();
        until(() -> eventsSince(StackStatus.UPDATE_IN_PROGRESS).contains(event));
        held.get(atWork).countDown();
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE);
    }

    @Test
    void creationToBeMadeAnew_isNotMadeOnceWhatWasThereIsGone() throws Exception {
        String both = template(book("A", "\"Name\":\"a\""), book("B", "\"Name\":\"b\""));
        for (String question : new String[] {"CREATE a", "CREATE b"}) {
            refused.put(question, "AccessDenied");
            halfDone.add(question);
        }
        engine.stacks()
                .create(StackRequestBuilder.forStack("s", both)
                        .disableRollback(true)
                        .build());
        await("s", StackStatus.CREATE_FAILED);
        assertThat(books).containsOnlyKeys("a", "b");
        refused.clear();
        asked.clear();
        cancelled(both, "DELETE b", "DELETE a", "B CREATE_FAILED id-b");
        assertThat(asked).doesNotContain("CREATE a", "CREATE b");
        assertThat(books).isEmpty();
        assertThat(engine.events().events("s").toString())
                .contains("The following resource(s) failed to create: [A, B].")
                .doesNotContain("failed to update");
    }

    @Test
    void successor_isNotMadeOnceTheOldOneIsGone_andTheOldOneComesBack() throws Exception {
        create(template(book("X", "\"Name\":\"old\""), book("Y", "\"Name\":\"y\"")));
        cancelled(
                template(book("X", "\"Name\":\"new\""), book("Y", "\"Name\":\"y\",\"Pages\":1")),
                "DELETE old",
                "UPDATE y",
                "X UPDATE_FAILED id-old");
        assertThat(asked).doesNotContain("CREATE new");
        assertThat(books).containsOnlyKeys("old", "y");
    }

    @Test
    void successor_isNotMadeWhereTheHandlerAsksForOne() throws Exception {
        create(template(book("X", "\"Name\":\"x\""), book("Y", "\"Name\":\"y\"")));
        refusedOnce.put("UPDATE x", "NotUpdatable");
        cancelled(
                template(book("X", "\"Name\":\"x\",\"Cover\":\"red\""), book("Y", "\"Name\":\"y\",\"Pages\":1")),
                "UPDATE x",
                "UPDATE y",
                "X UPDATE_FAILED id-x");
        assertThat(asked).containsOnlyOnce("CREATE x");
        assertThat(books.get("x").has("Cover")).isFalse();
    }
}
