package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.http.Json;
import connectlocal.provider.ResourceType;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What was taken over is gone, and what the stack has made in its place has the same name: that is the stack's own. */
class RemadeAdoptionTest extends LibraryRig {
    private static final String V = book("V", "\"Name\":\"v\"");
    private static final String F = book("F", "\"Name\":\"f\"", ",\"DependsOn\":\"X\"");

    private static String x(String more) {
        return book("X", "\"Name\":\"x\"" + more, ",\"DeletionPolicy\":\"RetainExceptOnCreate\"");
    }

    private static StackRequestBuilder request(String... resources) {
        return StackRequestBuilder.forStack("s", template(resources));
    }

    /** X has taken over the book x, and the update has failed. */
    private void adopted() throws Exception {
        books.put("x", Json.MAPPER.createObjectNode().put("Id", "id-x").put("Name", "x"));
        create(template(V));
        refused.put("CREATE f", "AccessDenied");
        carryOut(
                "UPDATE",
                true,
                false,
                request(V, x(""), F).disableRollback(true).build());
        await("s", StackStatus.UPDATE_FAILED);
        assertThat(eventsSince(StackStatus.UPDATE_IN_PROGRESS)).contains("X IMPORT_COMPLETE id-x");
        asked.clear();
    }

    @Test
    void rollback_afterNothingWasMadeInItsPlace_leavesIt() throws Exception {
        adopted();
        update(template(V, x(",\"Title\":\"t\""), F), StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(asked).doesNotContain("DELETE x");
        assertThat(books).containsOnlyKeys("v", "x");
    }

    @Test
    void rollback_afterItWasGoneAndWasMadeAnew_deletesWhatWasMade() throws Exception {
        adopted();
        books.remove("x");
        carryOut("UPDATE", false, true, request(V, x(",\"Title\":\"t\""), F).build());
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(asked).contains("CREATE x", "DELETE x");
        assertThat(books).containsOnlyKeys("v");
    }

    @Test
    void rollback_afterItHadToGoForItsSuccessor_deletesTheSuccessor() throws Exception {
        String first = schema().replace("\"handlers\"", "\"replacementStrategy\":\"delete_then_create\",\"handlers\"");
        type = ResourceType.load(Files.writeString(directory.resolve("first.json"), first));
        killed();
        adopted();
        refusedOnce.put("UPDATE x", "NotUpdatable");
        update(template(V, x(",\"Cover\":\"c\""), F), StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(asked.stream().filter(question -> question.endsWith(" x")))
                .containsExactly("UPDATE x", "DELETE x", "CREATE x", "DELETE x");
        assertThat(books).containsOnlyKeys("v");
    }

    @Test
    void rollback_afterItsSuccessorWasGoneAndWasMadeAnew_leavesIt() throws Exception {
        adopted();
        killedWithTheName("y", template(V, book("X", "\"Name\":\"y\"")));
        books.remove("y");
        carryOut(
                "UPDATE",
                false,
                true,
                request(V, book("X", "\"Name\":\"y\""), F).build());
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(asked).contains("CREATE y", "DELETE y").doesNotContain("DELETE x");
        assertThat(books).containsOnlyKeys("v", "x");
    }
}
