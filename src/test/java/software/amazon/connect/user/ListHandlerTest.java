package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.InvalidRequest;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotFound;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.Throttling;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.connect.model.InstanceStatus;
import software.amazon.awssdk.services.connect.model.ListUsersRequest;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

class ListHandlerTest {
    private final Rig rig = new Rig();
    private final FakeConnect fake = rig.fake;

    private static ResourceModel in(String instance) {
        return ResourceModel.builder().instanceArn(instance).build();
    }

    private String addInstance(String id) {
        String arn = "arn:aws:connect:us-east-1:123456789012:instance/" + id;
        fake.instances.put(id, arn);
        return arn;
    }

    private List<String> createUsers(String instance, int count) {
        List<String> arns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ResourceModel user =
                    Samples.plain().toBuilder().username("user" + i).build();
            user.setInstanceArn(instance);
            user.setRoutingProfileArn(instance + "/routing-profile/rp");
            user.setSecurityProfileArns(java.util.Set.of(instance + "/security-profile/sp"));
            arns.add(rig.create(user).succeeded().model().getUserArn());
        }
        fake.forgetCalls();
        return arns;
    }

    private List<String> all(ResourceModel filter) {
        List<String> arns = new ArrayList<>();
        String token = null;
        int pages = 0;
        do {
            var page = rig.list(filter, token);
            assertThat(page.isSuccess()).as(page.toString()).isTrue();
            page.getResourceModels().forEach(model -> arns.add(model.getUserArn()));
            token = page.getNextToken();
            assertThat(++pages).isLessThan(100);
        } while (token != null);
        return arns;
    }

    @Test
    void list_instanceWithoutUsers_isEmptyNotNull() {
        var page = rig.list(in(FakeConnect.INSTANCE), null);
        assertThat(page.getResourceModels()).isNotNull().isEmpty();
        assertThat(page.getNextToken()).isNull();
    }

    @Test
    void list_instance_asksForTheLargestPages() {
        createUsers(FakeConnect.INSTANCE, 1);
        rig.list(in(FakeConnect.INSTANCE), null);
        assertThat(fake.requests(ListUsersRequest.class))
                .extracting(ListUsersRequest::maxResults)
                .containsExactly(1000);
    }

    @Test
    void list_instance_givesAllPagesAndReadableArns() {
        List<String> arns = createUsers(FakeConnect.INSTANCE, 5);
        fake.pageSize = 2;
        assertThat(all(in(FakeConnect.INSTANCE))).containsExactlyElementsOf(arns);
        assertThat(fake.operations()).containsExactly("ListUsers", "ListUsers", "ListUsers");
        arns.forEach(
                arn -> rig.read(ResourceModel.builder().userArn(arn).build()).succeeded());
    }

    @Test
    void list_instance_garbageTokenIsInvalidRequest() {
        assertThat(rig.list(in(FakeConnect.INSTANCE), "garbage").getErrorCode()).isEqualTo(InvalidRequest);
    }

    @Test
    void list_instanceOfAnotherAccount_isRefusedWithoutACall() {
        String theirs = FakeConnect.INSTANCE.replace("123456789012", "210987654321");
        var event = rig.list(in(theirs), null);
        assertThat(event.getErrorCode()).isEqualTo(InvalidRequest);
        assertThat(event.getMessage()).contains("InstanceArn", "210987654321", "123456789012");
        assertThat(fake.operations()).isEmpty();
    }

    @Test
    void list_unknownInstance_isNotFound() {
        String unknown = FakeConnect.INSTANCE.replace("1111-1111", "2222-2222");
        assertThat(rig.list(in(unknown), null).getErrorCode()).isEqualTo(NotFound);
    }

    @Test
    void list_region_walksAllInstancesThroughEmptyOnesAndPages() {
        List<String> arns = new ArrayList<>(createUsers(FakeConnect.INSTANCE, 3));
        addInstance("empty-1");
        addInstance("empty-2");
        arns.addAll(createUsers(addInstance("second"), 2));
        addInstance("empty-3");
        for (int pageSize : new int[] {1, 2, 3, 100}) {
            fake.pageSize = pageSize;
            assertThat(all(new ResourceModel())).as("pages of %d", pageSize).containsExactlyElementsOf(arns);
            assertThat(all(null)).containsExactlyElementsOf(arns);
        }
    }

    @Test
    void list_regionWithoutInstances_isEmpty() {
        fake.instances.clear();
        assertThat(rig.list(new ResourceModel(), null).getResourceModels()).isEmpty();
    }

    @Test
    void list_region_goesOnAfterAnInstanceThatWasDeletedMeanwhile() {
        fake.instances.put("half-deleted", "arn:aws:connect:us-east-1:123456789012:instance/half-deleted");
        List<String> arns = createUsers(addInstance("second"), 1);
        fake.fail("ListUsers", Fault.none(), Fault.refused("ResourceNotFoundException", 404, "Instance not found"));
        assertThat(all(new ResourceModel())).containsExactlyElementsOf(arns);
    }

    /** A list that says it is complete must not lack an instance's users. */
    @Test
    void list_region_instanceNotFoundOnce_isAskedForAgain() {
        List<String> arns = createUsers(FakeConnect.INSTANCE, 3);
        fake.pageSize = 2;
        fake.fail("ListUsers", Fault.none(), Fault.refused("ResourceNotFoundException", 404, "Instance not found"));
        assertThat(all(new ResourceModel())).containsExactlyElementsOf(arns);
    }

    @Test
    void list_region_instanceNotFoundTwice_hasNoUsers() {
        createUsers(FakeConnect.INSTANCE, 1);
        List<String> arns = createUsers(addInstance("second"), 1);
        fake.fail("ListUsers", 2, Fault.refused("ResourceNotFoundException", 404, "Instance not found"));
        assertThat(all(new ResourceModel())).containsExactlyElementsOf(arns);
    }

    @Test
    void list_region_tokensThatAreNotOursAreInvalidRequest() {
        fake.instances.clear();
        for (String token : List.of("garbage!", "Z2FyYmFnZQ", encode("a\nb"), encode("\n\nat-3"), encode("\ngone\n"))) {
            assertThat(rig.list(new ResourceModel(), token).getErrorCode())
                    .as(token)
                    .isEqualTo(InvalidRequest);
        }
    }

    private static String encode(String plain) {
        return Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void list_throttled_waitsThenFailsInTime() {
        fake.fail("ListUsers", 2, Fault.throttled());
        assertThat(rig.list(in(FakeConnect.INSTANCE), null).isSuccess()).isTrue();
        fake.fail("ListInstances", 50, Fault.throttled());
        assertThat(rig.list(new ResourceModel(), null).getErrorCode()).isEqualTo(Throttling);
    }

    @Test
    void list_region_goesOnAfterAnInstanceThatIsNotActive() {
        List<String> arns = new ArrayList<>(createUsers(FakeConnect.INSTANCE, 1));
        addInstance("in-the-making");
        fake.instanceStatus.put("in-the-making", InstanceStatus.CREATION_IN_PROGRESS);
        addInstance("broken");
        fake.instanceStatus.put("broken", InstanceStatus.CREATION_FAILED);
        arns.addAll(createUsers(addInstance("second"), 1));
        assertThat(all(new ResourceModel())).containsExactlyElementsOf(arns);
    }

    @Test
    void list_region_doesNotHideWhatAnActiveInstanceRefuses() {
        fake.fail("ListUsers", Fault.refused("InvalidRequestException", 400, "No"));
        assertThat(rig.list(new ResourceModel(), null).getErrorCode()).isEqualTo(InvalidRequest);
    }
}
