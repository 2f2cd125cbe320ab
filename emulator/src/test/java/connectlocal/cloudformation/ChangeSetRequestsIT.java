package connectlocal.cloudformation;

import static connectlocal.cloudformation.Shelf.book;
import static connectlocal.cloudformation.Shelf.resource;
import static connectlocal.cloudformation.Shelf.template;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.shared.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** Change sets of stacks under review, named by ids, or of no stack that is named. */
@ExtendWith(Shared.class)
class ChangeSetRequestsIT {
    private final Shelf shelf;

    ChangeSetRequestsIT(Shelf shelf) {
        this.shelf = shelf;
    }

    @Test
    void getTemplate_withoutAStack_needsAChangeSetsId() {
        assertThat(shelf.refusal(c -> c.getTemplate(r -> {})))
                .isEqualTo("ValidationError: StackName is required if ChangeSetName is not specified.");
        assertThat(shelf.refusal(c -> c.getTemplate(r -> r.changeSetName("c"))))
                .isEqualTo("ValidationError: StackName is a required parameter.");
        String body = template(book("A", ""));
        String id = shelf.client
                .createChangeSet(r -> r.stackName("s")
                        .changeSetName("c")
                        .changeSetType(ChangeSetType.CREATE)
                        .templateBody(body))
                .id();
        assertThat(shelf.client.getTemplate(r -> r.changeSetName(id)).templateBody())
                .isEqualTo(body);
        assertThat(shelf.refusal(c -> c.getTemplate(r -> r.changeSetName(id + "x"))))
                .isEqualTo("ChangeSetNotFound: ChangeSet [" + id + "x] does not exist");
    }

    @Test
    void changeSet_ofAStackNamedByItsId_joinsOneUnderReviewAndNoDeletedOne() {
        String body = template(book("A", ""));
        String id = make("s", "c", ChangeSetType.CREATE, body);
        assertThat(make(id, "d", ChangeSetType.CREATE, body)).isEqualTo(id);
        shelf.client.executeChangeSet(r -> r.stackName(id).changeSetName("d"));
        shelf.end(id);
        String exists = "] already exists and cannot be created again with the changeSet [e].";
        assertThat(shelf.refusal(c -> make("s", "e", ChangeSetType.CREATE, body)))
                .isEqualTo("ValidationError: Stack [s" + exists);
        shelf.delete("s");
        assertThat(shelf.refusal(c -> make(id, "e", ChangeSetType.CREATE, body)))
                .isEqualTo("ValidationError: Stack [" + id + exists);
        assertThat(shelf.refusal(c -> make(id, "e", ChangeSetType.UPDATE, body)))
                .isEqualTo("ValidationError: Stack:" + id + " is in DELETE_COMPLETE state and can not be updated.");
    }

    @Test
    void createStack_overOneUnderReview_makesItAndLeavesTheChangeSetObsolete() throws Exception {
        String id = make("s", "c", ChangeSetType.CREATE, template(book("A", "")));
        String other = template(book("B", ""));
        assertThat(shelf.client
                        .createStack(r -> r.stackName("s").templateBody(other))
                        .stackId())
                .isEqualTo(id);
        var stack = shelf.end("s");
        assertThat(stack.stackStatus()).isEqualTo(StackStatus.CREATE_COMPLETE);
        assertThat(stack.changeSetId()).isNull();
        assertThat(shelf.books()).containsExactly("s_B");
        var set = shelf.changeSet("s", "c", false);
        assertThat(set.statusAsString() + " " + set.executionStatusAsString()).isEqualTo("CREATE_COMPLETE OBSOLETE");
        assertThat(shelf.refusal(c -> c.createStack(r -> r.stackName("s").templateBody(other))))
                .isEqualTo("AlreadyExistsException: Stack [s] already exists");
    }

    @Test
    void changeSet_scopes_areInOrder() throws Exception {
        shelf.create("s", template(book("A", "")));
        String more = ",\"Metadata\":{\"M\":1},\"UpdateReplacePolicy\":\"Retain\"";
        make(
                "s",
                "c",
                ChangeSetType.UPDATE,
                template(resource("A", "\"Shelf\":\"s\",\"Title\":\"A\",\"Pages\":1", more)));
        assertThat(shelf.changeSet("s", "c", false)
                        .changes()
                        .get(0)
                        .resourceChange()
                        .scopeAsStrings())
                .containsExactly("Metadata", "Properties", "UpdateReplacePolicy");
    }

    private String make(String stack, String name, ChangeSetType type, String body) {
        return shelf.client
                .createChangeSet(r -> r.stackName(stack)
                        .changeSetName(name)
                        .changeSetType(type)
                        .templateBody(body))
                .stackId();
    }
}
