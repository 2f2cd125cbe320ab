package software.amazon.connect.user;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import software.amazon.connect.slice.model.ApiUserProficiency;
import software.amazon.connect.slice.model.ListUserProficienciesRequest;
import software.amazon.connect.slice.model.ListUserProficienciesResponse;
import software.amazon.connect.user.support.FakeConnectApi;
import software.amazon.connect.user.support.Samples;

/** What tests of late lists of proficiencies start from: a user with two of them. */
abstract class ExistingProficiencies extends ExistingUser {
    static final String LIST = "ListUserProficiencies";
    static final String ASSOCIATE = "AssociateUserProficiencies";
    static final String DISASSOCIATE = "DisassociateUserProficiencies";
    static final String LEVELS = "UpdateUserProficiencies";
    static final UserProficiency GERMAN = Samples.proficiency("Language", "German", 5);
    static final UserProficiency ENGLISH = Samples.proficiency("Language", "English", 3);
    static final UserProficiency FRENCH = Samples.proficiency("Language", "French", 2);
    static final UserProficiency THAI = Samples.proficiency("Language", "Thai", 2);

    ResourceModel with(UserProficiency... items) {
        return changed(model -> model.setUserProficiencies(Arrays.asList(items)));
    }

    static ResourceModel retagged(ResourceModel model) {
        ResourceModel desired = Rig.copy(model);
        desired.setTags(Samples.tags("Team", "Paris"));
        return desired;
    }

    /** The model of an update that has come to its end; the calls after it are another's. */
    ResourceModel done(ResourceModel desired) {
        rig.update(before, desired).succeeded();
        fake.forgetCalls();
        return desired;
    }

    /** Shows the proficiencies of these looks instead of those that there are, the first look's first. */
    void listShows(List<List<UserProficiency>> looks) {
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
}
