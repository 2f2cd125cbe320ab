package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.ServiceLimitExceeded;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.connect.model.SearchUsersRequest;
import software.amazon.awssdk.services.connect.model.SearchUsersResponse;
import software.amazon.awssdk.services.connect.model.UserSearchSummary;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.FakeConnectApi;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

/** Looking for the user of a lost answer where the index of searches shows a deleted one, or is not to be asked. */
class CreateLookUpTest {
    private static final String GHOST = "99999999-9999-9999-9999-999999999999";

    private final Rig rig = new Rig();
    private final FakeConnect fake = rig.fake;

    @BeforeEach
    void loseTheAnswer() {
        fake.fail("CreateUser", Fault.serverErrorAfterCommit());
    }

    /** An index that still has a deleted user of that name, and shows the new one behind it or not at all. */
    private void indexShowsAGhost(boolean alone) {
        var ghost = UserSearchSummary.builder()
                .id(GHOST)
                .arn(FakeConnect.INSTANCE + "/agent/" + GHOST)
                .username("ada")
                .build();
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public SearchUsersResponse searchUsers(SearchUsersRequest request) {
                List<UserSearchSummary> real = super.searchUsers(request).users();
                return SearchUsersResponse.builder()
                        .users(
                                alone
                                        ? List.of(ghost)
                                        : Stream.concat(Stream.of(ghost), real.stream())
                                                .toList())
                        .build();
            }
        };
    }

    @Test
    void create_answerLostAndTheIndexShowsADeletedUserAlone_adoptsTheUserOfTheList() {
        indexShowsAGhost(true);
        adopted();
        assertThat(fake.operations()).contains("ListUsers");
    }

    @Test
    void create_answerLostAndTheIndexShowsADeletedUserFirst_adoptsTheOther() {
        indexShowsAGhost(false);
        adopted();
        assertThat(fake.operations()).doesNotContain("ListUsers");
    }

    @Test
    void create_answerLostAndSearchThrottledForGood_adoptsTheUserOfTheList() {
        fake.fail("SearchUsers", 1_000, Fault.throttled());
        adopted();
    }

    @Test
    void create_answerLostAndSearchDenied_adoptsTheUserOfTheList() {
        fake.fail("SearchUsers", 1_000, Fault.accessDenied());
        adopted();
    }

    /** What cannot be seen may be seen later, also when the next call was refused for another reason. */
    @Test
    void create_answerLostThenDeniedAndNothingToBeSeenForAWhile_adoptsTheUser() {
        fake.fail("CreateUser", Fault.accessDenied());
        fake.fail("SearchUsers", 9, Fault.serverError()).fail("ListUsers", 6, Fault.serverError());
        adopted();
    }

    /** The user that is looked for may be the one that holds the last place. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 6})
    void create_answerLostLastPlaceTakenAndTheListLate_adoptsTheUser(int late) {
        fake.fail("CreateUser", 100, Fault.limitExceeded());
        fake.fail("SearchUsers", 1_000, Fault.staleRead()).fail("ListUsers", late, Fault.staleRead());
        adopted();
    }

    @Test
    void create_lastPlaceTakenAndNobodyFound_isToldWhenTheTimeIsUp() {
        fake.heal();
        fake.fail("CreateUser", Fault.requestLost()).fail("CreateUser", 100, Fault.limitExceeded());
        var end = rig.create(Samples.plain()).end();
        assertThat(end.getErrorCode()).isEqualTo(ServiceLimitExceeded);
        assertThat(end.getMessage()).contains("was lost", "import it by InstanceArn and Username, or delete it");
        assertThat(fake.clock.millis()).isBetween(29_000L, 34_000L);
    }

    @Test
    void read_byNameWhereTheIndexShowsADeletedUserFirst_readsTheOther() {
        adopted();
        indexShowsAGhost(false);
        ResourceModel named = ResourceModel.builder()
                .instanceArn(FakeConnect.INSTANCE)
                .username("ada")
                .build();
        assertThat(rig.read(named).succeeded().model().getUserArn())
                .isEqualTo(fake.only().user().arn());
    }

    private void adopted() {
        String made = rig.create(Samples.plain()).succeeded().model().getUserArn();
        assertThat(made).isEqualTo(fake.only().user().arn());
    }
}
