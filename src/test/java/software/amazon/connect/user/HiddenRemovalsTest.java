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
import software.amazon.connect.user.model.Proficiency;
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
