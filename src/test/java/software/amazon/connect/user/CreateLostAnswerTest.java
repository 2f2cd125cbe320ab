package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.AlreadyExists;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.GeneralServiceException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.connect.slice.model.CreateUserRequest;
import software.amazon.connect.slice.model.CreateUserResponse;
import software.amazon.connect.slice.model.User;
import software.amazon.connect.user.model.RequestTranslator;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.FakeConnectApi;
import software.amazon.connect.user.support.FakeUserCalls;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.RandomModels;
import software.amazon.connect.user.support.Samples;

/** CreateUser has no client token: what becomes of a creation whose answer did not arrive. */
class CreateLostAnswerTest {
    private final Rig rig = new Rig();
    private final FakeConnect fake = rig.fake;

    static Stream<Arguments> lost() {
        return Stream.of(
                Arguments.of("connection broken", Fault.answerLost()),
                Arguments.of("answer too late", Fault.answerTooLate()),
                Arguments.of("500", Fault.serverErrorAfterCommit()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lost")
    void create_answerLost_adoptsTheUser(String name, Fault fault) {
        fake.fail("CreateUser", fault);
        rig.create(Samples.full()).succeeded();
        assertThat(fake.requests(CreateUserRequest.class)).hasSize(1);
        assertThat(fake.only().levels()).hasSize(2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lost")
    void create_answerLostAndSearchBehind_adoptsTheUserAfterTheDuplicate(String name, Fault fault) {
        fake.fail("CreateUser", fault).fail("SearchUsers", Fault.staleRead(), Fault.staleRead());
        rig.create(Samples.full()).succeeded();
        assertThat(fake.operations()).contains("ListUsers");
        assertThat(fake.users()).hasSize(1);
    }

    /** A success that names nobody: the user is there all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"", "arn:aws:connect:us-east-1:123456789012:elsewhere"})
    void create_answeredWithoutAUsersName_adoptsTheUser(String arn) {
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public CreateUserResponse createUser(CreateUserRequest request) {
                super.createUser(request);
                return CreateUserResponse.builder()
                        .userArn(arn.isEmpty() ? null : arn)
                        .build();
            }
        };
        String made = rig.create(Samples.plain()).succeeded().model().getUserArn();
        assertThat(made).isEqualTo(fake.only().user().arn());
    }

    @Test
    void create_answerLostAndDescribeBehind_adoptsTheUser() {
        fake.fail("CreateUser", Fault.answerLost()).fail("DescribeUser", Fault.staleRead(), Fault.staleRead());
        rig.create(Samples.plain()).succeeded();
        assertThat(fake.users()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void create_answerLostAndTheUserShownInPart_adoptsItOnceItIsShownWhole(int looks) {
        fake.fail("CreateUser", Fault.serverErrorAfterCommit());
        fake.looksWithoutTags = looks;
        Rig.Run run = rig.create(Samples.full()).succeeded();
        assertThat(run.model().getUserArn()).isEqualTo(fake.only().user().arn());
        assertThat(fake.only().levels()).hasSize(2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void create_answerLostTheNextRefusedAndTheUserShownInPart_adoptsIt(String name, Fault refusal, int times) {
        fake.fail("CreateUser", Fault.serverErrorAfterCommit()).fail("CreateUser", times, refusal);
        fake.looksWithoutTags = 2;
        Rig.Run run = rig.create(Samples.full()).succeeded();
        assertThat(run.model().getUserArn()).isEqualTo(fake.only().user().arn());
    }

    @Test
    void create_answerLostAndTheUserFoundAfterSomeLooks_adoptsIt() {
        fake.fail("CreateUser", Fault.serverErrorAfterCommit());
        fake.fail("SearchUsers", 3, Fault.staleRead()).fail("ListUsers", 3, Fault.staleRead());
        rig.create(Samples.full()).succeeded();
        assertThat(fake.only().levels()).hasSize(2);
    }

    /** Half a minute is the invocation's whole budget. */
    @Test
    void create_answerLostAndTheUserNeverShownWhole_looksUntilTheEndAndSaysWhatToLookFor() {
        fake.fail("CreateUser", Fault.serverErrorAfterCommit());
        fake.looksWithoutTags = 1_000;
        var end = rig.create(Samples.full()).end();
        assertThat(end.getErrorCode()).isEqualTo(AlreadyExists);
        assertThat(end.getMessage()).contains("was lost", "import it by InstanceArn and Username, or delete it");
        assertThat(fake.clock.millis()).isBetween(29_000L, 34_000L);
    }

    @Test
    void create_answerLostAndLookupThrottled_adoptsTheUser() {
        fake.fail("CreateUser", Fault.answerLost()).fail("SearchUsers", 2, Fault.throttled());
        rig.create(Samples.plain()).succeeded();
        assertThat(fake.users()).hasSize(1);
    }

    /** Refusals of the second call, none of which says what became of the first. */
    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("last place taken", Fault.limitExceeded(), 1),
                Arguments.of("no longer allowed", Fault.accessDenied(), 1),
                Arguments.of("throttled to the end", Fault.throttled(), 200));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void create_answerLostAndTheNextRefused_adoptsTheUser(String name, Fault refusal, int times) {
        fake.fail("CreateUser", Fault.serverErrorAfterCommit()).fail("CreateUser", times, refusal);
        fake.fail("SearchUsers", 100, Fault.staleRead());
        Rig.Run run = rig.create(Samples.plain()).succeeded();
        assertThat(run.model().getUserArn()).isEqualTo(fake.only().user().arn());
    }

    @Test
    void create_slowAfterThrottles_leavesTheRestToTheNextInvocation() {
        fake.fail("CreateUser", 7, Fault.throttled()).fail("CreateUser", Fault.slow());
        for (String operation : List.of("AssociateUserProficiencies", "DescribeUser", "ListUserProficiencies")) {
            fake.fail(operation, 20, Fault.slow());
        }
        rig.create(Samples.full()).succeeded();
        assertThat(fake.users()).hasSize(1);
    }

    @Test
    void create_requestLost_isSentAgain() {
        fake.fail("CreateUser", Fault.requestLost(), Fault.serverError());
        rig.create(Samples.plain()).succeeded();
        assertThat(fake.requests(CreateUserRequest.class)).hasSize(3);
        assertThat(fake.operations()).as("the index is enough").doesNotContain("ListUsers");
        assertThat(fake.users()).hasSize(1);
    }

    @Test
    void create_connectionRefused_isSentAgainWithoutLookingForAUser() {
        fake.fail("CreateUser", Fault.connectionRefused());
        rig.create(Samples.plain()).succeeded();
        assertThat(fake.operations()).containsExactly("CreateUser", "CreateUser", "DescribeUser");
    }

    @Test
    void create_connectionRefusedThenDuplicate_isAlreadyExists() {
        rig.create(Samples.plain()).succeeded();
        fake.fail("CreateUser", Fault.connectionRefused());
        var end = rig.create(Samples.plain()).end();
        assertThat(end.getErrorCode()).isEqualTo(AlreadyExists);
        assertThat(end.getResourceModel()).isNull();
    }

    @Test
    void create_neverAnswered_failsForGoodSoThatTheExplanationIsNotLost() {
        fake.fail("CreateUser", 100, Fault.requestLost());
        assertThat(rig.create(Samples.plain()).end().getErrorCode()).isEqualTo(GeneralServiceException);
        fake.heal();
        fake.fail("CreateUser", 100, Fault.serverError());
        assertThat(rig.create(Samples.plain()).end().getErrorCode()).isEqualTo(GeneralServiceException);
        assertThat(fake.users()).isEmpty();
    }

    /** Somebody else's users of the same name: none of them may be taken for ours, and so be deleted in a rollback. */
    static Stream<Arguments> foreign() {
        return Stream.of(
                Arguments.of(
                        "older",
                        change(user -> user.lastModifiedTime(Instant.now().minus(Duration.ofMinutes(5))))),
                Arguments.of("of unknown age", change(user -> user.lastModifiedTime(null))),
                Arguments.of("other routing profile", change(user -> user.routingProfileId("rp-2"))),
                Arguments.of("more security profiles", change(user -> user.securityProfileIds("sp-1", "sp-2", "sp-3"))),
                Arguments.of("other hierarchy group", change(user -> user.hierarchyGroupId("hg-2"))),
                Arguments.of("other identity", change(user -> user.identityInfo(info -> info.firstName("Grace")))),
                Arguments.of("other channels", change(user -> user.autoAcceptConfigs(List.of()))),
                Arguments.of("other tags", change(user -> user.tags(java.util.Map.of("Team", "Paris")))),
                Arguments.of("other directory user", change(user -> user.directoryUserId("directory-2"))));
    }

    private static UnaryOperator<User.Builder> change(UnaryOperator<User.Builder> change) {
        return change;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("foreign")
    void create_answerLostAndAnotherUserOfThatName_isAlreadyExists(String name, UnaryOperator<User.Builder> change) {
        User.Builder other = FakeUserCalls.user(
                        RequestTranslator.createUser(Samples.full(), RandomModels.tagMap(Samples.full())))
                .lastModifiedTime(Instant.now());
        fake.put(change.apply(other).build(), FakeConnect.noLevels());
        fake.fail("CreateUser", Fault.requestLost());
        var end = rig.create(Samples.full()).end();
        assertThat(end.getErrorCode()).isEqualTo(AlreadyExists);
        assertThat(end.getResourceModel()).isNull();
        assertThat(fake.only().levels()).isEmpty();
    }

    @Test
    void create_answerLostAndAnotherUserWithMoreThanAsked_isAlreadyExists() {
        User other = FakeUserCalls.user(RequestTranslator.createUser(Samples.plain(), java.util.Map.of()))
                .hierarchyGroupId("hg-1")
                .lastModifiedTime(Instant.now())
                .build();
        fake.put(other, FakeConnect.noLevels());
        fake.fail("CreateUser", Fault.requestLost());
        assertThat(rig.create(Samples.plain()).end().getErrorCode()).isEqualTo(AlreadyExists);
    }

    @Test
    void create_everyAnswerLostAndAStrangerOfThatName_isAlreadyExistsAtTheFirstLook() {
        User stranger = FakeUserCalls.user(RequestTranslator.createUser(Samples.plain(), java.util.Map.of()))
                .routingProfileId("rp-2")
                .lastModifiedTime(Instant.now().minus(Duration.ofMinutes(5)))
                .build();
        fake.put(stranger, FakeConnect.noLevels());
        fake.fail("CreateUser", 100, Fault.requestLost());
        var end = rig.create(Samples.plain()).end();
        assertThat(end.getErrorCode()).isEqualTo(AlreadyExists);
        assertThat(end.getResourceModel()).isNull();
        assertThat(end.getMessage()).contains("import it by InstanceArn", "Username 'ada'");
        assertThat(fake.operations()).containsExactly("CreateUser", "SearchUsers", "DescribeUser");
    }

    /** The clocks of Connect and of this machine may differ by half a minute, in either direction. */
    @Test
    void create_answerLostAndConnectsClockIsBehind_adoptsTheUser() {
        fake.fail("CreateUser", Fault.answerLost());
        fake.clockBehind = Duration.ofSeconds(20);
        rig.create(Samples.plain()).succeeded();
        assertThat(fake.requests(CreateUserRequest.class)).hasSize(1);
    }

    @Test
    void create_answerLostThenDenied_isTerminalWithTheExplanation() {
        fake.fail("CreateUser", Fault.requestLost()).fail("CreateUser", 100, Fault.throttled());
        var end = rig.create(Samples.plain()).end();
        assertThat(end.getErrorCode()).isEqualTo(GeneralServiceException);
        assertThat(end.getMessage()).contains("cannot be told whether it made a user", "'ada'", FakeConnect.INSTANCE);
    }

    @Test
    void create_answerLostAndUserOnALaterPageOfTheList_adoptsTheUser() {
        for (int i = 0; i < 3; i++) {
            fake.put(User.builder().username("other" + i).build(), FakeConnect.noLevels());
        }
        fake.pageSize = 1;
        fake.fail("CreateUser", Fault.answerLost()).fail("SearchUsers", 50, Fault.staleRead());
        Rig.Run run = rig.create(Samples.plain()).succeeded();
        assertThat(run.model().getUsername()).isEqualTo("ada");
        assertThat(fake.users()).hasSize(4);
    }
}
