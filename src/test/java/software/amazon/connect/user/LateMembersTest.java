package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotStabilized;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.connect.slice.model.ApiAutoAcceptConfig;
import software.amazon.connect.slice.model.DescribeUserRequest;
import software.amazon.connect.slice.model.DescribeUserResponse;
import software.amazon.connect.slice.model.ListUserProficienciesRequest;
import software.amazon.connect.slice.model.ListUserProficienciesResponse;
import software.amazon.connect.slice.model.User;
import software.amazon.connect.user.support.FakeConnect.Behaviour;
import software.amazon.connect.user.support.FakeConnectApi;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

/** How writes end where some members are shown late and others at once, or otherwise than asked for. */
class LateMembersTest extends ExistingUser {
    /** Invocations in which it is told that something is kept otherwise; who is shown nothing new waits for 31. */
    private static final int SOON = 11;

    /** What is shown at once says nothing of what is shown late. */
    @ParameterizedTest
    @ValueSource(ints = {3, 6, 9})
    void update_oneMemberShownAtOnceAndOneLate_isSuccess(int late) {
        fake.fail("ListUserProficiencies", Fault.none()).fail("ListUserProficiencies", late, Fault.staleRead());
        rig.update(before, changed(model -> {
                    model.getIdentityInfo().setLastName("King");
                    model.setUserProficiencies(List.of(
                            Samples.proficiency("Language", "German", 5),
                            Samples.proficiency("Language", "English", 3),
                            Samples.proficiency("Language", "Thai", 2)));
                }))
                .succeeded();
        assertThat(fake.only().levels()).hasSize(3);
    }

