package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LONG;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.InvalidRequest;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotFound;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.Throttling;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

class ReadHandlerTest {
    private final Rig rig = new Rig();
    private final FakeConnect fake = rig.fake;

    private ResourceModel created(ResourceModel model) {
        ResourceModel created = rig.create(model).succeeded().model();
        fake.forgetCalls();
        return created;
    }

    private static ResourceModel byArn(String arn) {
        return ResourceModel.builder().userArn(arn).build();
    }

    private static ResourceModel byName(String name) {
        return ResourceModel.builder()
                .instanceArn(FakeConnect.INSTANCE)
                .username(name)
                .build();
    }

    @Test
    void read_byArnAlone_showsEverythingInTwoCalls() {
        ResourceModel created = created(Samples.full());
        assertThat(rig.read(byArn(created.getUserArn())).succeeded().model()).isEqualTo(created);
        assertThat(fake.operations()).containsExactly("DescribeUser", "ListUserProficiencies");
    }

    @Test
    void read_byInstanceAndName_showsTheSame() {
        ResourceModel created = created(Samples.full());
        assertThat(rig.read(byName("ada")).succeeded().model()).isEqualTo(created);
        assertThat(fake.operations()).containsExactly("SearchUsers", "DescribeUser", "ListUserProficiencies");
    }

    @Test
    void read_nameInOtherCase_isNotFound() {
        created(Samples.plain());
        assertThat(rig.read(byName("ADA")).end().getErrorCode()).isEqualTo(NotFound);
    }

    @Test
    void read_unknownUser_isNotFound() {
        assertThat(rig.read(byArn(FakeConnect.INSTANCE + "/agent/nobody")).end().getErrorCode())
                .isEqualTo(NotFound);
        assertThat(rig.read(byName("nobody")).end().getErrorCode()).isEqualTo(NotFound);
    }

    @Test
    void read_noIdentifier_isInvalidRequestThatSaysWhatIsMissing() {
        var end = rig.read(ResourceModel.builder().username("ada").build()).end();
        assertThat(end.getErrorCode()).isEqualTo(InvalidRequest);
        assertThat(end.getMessage()).contains("UserArn", "InstanceArn", "Username");
        assertThat(rig.read(byArn("ada")).end().getErrorCode()).isEqualTo(InvalidRequest);
        assertThat(fake.log()).isEmpty();
    }

    @Test
    void read_plainUser_hasNeitherGroupNorEmptyValues() {
        ResourceModel model = rig.read(byArn(created(Samples.plain()).getUserArn()))
                .succeeded()
                .model();
        assertThat(model.getHierarchyGroupArn()).isNull();
        assertThat(model.getTags()).isNull();
        assertThat(model.getUserProficiencies()).isNull();
        assertThat(model.getIdentityInfo()).isNull();
    }

    @Test
    void read_systemTags_areNotShown() {
        created(Samples.full());
        var stored = fake.only();
        String arn = fake.put(
                        stored.user().toBuilder()
                                .tags(Map.of("aws:cloudformation:stack-name", "s", "Team", "t"))
                                .build(),
                        stored.levels())
                .toString();
        assertThat(rig.read(byArn(arn)).succeeded().model().getTags()).isEqualTo(Samples.tags("Team", "t"));
    }

    @Test
    void read_securityProfilesInAnyOrder_areShownSorted() {
        created(Samples.full());
        var stored = fake.only();
        var shuffled = stored.user().toBuilder()
                .securityProfileIds("sp-3", "sp-1", "sp-2")
                .build();
        String arn = fake.put(shuffled, stored.levels()).toString();
        assertThat(rig.read(byArn(arn)).succeeded().model().getSecurityProfileArns())
                .containsExactly(
                        Samples.securityProfiles("sp-1", "sp-2", "sp-3").toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"VOICE,CHAT,TASK,EMAIL", "EMAIL,TASK,CHAT,VOICE", "CHAT,VOICE,EMAIL,TASK"})
    void read_listsByChannel_keepConnectsOrder(String order) {
        ResourceModel desired = Samples.plain();
        desired.setAutoAcceptConfigs(Stream.of(order.split(","))
                .map(channel -> Samples.autoAccept(channel, true))
                .toList());
        assertThat(rig.read(created(desired)).succeeded().model().getAutoAcceptConfigs())
                .extracting(AutoAcceptConfig::getChannel)
                .containsExactly(order.split(","));
    }

    @Test
    void read_manyProficiencies_showsAllPages() {
        ResourceModel created = created(Samples.full());
        fake.pageSize = 1;
        assertThat(rig.read(byArn(created.getUserArn())).succeeded().model().getUserProficiencies())
                .hasSize(2);
        assertThat(fake.operations()).containsExactly("DescribeUser", "ListUserProficiencies", "ListUserProficiencies");
    }

