package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.AccessDenied;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.InvalidRequest;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotStabilized;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.connect.slice.model.ApiUserProficiency;
import software.amazon.connect.slice.model.ListUserProficienciesRequest;
import software.amazon.connect.slice.model.ListUserProficienciesResponse;
import software.amazon.connect.user.model.Proficiency;
import software.amazon.connect.user.support.FakeConnect.Behaviour;
import software.amazon.connect.user.support.FakeConnectApi;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

/** What a late list of proficiencies makes an update ask for, and what the refusals of that mean. */
class LateProficienciesTest extends ExistingUser {
    private static final String LIST = "ListUserProficiencies";
    private static final String ASSOCIATE = "AssociateUserProficiencies";
    private static final String DISASSOCIATE = "DisassociateUserProficiencies";
    private static final String LEVELS = "UpdateUserProficiencies";
    private static final UserProficiency GERMAN = Samples.proficiency("Language", "German", 5);
    private static final UserProficiency ENGLISH = Samples.proficiency("Language", "English", 3);
    private static final UserProficiency FRENCH = Samples.proficiency("Language", "French", 2);
    private static final UserProficiency THAI = Samples.proficiency("Language", "Thai", 2);

    private ResourceModel with(UserProficiency... items) {
        return changed(model -> model.setUserProficiencies(Arrays.asList(items)));
    }

    private static ResourceModel retagged(ResourceModel model) {
        ResourceModel desired = Rig.copy(model);
        desired.setTags(Samples.tags("Team", "Paris"));
        return desired;
    }

    /** The model of an update that has come to its end; the calls after it are another's. */
    private ResourceModel done(ResourceModel desired) {
        rig.update(before, desired).succeeded();
        fake.forgetCalls();
        return desired;
    }

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
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void update_toAnotherLevelOfWhatIsGone_whereTheListStillShowsIt_bringsItBack(int late) {
        ResourceModel less = done(with(GERMAN));
        fake.lag(LIST, late);
        UserProficiency fluent = Samples.proficiency("Language", "English", 5);
        ResourceModel model = rig.update(less, with(GERMAN, fluent)).succeeded().model();
        assertThat(model.getUserProficiencies()).containsExactlyInAnyOrder(GERMAN, fluent);
        assertThat(writes()).endsWith(ASSOCIATE).contains(LEVELS).doesNotContain(DISASSOCIATE);
    }

    @Test
    void update_toALevelThatIsRefusedForGood_isRefusedAfterThreeTries() {
        fake.fail(LEVELS, 40, Fault.refused("ResourceNotFoundException", 404, "No such pair"));
        ResourceModel desired = with(GERMAN, Samples.proficiency("Language", "English", 5));
        assertThat(failed(InvalidRequest, rig.update(before, desired)).getMessage())
                .contains("UserProficiencies (UpdateUserProficiencies)", "No such pair");
        assertThat(writes()).containsOnly(LEVELS).hasSize(3);
    }

    /** A level can be set twice, so a lost answer explains no refusal: it is not taken for done. */
    @Test
    void update_toALevelWhoseCallHadNoEffectAndIsThenRefused_isNoSuccess() {
        fake.fail(LEVELS, 3, Fault.requestLost());
        fake.fail(LEVELS, 40, Fault.refused("InvalidParameterException", 400, "No such level"));
        ResourceModel desired = with(GERMAN, Samples.proficiency("Language", "English", 5));
        assertThat(failed(InvalidRequest, rig.update(before, desired)).getMessage())
                .contains("No such level");
        assertThat(writes()).containsOnly(LEVELS).hasSize(6);
    }

