package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.http.Json;
import org.junit.jupiter.api.Test;

/** A creation that deletes its stack when it fails undoes what it made, by the rules of a rollback. */
class DeletionOnFailureTest extends LibraryRig {
    private static final String FAILING = book("F", "\"Name\":\"f\"", ",\"DependsOn\":\"U\"");

    private void deleted(StackRequestBuilder request) throws Exception {
        refused.put("CREATE f", "AccessDenied");
        String id = engine.stacks().create(request.deleteOnFailure().build());
        await(id, StackStatus.DELETE_COMPLETE);
    }

    private static StackRequestBuilder request(String policy) {
        String retained = book("U", "\"Name\":\"u\"", ",\"DeletionPolicy\":\"" + policy + "\"");
        return StackRequestBuilder.forStack("s", template(retained, FAILING));
    }

    @Test
    void resource_thatIsRetainedExceptOnCreate_goes() throws Exception {
        deleted(request("RetainExceptOnCreate"));
        assertThat(books).isEmpty();
    }

    @Test
    void resource_thatIsRetained_goesWhereTheCallSaysSo() throws Exception {
        deleted(request("Retain").retainExceptOnCreate());
        assertThat(books).isEmpty();
    }

    @Test
    void resource_thatIsRetained_stays() throws Exception {
        deleted(request("Retain"));
        assertThat(books).containsOnlyKeys("u");
    }

    @Test
    void resource_thatWasTakenOver_stays() throws Exception {
        books.put("u", Json.MAPPER.createObjectNode().put("Id", "id-u").put("Name", "u"));
        refused.put("CREATE f", "AccessDenied");
        carryOut(
                "CREATE",
                true,
                false,
                request("RetainExceptOnCreate").deleteOnFailure().build());
        awaitDeleted();
        assertThat(books).containsOnlyKeys("u");
    }

    private void awaitDeleted() throws Exception {
        Stack stack = engine.stacks.all().get(0);
        await(stack.id, StackStatus.DELETE_COMPLETE);
    }

    @Test
    void deletion_ofAStackThatIsComplete_keepsWhatIsRetainedExceptOnCreate() throws Exception {
        create(template(book("U", "\"Name\":\"u\"", ",\"DeletionPolicy\":\"RetainExceptOnCreate\"")));
        String id = engine.stacks.find("s").orElseThrow().id;
        engine.stacks().delete("s", java.util.Set.of(), false, java.util.Optional.empty());
        await(id, StackStatus.DELETE_COMPLETE);
        assertThat(books).containsOnlyKeys("u");
    }
}
