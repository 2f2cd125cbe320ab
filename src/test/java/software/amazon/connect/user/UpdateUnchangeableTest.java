package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.InvalidRequest;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotUpdatable;

import org.junit.jupiter.api.Test;
import software.amazon.cloudformation.Action;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

/** What no API of Connect can change: the password above all, which templates carry along in every update. */
class UpdateUnchangeableTest extends ExistingUser {
    private static final String OTHER_PASSWORD = "Another-Passw0rd";

    private ResourceModel password(String password) {
        return changed(model -> model.setPassword(password));
    }

    private void refused(ResourceModel previous, ResourceModel desired, String property) {
        var end = rig.update(previous, desired).end();
        assertThat(end.getErrorCode()).as(end.toString()).isEqualTo(NotUpdatable);
        assertThat(end.getMessage()).contains(property);
        assertThat(fake.operations()).noneMatch(name -> name.startsWith("Update"));
    }

    @Test
    void update_newPassword_isRefusedWithoutQuotingEither() {
        refused(password(Samples.PASSWORD), password(OTHER_PASSWORD), "Password");
        assertThat(rig.seen).doesNotContain(OTHER_PASSWORD, Samples.PASSWORD);
    }

    @Test
    void update_newPasswordWhileThrottled_isRefusedAllTheSame() {
        fake.fail("DescribeUser", 30, Fault.throttled());
        refused(password(Samples.PASSWORD), password(OTHER_PASSWORD), "Password");
    }

    @Test
    void update_newPasswordInARollback_isIgnored() {
        var request = Rig.request(password(OTHER_PASSWORD), password(Samples.PASSWORD));
        request.setRollback(true);
        rig.run(Action.UPDATE, request).succeeded();
    }

    @Test
    void update_passwordKnownToOneSideOnly_isIgnored() {
        rig.update(before, password(OTHER_PASSWORD)).succeeded();
        rig.update(password(Samples.PASSWORD), before).succeeded();
        rig.update(null, password(OTHER_PASSWORD)).succeeded();
        rig.update(password(Samples.PASSWORD), password(Samples.PASSWORD)).succeeded();
        assertThat(fake.operations()).containsOnly("DescribeUser", "ListUserProficiencies");
    }

    @Test
    void update_newName_isRefused() {
        refused(before, changed(model -> model.setUsername("grace")), "Username");
    }

    @Test
    void update_repeatedNameThatConnectShowsOtherwise_isNoChange() {
        fake.put(
                fake.only().user().toBuilder().username("ADA").build(),
                fake.only().levels());
        updated(model -> model.setTags(Samples.tags("New", "tag")));
        refused(before, changed(model -> model.setUsername("grace")), "Username");
    }

    @Test
    void update_ofAModelThatHadAnotherName_toTheOneThatConnectShows_isNoChange() {
        rig.update(changed(model -> model.setUsername("grace")), before).succeeded();
    }

    @Test
    void update_backToTheFormerDirectoryUserInARollback_isIgnored() {
        var request = Rig.request(
                changed(model -> model.setDirectoryUserId("directory-2")),
                changed(model -> model.setDirectoryUserId("directory-1")));
        request.setRollback(true);
        rig.run(Action.UPDATE, request).succeeded();
    }

    @Test
    void update_newInstance_isRefused() {
        refused(
                before,
                changed(model -> model.setInstanceArn(FakeConnect.INSTANCE.replace("1111-1111", "2222-2222"))),
                "InstanceArn");
    }

    @Test
    void update_newDirectoryUser_isRefusedAnAbsentOneIsNot() {
        refused(before, changed(model -> model.setDirectoryUserId("directory-2")), "DirectoryUserId");
        rig.update(before, changed(model -> model.setDirectoryUserId(null))).succeeded();
    }

    @Test
    void update_profileOfAnotherInstance_isInvalidRequest() {
        String foreign = Samples.routingProfile("rp-1").replace("1111-1111", "2222-2222");
        var end = rig.update(before, changed(model -> model.setRoutingProfileArn(foreign)))
                .end();
        assertThat(end.getErrorCode()).isEqualTo(InvalidRequest);
        assertThat(end.getMessage()).contains("RoutingProfileArn", foreign);
    }
}
