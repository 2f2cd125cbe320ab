package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.InvalidRequest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.connect.user.support.FakeConnect.Behaviour;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

/** What a late list of proficiencies makes an update ask for, and what the refusals of that mean. */
class LateProficienciesTest extends ExistingProficiencies {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 9})
    void update_ofTags_whereTheListStillShowsWhatIsGone_isSuccess(int late) {
        ResourceModel less = done(with(GERMAN));
        fake.lag(LIST, late);
        rig.update(less, retagged(less)).succeeded();
        assertThat(fake.only().user().tags()).isEqualTo(Map.of("Team", "Paris"));
        assertThat(fake.only().levels()).hasSize(1);
        assertThat(writes()).startsWith(DISASSOCIATE, "UntagResource", "TagResource");
        if (late < 4) {
            assertThat(writes()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 9, 12})
    void update_ofTags_whereTheListDoesNotShowYetWhatIsThere_isSuccess(int late) {
        fake.behaviours.add(Behaviour.REFUSES_EXISTING_PAIR);
        ResourceModel more = done(with(GERMAN, ENGLISH, THAI));
        fake.lag(LIST, late);
        rig.update(more, retagged(more)).succeeded();
        assertThat(fake.only().user().tags()).isEqualTo(Map.of("Team", "Paris"));
        assertThat(fake.only().levels()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 9, 12})
    void update_toAnotherLevelOfWhatIsGone_whereTheListStillShowsIt_bringsItBack(int late) {
        ResourceModel less = done(with(GERMAN));
        fake.lag(LIST, late);
        UserProficiency fluent = Samples.proficiency("Language", "English", 5);
        ResourceModel model = rig.update(less, with(GERMAN, fluent)).succeeded().model();
        assertThat(model.getUserProficiencies()).containsExactlyInAnyOrder(GERMAN, fluent);
        assertThat(writes()).endsWith(ASSOCIATE).contains(LEVELS).doesNotContain(DISASSOCIATE);
    }

    @Test
    void update_takingAwayTwoOfWhichOneIsGoneAlready_takesAwayTheOther() {
        ResourceModel less = done(with(GERMAN));
        fake.lag(LIST, 2);
        rig.update(less, changed(model -> model.setUserProficiencies(null))).succeeded();
        assertThat(fake.only().levels()).isEmpty();
        assertThat(writes()).containsExactly(DISASSOCIATE, DISASSOCIATE, DISASSOCIATE);
    }

    @Test
    void update_answerToTheLastOfTwoLost_isSuccess() {
        ResourceModel less = done(with(GERMAN));
        fake.lag(LIST, 5).fail(DISASSOCIATE, Fault.none(), Fault.none(), Fault.answerLost());
        rig.update(less, changed(model -> model.setUserProficiencies(null))).succeeded();
        assertThat(fake.only().levels()).isEmpty();
    }

    @Test
    void update_answerToTheRestOfAnAssociationLost_isSuccessThoughTheListIsLate() {
        fake.behaviours.add(Behaviour.REFUSES_EXISTING_PAIR);
        ResourceModel more = done(with(GERMAN, ENGLISH, FRENCH));
        fake.fail(ASSOCIATE, Fault.none(), Fault.answerLost());
        fake.fail(LIST, Fault.staleRead(), Fault.none()).fail(LIST, 7, Fault.staleRead());
        rig.update(more, with(GERMAN, ENGLISH, FRENCH, THAI)).succeeded();
        assertThat(fake.only().levels()).hasSize(4);
    }

    /** Of several that are refused together each that was there before is taken for there, and the others are not. */
    @ParameterizedTest
    @ValueSource(ints = {2, 6, 9})
    void update_givingOneMore_whereTheListDoesNotShowYetWhatIsThere_isSuccess(int late) {
        fake.behaviours.add(Behaviour.REFUSES_EXISTING_PAIR);
        ResourceModel more = done(with(GERMAN, ENGLISH, THAI));
        fake.lag(LIST, late);
        rig.update(more, with(GERMAN, ENGLISH, THAI, FRENCH)).succeeded();
        assertThat(fake.only().levels()).hasSize(4);
    }

    /** What may have been given already is no more refused than what was there before. */
    @Test
    void update_givingOneMoreWithALostAnswer_whereTheListIsLateAfterIt_isSuccess() {
        fake.behaviours.add(Behaviour.REFUSES_EXISTING_PAIR);
        fake.fail(ASSOCIATE, Fault.answerLost());
        var looks = new ArrayList<>(List.of(List.of(GERMAN, ENGLISH)));
        looks.addAll(Collections.nCopies(9, List.of(GERMAN)));
        listShows(looks);
        rig.update(before, with(GERMAN, ENGLISH, THAI)).succeeded();
        assertThat(fake.only().levels()).hasSize(3);
    }

    @Test
    void update_givingWhatThereCannotBe_whereTheListDoesNotShowYetWhatIsThere_isRefused() {
        fake.behaviours.add(Behaviour.REFUSES_EXISTING_PAIR);
        ResourceModel more = done(with(GERMAN, ENGLISH, THAI));
        fake.lag(LIST, 2);
        ResourceModel desired = with(GERMAN, ENGLISH, THAI, Samples.proficiency("unknown", "x", 1));
        assertThat(failed(InvalidRequest, rig.update(more, desired)).getMessage())
                .contains("UserProficiencies (AssociateUserProficiencies)", "predefined attribute unknown");
    }

    /** Not every service says so in one way. */
    @ParameterizedTest
    @ValueSource(ints = {1, 6, 9})
    void update_refusedAsThereAlready_isWaitedForAlsoWhereNobodyHasAskedForItBefore(int late) {
        ResourceModel more = done(with(GERMAN, ENGLISH, THAI));
        fake.lag(LIST, late).fail(ASSOCIATE, late, Fault.refused("DuplicateResourceException", 409, "Already there"));
        rig.update(before, retagged(more)).succeeded();
        assertThat(fake.only().user().tags()).isEqualTo(Map.of("Team", "Paris"));
        assertThat(more).isNotNull();
    }

    /** What was given one by one before another was throttled is no more refused for good. */
    @Test
    void update_throttledBetweenAssociationsOneByOne_isSuccessThoughTheListIsLate() {
        fake.behaviours.add(Behaviour.REFUSES_EXISTING_PAIR);
        ResourceModel more = done(with(GERMAN, ENGLISH, THAI));
        fake.lag(LIST, 12).fail(ASSOCIATE, Fault.none(), Fault.none()).fail(ASSOCIATE, 9, Fault.throttled());
        rig.update(more, with(GERMAN, ENGLISH, THAI, FRENCH)).succeeded();
        assertThat(fake.only().levels()).hasSize(4);
    }

    /** Of several that are sent one by one each may be carried out though its answer is lost. */
    @Test
    void update_answerToOneOfSeveralAssociationsLost_isSuccessThoughTheListIsLate() {
        fake.behaviours.add(Behaviour.REFUSES_EXISTING_PAIR);
        ResourceModel more = done(with(GERMAN, ENGLISH, THAI));
        fake.lag(LIST, 9).fail(ASSOCIATE, Fault.none(), Fault.answerLost());
        rig.update(more, with(GERMAN, ENGLISH, THAI, FRENCH)).succeeded();
        assertThat(fake.only().levels()).hasSize(4);
    }

    @Test
    void create_associationRefusedTwiceAsIfTheUserWereNotThereYet_isSuccess() {
        fake.remove(before.getUserArn());
        fake.fail(ASSOCIATE, 2, Fault.refused("ResourceNotFoundException", 404, "User not found"));
        assertThat(rig.create(Samples.full()).succeeded().events()).hasSize(4);
        assertThat(fake.only().levels()).hasSize(2);
    }

    @Test
    void create_associationRefusedWhileTheUserIsNotShown_isSuccess() {
        fake.remove(before.getUserArn());
        fake.fail(ASSOCIATE, 3, Fault.refused("ResourceNotFoundException", 404, "User not found"));
        fake.fail("DescribeUser", 4, Fault.staleRead());
        rig.create(Samples.full()).succeeded();
        assertThat(fake.only().levels()).hasSize(2);
    }
}
