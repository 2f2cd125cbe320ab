package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.AccessDenied;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.InvalidRequest;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotStabilized;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.connect.slice.model.ListUserProficienciesRequest;
import software.amazon.connect.slice.model.ListUserProficienciesResponse;
import software.amazon.connect.user.model.Proficiency;
import software.amazon.connect.user.support.FakeConnectApi;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

/** What is refused for good is no success, whatever late lists show; a refused look is none either. */
class RefusedProficienciesTest extends ExistingProficiencies {
    @Test
    void update_toALevelThatIsRefusedForGood_isRefusedAfterThreeTries() {
        fake.fail(LEVELS, 40, Fault.refused("InvalidParameterException", 400, "No such level"));
        ResourceModel desired = with(GERMAN, Samples.proficiency("Language", "English", 5));
        assertThat(failed(InvalidRequest, rig.update(before, desired)).getMessage())
                .contains("UserProficiencies (UpdateUserProficiencies)", "No such level");
        assertThat(writes()).containsOnly(LEVELS).hasSize(3);
    }

    @Test
    void update_toALevelOfAPairThatIsShownForGoodAndNeverFound_endsAndSaysWhy() {
        fake.fail(LEVELS, 40, Fault.refused("ResourceNotFoundException", 404, "No such pair"));
        ResourceModel desired = with(GERMAN, Samples.proficiency("Language", "English", 5));
        assertThat(failed(NotStabilized, rig.update(before, desired)).getMessage())
                .contains("UserProficiencies.Language.English", "No such pair");
        assertThat(writes()).containsOnly(LEVELS);
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
    void update_takingAwayTwoOneByOne_saysWhatIsRefused() {
        ResourceModel less = done(with(GERMAN));
        fake.lag(LIST, 2).fail(DISASSOCIATE, Fault.none(), Fault.none(), Fault.accessDenied());
        var end = rig.update(less, changed(model -> model.setUserProficiencies(null)))
                .end();
        assertThat(end.getMessage()).contains("UserProficiencies (DisassociateUserProficiencies)", "not authorized");
    }

    @Test
    void update_ofWhatThereCannotBe_isRefusedAfterThreeTries() {
        ResourceModel desired = with(GERMAN, ENGLISH, Samples.proficiency("unknown", "x", 1));
        assertThat(failed(InvalidRequest, rig.update(before, desired)).getMessage())
                .contains("UserProficiencies (AssociateUserProficiencies)", "predefined attribute unknown");
        assertThat(writes()).hasSize(3);
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

    @Test
    void create_deniedAfterAnAssociationThatWasNeverCarriedOut_isDenied() {
        fake.remove(before.getUserArn());
        fake.fail(ASSOCIATE, Fault.requestLost());
        fake.fail(ASSOCIATE, 40, Fault.refused("InvalidParameterException", 400, "No such attribute"));
        fake.fail("DescribeUser", 2, Fault.none()).fail("DescribeUser", 100, Fault.accessDenied());
        failed(AccessDenied, rig.create(Samples.full()));
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
}
