package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.connect.model.TagResourceRequest;
import software.amazon.awssdk.services.connect.model.TagResourceResponse;
import software.amazon.awssdk.services.connect.model.UpdateUserPhoneConfigRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserPhoneConfigResponse;
import software.amazon.connect.slice.model.DescribeUserRequest;
import software.amazon.connect.slice.model.DescribeUserResponse;
import software.amazon.connect.slice.model.User;
import software.amazon.connect.user.support.FakeConnect.Behaviour;
import software.amazon.connect.user.support.FakeConnectApi;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

/** Lists by channel and PhoneConfig where looks are late, or not allowed any more. */
class LateListsTest extends MirroredUser {
    /** What PhoneConfig would make of a list, were it sent again, is nothing that a look shows. */
    @Test
    void update_ofListAndPhoneConfig_waitsWhereOneMemberIsShownLate() {
        fake.behaviours.clear();
        fake.behaviours.add(Behaviour.PHONE_MIRRORS_LISTS);
        ResourceModel shown = live(30, Map.of("VOICE", 30));
        ResourceModel template = with(shown, model -> model.getPhoneConfig().setAfterContactWorkTimeLimit(null));
        lookLateAfter("UpdateUserConfig", user -> user.toBuilder()
                .phoneConfig(user.phoneConfig().toBuilder().autoAccept(false).build())
                .build());
        rig.update(template, with(template, model -> {
                    model.getPhoneConfig().setAutoAccept(true);
                    model.setAfterContactWorkConfigs(List.of(Samples.afterContactWork("VOICE", 60)));
                }))
                .succeeded();
        assertThat(times()).isEqualTo(Map.of("VOICE", 60));
    }

    /** A list that goes late is no member that is shown otherwise. */
    @Test
    void update_fromTheListToTheMember_waitsWhereTheListIsShownLate() {
        fake.behaviours.clear();
        ResourceModel a = live(0, LIST);
        ResourceModel b = with(a, it -> {
            it.setAfterContactWorkConfigs(null);
            it.getPhoneConfig().setAfterContactWorkTimeLimit(30);
        });
        var list = fake.only().user().afterContactWorkConfigs();
        lookLateAfter(
                "UpdateUserPhoneConfig",
                user -> user.toBuilder().afterContactWorkConfigs(list).build());
        rig.update(a, b).succeeded();
        assertThat(times()).isEmpty();
        assertThat(fake.only().user().phoneConfig().afterContactWorkTimeLimit()).isEqualTo(30);
    }

    /** For as long as looks that follow a call may be late, they show the user otherwise. */
    private void lookLateAfter(String call, UnaryOperator<User> shown) {
        int[] left = {9};
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public DescribeUserResponse describeUser(DescribeUserRequest request) {
                User user = super.describeUser(request).user();
                boolean late = writes().contains(call) && left[0]-- > 0;
                return DescribeUserResponse.builder()
                        .user(late ? shown.apply(user) : user)
                        .build();
            }
        };
    }

    /** Looks may stay at what there was between the two calls for as long as at what was before them. */
    @Test
    void update_ofListAndPhoneConfig_waitsWhereLooksShowTheUserBetweenItsCalls() {
        ResourceModel shown = live(0, Map.of("VOICE", 30, "CHAT", 60));
        ResourceModel template = with(shown, model -> model.getPhoneConfig().setAfterContactWorkTimeLimit(null));
        stayBetweenTheCalls(8);
        rig.update(template, with(template, model -> {
                    model.getPhoneConfig().setAutoAccept(true);
                    model.setAfterContactWorkConfigs(
                            List.of(Samples.afterContactWork("VOICE", 30), Samples.afterContactWork("CHAT", 90)));
                }))
                .succeeded();
        assertThat(times()).isEqualTo(Map.of("VOICE", 30, "CHAT", 90));
    }

    private void stayBetweenTheCalls(int looks) {
        User[] between = new User[1];
        int[] left = {looks};
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public UpdateUserPhoneConfigResponse updateUserPhoneConfig(UpdateUserPhoneConfigRequest request) {
                var answer = super.updateUserPhoneConfig(request);
                between[0] = between[0] == null ? fake.only().user() : between[0];
                return answer;
            }

            @Override
            public DescribeUserResponse describeUser(DescribeUserRequest request) {
                var answer = super.describeUser(request);
                return between[0] == null || left[0]-- <= 0
                        ? answer
                        : answer.toBuilder().user(between[0]).build();
            }
        };
    }

    /** The list says what PhoneConfig does, of fewer channels; nobody may look any more to see that it has more. */
    @Test
    void update_ofPhoneConfig_keepsTheChannelsOfTheList_alsoWhenNoLookIsAllowed() {
        ResourceModel shown = live(30, Map.of("VOICE", 30));
        ResourceModel template = with(shown, model -> model.getPhoneConfig().setAfterContactWorkTimeLimit(null));
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public TagResourceResponse tagResource(TagResourceRequest request) {
                fake.fail("DescribeUser", 100, Fault.accessDenied());
                return super.tagResource(request);
            }
        };
        rig.update(template, with(template, model -> {
                    model.getPhoneConfig().setAutoAccept(true);
                    model.setTags(Samples.tags("Team", "Paris"));
                }))
                .succeeded();
        assertThat(times()).isEqualTo(Map.of("VOICE", 30));
    }
}
