package software.amazon.connect.user.change;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.connect.model.AssociateUserProficienciesRequest;
import software.amazon.awssdk.services.connect.model.DisassociateUserProficienciesRequest;
import software.amazon.awssdk.services.connect.model.TagResourceRequest;
import software.amazon.awssdk.services.connect.model.UntagResourceRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserProficienciesRequest;
import software.amazon.awssdk.services.connect.model.UserProficiencyDisassociate;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.LiveUser;
import software.amazon.connect.user.model.Proficiency;
import software.amazon.connect.user.model.RequestTranslator;

/** The part of {@link UserChanges} that is about what has keys: proficiencies, replaced whole, and tags, merged. */
public final class KeyedChanges {

    private KeyedChanges() {}

    /** The calls that replace a user's proficiencies by the desired ones; none when neither model speaks of any. */
    public static List<ApiCall> proficiencies(ConnectArn user, Desired desired, LiveUser live) {
        boolean dropped = !Proficiency.levelsOf(desired.previous()).isEmpty();
        if (desired.model().getUserProficiencies() == null && !dropped) {
            return List.of();
        }
        KeyedDiff<Proficiency, Double> diff =
                KeyedDiff.between(Proficiency.levelsOf(live.model()), Proficiency.levelsOf(desired.model()));
        List<ApiCall> calls = new ArrayList<>();
        if (!diff.removed().isEmpty()) {
            calls.add(new ApiCall(
                    Step.DISASSOCIATE,
                    "UserProficiencies",
                    DisassociateUserProficienciesRequest.builder()
                            .instanceId(user.instanceId())
                            .userId(user.id())
                            .userProficiencies(diff.removed().stream()
                                    .map(gone -> UserProficiencyDisassociate.builder()
                                            .attributeName(gone.name())
                                            .attributeValue(gone.value())
                                            .build())
                                    .toList())
                            .build()));
        }
        if (!diff.added().isEmpty()) {
            calls.add(new ApiCall(
                    Step.ASSOCIATE,
                    "UserProficiencies",
                    AssociateUserProficienciesRequest.builder()
                            .instanceId(user.instanceId())
                            .userId(user.id())
                            .userProficiencies(RequestTranslator.proficiencies(diff.added()))
                            .build()));
        }
        if (!diff.changed().isEmpty()) {
            calls.add(new ApiCall(
                    Step.LEVELS,
                    "UserProficiencies",
                    UpdateUserProficienciesRequest.builder()
                            .instanceId(user.instanceId())
                            .userId(user.id())
                            .userProficiencies(RequestTranslator.proficiencies(diff.changed()))
                            .build()));
        }
        return calls;
    }

    /** The calls that bring a user's tags to the desired ones and leave alone what others have put there. */
    public static List<ApiCall> tags(ConnectArn user, Desired desired, LiveUser live) {
        KeyedDiff<String, String> diff =
                KeyedDiff.merging(ownTags(desired.previousTags()), ownTags(live.tags()), ownTags(desired.tags()));
        List<ApiCall> calls = new ArrayList<>();
        if (!diff.removed().isEmpty()) {
            calls.add(new ApiCall(
                    Step.UNTAG,
                    "Tags",
                    UntagResourceRequest.builder()
                            .resourceArn(user.toString())
                            .tagKeys(diff.removed())
                            .build()));
        }
        Map<String, String> set = new TreeMap<>(diff.added());
        set.putAll(diff.changed());
        if (!set.isEmpty()) {
            calls.add(new ApiCall(
                    Step.TAG,
                    "Tags",
                    TagResourceRequest.builder()
                            .resourceArn(user.toString())
                            .tags(set)
                            .build()));
        }
        return calls;
    }

    /** The tags that are ours to set and to remove: AWS keeps those whose keys start with {@code aws:} for itself. */
    public static SortedMap<String, String> ownTags(Map<String, String> tags) {
        return Stream.ofNullable(tags)
                .flatMap(all -> all.entrySet().stream())
                .filter(tag -> !tag.getKey().startsWith("aws:"))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> other, TreeMap::new));
    }
}
