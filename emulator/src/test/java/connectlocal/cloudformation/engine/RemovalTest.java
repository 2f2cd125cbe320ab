package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.AwsError;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What cannot be deleted does not save what it needs from being tried, each with its events. */
class RemovalTest extends LibraryRig {
    private static final String NEEDED = book("P", "\"Name\":\"p\"");
    private static final String NEEDING = book("U", "\"Name\":\"u\"", ",\"DependsOn\":\"P\"");
    private static final String OTHER = book("O", "\"Name\":\"o\"");

    @Test
    void deletion_thatFails_goesOnWithWhatTheFailedOneNeeds() throws Exception {
        create(template(NEEDED, NEEDING));
        refused.put("DELETE u", "AccessDenied");
        engine.stacks().delete("s", Set.of(), false, Optional.empty());
        await("s", StackStatus.DELETE_FAILED);
        assertThat(engine.stacks.find("s").orElseThrow().reason)
                .isEqualTo("The following resource(s) failed to delete: [U]. ");
        assertThat(resource("P").status).isEqualTo("DELETE_COMPLETE");
        assertThat(asked).containsSubsequence("DELETE u", "DELETE p");
        assertThat(books).containsOnlyKeys("u");
    }

    @Test
    void deletion_thatIsToRetainWhatIsDeletedAlready_isRefused() throws Exception {
        create(template(NEEDED, NEEDING));
        refused.put("DELETE u", "AccessDenied");
        engine.stacks().delete("s", Set.of(), false, Optional.empty());
        await("s", StackStatus.DELETE_FAILED);
        assertThatThrownBy(() -> engine.stacks().delete("s", Set.of("P", "U"), false, Optional.empty()))
                .isInstanceOf(AwsError.class)
                .hasMessage("The specified resources to retain must be in a valid state. Do not specify resources that"
                        + " are in the DELETE_COMPLETE state: [P]");
        String id = engine.stacks.find("s").orElseThrow().id;
        engine.stacks().delete("s", Set.of("U"), false, Optional.empty());
        await(id, StackStatus.DELETE_COMPLETE);
        assertThat(books).containsOnlyKeys("u");
    }

    @Test
    void cleanUpOfAnUpdate_deletesWhatTheFailedOneNeeds() throws Exception {
        create(template(NEEDED, NEEDING, OTHER));
        refused.put("DELETE u", "AccessDenied");
        update(template(OTHER), StackStatus.UPDATE_COMPLETE);
        assertThat(eventsSince(StackStatus.UPDATE_COMPLETE_CLEANUP_IN_PROGRESS))
                .filteredOn(event -> !event.endsWith("PROGRESS id-u"))
                .containsSubsequence(
                        "U DELETE_FAILED id-u",
                        "U DELETE_FAILED id-u",
                        "U DELETE_FAILED id-u",
                        "P DELETE_IN_PROGRESS id-p",
                        "P DELETE_COMPLETE id-p");
        assertThat(books).containsOnlyKeys("o", "u");
    }

    @Test
    void cleanUpOfARollback_deletesWhatTheFailedOneNeeds() throws Exception {
        create(template(OTHER));
        refused.put("DELETE u", "AccessDenied");
        refused.put("CREATE f", "AccessDenied");
        update(
                template(OTHER, NEEDED, NEEDING, book("F", "\"Name\":\"f\"", ",\"DependsOn\":\"U\"")),
                StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(books).containsOnlyKeys("o", "u");
    }
}
