package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.InvalidRequest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.connect.user.support.FakeConnect.Behaviour;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

/** How proficiencies come to be as asked for where they are shown late, or where a pair that is there is refused. */
class ProficiencyConvergenceTest extends ExistingUser {
    @Test
    void update_proficiencyGoneAndShownLate_isSuccessAndSentOnce() {
        fake.staleReadsAfterWrites = 2;
        rig.update(
                        before,
                        changed(model ->
                                model.setUserProficiencies(List.of(Samples.proficiency("Language", "German", 5)))))
                .succeeded();
        assertThat(writes()).containsExactly("DisassociateUserProficiencies");
        assertThat(fake.only().levels()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 8})
    void update_proficienciesShownVeryLate_isSuccessAlthoughASecondCallIsRefused(int staleReads) {
        fake.behaviours.add(Behaviour.REFUSES_EXISTING_PAIR);
        fake.staleReadsAfterWrites = staleReads;
        rig.update(
                        before,
                        changed(model -> model.setUserProficiencies(List.of(
                                Samples.proficiency("Language", "German", 5),
                                Samples.proficiency("Language", "Thai", 2)))))
                .succeeded();
        assertThat(fake.only().levels()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 6})
    void create_whereAPairThatIsThereIsRefused_succeedsHoweverLateItIsShown(int staleReads) {
        fake.behaviours.add(Behaviour.REFUSES_EXISTING_PAIR);
        fake.staleReadsAfterWrites = staleReads;
        fake.remove(before.getUserArn());
        ResourceModel made = rig.create(Samples.full()).succeeded().model();
        assertThat(made.getUserProficiencies()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 5})
    void create_answerToTheAssociationLost_isSuccessWhereAPairThatIsThereIsRefused(int staleReads) {
        fake.staleReadsAfterWrites = staleReads;
        fake.behaviours.add(Behaviour.REFUSES_EXISTING_PAIR);
        fake.remove(before.getUserArn());
        fake.fail("AssociateUserProficiencies", Fault.answerLost());
        assertThat(rig.create(Samples.full()).succeeded().model().getUserProficiencies())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 5, 6})
    void update_answerToTheAssociationLost_isSuccessWhereAPairThatIsThereIsRefused(int staleReads) {
        fake.behaviours.add(Behaviour.REFUSES_EXISTING_PAIR);
        fake.staleReadsAfterWrites = staleReads;
        fake.fail("AssociateUserProficiencies", Fault.answerLost());
        rig.update(
                        before,
                        changed(model -> model.setUserProficiencies(List.of(
                                Samples.proficiency("Language", "German", 5),
                                Samples.proficiency("Language", "English", 3),
                                Samples.proficiency("Language", "Thai", 2)))))
                .succeeded();
        assertThat(fake.only().levels()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4})
    void update_answerToTheAssociationLostAndThenRefusedForGood_saysWhy(int staleReads) {
        fake.staleReadsAfterWrites = staleReads;
        fake.fail("AssociateUserProficiencies", Fault.requestLost());
        fake.fail("AssociateUserProficiencies", 40, Fault.refused("InvalidParameterException", 400, "No such level"));
        var end = rig.update(
                        before,
                        changed(model -> model.setUserProficiencies(List.of(
                                Samples.proficiency("Language", "German", 5),
                                Samples.proficiency("Language", "English", 3),
                                Samples.proficiency("Language", "Thai", 2)))))
                .end();
        assertThat(end.isFailed()).isTrue();
        assertThat(end.getMessage()).contains("UserProficiencies", "Thai", "No such level");
    }

    @Test
    void update_whatIsLeftOfARefusedAssociationIsRefusedToo_saysWhichPropertyItIs() {
        var french = Samples.proficiency("Language", "French", 2);
        var unknown = Samples.proficiency("unknown", "x", 1);
        ResourceModel more = changed(model -> model.setUserProficiencies(append(model.getUserProficiencies(), french)));
        rig.update(before, more).succeeded();
        fake.fail("ListUserProficiencies", Fault.staleRead());
        ResourceModel desired = Rig.copy(more);
        desired.setUserProficiencies(append(more.getUserProficiencies(), unknown));
        assertThat(failed(InvalidRequest, rig.update(more, desired)).getMessage())
                .contains("UserProficiencies (AssociateUserProficiencies)");
    }

    private static List<UserProficiency> append(List<UserProficiency> items, UserProficiency item) {
        return Stream.concat(items.stream(), Stream.of(item)).toList();
    }
}
