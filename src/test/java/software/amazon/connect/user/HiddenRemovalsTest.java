package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.AccessDenied;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.InvalidRequest;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.ServiceLimitExceeded;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.connect.model.AssociateUserProficienciesRequest;
import software.amazon.awssdk.services.connect.model.AssociateUserProficienciesResponse;
import software.amazon.awssdk.services.connect.model.TagResourceRequest;
import software.amazon.awssdk.services.connect.model.TagResourceResponse;
import software.amazon.connect.slice.model.ListUserProficienciesRequest;
import software.amazon.connect.slice.model.ListUserProficienciesResponse;
import software.amazon.connect.user.api.ConnectApi;
import software.amazon.connect.user.model.Proficiency;
import software.amazon.connect.user.support.FakeConnectApi;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

/** What one look asks to be taken away and the next one hides, and what does not fit until it is taken away. */
class HiddenRemovalsTest extends ExistingProficiencies {
    private static final Fault TOO_MANY_TAGS = Fault.refused("InvalidParameterException", 400, "Too many tags");

    private void somebodyAdds(UserProficiency pair) {
        fake.only().levels().put(new Proficiency("Language", pair.getAttributeValue()), 2F);
    }

    @Test
    void update_whoseRemovalWasNotCarriedOut_isNoSuccessByLooksOfLongAgo() {
        somebodyAdds(THAI);
        fake.fail(DISASSOCIATE, Fault.serverError());
        listShows(List.of(List.of(GERMAN, ENGLISH, THAI), List.of(GERMAN, ENGLISH), List.of(GERMAN, ENGLISH)));
        rig.update(before, retagged(before)).succeeded();
        assertThat(fake.only().levels()).hasSize(2);
        assertThat(fake.only().user().tags()).isEqualTo(Map.of("Team", "Paris"));
    }

    @Test
    void update_deniedAfterAnAssociationThatWasThrottledToTheEnd_isDenied() {
        fake.only().levels().remove(new Proficiency("Language", "English"));
        fake.fail(ASSOCIATE, 100, Fault.throttled());
        listShows(List.of(List.of(GERMAN), List.of(GERMAN, ENGLISH)));
        fake.fail("DescribeUser", 2, Fault.none()).fail("DescribeUser", 100, Fault.accessDenied());
        failed(AccessDenied, rig.update(before, retagged(before)));
        assertThat(fake.only().user().tags()).isEqualTo(Map.of("Team", "Paris"));
    }

    /** Nobody speaks of a pair that a late list shows, and that is not found: it is gone, and that is enough. */
    @Test
    void update_deniedAfterAPairThatOnlyALateListShowed_isSuccess() {
        listShows(List.of(List.of(GERMAN, ENGLISH, THAI)));
        fake.fail("DescribeUser", 2, Fault.none()).fail("DescribeUser", 100, Fault.accessDenied());
        rig.update(before, retagged(before)).succeeded();
        assertThat(writes()).startsWith(DISASSOCIATE).contains("TagResource");
    }

    /** Somebody has added a pair, and the list is late: what the template adds is one more than a user may have. */
    @Test
    void update_thatAddsAPairWhereAnotherIsHidden_takesThatAwayFirst() {
        somebodyAdds(THAI);
        fake.fail(ASSOCIATE, Fault.limitExceeded());
        listShows(List.of(List.of(GERMAN, ENGLISH)));
        rig.update(before, with(GERMAN, ENGLISH, FRENCH)).succeeded();
        assertThat(fake.only().levels().keySet())
                .extracting(Proficiency::value)
                .containsExactly("English", "French", "German");
        assertThat(writes()).containsExactly(ASSOCIATE, DISASSOCIATE, ASSOCIATE);
    }

