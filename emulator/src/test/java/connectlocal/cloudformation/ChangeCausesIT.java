package connectlocal.cloudformation;

import static connectlocal.cloudformation.Shelf.book;
import static connectlocal.cloudformation.Shelf.resource;
import static connectlocal.cloudformation.Shelf.template;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.shared.Shared;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.ResourceTargetDefinition;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** What change sets say of changes that come from elsewhere, as recorded on AWS with and without values. */
@ExtendWith(Shared.class)
class ChangeCausesIT {
    private static final String LATER = "{{changeSet:KNOWN_AFTER_APPLY}}";

    private final Shelf shelf;

    ChangeCausesIT(Shelf shelf) {
        this.shelf = shelf;
    }

    @Test
    void attributeOfWhatIsModified_isNamedWithoutValuesAlone() throws Exception {
        shelf.create("s", row(",\"Pages\":1"));
        String changed = row(",\"Pages\":2");
        assertThat(described("s", changed, false))
                .containsExactly(
                        "Modify A False: DirectModification Static null Pages",
                        "Modify B False: ResourceAttribute Dynamic A.Pages Pages",
                        "Modify C Conditional: ResourceAttribute Dynamic B.Id Title");
        assertThat(described("s", changed, true))
                .containsExactly("Modify A False: DirectModification Static null Pages");
        shelf.client.executeChangeSet(r -> r.stackName("s").changeSetName("c"));
        assertThat(shelf.end("s").stackStatus()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(shelf.book("B")).contains("\"Pages\":2");
    }

    @Test
    void referenceToWhatIsReplaced_hasItsCauseAndWithValuesTheChangeToo() throws Exception {
        shelf.create("s", template(book("A", ""), book("B", ",\"Words\":[{\"Ref\":\"A\"}]")));
        String changed = template(
                resource("A", "\"Shelf\":\"s\",\"Title\":\"A2\"", ""), book("B", ",\"Words\":[{\"Ref\":\"A\"}]"));
        assertThat(described("s", changed, false))
                .containsExactly(
                        "Modify A True: DirectModification Static null Title",
                        "Modify B False: ResourceReference Static A Words");
        assertThat(described("s", changed, true).get(1))
                .isEqualTo(
                        "Modify B False: DirectModification Dynamic null Words," + " ResourceReference Static A Words");
    }

    @Test
    void parameter_hasTwoDetailsEitherWay() throws Exception {
        String body = "{\"Parameters\":{\"P\":{\"Type\":\"Number\"}},\"Resources\":{"
                + book("A", ",\"Pages\":{\"Ref\":\"P\"}") + "}}";
        shelf.client.createStack(r -> r.stackName("s").templateBody(body).parameters(given("1")));
        shelf.end("s");
        shelf.client.createChangeSet(
                r -> r.stackName("s").changeSetName("c").templateBody(body).parameters(given("2")));
        String both = "Modify A False: DirectModification Dynamic null Pages, ParameterReference Static P Pages";
        assertThat(texts(shelf.changeSet("s", "c", false))).containsExactly(both);
        assertThat(texts(shelf.changeSet("s", "c", true))).containsExactly(both);
    }

    @Test
    void metadata_ofAParameter_hasTwoDetailsToo_andOneWhereTheTextChanged() throws Exception {
        String body = "{\"Parameters\":{\"P\":{\"Type\":\"Number\"}},\"Resources\":{"
                + resource("A", "\"Shelf\":\"s\",\"Title\":\"A\"", ",\"Metadata\":{\"Of\":{\"Fn::Sub\":\"${P}!\"}}")
                + "}}";
        shelf.client.createStack(r -> r.stackName("s").templateBody(body).parameters(given("1")));
        shelf.end("s");
        shelf.client.createChangeSet(
                r -> r.stackName("s").changeSetName("c").templateBody(body).parameters(given("2")));
        String both = "Modify A False: DirectModification Dynamic null Metadata, ParameterReference Static P Metadata";
        assertThat(texts(shelf.changeSet("s", "c", false))).containsExactly(both);
        assertThat(texts(shelf.changeSet("s", "c", true))).containsExactly(both);
        assertThat(shelf.changeSet("s", "c", false)
                        .changes()
                        .get(0)
                        .resourceChange()
                        .scopeAsStrings())
                .containsExactly("Metadata");
        shelf.client.deleteChangeSet(r -> r.stackName("s").changeSetName("c"));
        shelf.client.createChangeSet(r -> r.stackName("s")
                .changeSetName("c")
                .templateBody(body.replace("!", "?"))
                .parameters(given("1")));
        assertThat(texts(shelf.changeSet("s", "c", false)))
                .containsExactly("Modify A False: DirectModification Static null Metadata");
    }

    @Test
    void joinOfASplit_ofWhatIsNotKnown_isAWarningWithValuesAlone() throws Exception {
        String split = ",\"Words\":[{\"Fn::Join\":[\"-\",{\"Fn::Split\":[\"_\",{\"Fn::GetAtt\":[\"A\",\"Id\"]}]}]}]";
        String body = template(book("A", ""), book("B", split));
        shelf.client.createChangeSet(r -> r.stackName("s")
                .changeSetName("c")
                .changeSetType(ChangeSetType.CREATE)
                .templateBody(body));
        var withValues = shelf.changeSet("s", "c", true);
        assertThat(withValues.statusReason())
                .isEqualTo("[WARN] --include-property-values option can return incomplete ChangeSet data because:"
                        + " ChangeSet creation failed for resource [B] because: Template error: every Fn::Join object"
                        + " requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a"
                        + " function that returns a list of strings (such as Fn::GetAZs) to be joined.");
        assertThat(withValues.changes().get(1).resourceChange().afterContext()).contains(LATER);
        assertThat(shelf.changeSet("s", "c", false).statusReason()).isNull();
        shelf.client.executeChangeSet(r -> r.stackName("s").changeSetName("c"));
        assertThat(shelf.end("s").stackStatus()).isEqualTo(StackStatus.CREATE_COMPLETE);
        assertThat(shelf.book("B")).contains("s-A");
        assertThat(described("s", body.replace("\"-\"", "\"+\""), true)).hasSize(1);
        assertThat(shelf.changeSet("s", "c", true).statusReason()).isNull();
    }

    @Test
    void contexts_whatIsNotKnown_takesTheWholeOfAJoinAndOfWhatIsRemoved() throws Exception {
        String both = template(
                book("A", ""),
                book("B", ",\"Words\":[{\"Fn::Join\":[\"-\",[\"x\",{\"Fn::GetAtt\":[\"A\",\"Id\"]}]]}]"));
        shelf.client.createChangeSet(r -> r.stackName("s")
                .changeSetName("c")
                .changeSetType(ChangeSetType.CREATE)
                .templateBody(both));
        assertThat(shelf.changeSet("s", "c", true)
                        .changes()
                        .get(1)
                        .resourceChange()
                        .afterContext())
                .contains("\"Words\":[\"" + LATER + "\"]");
        shelf.client.executeChangeSet(r -> r.stackName("s").changeSetName("c"));
        shelf.end("s");
        described("s", template(book("A", "")), true);
        assertThat(shelf.changeSet("s", "c", true)
                        .changes()
                        .get(0)
                        .resourceChange()
                        .beforeContext())
                .contains("\"Words\":[\"" + LATER + "\"]");
    }

    @Test
    void export_thatNobodyHas_isAWarningAndEndsTheOperationBeforeTheFirstBook() throws Exception {
        String body = template(book("A", ""), book("B", ",\"Secret\":{\"Fn::ImportValue\":\"nowhere\"}"));
        shelf.client.createChangeSet(r -> r.stackName("s")
                .changeSetName("c")
                .changeSetType(ChangeSetType.CREATE)
                .templateBody(body));
        assertThat(shelf.changeSet("s", "c", true).statusReason())
                .isEqualTo("[WARN] --include-property-values option can return incomplete ChangeSet data because:"
                        + " ChangeSet creation failed for resource [B] because: No export named nowhere");
        assertThat(shelf.changeSet("s", "c", false).statusReason()).isNull();
        shelf.client.executeChangeSet(r -> r.stackName("s").changeSetName("c"));
        var stack = shelf.end("s");
        assertThat(stack.stackStatus()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(stack.changeSetId()).isNull();
        assertThat(stack.deletionTime()).isNotNull();
        assertThat(stack.lastOperations().stream().map(o -> o.operationTypeAsString()))
                .containsExactly("ROLLBACK", "CREATE_STACK");
        assertThat(shelf.lastEvents("s"))
                .containsExactly(
                        "s CREATE_IN_PROGRESS User Initiated",
                        "s ROLLBACK_IN_PROGRESS No export named nowhere found. Rollback requested by user.",
                        "s ROLLBACK_COMPLETE");
        assertThat(shelf.books()).isEmpty();
        shelf.create("t", template(book("C", "")));
        assertThat(shelf.update("t", body.replace("\"A\"", "\"C\"")).stackStatus())
                .isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(shelf.lastEvents("t")).contains("t UPDATE_ROLLBACK_IN_PROGRESS No export named nowhere found.");
        assertThat(shelf.books()).containsExactly("s_C");
    }

    @Test
    void attributes_areWhatTheHandlerShowsButNoSecret() throws Exception {
        String body = template(book("A", ",\"Pages\":3,\"Secret\":\"hidden\""));
        shelf.create(
                "s", body.replaceFirst("\\}$", ",\"Outputs\":{\"O\":{\"Value\":{\"Fn::GetAtt\":[\"A\",\"Pages\"]}}}}"));
        assertThat(shelf.end("s").outputs().get(0).outputValue()).isEqualTo("3");
        String secret = body.replace("\"A\"", "\"B\"")
                .replaceFirst("\\}$", ",\"Outputs\":{\"O\":{\"Value\":{\"Fn::GetAtt\":[\"B\",\"Secret\"]}}}}");
        assertThat(shelf.create("t", secret).stackStatus()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(shelf.lastEvents("t").toString()).contains("does not support attribute {Secret}");
    }

    @Test
    void cleanUp_eventsOfDeletions_sayNothingOfProperties() throws Exception {
        shelf.create("s", template(book("A", ""), book("B", "")));
        shelf.update("s", template(book("B", "")));
        var deleted = shelf.client.describeStackEvents(r -> r.stackName("s")).stackEvents().stream()
                .filter(e -> e.resourceStatusAsString().startsWith("DELETE"))
                .toList();
        assertThat(deleted).hasSize(2).allMatch(e -> e.resourceProperties() == null);
        assertThat(shelf.end("s").lastOperations().stream().map(o -> o.operationTypeAsString()))
                .containsExactly("UPDATE_STACK");
    }

    /** Three books, of which each takes something from the one before. */
    private static String row(String more) {
        return template(
                book("A", more),
                book("B", ",\"Pages\":{\"Fn::GetAtt\":[\"A\",\"Pages\"]}"),
                resource("C", "\"Shelf\":\"s\",\"Title\":{\"Fn::GetAtt\":[\"B\",\"Id\"]}", ""));
    }

    /** Makes the change set anew: one that was carried out, or deleted, has given its name up. */
    private List<String> described(String stack, String body, boolean withValues) throws Exception {
        if (shelf.client.listChangeSets(r -> r.stackName(stack)).summaries().stream()
                .anyMatch(s -> s.executionStatusAsString().equals("AVAILABLE"))) {
            shelf.client.deleteChangeSet(r -> r.stackName(stack).changeSetName("c"));
        }
        shelf.client.createChangeSet(r -> r.stackName(stack).changeSetName("c").templateBody(body));
        return texts(shelf.changeSet(stack, "c", withValues));
    }

    private static List<String> texts(DescribeChangeSetResponse set) {
        return set.changes().stream()
                .map(c -> c.resourceChange())
                .map(c -> c.actionAsString() + " " + c.logicalResourceId() + " " + c.replacementAsString() + ": "
                        + String.join(
                                ", ",
                                c.details().stream()
                                        .map(d -> d.changeSourceAsString() + " " + d.evaluationAsString() + " "
                                                + d.causingEntity() + " "
                                                + what(d.target()))
                                        .toList()))
                .toList();
    }

    private static String what(ResourceTargetDefinition target) {
        return target.name() == null ? target.attributeAsString() : target.name();
    }

    private static Parameter given(String value) {
        return Parameter.builder().parameterKey("P").parameterValue(value).build();
    }
}
