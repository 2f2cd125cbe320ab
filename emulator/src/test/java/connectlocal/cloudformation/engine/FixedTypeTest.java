package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A type without an update handler: whatever is wrong with what was made of it, it can only be made anew. */
class FixedTypeTest extends LibraryRig {
    private static final String OLD = template(book("X", "\"Name\":\"x\""));
    private static final String NEW = template(book("X", "\"Name\":\"y\""));

    @Override
    String schema() {
        return super.schema().replace("\"update\":{\"permissions\":[]},", "");
    }

    @Test
    void successorThatWasHalfMade_isMadeAnew() throws Exception {
        create(OLD);
        killedWithTheName("y", NEW);
        books.remove("y");
        update(NEW, StackStatus.UPDATE_COMPLETE);
        assertThat(asked).contains("CREATE y").doesNotContain("UPDATE y");
        assertThat(books).containsOnlyKeys("y");
    }

    @Test
    void replacementThatWasRefused_isUndoneWithoutAskingForAnUpdate() throws Exception {
        create(OLD);
        refused.put("CREATE y", "AccessDenied");
        update(NEW, StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(asked).doesNotContain("UPDATE x");
        assertThat(books).containsOnlyKeys("x");
    }

    /** Nobody can have changed what was to be replaced. */
    @Test
    void replacementThatNeverGotAName_leavesWhatItWasToReplace() throws Exception {
        create(OLD);
        killedBeforeTheName("y", NEW);
        update(OLD, StackStatus.UPDATE_COMPLETE);
        assertThat(asked).isEmpty();
        assertThat(books).containsOnlyKeys("x");
    }

    /** What lives beside its successor is taken back, and not made once more. */
    @Test
    void replacementThatGotAName_isTakenBackByTheOldTemplate() throws Exception {
        create(OLD);
        killedWithTheName("y", NEW);
        asked.clear();
        update(OLD, StackStatus.UPDATE_COMPLETE);
        assertThat(asked).doesNotContain("CREATE x", "DELETE x");
        assertThat(books).containsOnlyKeys("x");
    }
}