    /** Shows the proficiencies of these looks instead of those that there are, the first look's first. */
    private void listShows(List<List<UserProficiency>> looks) {
        var left = new ArrayDeque<>(looks);
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public ListUserProficienciesResponse listUserProficiencies(ListUserProficienciesRequest request) {
                var answer = super.listUserProficiencies(request);
                List<UserProficiency> shown = left.poll();
                return shown == null
                        ? answer
                        : answer.toBuilder()
                                .userProficiencyList(shown.stream()
                                        .map(item -> ApiUserProficiency.builder()
                                                .attributeName(item.getAttributeName())
                                                .attributeValue(item.getAttributeValue())
                                                .level(item.getLevel().floatValue())
                                                .build())
                                        .toList())
                                .build();
            }
        };
    }

    /** A level that was refused is not set, though a look of long ago shows it. */
    @Test
    void update_toALevelOfWhatSomebodyTookAway_isNoSuccessByALookOfLongAgo() {
        UserProficiency fluent = Samples.proficiency("Language", "English", 5);
        var stored = fake.only();
        stored.levels().remove(new Proficiency("Language", "English"));
        listShows(List.of(List.of(GERMAN, ENGLISH), List.of(GERMAN), List.of(GERMAN, fluent)));
        rig.update(before, with(GERMAN, fluent)).succeeded();
        assertThat(fake.only().levels()).hasSize(2);
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
    void update_takingAwayTwoOneByOne_saysWhatIsRefused() {
        ResourceModel less = done(with(GERMAN));
        fake.lag(LIST, 2).fail(DISASSOCIATE, Fault.none(), Fault.none(), Fault.accessDenied());
        var end = rig.update(less, changed(model -> model.setUserProficiencies(null)))
                .end();
        assertThat(end.getMessage()).contains("UserProficiencies (DisassociateUserProficiencies)", "not authorized");
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

    @Test
    void update_ofWhatThereCannotBe_isRefusedAfterThreeTries() {
        ResourceModel desired = with(GERMAN, ENGLISH, Samples.proficiency("unknown", "x", 1));
        assertThat(failed(InvalidRequest, rig.update(before, desired)).getMessage())
                .contains("UserProficiencies (AssociateUserProficiencies)", "predefined attribute unknown");
        assertThat(writes()).hasSize(3);
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

    /** What was only taken for done is not what a refused look may be taken for. */
    @Test
    void update_deniedAfterAnAssociationThatWasNeverCarriedOut_isDenied() {
        fake.fail(ASSOCIATE, Fault.requestLost());
        fake.fail(ASSOCIATE, 40, Fault.refused("InvalidParameterException", 400, "No such attribute"));
        fake.fail("DescribeUser", 3, Fault.none()).fail("DescribeUser", 100, Fault.accessDenied());
        failed(AccessDenied, rig.update(before, retagged(with(GERMAN, ENGLISH, THAI))));
        assertThat(fake.only().user().tags()).as(fake.operations().toString()).isEqualTo(Map.of("Team", "Paris"));
        assertThat(fake.only().levels()).hasSize(2);
    }

    @Test
    void update_deniedAfterAProficiencyThatWasNotFoundThoughItIsThere_isDenied() {
        fake.fail(DISASSOCIATE, Fault.refused("ResourceNotFoundException", 404, "Not now"));
        fake.fail("DescribeUser", 2, Fault.none()).fail("DescribeUser", 100, Fault.accessDenied());
        failed(AccessDenied, rig.update(before, retagged(with(GERMAN))));
        assertThat(fake.only().user().tags()).isEqualTo(Map.of("Team", "Paris"));
        assertThat(fake.only().levels()).hasSize(2);
    }

    /** The same of a pair that both models have, and that somebody has taken away. */
    @Test
    void update_deniedAfterAnAssociationThatIsRefusedThoughItWasThereBefore_isDenied() {
        fake.only().levels().remove(new Proficiency("Language", "English"));
        fake.fail(ASSOCIATE, 40, Fault.refused("InvalidParameterException", 400, "No such attribute"));
        fake.fail("DescribeUser", 2, Fault.none()).fail("DescribeUser", 100, Fault.accessDenied());
        failed(AccessDenied, rig.update(before, retagged(before)));
        assertThat(fake.only().user().tags()).isEqualTo(Map.of("Team", "Paris"));
    }

    @Test
    void update_refusedForGoodThoughItWasThereBefore_isNoSuccessByLooksOfLongAgo() {
        fake.only().levels().remove(new Proficiency("Language", "English"));
        fake.fail(ASSOCIATE, 40, Fault.refused("InvalidParameterException", 400, "No such attribute"));
        listShows(List.of(List.of(GERMAN), List.of(GERMAN, ENGLISH), List.of(GERMAN, ENGLISH)));
        var end = failed(NotStabilized, rig.update(before, retagged(before)));
        assertThat(end.getMessage()).contains("UserProficiencies.Language.English", "No such attribute");
    }

    @Test
    void update_refusedForGoodInTwoRounds_isNoSuccessByALookOfLongAgo() {
        fake.only().levels().remove(new Proficiency("Language", "English"));
        fake.fail(ASSOCIATE, 40, Fault.refused("InvalidParameterException", 400, "No such attribute"));
        var looks = new ArrayList<>(Collections.nCopies(6, List.of(GERMAN)));
        looks.add(List.of(GERMAN, ENGLISH));
        listShows(looks);
        failed(NotStabilized, rig.update(before, retagged(before)));
    }

    /** An answer that was lost counts as none, whatever else was answered. */
    @Test
    void update_whoseAssociationGotLost_isNoSuccessByLooksOfLongAgo() {
        fake.only().levels().remove(new Proficiency("Language", "English"));
        fake.fail(ASSOCIATE, Fault.requestLost());
        listShows(List.of(List.of(GERMAN), List.of(GERMAN, ENGLISH), List.of(GERMAN, ENGLISH)));
        rig.update(before, retagged(before)).succeeded();
        assertThat(fake.only().levels()).hasSize(2);
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

    @Test
    void create_deniedAfterAnAssociationThatWasNeverCarriedOut_isDenied() {
        fake.remove(before.getUserArn());
        fake.fail(ASSOCIATE, Fault.requestLost());
        fake.fail(ASSOCIATE, 40, Fault.refused("InvalidParameterException", 400, "No such attribute"));
        fake.fail("DescribeUser", 2, Fault.none()).fail("DescribeUser", 100, Fault.accessDenied());
        failed(AccessDenied, rig.create(Samples.full()));
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

    /** A list of long ago says that it is there, and so does the next one. */
    @Test
    void update_refusedForGoodAndShownByLooksOfLongAgo_isNoSuccess() {
        fake.only().levels().remove(new Proficiency("Language", "English"));
        fake.fail(ASSOCIATE, 40, Fault.refused("InvalidParameterException", 400, "No such attribute"));
        listShows(List.of(List.of(GERMAN), List.of(GERMAN, ENGLISH), List.of(GERMAN, ENGLISH)));
        var end = failed(NotStabilized, rig.update(with(GERMAN), with(GERMAN, ENGLISH)));
        assertThat(end.getMessage()).contains("UserProficiencies.Language.English", "No such attribute");
    }

    @Test
    void update_refusedBeforeButNotForGood_countsEachKindOfCallByItself() {
        Fault refused = Fault.refused("InvalidParameterException", 400, "Not now");
        fake.fail(DISASSOCIATE, 2, refused).fail(ASSOCIATE, 2, refused);
        rig.update(before, with(GERMAN, THAI)).succeeded();
        fake.fail(DISASSOCIATE, 3, refused);
        assertThat(failed(InvalidRequest, rig.update(with(GERMAN, THAI), with(GERMAN)))
                        .getMessage())
                .contains("Not now");
    }

    @Test
    void update_takingAwayWhatIsShownForGoodAndNeverFound_endsAndSaysWhy() {
        fake.fail(DISASSOCIATE, 40, Fault.refused("ResourceNotFoundException", 404, "No such pair"));
        var end = failed(NotStabilized, rig.update(before, with(GERMAN)));
        assertThat(end.getMessage()).contains("UserProficiencies.Language.English", "No such pair");
    }

    /** A list that shows now this and now that must not keep one invocation at work for ever. */
    @Test
    void update_whereTheListFlaps_asksOnceInEachInvocation() {
        fake.fail(ASSOCIATE, 100, Fault.refused("InvalidParameterException", 400, "Not now"));
        int[] looks = {0};
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public ListUserProficienciesResponse listUserProficiencies(ListUserProficienciesRequest request) {
                var answer = super.listUserProficiencies(request);
                String hidden = looks[0]++ % 2 == 0 ? "German" : "English";
                return answer.toBuilder()
                        .userProficiencyList(answer.userProficiencyList().stream()
                                .filter(item -> !hidden.equals(item.attributeValue()))
                                .toList())
                        .build();
            }
        };
        Rig.Run run = rig.update(before, retagged(before));
        assertThat(failed(NotStabilized, run).getMessage()).contains("Not now");
        assertThat(writes()).hasSizeLessThanOrEqualTo(run.events().size());
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