    @Test
    void update_thatAddsOnePairTooMany_isRefusedAtOnce() {
        fake.fail(ASSOCIATE, 40, Fault.limitExceeded());
        var end = failed(ServiceLimitExceeded, rig.update(before, with(GERMAN, ENGLISH, FRENCH)));
        assertThat(end.getMessage()).contains("UserProficiencies (AssociateUserProficiencies)");
        assertThat(writes()).containsExactly(ASSOCIATE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void update_thatExchangesATagWhichIsHidden_makesRoomForTheOther(int late) {
        ResourceModel more = done(tagged("Old", "1"));
        fake.lag("DescribeUser", late).fail("TagResource", TOO_MANY_TAGS);
        if (late > 2) {
            fake.fail("TagResource", TOO_MANY_TAGS);
        }
        rig.update(more, tagged("New", "2")).succeeded();
        Map<String, String> tags = new TreeMap<>(Rig.tagsOf(before));
        tags.put("New", "2");
        assertThat(fake.only().user().tags()).isEqualTo(tags);
    }

    /** One of two tags is shown, the other hidden: what was taken away of them makes no room yet. */
    @Test
    void update_thatExchangesTwoTagsOfWhichOneIsHidden_takesAwayTheOtherToo() {
        ResourceModel one = done(tagged("Old", "1"));
        ResourceModel two = done(one, model -> model.setTags(Samples.tags("Old", "1", "Older", "2")));
        ResourceModel desired = with(two, model -> model.setTags(Samples.tags("New", "3", "Newer", "4")));
        fake.lag("DescribeUser", 1);
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public TagResourceResponse tagResource(TagResourceRequest request) {
                if (fake.only().user().tags().containsKey("Older")) {
                    fake.fail("TagResource", TOO_MANY_TAGS);
                }
                return super.tagResource(request);
            }
        };
        rig.update(two, desired).succeeded();
        assertThat(fake.only().user().tags()).isEqualTo(Map.of("New", "3", "Newer", "4"));
    }

    /** The previous model explains the one pair that is shown, and somebody's is hidden behind it. */
    @Test
    void update_thatExchangesAPairWhereAnotherIsHidden_takesThatAwayToo() {
        somebodyAdds(THAI);
        fake.fail(ASSOCIATE, Fault.limitExceeded());
        listShows(List.of(List.of(GERMAN, ENGLISH)));
        rig.update(before, with(GERMAN, FRENCH)).succeeded();
        assertThat(fake.only().levels().keySet()).extracting(Proficiency::value).containsExactly("French", "German");
    }

    /** To some services one pair too many is an invalid request, as long as there is one. */
    @Test
    void update_thatExchangesAPairWhereAnotherIsHidden_takesThatAwayThoughOneMoreIsInvalid() {
        somebodyAdds(THAI);
        listShows(List.of(List.of(GERMAN, ENGLISH)));
        refuseAssociationsWhileThereIs(THAI);
        rig.update(before, with(GERMAN, FRENCH)).succeeded();
        assertThat(fake.only().levels().keySet()).extracting(Proficiency::value).containsExactly("French", "German");
    }

    /** What was taken away already makes no room, whatever a late list shows. */
    @Test
    void update_thatExchangesAPairAndIsRefused_takesAwayTheOtherOnce() {
        fake.fail(ASSOCIATE, 40, Fault.refused("InvalidParameterException", 400, "Too many proficiencies"));
        listShows(List.of(List.of(GERMAN, ENGLISH), List.of(GERMAN), List.of(GERMAN, ENGLISH)));
        failed(InvalidRequest, rig.update(before, with(GERMAN, FRENCH)));
        assertThat(writes()).containsOnlyOnce(DISASSOCIATE);
    }

    private void refuseAssociationsWhileThereIs(UserProficiency pair) {
        ConnectApi listing = rig.way.apply(new FakeConnectApi(fake));
        rig.way = connect -> new FakeConnectApi(fake) {
            @Override
            public ListUserProficienciesResponse listUserProficiencies(ListUserProficienciesRequest request) {
                return listing.listUserProficiencies(request);
            }

            @Override
            public AssociateUserProficienciesResponse associateUserProficiencies(
                    AssociateUserProficienciesRequest request) {
                if (fake.only().levels().containsKey(new Proficiency("Language", pair.getAttributeValue()))) {
                    fake.fail(ASSOCIATE, Fault.refused("InvalidParameterException", 400, "Too many proficiencies"));
                }
                return super.associateUserProficiencies(request);
            }
        };
    }

    /** Our own pairs fill the quota, and the list does not show them yet. */
    @Test
    void update_whoseAssociationWasCarriedOutAndThenDoesNotFit_isSuccess() {
        fake.fail(ASSOCIATE, Fault.serverErrorAfterCommit(), Fault.limitExceeded());
        fake.fail(LIST, Fault.none(), Fault.staleRead(), Fault.staleRead());
        rig.update(before, with(GERMAN, ENGLISH, FRENCH)).succeeded();
        assertThat(fake.only().levels()).hasSize(3);
    }

    /** A look that may come later may ask for what makes room. */
    @Test
    void update_thatAddsAPairWhereAnotherIsHiddenAndALookFails_isSuccess() {
        somebodyAdds(THAI);
        fake.fail(ASSOCIATE, Fault.limitExceeded());
        listShows(List.of(List.of(GERMAN, ENGLISH)));
        fake.fail("DescribeUser", Fault.none(), Fault.serverError(), Fault.serverError(), Fault.serverError());
        rig.update(before, with(GERMAN, ENGLISH, FRENCH)).succeeded();
        assertThat(fake.only().levels()).hasSize(3);
    }

    /** A look that is not allowed takes nothing from what a refusal says. */
    @Test
    void update_whoseTagIsRefusedWhereNoLookIsAllowed_saysWhy() {
        fake.fail("TagResource", 40, TOO_MANY_TAGS);
        fake.fail("DescribeUser", Fault.none()).fail("DescribeUser", 100, Fault.accessDenied());
        var end = failed(InvalidRequest, rig.update(before, tagged("New", "2")));
        assertThat(end.getMessage()).contains("Tags (TagResource)", "Too many tags");
    }

    @Test
    void update_thatExchangesATagAndIsRefusedForGood_isRefusedAtOnce() {
        ResourceModel more = done(tagged("Old", "1"));
        fake.fail("TagResource", 40, TOO_MANY_TAGS);
        var end = failed(InvalidRequest, rig.update(more, tagged("New", "2")));
        assertThat(end.getMessage()).contains("Tags (TagResource)", "Too many tags");
        assertThat(writes()).containsExactly("UntagResource", "TagResource");
    }

    /** What is to make room was taken away by somebody else: no look will ever ask for it. */
    @Test
    void update_thatExchangesATagWhichIsGone_isRefusedAfterThreeTries() {
        ResourceModel more = done(tagged("Old", "1"));
        done(more, model -> model.setTags(before.getTags()));
        fake.fail("TagResource", 40, TOO_MANY_TAGS);
        failed(InvalidRequest, rig.update(more, tagged("New", "2")));
        assertThat(writes()).containsExactly("TagResource", "TagResource", "TagResource");
    }

    private ResourceModel tagged(String key, String value) {
        Map<String, String> tags = new TreeMap<>(Rig.tagsOf(before));
        tags.put(key, value);
        String[] all = tags.entrySet().stream()
                .flatMap(tag -> java.util.stream.Stream.of(tag.getKey(), tag.getValue()))
                .toArray(String[]::new);
        return changed(model -> model.setTags(Samples.tags(all)));
    }
}
