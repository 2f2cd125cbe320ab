package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What failed attempts have made is the stack's as long as nothing that has a name has taken its place. */
class UnnamedSuccessorTest extends LibraryRig {
    private static final String RETAIN = ",\"DeletionPolicy\":\"Retain\"";
    private static final String V = book("V", "\"Name\":\"v\"");

    private static String x(String name, String policy) {
        return template(V, book("X", "\"Name\":\"" + name + "\"", policy));
    }

    /** The first attempt makes X and fails elsewhere. */
    private void newcomer(String policy) throws Exception {
        create(template(V));
        refused.put("CREATE f", "AccessDenied");
        String both = template(V, book("X", "\"Name\":\"x\"", policy), book("F", "\"Name\":\"f\""));
        engine.stacks()
                .update(StackRequestBuilder.forStack("s", both)
                        .disableRollback(true)
                        .build());
        await("s", StackStatus.UPDATE_FAILED);
        assertThat(books).containsOnlyKeys("v", "x");
    }

    @Test
    void newcomer_whoseSuccessorNeverGotAName_livesWhenTheNextAttemptWantsIt() throws Exception {
        newcomer("");
        killedBeforeTheName("y", x("y", ""));
        update(x("x", ""), StackStatus.UPDATE_COMPLETE);
        assertThat(books).containsOnlyKeys("v", "x");
        assertThat(resource("X").now.physicalId()).isEqualTo("id-x");
    }

    @Test
    void newcomer_whoseSuccessorNeverGotAName_staysInADeletionWhereItIsRetained() throws Exception {
        newcomer(RETAIN);
        killedBeforeTheName("y", x("y", RETAIN));
        String id = engine.stacks.find("s").orElseThrow().id;
        engine.stacks().delete("s", Set.of(), false, Optional.empty());
        await(id, StackStatus.DELETE_COMPLETE);
        assertThat(books).containsOnlyKeys("x");
    }

    @Test
    void newcomer_whoseSuccessorWasRefused_staysInTheRollbackWhereItIsRetained() throws Exception {
        newcomer(RETAIN);
        refused.put("CREATE y", "AccessDenied");
        update(x("y", RETAIN), StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(books).containsOnlyKeys("v", "x");
    }

    @Test
    void successor_whoseOwnSuccessorNeverGotAName_livesWhenTheNextAttemptWantsIt() throws Exception {
        create(x("x", ""));
        killedWithTheName("y", x("y", ""));
        killedBeforeTheName("z", x("z", ""));
        update(x("y", ""), StackStatus.UPDATE_COMPLETE);
        assertThat(books).containsOnlyKeys("v", "y");
    }
}
