package connectlocal.cloudformation;

import static connectlocal.cloudformation.Shelf.book;
import static connectlocal.cloudformation.Shelf.resource;
import static connectlocal.cloudformation.Shelf.template;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.shared.Shared;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** Stacks from creation to deletion: what the handler is asked, what is left, and the events word for word. */
@ExtendWith(Shared.class)
class StackLifecycleIT {
    private static final String DENIED =
            "Resource handler returned message: \"not yours\" (RequestToken: T," + " HandlerErrorCode: AccessDenied)";

    private final Shelf shelf;

    StackLifecycleIT(Shelf shelf) {
        this.shelf = shelf;
    }

    @Test
    void createUpdateDelete_oneBook_hasTheEventsOfAws() throws Exception {
        assertThat(shelf.create("s", template(book("A", ""))).stackStatus()).isEqualTo(StackStatus.CREATE_COMPLETE);
        assertThat(shelf.events("s"))
                .containsExactly(
                        "s CREATE_IN_PROGRESS User Initiated",
                        "A CREATE_IN_PROGRESS",
                        "A CREATE_IN_PROGRESS Resource creation Initiated",
                        "A CREATE_COMPLETE",
                        "s CREATE_COMPLETE");
        assertThat(shelf.update("s", template(book("A", ",\"Pages\":7"))).stackStatus())
                .isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(shelf.lastEvents("s"))
                .containsExactly(
                        "s UPDATE_IN_PROGRESS User Initiated",
                        "A UPDATE_IN_PROGRESS",
                        "A UPDATE_COMPLETE",
                        "s UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
                        "s UPDATE_COMPLETE");
        assertThat(shelf.refusal(
                        c -> c.updateStack(r -> r.stackName("s").templateBody(template(book("A", ",\"Pages\":7.0"))))))
                .isEqualTo("ValidationError: No updates are to be performed.");
        var deleted = shelf.delete("s");
        assertThat(deleted.stackStatus()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(deleted.enableTerminationProtection()).isNull();
        assertThat(shelf.lastEvents(deleted.stackId()))
                .containsExactly(
                        "s DELETE_IN_PROGRESS User Initiated",
                        "A DELETE_IN_PROGRESS",
                        "A DELETE_COMPLETE",
                        "s DELETE_COMPLETE");
        assertThat(shelf.books()).isEmpty();
    }

    @Test
    void events_ofEveryOperation_areStrictlyNewerAndCarryTokenAndOperation() {
        shelf.client.createStack(
                r -> r.stackName("s").templateBody(template(book("A", ""))).clientRequestToken("tok"));
        shelf.end("s");
        var events = shelf.client.describeStackEvents(r -> r.stackName("s")).stackEvents();
        assertThat(events).allSatisfy(e -> assertThat(e.clientRequestToken()).isEqualTo("tok"));
        assertThat(events.stream().map(e -> e.operationId()).distinct())
                .hasSize(1)
                .doesNotContainNull();
        assertThat(events.stream().map(e -> e.timestamp().toEpochMilli()).distinct())
                .hasSameSizeAs(events);
        assertThat(events).isSortedAccordingTo((a, b) -> b.timestamp().compareTo(a.timestamp()));
    }

    @Test
    void update_anOutputsValueAlone_isAnUpdateWhereverTheValueComesFrom() {
        String before = "{\"Mappings\":{\"M\":{\"k\":{\"v\":\"one\"}}},\"Conditions\":{\"C\":{\"Fn::Equals\":[\"x\","
                + "\"x\"]}},\"Resources\":{" + book("A", "") + "},\"Outputs\":{\"Url\":{\"Value\":{\"Fn::If\":[\"C\","
                + "{\"Fn::FindInMap\":[\"M\",\"k\",\"v\"]},\"other\"]}}}}";
        shelf.create("s", before);
        assertThat(shelf.refusal(c -> c.updateStack(r -> r.stackName("s").templateBody(before))))
                .isEqualTo("ValidationError: No updates are to be performed.");
        var mapped = shelf.update("s", before.replace("one", "two"));
        assertThat(mapped.stackStatus()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(mapped.outputs().get(0).outputValue()).isEqualTo("two");
        var otherwise = shelf.update("s", before.replace("[\"x\",\"x\"]", "[\"x\",\"y\"]"));
        assertThat(otherwise.outputs().get(0).outputValue()).isEqualTo("other");
    }

    /** What an output is cannot always be told before: the update finds what is wrong with it. */
    @Test
    void update_toAnOutputThatCannotBeHad_isTakenBackWithTheReason() {
        String before = "{\"Conditions\":{\"C\":{\"Fn::Equals\":[\"x\",\"y\"]}},\"Resources\":{" + book("A", "")
                + "},\"Outputs\":{\"Url\":{\"Value\":{\"Fn::If\":[\"C\",{\"Fn::ImportValue\":\"gone\"},\"x\"]}}}}";
        shelf.create("s", before);
        shelf.client.updateStack(r -> r.stackName("s").templateBody(before.replace("\"y\"", "\"x\"")));
        assertThat(shelf.end("s").stackStatus()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(shelf.lastEvents("s").toString()).contains("No export named gone found");
    }

    @Test
    void update_createOnlyProperty_makesTheNewOneFirstAndDeletesTheOldOneInTheCleanUp() throws Exception {
        shelf.create("s", template(book("A", "")));
        shelf.update("s", template(resource("A", "\"Shelf\":\"s\",\"Title\":\"B\"", "")));
        assertThat(shelf.lastEvents("s"))
                .containsExactly(
                        "s UPDATE_IN_PROGRESS User Initiated",
                        "A UPDATE_IN_PROGRESS Requested update requires the creation of a new physical resource; hence"
                                + " creating one.",
                        "A UPDATE_IN_PROGRESS Resource creation Initiated",
                        "A UPDATE_COMPLETE",
                        "s UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
                        "A DELETE_IN_PROGRESS",
                        "A DELETE_COMPLETE",
                        "s UPDATE_COMPLETE");
        assertThat(shelf.books()).containsExactly("s_B");
    }

    @Test
    void update_failure_bringsEverythingBack() throws Exception {
        shelf.create("s", template(book("A", ",\"Words\":[\"x\"]"), book("B", "")));
        String failing = template(
                book("A", ",\"Words\":[\"y\"]"),
                resource("B", "\"Shelf\":\"s\",\"Title\":\"C\"", ",\"DependsOn\":\"A\""),
                resource("D", "\"Shelf\":\"s\",\"Title\":\"D\",\"Wish\":\"CREATE deny\"", ",\"DependsOn\":\"B\""));
        assertThat(shelf.update("s", failing).stackStatus()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(shelf.lastEvents("s"))
                .endsWith(
                        "D CREATE_FAILED " + DENIED,
                        "s UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [D].",
                        "A UPDATE_IN_PROGRESS",
                        "B UPDATE_COMPLETE",
                        "A UPDATE_COMPLETE",
                        "s UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
                        "D DELETE_COMPLETE",
                        "B DELETE_IN_PROGRESS",
                        "B DELETE_COMPLETE",
                        "s UPDATE_ROLLBACK_COMPLETE");
        assertThat(shelf.books()).containsExactly("s_A", "s_B");
        assertThat(shelf.book("A")).contains("[\"x\"]");
        var back = shelf.provider.asked("UPDATE", "A").get(1);
        assertThat(back.get("rollback").asBoolean()).isTrue();
        assertThat(back.at("/requestData/resourceProperties/Words/0").asText()).isEqualTo("x");
        assertThat(back.at("/requestData/previousResourceProperties/Words/0").asText())
                .isEqualTo("y");
    }

    @Test
    void crashes_onTheWay_areSurvivedOrRolledBack() throws Exception {
        assertThat(shelf.create("s", template(book("A", ",\"Wish\":\"CREATE crash:1\"")))
                        .stackStatus())
                .isEqualTo(StackStatus.CREATE_COMPLETE);
        assertThat(shelf.create("t", template(book("B", ""), book("C", ",\"Wish\":\"CREATE crash\"")))
                        .stackStatus())
                .isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(shelf.books()).containsExactly("s_A");
    }

    @Test
    void policies_retainedBooks_stayAndAreSkipped() throws Exception {
        shelf.create("s", template(resource("A", "\"Shelf\":\"s\",\"Title\":\"A\"", ",\"DeletionPolicy\":\"Retain\"")));
        shelf.update(
                "s",
                template(resource(
                        "A",
                        "\"Shelf\":\"s\",\"Title\":\"B\"",
                        ",\"DeletionPolicy\":\"Retain\",\"UpdateReplacePolicy\":\"Retain\"")));
        assertThat(shelf.events("s")).contains("A DELETE_SKIPPED");
        var deleted = shelf.delete("s");
        assertThat(shelf.lastEvents(deleted.stackId()))
                .containsExactly("s DELETE_IN_PROGRESS User Initiated", "A DELETE_SKIPPED", "s DELETE_COMPLETE");
        assertThat(shelf.books()).containsExactly("s_A", "s_B");
    }

    @Test
    void delete_thatFails_saysWhatRemainsAndCanRetainIt() throws Exception {
        shelf.create("s", template(book("A", ",\"Wish\":\"DELETE deny\""), book("B", "")));
        var failed = shelf.delete("s");
        assertThat(failed.stackStatus()).isEqualTo(StackStatus.DELETE_FAILED);
        assertThat(failed.stackStatusReason()).isEqualTo("The following resource(s) failed to delete: [A]. ");
        shelf.client.deleteStack(r -> r.stackName(failed.stackId()).retainResources("A"));
        assertThat(shelf.end(failed.stackId()).stackStatus()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(shelf.lastEvents(failed.stackId())).contains("A DELETE_SKIPPED");
        assertThat(shelf.books()).containsExactly("s_A");
    }

    @Test
    void secret_unchangedReference_isTheSameOnBothSidesAndNowhereElse() throws Exception {
        String secret = ",\"Secret\":\"{{resolve:secretsmanager:book}}\"";
        shelf.create("s", template(book("A", secret)));
        shelf.update("s", template(book("A", secret + ",\"Pages\":1")));
        var update = shelf.provider.asked("UPDATE", "A").get(0).get("requestData");
        assertThat(update.at("/resourceProperties/Secret").asText()).isEqualTo("first-secret");
        assertThat(update.at("/previousResourceProperties/Secret").asText()).isEqualTo("first-secret");
        assertThat(shelf.client.describeStackEvents(r -> r.stackName("s")).toString()
                        + shelf.client.getTemplate(r -> r.stackName("s")))
                .doesNotContain("first-secret")
                .contains("{{resolve:secretsmanager:book}}");
    }

    @Test
    void stackTags_withAReservedKey_areRefusedBeforeAnythingIsMade() {
        for (String key : List.of("aws:team", "AWS:team")) {
            assertThatThrownBy(() -> shelf.client.createStack(r -> r.stackName("s")
                            .templateBody(template(book("A", "")))
                            .tags(Tag.builder().key(key).value("x").build())))
                    .isInstanceOf(CloudFormationException.class)
                    .hasMessageContaining("aws: prefixed tag key names are not allowed for external use.");
        }
        assertThat(shelf.client.describeStacks().stacks()).isEmpty();
    }

    @Test
    void stackTags_changed_reachEveryBookWithThePreviousOnes() throws Exception {
        shelf.client.createStack(r -> r.stackName("s")
                .templateBody(template(book("A", "")))
                .tags(Tag.builder().key("team").value("blue").build()));
        shelf.end("s");
        shelf.client.updateStack(r -> r.stackName("s")
                .usePreviousTemplate(true)
                .tags(Tag.builder().key("team").value("red").build()));
        shelf.end("s");
        var update = shelf.provider.asked("UPDATE", "A").get(0);
        assertThat(update.at("/requestData/stackTags/team").asText()).isEqualTo("red");
        assertThat(update.at("/requestData/previousStackTags/team").asText()).isEqualTo("blue");
        assertThat(update.at("/requestData/logicalResourceId").asText()).isEqualTo("A");
        assertThat(update.get("stackId").asText()).contains(":stack/s/");
    }
}
