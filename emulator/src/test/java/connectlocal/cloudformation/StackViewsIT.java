package connectlocal.cloudformation;

import static connectlocal.cloudformation.Shelf.book;
import static connectlocal.cloudformation.Shelf.resource;
import static connectlocal.cloudformation.Shelf.template;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.shared.Shared;
import connectlocal.tiny.BookProvider;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.TypeSummary;

/** What can be asked of stacks, their operations and the types that there are. */
@ExtendWith(Shared.class)
class StackViewsIT {
    private final Shelf shelf;

    StackViewsIT(Shelf shelf) {
        this.shelf = shelf;
    }

    @Test
    void describeEvents_everyOperation_isToldApart() {
        shelf.create("s", template(book("A", ""), book("B", ",\"Wish\":\"CREATE deny\"")));
        var all = shelf.client.describeEvents(r -> r.stackName("s")).operationEvents();
        assertThat(all.stream().map(e -> e.operationTypeAsString()).distinct())
                .containsExactly("ROLLBACK", "CREATE_STACK");
        assertThat(all.stream().map(e -> e.operationId()).distinct()).hasSize(2);
        var failed = shelf.client
                .describeEvents(r -> r.stackName("s").filters(f -> f.failedEvents(true)))
                .operationEvents();
        assertThat(failed.stream().map(e -> e.logicalResourceId()))
                .contains("B")
                .hasSizeLessThan(all.size());
        String first = all.get(all.size() - 1).operationId();
        assertThat(shelf.client
                        .describeEvents(r -> r.operationId(first).stackName("s"))
                        .operationEvents())
                .isNotEmpty()
                .allMatch(e -> e.operationId().equals(first));
    }

    @Test
    void describeEvents_changeSetThatBreaksTheSchema_namesPathAndReason() throws Exception {
        var made = shelf.client.createChangeSet(r -> r.stackName("s")
                .changeSetName("c")
                .changeSetType(ChangeSetType.CREATE)
                .templateBody(template(resource(
                        "A", "\"Shelf\":\"s\",\"Colour\":1,\"Pages\":\"many\",\"Printed\":{\"At\":\"night\"}", ""))));
        assertThat(shelf.changeSet("s", "c", false).statusReason())
                .startsWith("The following hook(s)/validation failed: [AWS::EarlyValidation::PropertyValidation].");
        var events =
                shelf.client.describeEvents(r -> r.changeSetName(made.id())).operationEvents();
        assertThat(events.stream()
                        .filter(e -> e.eventTypeAsString().equals("VALIDATION_ERROR"))
                        .map(e -> e.validationStatusReason() + " (at " + e.validationPath() + ")"))
                .containsExactlyInAnyOrder(
                        "Required property [Title] not found (at /Resources/A/Properties)",
                        "Unsupported property [Colour] (at /Resources/A/Properties)",
                        "Unsupported property [At] (at /Resources/A/Properties/Printed)",
                        "expected type: Number, found: String (at /Resources/A/Properties/Pages)");
        assertThat(shelf.client
                        .describeEvents(r -> r.stackName("s").changeSetName("c"))
                        .operationEvents())
                .isEqualTo(events);
    }

    @Test
    void violationsOfManyResources_areNotAllTold() throws Exception {
        String keys = IntStream.range(0, 30).mapToObj(i -> ",\"K" + i + "\":1").collect(Collectors.joining());
        String body = template(book("A", keys), book("B", keys), book("C", keys));
        String id = shelf.client
                .createChangeSet(r -> r.stackName("s")
                        .changeSetName("c")
                        .changeSetType(ChangeSetType.CREATE)
                        .templateBody(body))
                .id();
        shelf.changeSet("s", "c", false);
        var reasons = shelf.client.describeEventsPaginator(r -> r.changeSetName(id)).operationEvents().stream()
                .filter(event -> event.eventTypeAsString().equals("VALIDATION_ERROR"))
                .map(event -> event.logicalResourceId() + " " + event.validationStatusReason())
                .toList();
        assertThat(reasons).hasSize(51).contains("B … and more").noneMatch(reason -> reason.startsWith("C"));
        assertThat(shelf.refusal(c -> c.createStack(r -> r.stackName("t").templateBody(body))))
                .contains("\n#: extraneous key [K0] is not permitted")
                .endsWith("\n… and more");
    }

    @Test
    void describeEvents_ofAChangeSetByName_areThoseOfNoOther() throws Exception {
        shelf.create("s", template(book("A", "")));
        for (String name : List.of("right", "wrong")) {
            String colour = name.equals("wrong") ? ",\"Colour\":1" : ",\"Pages\":1";
            shelf.client.createChangeSet(
                    r -> r.stackName("s").changeSetName(name).templateBody(template(book("A", colour))));
            shelf.changeSet("s", name, false);
        }
        assertThat(shelf.client
                        .describeEvents(r -> r.stackName("s").changeSetName("right"))
                        .operationEvents())
                .isEmpty();
        assertThat(shelf.client
                        .describeEvents(r -> r.stackName("s").changeSetName("wrong"))
                        .operationEvents())
                .hasSize(1)
                .allMatch(e -> e.validationStatusReason().contains("Colour"));
        assertThat(shelf.refusal(c -> c.describeEvents(r -> r.stackName("s").changeSetName("none"))))
                .isEqualTo("ChangeSetNotFound: ChangeSet [none] does not exist");
        assertThat(shelf.refusal(c -> c.describeEvents(r -> r.changeSetName("wrong"))))
                .isEqualTo("ValidationError: StackName must be specified if ChangeSetName is not specified as an ARN.");
    }

