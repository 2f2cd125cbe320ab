package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** UpdateReplacePolicy alone says what becomes of a copy that has another in its place; DeletionPolicy does not. */
class ReplacementPolicyTest extends LibraryRig {
    private static final String RETAIN_DELETED = ",\"DeletionPolicy\":\"Retain\"";
    private static final String RETAIN_REPLACED = ",\"UpdateReplacePolicy\":\"Retain\"";
    private static final String FAILING = book("F", "\"Name\":\"f\"", ",\"DependsOn\":\"X\"");

    private static String x(String name, String policy) {
        return book("X", "\"Name\":\"" + name + "\"", policy);
    }

    private void rolledBack(String policy) throws Exception {
        create(template(x("old", policy)));
        refused.put("CREATE f", "AccessDenied");
        update(template(x("new", policy), FAILING), StackStatus.UPDATE_ROLLBACK_COMPLETE);
    }

    @Test
    void rollback_ofAReplacementUnderDeletionPolicyRetain_deletesTheNewCopy() throws Exception {
        rolledBack(RETAIN_DELETED);
        assertThat(eventsSince(StackStatus.UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS))
                .contains("X DELETE_COMPLETE id-new");
        assertThat(books).containsOnlyKeys("old");
    }

    @Test
    void rollback_ofAReplacementUnderUpdateReplacePolicyRetain_leavesTheNewCopy() throws Exception {
        rolledBack(RETAIN_REPLACED);
        assertThat(eventsSince(StackStatus.UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS))
                .contains("X DELETE_SKIPPED id-new");
        assertThat(books).containsOnlyKeys("new", "old");
    }

    /** The rollback gets stuck when X has gone back already. */
    private void stuck(String policy) throws Exception {
        create(template(x("old", policy), book("Y", "\"Name\":\"y\"", ",\"DependsOn\":\"X\"")));
        refused.put("UPDATE y", "AccessDenied");
        update(
                template(x("new", policy), book("Y", "\"Name\":\"y\",\"Pages\":1", ",\"DependsOn\":\"X\"")),
                StackStatus.UPDATE_ROLLBACK_FAILED);
        String id = engine.stacks.find("s").orElseThrow().id;
        engine.stacks().delete("s", Set.of(), false, Optional.empty());
        await(id, StackStatus.DELETE_COMPLETE);
    }

    @Test
    void deletion_ofAStackWhoseRollbackGotStuck_leavesTheNewCopyUnderUpdateReplacePolicyRetain() throws Exception {
        stuck(RETAIN_REPLACED);
        assertThat(books).containsOnlyKeys("new");
    }

    @Test
    void deletion_ofAStackWhoseRollbackGotStuck_leavesTheOldCopyUnderDeletionPolicyRetain() throws Exception {
        stuck(RETAIN_DELETED);
        assertThat(books).containsOnlyKeys("old");
    }
}
