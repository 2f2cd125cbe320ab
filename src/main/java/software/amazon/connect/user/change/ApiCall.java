package software.amazon.connect.user.change;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserIdentityInfoRequest;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.ConnectFailure;
import software.amazon.connect.user.model.Difference;

/**
 * One write that is still to be sent. The SDK's request objects are the list of changes: immutable, comparable, and
 * what is tested is what is sent.
 *
 * @param step which kind of call it is
 * @param differences what it is sent for, at least one
 * @param request what to send
 * @param carriesShown whether it repeats what nobody asks for, as a look has shown it, since it would be taken away
 *     else
 */
public record ApiCall(Step step, List<Difference> differences, AwsRequest request, boolean carriesShown) {

    /** The API's name of the operation, e.g. {@code UpdateUserHierarchy}. */
    public String name() {
        return request.getClass().getSimpleName().replaceFirst("Request$", "");
    }

    /** The properties of the model that this call brings to the desired value, for people. */
    public String properties() {
        return differences.stream().map(Difference::property).distinct().collect(Collectors.joining(", "));
    }

    /** Where it changes something. */
    public Set<List<String>> places() {
        return differences.stream().map(Difference::path).collect(Collectors.toSet());
    }

    /** A call that gives proficiencies, or takes them away, as one call for each of them. */
    public List<ApiCall> oneByOne(ConnectArn user) {
        UpdateRequests requests = new UpdateRequests(user);
        return differences.stream()
                .map(List::of)
                .map(one -> new ApiCall(step, one, requests.of(step, one), false))
                .toList();
    }

    /**
     * The same update of an identity without its empty e-mail addresses: one of them at a time, then both, since no
     * more may stay than the service insists on. Each by what is then remembered of it.
     */
    public Map<Set<Step>, ApiCall> withoutEmpty() {
        Map<Set<Step>, ApiCall> lesser = new LinkedHashMap<>();
        Stream.of(
                        EnumSet.of(Step.SECONDARY_EMAIL_STAYS),
                        EnumSet.of(Step.EMAIL_STAYS),
                        EnumSet.of(Step.SECONDARY_EMAIL_STAYS, Step.EMAIL_STAYS))
                .forEach(staying -> withoutEmpty(staying).ifPresent(less -> lesser.put(staying, less)));
        return lesser;
    }

    private Optional<ApiCall> withoutEmpty(Set<Step> staying) {
        var update = (UpdateUserIdentityInfoRequest) request;
        var info = update.identityInfo();
        boolean email = staying.contains(Step.EMAIL_STAYS);
        boolean secondary = staying.contains(Step.SECONDARY_EMAIL_STAYS);
        if (email && !"".equals(info.email()) || secondary && !"".equals(info.secondaryEmail())) {
            return Optional.empty();
        }
        var left = info.toBuilder()
                .email(email ? null : info.email())
                .secondaryEmail(secondary ? null : info.secondaryEmail())
                .build();
        return Optional.of(new ApiCall(
                step, differences, update.toBuilder().identityInfo(left).build(), carriesShown));
    }

    /** A failure of this call, saying which property it is about. */
    public ConnectFailure explained(ConnectFailure failure) {
        String message = "%s (%s): %s".formatted(properties(), name(), failure.getMessage());
        // The user is there, so what is not found, or is there twice, is something that the call names.
        if (failure.is(HandlerErrorCode.NotFound) || failure.is(HandlerErrorCode.AlreadyExists)) {
            return failure.as(HandlerErrorCode.InvalidRequest, message);
        }
        if (failure.is(HandlerErrorCode.AccessDenied) && step.isTagging()) {
            return failure.as(HandlerErrorCode.UnauthorizedTaggingOperation, message);
        }
        return failure.as(failure.code(), message);
    }

    /**
     * The kinds of call that writes consist of, in the order in which they are sent: removals before additions, so that
     * limits hold all the way, and tags last, because a policy conditioned on tags may take away the right to make the
     * other calls.
     */
    public enum Step {
        /** CreateUser was answered. */
        CREATE,
        /** Identity, with empty texts for what is to go. */
        IDENTITY,
        /** Identity without an empty e-mail address, since the service refused that. */
        EMAIL_STAYS,
        /** Identity without an empty secondary e-mail address, since the service refused that. */
        SECONDARY_EMAIL_STAYS,
        /** Lists by channel that go, before PhoneConfig sets the same. */
        CLEAR_LISTS,
        /** PhoneConfig, which may overwrite lists. */
        PHONE,
        /** Lists by channel that are to stay. */
        SET_LISTS,
        /** Routing profile. */
        ROUTING_PROFILE,
        /** Hierarchy group. */
        HIERARCHY_GROUP,
        /** Security profiles. */
        SECURITY_PROFILES,
        /** Proficiencies that go. */
        DISASSOCIATE,
        /** Proficiencies that come. */
        ASSOCIATE,
        /** Proficiencies with another level. */
        LEVELS,
        /** Tags that go. */
        UNTAG,
        /** Tags that come or change. */
        TAG,
        /** DeleteUser was answered. */
        DELETE;

        public int bit() {
            return 1 << ordinal();
        }

        /** Whether a second time may be refused because the first has done it. */
        public boolean isRefusedTwice() {
            return this == ASSOCIATE || this == DISASSOCIATE;
        }

        /** Whether it names pairs that a list has shown, or has not: where the list was late it is refused. */
        public boolean isOfProficiencies() {
            return isRefusedTwice() || this == LEVELS;
        }

        /** Whether it carries only what is missing, where others carry all that is desired. */
        public boolean isPartial() {
            return isOfProficiencies() || isTagging();
        }

        /** The kind of call that takes away what this one may need the room of; empty for all that needs none. */
        public Optional<Step> roomMadeBy() {
            return this == ASSOCIATE ? Optional.of(DISASSOCIATE) : this == TAG ? Optional.of(UNTAG) : Optional.empty();
        }

        /** Whether it needs the right to tag. */
        public boolean isTagging() {
            return this == UNTAG || this == TAG;
        }
    }
}