    @Test
    void describeEvents_ofAnOperation_needNoStack() {
        shelf.create("other", template(book("B", "")));
        shelf.create("s", template(book("A", "")));
        var all = shelf.client.describeEvents(r -> r.stackName("s")).operationEvents();
        assertThat(shelf.client
                        .describeEvents(r -> r.operationId(all.get(0).operationId()))
                        .operationEvents())
                .isEqualTo(all);
        assertThat(shelf.refusal(c -> c.describeEvents(r -> r.operationId("none"))))
                .isEqualTo("ValidationError: Operation [none] does not exist");
        assertThat(shelf.refusal(c -> c.describeEvents(r -> {})))
                .isEqualTo("ValidationError: One of ChangeSetName, OperationId or StackName must be specified.");
    }

    @Test
    void types_thatAreServed_areListedAndDescribed() {
        var types = shelf.client
                .listTypes(r -> r.filters(f -> f.typeNamePrefix("Test::Shelf")))
                .typeSummaries();
        assertThat(types.stream().map(t -> t.typeName())).containsExactly(BookProvider.TYPE, BookProvider.NARROW_TYPE);
        assertThat(shelf.client.listTypes(r -> r.provisioningType("IMMUTABLE")).typeSummaries())
                .extracting(TypeSummary::typeName)
                .containsExactly(BookProvider.FIXED_TYPE);
        var book = shelf.client.describeType(r -> r.typeName(BookProvider.TYPE).type("RESOURCE"));
        assertThat(book.provisioningTypeAsString()).isEqualTo("FULLY_MUTABLE");
        assertThat(book.schema()).contains("\"typeName\":\"Test::Shelf::Book\"");
        assertThat(shelf.client
                        .describeType(r -> r.typeName(BookProvider.FIXED_TYPE).type("RESOURCE"))
                        .provisioningTypeAsString())
                .isEqualTo("IMMUTABLE");
        assertThat(shelf.refusal(
                        c -> c.describeType(r -> r.typeName("No::Such::Type").type("RESOURCE"))))
                .isEqualTo("TypeNotFoundException: The type 'No::Such::Type' cannot be found.");
    }

    @Test
    void whatIsNotServed_isRefusedInWords() {
        assertThat(shelf.refusal(c -> c.createStackSet(r -> r.stackSetName("x"))))
                .startsWith("InvalidAction: CreateStackSet is not served here: stack sets deploy to other accounts");
        assertThat(shelf.refusal(c -> c.createStackRefactor(r -> r.description("x"))))
                .startsWith("InvalidAction: CreateStackRefactor is not served here: ");
        for (String type : new String[] {
            "AWS::CloudFormation::Stack",
            "AWS::CloudFormation::CustomResource",
            "Custom::Seed",
            "Acme::Team::Agents::MODULE",
            "AWS::CloudFormation::StackSet",
            "AWS::Connect::ContactFlow"
        }) {
            assertThat(shelf.refusal(c -> c.createStack(r ->
                            r.stackName("n").templateBody("{\"Resources\":{\"Inner\":{\"Type\":\"" + type + "\"}}}"))))
                    .startsWith("ValidationError: Template format error: Unrecognized resource types: [" + type
                            + "]. [/Resources/Inner/Type] ")
                    .contains("served here");
        }
        assertThat(shelf.refusal(c -> c.createStack(r ->
                        r.stackName("n").templateBody("{\"Resources\":{\"U\":{\"Type\":\"AWS::Connect::User\"}}}"))))
                .endsWith("[AWS::Connect::User]. [/Resources/U/Type] types are registered on the emulator's command"
                        + " line, with --provider JAR --schema FILE");
        String conditional = "{\"Conditions\":{\"No\":{\"Fn::Equals\":[1,2]}},\"Resources\":{" + book("A", "")
                + ",\"Inner\":{\"Type\":\"Custom::Seed\",\"Condition\":\"No\"}}}";
        assertThat(shelf.create("n", conditional).stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
    }

    @Test
    void typesThatAreNotHere_areNamedAllAtOnce_withWhatToDoOncePerReason() {
        String body = "{\"Resources\":{\"Code\":{\"Type\":\"AWS::Lambda::Function\"},"
                + "\"First\":{\"Type\":\"Custom::Seed\"},\"Second\":{\"Type\":\"Custom::Seed\"},"
                + "\"Inner\":{\"Type\":\"AWS::CloudFormation::Stack\"}," + book("A", "") + "}}";
        String refusal = shelf.refusal(c -> c.createStack(r -> r.stackName("n").templateBody(body)));
        assertThat(refusal)
                .startsWith("ValidationError: Template format error: Unrecognized resource types:"
                        + " [AWS::CloudFormation::Stack, AWS::Lambda::Function, Custom::Seed]. [/Resources/First/Type]"
                        + " custom resources are not served here")
                .contains(". [/Resources/Inner/Type] nested stacks are not served here")
                .doesNotContain("Second");
    }
}