    @Test
    void read_throttledForGood_failsWithThrottlingInTime() {
        ResourceModel created = created(Samples.plain());
        fake.fail("DescribeUser", 100, Fault.throttled());
        assertThat(rig.read(byArn(created.getUserArn())).end().getErrorCode()).isEqualTo(Throttling);
        assertThat(fake.clock.millis()).isBetween(5_000L, 10_000L);
    }

    @Test
    void read_otherPartition_readsWhatConnectCallsSo() {
        fake.instances.put(FakeConnect.INSTANCE_ID, inGovCloud(FakeConnect.INSTANCE));
        ResourceModel desired = Rig.parse(inGovCloud(Rig.json(Samples.full())), new TypeReference<ResourceModel>() {});
        var create = Rig.request(desired, null);
        create.setAwsPartition("aws-us-gov");
        ResourceModel created = rig.run(Action.CREATE, create).succeeded().model();
        var read = Rig.request(byArn(created.getUserArn()), null);
        read.setAwsPartition("aws-us-gov");
        ResourceModel shown = rig.run(Action.READ, read).succeeded().model();
        assertThat(shown.getUserArn()).startsWith("arn:aws-us-gov:connect:us-gov-west-1:");
        assertThat(shown.getRoutingProfileArn()).startsWith("arn:aws-us-gov:connect:us-gov-west-1:");
    }

    private static String inGovCloud(String text) {
        return text.replace("arn:aws:connect:us-east-1", "arn:aws-us-gov:connect:us-gov-west-1");
    }

    /** The API takes ids alone, so whatever else an ARN says must be compared. */
    @ParameterizedTest
    @CsvSource({
        "arn:aws:, arn:aws-cn:, InvalidRequest",
        ":us-east-1:, :eu-west-2:, NotFound",
        ":123456789012:, :210987654321:, InvalidRequest"
    })
    void readAndDelete_arnThatIsNotConnectsOwn_touchNothing(String own, String other, HandlerErrorCode code) {
        String arn = created(Samples.plain()).getUserArn().replace(own, other);
        assertThat(rig.read(byArn(arn)).end().getErrorCode()).isEqualTo(code);
        assertThat(rig.delete(arn).end().getErrorCode()).isEqualTo(code);
        assertThat(fake.users()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"210987654321, aws", "123456789012, aws-cn"})
    void readAndDelete_arnOfAnotherAccountThanTheRequests_areRefusedBeforeAnyCall(String account, String partition) {
        String arn = created(Samples.plain()).getUserArn();
        fake.forgetCalls();
        for (Action action : List.of(Action.READ, Action.UPDATE, Action.DELETE)) {
            var request = Rig.request(byArn(arn), null);
            request.setAwsAccountId(account);
            request.setAwsPartition(partition);
            var end = rig.run(action, request).end();
            assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.InvalidRequest);
            assertThat(end.getMessage()).contains("UserArn", account, partition);
        }
        assertThat(fake.log()).isEmpty();
    }

    @Test
    void read_userThatOneAnswerDoesNotFind_isShown() {
        ResourceModel created = created(Samples.plain());
        Fault gone = Fault.refused("ResourceNotFoundException", 404, "Not found");
        fake.fail("DescribeUser", gone);
        rig.read(byArn(created.getUserArn())).succeeded();
        fake.fail("SearchUsers", gone);
        rig.read(byName("ada")).succeeded();
        fake.fail("DescribeUser", gone, gone);
        assertThat(rig.read(byArn(created.getUserArn())).end().getErrorCode()).isEqualTo(NotFound);
    }

    @Test
    void read_userThatIsNotThere_isNotFoundAfterOnePause() {
        rig.read(byArn(FakeConnect.INSTANCE + "/agent/nobody"));
        assertThat(fake.operations()).containsExactly("DescribeUser", "DescribeUser");
        assertThat(fake.clock.sleeps()).singleElement(LONG).isBetween(500L, 1_000L);
    }

    /** Clients forget a user that is said not to be there. */
    @Test
    void read_proficienciesThatAreNotFound_sayNothingOfAUserThatIsShown() {
        ResourceModel created = created(Samples.plain());
        Fault gone = Fault.refused("ResourceNotFoundException", 404, "Not found");
        fake.fail("ListUserProficiencies", gone);
        assertThat(rig.read(byArn(created.getUserArn())).end().getErrorCode())
                .isEqualTo(HandlerErrorCode.ServiceInternalError);
        fake.fail("ListUserProficiencies", gone).fail("DescribeUser", Fault.none(), gone, gone);
        assertThat(rig.read(byArn(created.getUserArn())).end().getErrorCode()).isEqualTo(NotFound);
    }

    @Test
    void read_whereAnOperationIsUnknown_isNotThatTheUserIs() {
        ResourceModel created = created(Samples.plain());
        fake.fail("ListUserProficiencies", Fault.refused("UnknownOperationException", 404, "No such operation"));
        assertThat(rig.read(byArn(created.getUserArn())).end().getErrorCode())
                .isEqualTo(HandlerErrorCode.GeneralServiceException);
    }
}
