package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.state.Contents;
import connectlocal.state.Keep;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The tags of a stack that its resources have are those of the last attempt at each of them, not of its last rest. */
class StackTagsTest extends LibraryRig {
    private static final String BOTH = template(book("X", "\"Name\":\"x\""), book("Y", "\"Name\":\"y\""));

    private void begin() throws Exception {
        engine.stacks()
                .create(StackRequestBuilder.forStack("s", BOTH)
                        .tags(Map.of("team", "a"))
                        .build());
        await("s", StackStatus.CREATE_COMPLETE);
        assertThat(tags.get("x")).isEqualTo(Map.of("team", "a"));
    }

    private void retag(Map<String, String> wanted, StackStatus end) throws Exception {
        retag(BOTH, wanted, end);
    }

    private void retag(String template, Map<String, String> wanted, StackStatus end) throws Exception {
        engine.stacks()
                .update(StackRequestBuilder.forStack("s", template)
                        .tags(wanted)
                        .disableRollback(true)
                        .build());
        await("s", end);
    }

    private void failed() throws Exception {
        begin();
        refused.put("UPDATE y", "AccessDenied");
        retag(Map.of("b", "1"), StackStatus.UPDATE_FAILED);
        assertThat(tags.get("x")).isEqualTo(Map.of("b", "1"));
        assertThat(resource("X").now.stackTags()).isEqualTo(Map.of("b", "1"));
    }

    @Test
    void updateToTheFormerTags_afterAFailedOne_bringsThemBack() throws Exception {
        failed();
        refused.clear();
        retag(Map.of("team", "a"), StackStatus.UPDATE_COMPLETE);
        assertThat(tags.get("x")).isEqualTo(Map.of("team", "a"));
    }

    @Test
    void updateToOtherTags_afterAFailedOne_leavesNoneOfTheEarlier() throws Exception {
        failed();
        killed();
        refused.clear();
        retag(Map.of("c", "1"), StackStatus.UPDATE_COMPLETE);
        assertThat(tags.get("x")).isEqualTo(Map.of("c", "1"));
        assertThat(tags.get("y")).isEqualTo(Map.of("c", "1"));
    }

    @Test
    void rollback_afterTwoFailedUpdates_leavesTheTagsOfNeither() throws Exception {
        failed();
        retag(Map.of("c", "1"), StackStatus.UPDATE_FAILED);
        refused.clear();
        engine.rollbacks().rollback("s", false, Optional.empty());
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(tags.get("x")).isEqualTo(Map.of("team", "a"));
        assertThat(tags.get("y")).isEqualTo(Map.of("team", "a"));
    }

    /** Nobody knows which of both a handler that broke off has written. */
    @Test
    void updateToOtherTags_afterOneThatBrokeOff_leavesNoneOfTheEarlier() throws Exception {
        halfTagged();
        retag(Map.of("c", "1"), StackStatus.UPDATE_COMPLETE);
        assertThat(tags.get("x")).isEqualTo(Map.of("c", "1"));
    }

    @Test
    void updateThatFails_afterOneThatBrokeOff_goesBackToTheTagsOfTheLastRest() throws Exception {
        halfTagged();
        refusedOnce.put("UPDATE x", "AccessDenied");
        retag(Map.of("c", "1"), StackStatus.UPDATE_FAILED);
        assertThat(tags.get("x")).isEqualTo(Map.of("team", "a"));
    }

    @Test
    void rollbackOfADriftAwareUpdate_afterAFailedOne_leavesTheTagsOfNeither() throws Exception {
        failed();
        carryOut(
                "UPDATE",
                false,
                true,
                StackRequestBuilder.forStack("s", BOTH)
                        .tags(Map.of("c", "1"))
                        .disableRollback(true)
                        .build());
        await("s", StackStatus.UPDATE_FAILED);
        assertThat(tags.get("x")).isEqualTo(Map.of("c", "1"));
        refused.clear();
        engine.rollbacks().rollback("s", false, Optional.empty());
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(tags.get("x")).isEqualTo(Map.of("team", "a"));
    }

    /** Neither the update nor the way back was heard of. */
    private void halfTagged() throws Exception {
        begin();
        refused.put("UPDATE x", "AccessDenied");
        retag(Map.of("b", "1"), StackStatus.UPDATE_FAILED);
        refused.clear();
        tags.get("x").put("b", "1");
    }

    /** As an emulator wrote it that knew nothing of the tags of single resources. */
    private void forgotten() throws Exception {
        Keep keep = Keep.in(changes -> {}, new Contents(), seal);
        synchronized (written) {
            for (var change : written.changes()) {
                if (change.thing().contains(KeptStacks.RESOURCE)) {
                    Piece piece = Piece.read(change.value(), keep);
                    for (String which : new String[] {"Now", "Before"}) {
                        if (piece.secret().get(which) instanceof ObjectNode deployed) {
                            assertThat(deployed.remove("StackTags")).isNotNull();
                        }
                    }
                    written.apply(new connectlocal.state.Journal.Change(change.thing(), piece.sealed(keep)));
                }
            }
        }
        killed();
        assertThat(resource("X").status).isNotNull();
    }

    @Test
    void updateToNoTags_ofAStackThatAnOlderEmulatorWrote_takesThemAway() throws Exception {
        begin();
        forgotten();
        retag(Map.of(), StackStatus.UPDATE_COMPLETE);
        assertThat(tags.get("x")).isEmpty();
    }

    @Test
    void rollback_ofAFailedUpdateThatAnOlderEmulatorWrote_bringsTheFormerTagsBack() throws Exception {
        failed();
        refused.clear();
        forgotten();
        engine.rollbacks().rollback("s", false, Optional.empty());
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(tags.get("x")).isEqualTo(Map.of("team", "a"));
    }

    @Test
    void update_ofWhatAFailedOneHadNotComeTo_inAStackThatAnOlderEmulatorWrote_tagsIt() throws Exception {
        String chain = template(book("X", "\"Name\":\"x\"", ",\"DependsOn\":\"Y\""), book("Y", "\"Name\":\"y\""));
        create(chain);
        refused.put("UPDATE y", "AccessDenied");
        retag(chain, Map.of("b", "1"), StackStatus.UPDATE_FAILED);
        assertThat(asked).doesNotContain("UPDATE x");
        refused.clear();
        forgotten();
        retag(chain, Map.of("b", "1"), StackStatus.UPDATE_COMPLETE);
        assertThat(tags.get("x")).isEqualTo(Map.of("b", "1"));
    }
}
