package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.InvalidRequest;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotFound;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.UnauthorizedTaggingOperation;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

/**
 * What was made just before, by a stack or by somebody else, and is not known everywhere yet.
 *
 * @see <a href="https://docs.aws.amazon.com/connect/latest/APIReference/eventual-consistency.html">Eventual
 *     consistency</a>: "typically less than a few seconds", a ResourceNotFoundException meanwhile
 */
class NewlyMadeTest extends ExistingUser {
    private static final Fault NOT_KNOWN = Fault.refused("ResourceNotFoundException", 404, "Not found");

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void create_ofAProfileThatIsNotKnownYet_isRepeated(int times) {
        fake.remove(before.getUserArn());
        fake.fail("CreateUser", times, NOT_KNOWN);
        rig.create(Samples.plain()).succeeded();
        assertThat(fake.operations()).startsWith("CreateUser").doesNotContain("SearchUsers");
    }

    @Test
    void create_ofAProfileThatIsNotThere_isRefusedWithinTwelveSeconds() {
        fake.remove(before.getUserArn());
        fake.forgetCalls();
        fake.fail("CreateUser", 100, NOT_KNOWN);
        long start = fake.clock.millis();
        failed(InvalidRequest, rig.create(Samples.plain()));
        assertThat(Duration.ofMillis(fake.clock.millis() - start)).isLessThanOrEqualTo(Duration.ofSeconds(12));
        assertThat(fake.operations()).hasSize(5);
    }

    /** Each further try would walk the list of users once more. */
    @Test
    void create_notFoundAfterALostAnswer_isToldAtOnce() {
        fake.remove(before.getUserArn());
        fake.forgetCalls();
        fake.fail("CreateUser", Fault.requestLost()).fail("CreateUser", 50, NOT_KNOWN);
        failed(InvalidRequest, rig.create(Samples.plain()));
        assertThat(writes()).containsExactly("CreateUser", "CreateUser");
    }

    @ParameterizedTest
    @CsvSource({"UpdateUserRoutingProfile", "UpdateUserHierarchy", "UpdateUserSecurityProfiles"})
    void update_toWhatIsNotKnownYet_isSentAgain(String operation) {
        fake.fail(operation, 2, NOT_KNOWN);
        rig.update(before, changed(model -> {
                    model.setRoutingProfileArn(Samples.routingProfile("rp-2"));
                    model.setHierarchyGroupArn(Samples.hierarchyGroup("hg-2"));
                    model.setSecurityProfileArns(Samples.securityProfiles("sp-3"));
                }))
                .succeeded();
        assertThat(writes()).contains(operation, operation, operation);
        assertThat(fake.only().user().routingProfileId()).isEqualTo("rp-2");
    }

    /** Each kind of call has refusals of its own. */
    @Test
    void update_toSeveralThingsThatAreNotKnownYet_waitsForEach() {
        fake.fail("UpdateUserRoutingProfile", 2, NOT_KNOWN).fail("UpdateUserHierarchy", 2, NOT_KNOWN);
        fake.fail("UpdateUserSecurityProfiles", 2, NOT_KNOWN).fail("TagResource", 2, NOT_KNOWN);
        rig.update(before, changed(model -> {
                    model.setRoutingProfileArn(Samples.routingProfile("rp-2"));
                    model.setHierarchyGroupArn(Samples.hierarchyGroup("hg-2"));
                    model.setSecurityProfileArns(Samples.securityProfiles("sp-3"));
                    model.setTags(Samples.tags("Team", "Paris"));
                }))
                .succeeded();
    }

    @Test
    void update_toWhatIsNotThere_isInvalidRequestAfterThreeTries() {
        fake.fail("UpdateUserHierarchy", 100, NOT_KNOWN);
        var end = failed(
                InvalidRequest,
                rig.update(before, changed(it -> it.setHierarchyGroupArn(Samples.hierarchyGroup("hg-2")))));
        assertThat(end.getMessage()).contains("HierarchyGroupArn (UpdateUserHierarchy)");
        assertThat(writes()).hasSize(3);
    }

    /** The user itself may be new. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void update_ofAUserThatIsNotKnownToOneCallAndOneLook_isSentAgain(int times) {
        fake.fail("UpdateUserHierarchy", times, NOT_KNOWN).fail("DescribeUser", Fault.none(), NOT_KNOWN);
        rig.update(before, changed(it -> it.setHierarchyGroupArn(Samples.hierarchyGroup("hg-2"))))
                .succeeded();
    }

    /** Its own refusals alone count, however the looks between them end. */
    @Test
    void update_ofAUserWhoseLooksAloneFindIt_isNotFoundAfterThreeRefusals() {
        fake.fail("UpdateUserHierarchy", 3, NOT_KNOWN);
        for (int round = 0; round < 3; round++) {
            fake.fail("DescribeUser", Fault.none(), NOT_KNOWN);
        }
        failed(NotFound, rig.update(before, changed(it -> it.setHierarchyGroupArn(Samples.hierarchyGroup("hg-2")))));
    }

