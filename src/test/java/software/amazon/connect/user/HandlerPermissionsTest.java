package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;
import software.amazon.connect.user.support.Schema;

/**
 * Every permission that the schema declares is needed. That no call needs another one is checked by {@link Rig} for
 * every handler in every test.
 */
class HandlerPermissionsTest {
    private final Rig rig = new Rig();
    private final FakeConnect fake = rig.fake;

    private void needsAll(String handler) {
        Set<String> declared = new TreeSet<>(Schema.permissions(handler));
        // ListInstances needs it on its own behalf: the service authorization reference names it as a dependent action.
        declared.remove("ds:DescribeDirectories");
        assertThat(Rig.permissionsOf(fake.log())).isEqualTo(declared);
    }

    @Test
    void create_needsWhatItDeclares() {
        fake.fail("CreateUser", Fault.answerLost()).fail("SearchUsers", Fault.staleRead(), Fault.staleRead());
        rig.create(Samples.full()).succeeded();
        needsAll("create");
    }

    @Test
    void read_needsWhatItDeclares() {
        rig.create(Samples.full()).succeeded();
        fake.forgetCalls();
        rig.read(ResourceModel.builder()
                        .instanceArn(FakeConnect.INSTANCE)
                        .username("ada")
                        .build())
                .succeeded();
        needsAll("read");
    }

    @Test
    void update_needsWhatItDeclares() {
        ResourceModel before = rig.create(Samples.full()).succeeded().model();
        fake.forgetCalls();
        ResourceModel desired = Samples.plain().toBuilder()
                .routingProfileArn(Samples.routingProfile("rp-2"))
                .securityProfileArns(Samples.securityProfiles("sp-3"))
                .phoneConfig(Samples.deskPhone())
                .identityInfo(UserIdentityInfo.builder().firstName("Grace").build())
                .tags(Samples.tags("Team", "Paris"))
                .userProficiencies(List.of(
                        Samples.proficiency("Language", "English", 1), Samples.proficiency("Language", "Thai", 1)))
                .build();
        rig.update(before, desired).succeeded();
        needsAll("update");
    }

    @Test
    void delete_needsWhatItDeclares() {
        rig.create(Samples.plain()).succeeded();
        fake.forgetCalls();
        rig.run(
                        software.amazon.cloudformation.Action.DELETE,
                        Rig.request(
                                ResourceModel.builder()
                                        .instanceArn(FakeConnect.INSTANCE)
                                        .username("ada")
                                        .build(),
                                null))
                .succeeded();
        needsAll("delete");
    }

    @Test
    void list_needsWhatItDeclares() {
        rig.list(new ResourceModel(), null);
        needsAll("list");
    }
}
