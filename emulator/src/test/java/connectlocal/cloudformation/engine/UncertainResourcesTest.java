package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an update was at work on when it broke off is not what the template says, and what attempts made has an end. */
class UncertainResourcesTest extends LibraryRig {
    private static final String OLD = template(book("X", "\"Name\":\"x\",\"Title\":\"old\""));
    private static final String NEW = template(book("X", "\"Name\":\"x\",\"Title\":\"new\""));
    private static final String V = book("V", "\"Name\":\"v\"");
    private static final String OTHER = template(book("X", "\"Name\":\"y\",\"Title\":\"new\""));

    @Test
    void updateThatBrokeOff_isMadeOnceMore() throws Exception {
        create(OLD);
        killedIn("UPDATE x", NEW);
        restarted();
        books.get("x").put("Title", "half");
        update(NEW, StackStatus.UPDATE_COMPLETE);
        assertThat(title("x")).isEqualTo("new");
        assertThat(resource("X").uncertain).isFalse();
    }

    @Test
    void updateThatBrokeOff_isTakenBackByTheFormerTemplate() throws Exception {
        create(OLD);
        killedIn("UPDATE x", NEW);
        restarted();
        update(OLD, StackStatus.UPDATE_COMPLETE);
        assertThat(title("x")).isEqualTo("old");
    }

    /** What else is written of the stack meanwhile says nothing of its resources. */
    @Test
    void updateThatBrokeOff_isMadeOnceMoreWhenTheStackWasWrittenMeanwhile() throws Exception {
        create(OLD);
        killedIn("UPDATE x", NEW);
        engine.settings().protect("s", true);
        restarted();
        books.get("x").put("Title", "half");
        update(NEW, StackStatus.UPDATE_COMPLETE);
        assertThat(title("x")).isEqualTo("new");
    }

    @Test
    void updateThatBrokeOff_isTakenBackByARollback() throws Exception {
        create(OLD);
        killedIn("UPDATE x", NEW);
        restarted();
        engine.rollbacks().rollback("s", false, Optional.empty());
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(title("x")).isEqualTo("old");
    }

    @Test
    void successorThatWasHalfMade_isBroughtToWhatTheTemplateSays() throws Exception {
        halfReplaced();
        books.get("y").put("Title", "half");
        update(OTHER, StackStatus.UPDATE_COMPLETE);
        assertThat(books).containsOnlyKeys("y");
        assertThat(title("y")).isEqualTo("new");
    }

    @Test
    void successorThatWasHalfMade_goesWhenAnotherOneTakesItsPlace() throws Exception {
        halfReplaced();
        update(template(book("X", "\"Name\":\"z\"")), StackStatus.UPDATE_COMPLETE);
        assertThat(books).containsOnlyKeys("z");
        assertThat(resource("X").now.physicalId()).isEqualTo("id-z");
    }

    /** It still lives, so there is no need of a third. */
    @Test
    void successorThatWasHalfMade_goesWhenTheTemplateWantsWhatItReplaced() throws Exception {
        halfReplaced();
        update(template(book("X", "\"Name\":\"x\",\"Title\":\"third\"")), StackStatus.UPDATE_COMPLETE);
        assertThat(books).containsOnlyKeys("x");
        assertThat(title("x")).isEqualTo("third");
        assertThat(asked).doesNotContain("CREATE x");
    }

    /** What the change set has seen of the successor says nothing of what it replaced. */
    @Test
    void successorThatWasHalfMade_goesWhenADriftAwareChangeSetWantsWhatItReplaced() throws Exception {
        halfReplaced();
        String third = template(book("X", "\"Name\":\"x\",\"Title\":\"third\""));
        carryOut("UPDATE", false, true, StackRequestBuilder.forStack("s", third).build());
        await("s", StackStatus.UPDATE_COMPLETE);
        assertThat(books).containsOnlyKeys("x");
        assertThat(title("x")).isEqualTo("third");
        assertThat(asked).doesNotContain("CREATE x");
    }

    /** What it was at rest says nothing of what the first of two failed attempts has made of it. */
    @Test
    void predecessor_thatAnEarlierAttemptChanged_isBroughtToWhatTheTemplateSays() throws Exception {
        String old = book("X", "\"Name\":\"x\",\"Title\":\"old\"");
        create(template(old, book("Y", "\"Name\":\"v\"")));
        refused.put("UPDATE v", "AccessDenied");
        String titled =
                template(book("X", "\"Name\":\"x\",\"Title\":\"new\""), book("Y", "\"Name\":\"v\",\"Pages\":1"));
        engine.stacks()
                .update(StackRequestBuilder.forStack("s", titled)
                        .disableRollback(true)
                        .build());
        await("s", StackStatus.UPDATE_FAILED);
        refused.clear();
        killedIn(
                "UPDATE v",
                template(book("X", "\"Name\":\"y\""), book("Y", "\"Name\":\"v\",\"Pages\":2", ",\"DependsOn\":\"X\"")));
        restarted();
        assertThat(resource("X").status).isEqualTo("UPDATE_COMPLETE");
        update(template(old, book("Y", "\"Name\":\"v\"")), StackStatus.UPDATE_COMPLETE);
        assertThat(books).containsOnlyKeys("v", "x");
        assertThat(title("x")).isEqualTo("old");
    }