    /** Each place is judged by what it showed itself, also where another of the same list has changed. */
    @Test
    void update_oneProficiencyGoneAtOnceAndOneAddedLate_isSuccess() {
        int[] looks = {0};
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public ListUserProficienciesResponse listUserProficiencies(ListUserProficienciesRequest request) {
                var answer = super.listUserProficiencies(request);
                boolean late = looks[0]++ < 8;
                return answer.toBuilder()
                        .userProficiencyList(answer.userProficiencyList().stream()
                                .filter(item -> !late || !item.attributeValue().equals("Thai"))
                                .toList())
                        .build();
            }
        };
        rig.update(
                        before,
                        changed(model -> model.setUserProficiencies(List.of(
                                Samples.proficiency("Language", "German", 5),
                                Samples.proficiency("Language", "Thai", 2)))))
                .succeeded();
    }

    /** Only a new user has shown nothing before. */
    @Test
    void update_whatIsToChangeIsShownNoMore_isNotStabilizedLongBeforePatienceEnds() {
        int[] looks = {0};
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public DescribeUserResponse describeUser(DescribeUserRequest request) {
                User user = super.describeUser(request).user();
                String group = looks[0]++ == 0 ? user.hierarchyGroupId() : null;
                return DescribeUserResponse.builder()
                        .user(user.toBuilder().hierarchyGroupId(group).build())
                        .build();
            }
        };
        Rig.Run run = rig.update(before, changed(it -> it.setHierarchyGroupArn(Samples.hierarchyGroup("hg-2"))));
        assertThat(failed(NotStabilized, run).getMessage()).contains("HierarchyGroupArn otherwise than asked for");
        assertThat(run.events()).hasSizeLessThan(SOON);
    }

    /** A late first look has hidden that there was something to change: what the previous model says was there too. */
    @ParameterizedTest
    @ValueSource(ints = {3, 6, 9})
    void update_backOfAPlaceThatTheFirstLookShowsAsBeforeBoth_isWaitedFor(int late) {
        ResourceModel other = changed(model -> model.getIdentityInfo().setLastName("King"));
        rig.update(before, other).succeeded();
        fake.forgetCalls();
        int[] looks = {0};
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public DescribeUserResponse describeUser(DescribeUserRequest request) {
                User user = super.describeUser(request).user();
                int look = looks[0]++;
                String first = look <= late ? "Ada" : user.identityInfo().firstName();
                String last = look == 0
                        ? "Lovelace"
                        : look <= late ? "King" : user.identityInfo().lastName();
                return DescribeUserResponse.builder()
                        .user(user.toBuilder()
                                .identityInfo(user.identityInfo().toBuilder()
                                        .firstName(first)
                                        .lastName(last)
                                        .build())
                                .build())
                        .build();
            }
        };
        ResourceModel desired = changed(model -> model.getIdentityInfo().setFirstName("Augusta"));
        rig.update(other, desired).succeeded();
        assertThat(fake.only().user().identityInfo().lastName()).isEqualTo("Lovelace");
        assertThat(fake.only().user().identityInfo().firstName()).isEqualTo("Augusta");
    }

    @Test
    void update_looksOfLongAgoAfterTheCalls_areWaitedFor() {
        int[] looks = {0};
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public DescribeUserResponse describeUser(DescribeUserRequest request) {
                User user = super.describeUser(request).user();
                boolean isOld = looks[0] == 1 || looks[0] == 2;
                looks[0]++;
                return DescribeUserResponse.builder()
                        .user(isOld ? user.toBuilder().routingProfileId("rp-9").build() : user)
                        .build();
            }
        };
        rig.update(before, changed(it -> it.setRoutingProfileArn(Samples.routingProfile("rp-2"))))
                .succeeded();
        assertThat(writes()).containsExactly("UpdateUserRoutingProfile");
    }

    /** Somebody's change that the first look hides, the one after our calls shows and the next one hides again. */
    @Test
    void update_ofWhatOnlyALookAfterTheCallsShows_isMended() {
        int[] looks = {0};
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public DescribeUserResponse describeUser(DescribeUserRequest request) {
                User user = super.describeUser(request).user();
                String profile = looks[0] == 0 || looks[0] == 2 ? "rp-1" : user.routingProfileId();
                looks[0]++;
                return DescribeUserResponse.builder()
                        .user(user.toBuilder().routingProfileId(profile).build())
                        .build();
            }
        };
        User user = fake.only().user();
        fake.write(fake.only().instanceId(), user.id(), it -> it.with(change -> change.routingProfileId("rp-9")));
        rig.update(before, changed(model -> model.setTags(Samples.tags("Team", "Paris", "Cost", "42"))))
                .succeeded();
        assertThat(fake.only().user().routingProfileId()).isEqualTo("rp-1");
    }

    /** What a call has changed in between is not what was there before. */
    @Test
    void writes_keptOtherwiseThanAskedForAndInterrupted_areNotStabilizedLongBeforePatienceEnds() {
        fake.behaviours.add(Behaviour.CUTS_LAST_NAMES);
        fake.fail("TagResource", 3, Fault.serverError());
        Rig.Run update = rig.update(before, changed(model -> {
            model.getIdentityInfo().setLastName("King of Lovelace");
            model.setTags(Samples.tags("Team", "Paris", "Cost", "42"));
        }));
        assertThat(failed(NotStabilized, update).getMessage()).contains("otherwise than asked for");
        fake.remove(before.getUserArn());
        fake.fail("AssociateUserProficiencies", Fault.refused("ResourceNotFoundException", 404, "x"));
        Rig.Run create = rig.create(Samples.full());
        assertThat(failed(NotStabilized, create).getMessage()).contains("otherwise than asked for");
    }

    @Test
    void update_oneMemberLateAndOneKeptOtherwise_namesTheLatterAlone() {
        fake.behaviours.add(Behaviour.CUTS_LAST_NAMES);
        fake.fail("ListUserProficiencies", Fault.none()).fail("ListUserProficiencies", 50, Fault.staleRead());
        Rig.Run run = rig.update(before, changed(model -> {
            model.getIdentityInfo().setLastName("King of Lovelace");
            model.setUserProficiencies(List.of(
                    Samples.proficiency("Language", "German", 5),
                    Samples.proficiency("Language", "English", 3),
                    Samples.proficiency("Language", "Thai", 2)));
        }));
        assertThat(failed(NotStabilized, run).getMessage())
                .contains("showing IdentityInfo.LastName otherwise than asked for");
        assertThat(run.events()).hasSizeLessThan(SOON);
    }

    /** Whatever of a new user is not shown yet: it is there, and a rollback would delete a good user. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 9})
    void create_membersShownLate_isSuccess(int late) {
        fake.remove(before.getUserArn());
        int[] looks = {0};
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public DescribeUserResponse describeUser(DescribeUserRequest request) {
                User user = super.describeUser(request).user();
                return DescribeUserResponse.builder()
                        .user(looks[0]++ < late ? bare(user) : user)
                        .build();
            }
        };
        assertThat(rig.create(Samples.full()).succeeded().events()).hasSize(late + 2);
    }

    /** A user as nobody has set anything in it. */
    private static User bare(User user) {
        return User.builder()
                .id(user.id())
                .arn(user.arn())
                .username(user.username())
                .phoneConfig(phone -> phone.autoAccept(false).afterContactWorkTimeLimit(0))
                .autoAcceptConfigs(ApiAutoAcceptConfig.builder()
                        .channel("VOICE")
                        .autoAccept(false)
                        .build())
                .build();
    }
}