    /** The reason of a refusal, not that nobody may look. */
    @ParameterizedTest
    @CsvSource({"AssociateUserProficiencies, InvalidParameterException, 400", "UpdateUserHierarchy,, 404"})
    void update_refusedWhereNoLookIsAllowed_saysWhy(String operation, String error, int status) {
        String name = error == null ? "ResourceNotFoundException" : error;
        fake.fail(operation, 100, Fault.refused(name, status, "There is no such thing"));
        fake.fail("DescribeUser", Fault.none()).fail("DescribeUser", 100, Fault.accessDenied());
        var end = rig.update(before, changed(model -> {
                    model.setHierarchyGroupArn(Samples.hierarchyGroup("hg-2"));
                    model.setUserProficiencies(List.of(Samples.proficiency("Language", "Thai", 2)));
                }))
                .end();
        assertThat(end.getMessage()).contains(operation);
    }

    /** A look that fails for a moment tells nothing; the next one may. */
    @ParameterizedTest
    @CsvSource({"AssociateUserProficiencies, InvalidParameterException, 400", "UpdateUserHierarchy,, 404"})
    void update_refusedOnceWhereLooksFail_isSuccess(String operation, String error, int status) {
        String name = error == null ? "ResourceNotFoundException" : error;
        fake.fail(operation, Fault.refused(name, status, "There is no such thing"));
        fake.fail("DescribeUser", Fault.none()).fail("DescribeUser", 3, Fault.serverError());
        rig.update(before, changed(model -> {
                    model.setHierarchyGroupArn(Samples.hierarchyGroup("hg-2"));
                    model.setUserProficiencies(List.of(Samples.proficiency("Language", "Thai", 2)));
                }))
                .succeeded();
    }

    @Test
    void create_deniedToTag_saysThatItIsAboutTags() {
        fake.remove(before.getUserArn());
        fake.fail(
                "CreateUser",
                Fault.refused(
                        "AccessDeniedException",
                        403,
                        "User: x is not authorized to perform: connect:TagResource on resource: y"));
        failed(UnauthorizedTaggingOperation, rig.create(Samples.full()));
    }

    /** A stack takes NotFound for a deletion, and would leave the user behind. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void delete_ofAUserThatIsNotKnownYet_deletesIt(int times) {
        fake.fail("DeleteUser", times, NOT_KNOWN).fail("DescribeUser", times, NOT_KNOWN);
        rig.delete(before.getUserArn()).succeeded();
        assertThat(fake.users()).isEmpty();
    }

    /** Nor is it one after a call that had no effect, of which nobody can know that. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void delete_ofAUserThatIsNotKnownYetAfterALostCall_deletesIt(int times) {
        fake.fail("DeleteUser", Fault.requestLost()).fail("DeleteUser", times, NOT_KNOWN);
        fake.fail("DescribeUser", times, NOT_KNOWN);
        rig.delete(before.getUserArn()).succeeded();
        assertThat(fake.users()).isEmpty();
    }

    /** What a deletion costs whose answer was lost: as many pauses as one of nobody. */
    @Test
    void delete_withALostAnswer_isSuccessAfterAFewSeconds() {
        fake.fail("DeleteUser", Fault.answerLost());
        long start = fake.clock.millis();
        rig.delete(before.getUserArn()).succeeded();
        assertThat(Duration.ofMillis(fake.clock.millis() - start)).isLessThanOrEqualTo(Duration.ofSeconds(7));
        assertThat(fake.operations()).hasSize(8);
    }

    /** Also when the last moment of an invocation has it from one answer alone. */
    @ParameterizedTest
    @ValueSource(ints = {6, 7, 8, 9, 10})
    void delete_notFoundOnceAtTheEndOfAnInvocation_deletesIt(int throttles) {
        fake.clock.chance = bound -> bound - 1;
        fake.fail("DeleteUser", throttles, Fault.throttled()).fail("DeleteUser", NOT_KNOWN);
        fake.fail("DescribeUser", NOT_KNOWN);
        rig.delete(before.getUserArn()).succeeded();
        assertThat(fake.users()).isEmpty();
    }

    @Test
    void delete_ofNobody_isNotFoundAfterAFewSeconds() {
        fake.remove(before.getUserArn());
        fake.forgetCalls();
        long start = fake.clock.millis();
        failed(NotFound, rig.delete(before.getUserArn()));
        assertThat(Duration.ofMillis(fake.clock.millis() - start))
                .isBetween(Duration.ofMillis(1_500), Duration.ofSeconds(3));
        assertThat(fake.operations()).hasSize(6);
    }

    @Test
    void read_notFound_isAskedAgainAfterAPause() {
        fake.fail("DescribeUser", NOT_KNOWN);
        long start = fake.clock.millis();
        rig.read(ResourceModel.builder().userArn(before.getUserArn()).build()).succeeded();
        assertThat(Duration.ofMillis(fake.clock.millis() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
    }

    /** "In some cases several minutes". */
    @Test
    void create_shownAfterFiveMinutes_isSuccess() {
        fake.remove(before.getUserArn());
        fake.fail("DescribeUser", 25, NOT_KNOWN);
        rig.create(Samples.plain()).succeeded();
    }
}