    @Test
    void successorThatWasHalfMade_goesInARollback() throws Exception {
        halfReplaced();
        engine.rollbacks().rollback("s", false, Optional.empty());
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(books).containsOnlyKeys("x");
        assertThat(title("x")).isEqualTo("old");
    }

    /** The first of two attempts has made it, the second one makes another in its place. */
    @Test
    void newcomer_thatIsReplacedInTheSecondAttempt_goes() throws Exception {
        newcomer("");
        update(template(V, book("X", "\"Name\":\"y\"")), StackStatus.UPDATE_COMPLETE);
        assertThat(books).containsOnlyKeys("v", "y");
    }

    @Test
    void newcomer_thatIsReplacedInTheSecondAttempt_staysWhereItIsRetained() throws Exception {
        newcomer(",\"UpdateReplacePolicy\":\"Retain\"");
        update(
                template(V, book("X", "\"Name\":\"y\"", ",\"UpdateReplacePolicy\":\"Retain\"")),
                StackStatus.UPDATE_COMPLETE);
        assertThat(books).containsOnlyKeys("v", "x", "y");
    }

    @Test
    void newcomer_thatIsReplacedInTheSecondAttempt_goesInARollbackToo() throws Exception {
        newcomer("");
        refused.put("CREATE f", "AccessDenied");
        update(
                template(V, book("X", "\"Name\":\"y\""), book("F", "\"Name\":\"f\"", ",\"DependsOn\":\"X\"")),
                StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(books).containsOnlyKeys("v");
    }

    private void newcomer(String policy) throws Exception {
        create(template(V));
        refused.put("CREATE f", "AccessDenied");
        String first = template(V, book("X", "\"Name\":\"x\"", policy), book("F", "\"Name\":\"f\""));
        engine.stacks()
                .update(StackRequestBuilder.forStack("s", first)
                        .disableRollback(true)
                        .build());
        await("s", StackStatus.UPDATE_FAILED);
        assertThat(books).containsOnlyKeys("v", "x");
    }

    /** What an update makes half of; the template of that update. */
    private String halfMadeNewcomer() throws Exception {
        create(template(V));
        refusedOnce.put("CREATE x", "AccessDenied");
        halfDone.add("CREATE x");
        String both = template(V, book("X", "\"Name\":\"x\""));
        engine.stacks()
                .update(StackRequestBuilder.forStack("s", both)
                        .disableRollback(true)
                        .build());
        await("s", StackStatus.UPDATE_FAILED);
        return both;
    }

    /** The first attempt made half of it, the second one deleted that and was killed. */
    @Test
    void newcomer_thatIsDeletedToBeMadeAnew_isMadeAlthoughTheDeletionWasNotHeardOf() throws Exception {
        String both = halfMadeNewcomer();
        assertThat(books).containsOnlyKeys("v", "x");
        killedIn("DELETE x", both);
        restarted();
        assertThat(books).containsOnlyKeys("v");
        update(both, StackStatus.UPDATE_COMPLETE);
        assertThat(books).containsOnlyKeys("v", "x");
    }

    /** It is gone, and the next thing that was to be written of it is that it is made. */
    @Test
    void newcomer_thatIsDeletedToBeMadeAnew_isMadeAlthoughNothingWasWrittenSince() throws Exception {
        String both = halfMadeNewcomer();
        killedBefore("X-CREATE_IN_PROGRESS", "DELETE x", both);
        assertThat(books).containsOnlyKeys("v");
        update(both, StackStatus.UPDATE_COMPLETE);
        assertThat(books).containsOnlyKeys("v", "x");
    }

    @Test
    void bookThatWasTakenOver_butNotBroughtToTheTemplate_isUpdatedByTheNextAttempt() throws Exception {
        create(template(book("Y", "\"Name\":\"v\"")));
        books.put("x", Json.MAPPER.createObjectNode().put("Id", "id-x").put("Name", "x"));
        refused.put("UPDATE x", "AccessDenied");
        String both = template(
                book("Y", "\"Name\":\"v\""),
                book("X", "\"Name\":\"x\",\"Title\":\"new\"", ",\"DeletionPolicy\":\"Retain\""));
        carryOut(
                "UPDATE",
                true,
                false,
                StackRequestBuilder.forStack("s", both).disableRollback(true).build());
        await("s", StackStatus.UPDATE_FAILED);
        refused.clear();
        update(both, StackStatus.UPDATE_COMPLETE);
        assertThat(title("x")).isEqualTo("new");
    }

    /** Who looks at what lives must not take it for what nobody has. */
    @Test
    void predecessor_belongsToTheStack_asLongAsItLives() throws Exception {
        halfReplaced();
        assertThat(engine.resources().isManaged("id-x")).isTrue();
        assertThat(engine.resources().isManaged("id-y")).isTrue();
        assertThat(engine.resources().isManaged("id-z")).isFalse();
    }

    private void halfReplaced() throws Exception {
        create(OLD);
        killedWithTheName("y", OTHER);
        assertThat(resource("X").now.physicalId()).isEqualTo("id-y");
    }

    private String title(String name) {
        ObjectNode book = books.get(name);
        return book.path("Title").asText();
    }
}
