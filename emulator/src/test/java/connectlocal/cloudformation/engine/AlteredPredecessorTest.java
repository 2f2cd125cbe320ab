package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What one attempt has changed and the next one replaces is what it is, not what it was at rest. */
class AlteredPredecessorTest extends LibraryRig {
    private static final String Y = book("Y", "\"Name\":\"v\"");
    private static final String F = book("F", "\"Name\":\"f\"", ",\"DependsOn\":\"X\"");

    private static String x(String name, String title) {
        return book("X", "\"Name\":\"" + name + "\",\"Title\":\"" + title + "\"");
    }

    /** The first attempt changes X and its tags, and fails elsewhere. */
    private void altered() throws Exception {
        engine.stacks()
                .create(StackRequestBuilder.forStack("s", template(x("x", "old"), Y))
                        .tags(Map.of("team", "a"))
                        .build());
        await("s", StackStatus.CREATE_COMPLETE);
        refused.put("UPDATE v", "AccessDenied");
        engine.stacks()
                .update(StackRequestBuilder.forStack("s", template(x("x", "new"), Y))
                        .tags(Map.of("b", "1"))
                        .disableRollback(true)
                        .build());
        await("s", StackStatus.UPDATE_FAILED);
        assertThat(books.get("x").path("Title").asText()).isEqualTo("new");
        assertThat(tags.get("x")).isEqualTo(Map.of("b", "1"));
        refused.clear();
    }

    private void assertAsAtFirst() {
        assertThat(books).containsOnlyKeys("v", "x");
        assertThat(books.get("x").path("Title").asText()).isEqualTo("old");
        assertThat(tags.get("x")).isEqualTo(Map.of("team", "a"));
        assertThat(resource("X").now.stackTags()).isEqualTo(Map.of("team", "a"));
    }

    @Test
    void rollback_ofItsReplacement_changesItBack() throws Exception {
        altered();
        refused.put("CREATE f", "AccessDenied");
        update(template(x("y", "new"), Y, F), StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertAsAtFirst();
    }

    @Test
    void rollback_ofItsReplacement_afterARestart_changesItBack() throws Exception {
        altered();
        killedWithTheName("y", template(x("y", "new"), Y));
        engine.rollbacks().rollback("s", false, java.util.Optional.empty());
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertAsAtFirst();
    }

    @Test
    void rollback_thatCannotChangeItBack_canGoOn() throws Exception {
        altered();
        refused.put("CREATE f", "AccessDenied");
        refusedOnce.put("UPDATE x", "AccessDenied");
        update(template(x("y", "new"), Y, F), StackStatus.UPDATE_ROLLBACK_FAILED);
        engine.rollbacks().continueRollback("s", java.util.Set.of(), java.util.Optional.empty());
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertAsAtFirst();
    }

    @Test
    void update_thatTakesItBack_takesAwayWhatTheFirstAttemptTagged() throws Exception {
        altered();
        killedWithTheName("y", template(x("y", "new"), Y));
        engine.stacks()
                .update(StackRequestBuilder.forStack("s", template(x("x", "new"), Y))
                        .tags(Map.of("c", "1"))
                        .build());
        await("s", StackStatus.UPDATE_COMPLETE);
        assertThat(books).containsOnlyKeys("v", "x");
        assertThat(tags.get("x")).isEqualTo(Map.of("c", "1"));
    }
}
