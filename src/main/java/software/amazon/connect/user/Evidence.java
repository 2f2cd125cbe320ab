package software.amazon.connect.user;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.connect.user.change.ApiCall;
import software.amazon.connect.user.change.ApiCall.Step;
import software.amazon.connect.user.change.Desired;
import software.amazon.connect.user.change.UserChanges;
import software.amazon.connect.user.model.ChannelSettings;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.ConnectFailure;
import software.amazon.connect.user.model.Difference;
import software.amazon.connect.user.model.LiveUser;
import software.amazon.connect.user.model.Proficiency;

/**
 * What there is beside a single look to tell whether a user is as desired: looks that agree, calls that were answered,
 * and what was shown before them. A look may show the user as it was before any of its last changes.
 */
record Evidence(Invocation invocation, ConnectArn user) {
    /** Looks that must agree before they are believed against what is known otherwise. */
    static final int AGREEING_LOOKS = 3;

    /** Looks at most that an invocation takes one after another for that. */
    private static final int MOST_LOOKS = AGREEING_LOOKS + 1;

    /** Whether so many looks in a row have shown the same that it can be believed. */
    boolean looksAgree() {
        return invocation.progress().getSameLooks() >= AGREEING_LOOKS;
    }

    /** What so many looks agree on as soon as they do, this one counted; empty when they do not in this invocation. */
    Optional<LiveUser> agreed(LiveUser first) {
        Optional<LiveUser> seen = Optional.of(first);
        for (int looks = 1; !looksAgree(); looks++) {
            if (looks == MOST_LOOKS || invocation.session().pace().isSpent()) {
                return Optional.empty();
            }
            seen = invocation.look(user);
            seen.ifPresentOrElse(invocation.progress()::look, invocation.progress()::lookInVain);
        }
        return seen;
    }

    /**
     * Whether the user may be shown as it was before its last change, though it is shown as desired: where an update is
     * rolled back, and where what was desired before needs a kind of call that nobody has answered, since a look did
     * not ask for it. Whatever else was sent says nothing of that.
     */
    boolean mayBeLate() {
        return !looksAgree() && (invocation.isRollback() || !isChangeAnswered());
    }

    /**
     * What is shown neither as asked for nor as it was before, so that no look can be late in it: of a new user there
     * was nothing before. What the previous model says was there before as well, though a late look may have hidden it.
     */
    List<Difference> keptOtherwise(List<Difference> missing, LiveUser live) {
        CallbackContext progress = invocation.progress();
        boolean isNew = progress.wasAnswered(Step.CREATE);
        return missing.stream()
                .filter(place -> !progress.showedBefore(place) && !(isNew && place.showsNothing()))
                .filter(place -> changes().noneMatch(place::isFromTheSame))
                .filter(place -> isShown(place, live) && !Objects.equals(place.before(), place.after()))
                .toList();
    }

    /** What PhoneConfig would make of a list, were it written once more, is not what the list says. */
    private static boolean isShown(Difference place, LiveUser live) {
        return ChannelSettings.ALL.stream()
                .filter(setting -> setting.property().equals(place.property()))
                .allMatch(setting -> Objects.equals(
                        place.before(),
                        setting.said(live.model()).get(place.path().get(1))));
    }

    /** Whether the previous model has a proficiency that a look does not show. */
    boolean wasDesired(Difference pair) {
        return Proficiency.levelsOf(invocation.desired().previous()).keySet().stream()
                .map(Proficiency::path)
                .anyMatch(pair.path()::equals);
    }

    /** Whether nothing is left to send: all that was asked for is done, also when nobody may look at it any more. */
    boolean isAllAnswered() {
        CallbackContext progress = invocation.progress();
        return progress.getSent() != 0 && progress.getOpen() == 0 && isChangeAnswered();
    }

    /**
     * Whether a call changes every place that its kind has to change between the previous model and the desired one.
     * Calls on tags and proficiencies carry only what a look has shown to be missing; the others carry all that is
     * desired, and of what is to go only what a look has shown.
     */
    boolean isWhole(ApiCall call) {
        return change().stream()
                .filter(needed -> needed.step() == call.step())
                .flatMap(needed -> needed.differences().stream())
                .filter(needed -> call.step().isPartial() || needed.isRemoval() && !needed.showsNothing())
                .allMatch(needed -> call.places().contains(needed.path()));
    }

    /** Whether every kind of call was answered that was sent, or leads from the previous model to the desired one. */
    private boolean isChangeAnswered() {
        return invocation.progress().isAnswered()
                && change().stream().allMatch(call -> invocation.progress().wasAnswered(call.step()));
    }

    /**
     * Whether a kind of call is still to come: the previous model asks for it and nobody answered it, or a look does.
     */
    boolean isToCome(Step step) {
        return !invocation.progress().wasAnswered(step) && isAmong(change(), step) || isAsked(step);
    }

    /** A look that is refused asks for nothing; one that may come later may ask for it. */
    private boolean isAsked(Step step) {
        try {
            return invocation
                    .look(user)
                    .filter(live -> isAmong(UserChanges.between(user, invocation.desired(), live), step))
                    .isPresent();
        } catch (ConnectFailure unseen) {
            return unseen.isRetriable();
        }
    }

    private static boolean isAmong(List<ApiCall> calls, Step step) {
        return calls.stream().anyMatch(call -> call.step() == step);
    }

    private Stream<Difference> changes() {
        return change().stream().flatMap(call -> call.differences().stream());
    }

    private List<ApiCall> change() {
        ResourceModel previous = invocation.request().getPreviousResourceState();
        if (previous == null) {
            return List.of();
        }
        Map<String, String> tags = invocation.request().getPreviousResourceTags();
        LiveUser before = new LiveUser(previous, tags == null ? Map.of() : tags, null);
        return UserChanges.between(user, invocation.desired(), before).stream()
                .filter(call -> call.step() != Step.SET_LISTS || changesLists(call))
                .toList();
    }

    /** A list that is only written again behind PhoneConfig is as it was; whether it must be, a look alone can tell. */
    private boolean changesLists(ApiCall call) {
        Desired desired = invocation.desired();
        return ChannelSettings.ALL.stream()
                .filter(setting -> call.differences().stream()
                        .anyMatch(difference -> difference.property().equals(setting.property())))
                .anyMatch(setting -> !setting.said(desired.previous()).equals(setting.said(desired.model())));
    }
}
