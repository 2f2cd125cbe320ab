package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.http.Json;
import org.junit.jupiter.api.Test;

/** Where the old one goes before the new one comes, an update may break off when there is neither. */
class BrokenStepTest extends LibraryRig {
    private static final String V = book("V", "\"Name\":\"v\"");

    @Override
    String schema() {
        return super.schema().replace("\"handlers\"", "\"replacementStrategy\":\"delete_then_create\",\"handlers\"");
    }

    @Test
    void old_thatIsGone_isMadeAnewWhereTheNextTemplateWantsIt() throws Exception {
        String old = template(book("X", "\"Name\":\"old\""));
        create(old);
        killedBefore("X-UPDATE_IN_PROGRESS", "DELETE old", template(book("X", "\"Name\":\"new\"")));
        assertThat(books).isEmpty();
        update(old, StackStatus.UPDATE_COMPLETE);
        assertThat(books).containsOnlyKeys("old");
    }

    /** An earlier attempt took it over; that its deletion broke off does not make it this deployment's to delete. */
    @Test
    void bookThatWasTakenOver_isNotDeletedToBeMadeAnew() throws Exception {
        create(template(V));
        books.put("x", Json.MAPPER.createObjectNode().put("Id", "id-x").put("Name", "x"));
        refused.put("CREATE f", "AccessDenied");
        String retained = ",\"DeletionPolicy\":\"Retain\"";
        String adopting =
                template(V, book("X", "\"Name\":\"x\"", retained), book("F", "\"Name\":\"f\"", ",\"DependsOn\":\"X\""));
        carryOut(
                "UPDATE",
                true,
                false,
                StackRequestBuilder.forStack("s", adopting)
                        .disableRollback(true)
                        .build());
        await("s", StackStatus.UPDATE_FAILED);
        assertThat(resource("X").adopted).isEqualTo("id-x");
        refused.clear();
        var living = books.get("x");
        killedIn("DELETE x", template(V, book("X", "\"Name\":\"y\"", retained)));
        restarted();
        assertThat(resource("X").status).isEqualTo("DELETE_FAILED");
        books.put("x", living);
        update(template(V, book("X", "\"Name\":\"x\",\"Title\":\"t\"", retained)), StackStatus.UPDATE_COMPLETE);
        assertThat(asked).doesNotContain("DELETE x", "CREATE x");
        assertThat(books.get("x").path("Title").asText()).isEqualTo("t");
    }
}
