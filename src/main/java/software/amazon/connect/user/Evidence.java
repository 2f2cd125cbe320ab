package software.amazon.connect.user;

import java.util.List;
import java.util.Map;
import software.amazon.connect.user.change.ApiCall;
import software.amazon.connect.user.change.ApiCall.Step;
import software.amazon.connect.user.change.Desired;
import software.amazon.connect.user.change.UserChanges;
import software.amazon.connect.user.model.ChannelSettings;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.Difference;
import software.amazon.connect.user.model.LiveUser;

/**
 * What there is beside a single look to tell whether a user is as desired: looks that agree, calls that were answered,
 * and what was shown before them. A look may show the user as it was before any of its last changes.
 */
record Evidence(Invocation invocation, ConnectArn user) {
    /** Looks that must agree before they are believed against what is known otherwise. */
    static final int AGREEING_LOOKS = 3;

    /** Whether so many looks in a row have shown the same that it can be believed. */
    boolean looksAgree() {
        return invocation.progress().getSameLooks() >= AGREEING_LOOKS;
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
     * was nothing before.
     */
    List<Difference> keptOtherwise(List<Difference> missing) {
        CallbackContext progress = invocation.progress();
        boolean isNew = progress.wasAnswered(Step.CREATE);
        return missing.stream()
                .filter(place -> !progress.showedBefore(place) && !(isNew && place.showsNothing()))
                .toList();
    }

    /** Whether nothing is left to send: all that was asked for is done, also when nobody may look at it any more. */
    boolean isAllAnswered() {
        CallbackContext progress = invocation.progress();
        return progress.getSent() != 0 && progress.getOpen() == 0 && isChangeAnswered();
    }

    /**
     * Whether a call changes every place that its kind has to change between the previous model and the desired one.
     * Calls on tags and proficiencies carry only what a look has shown to be missing; the others carry all.
     */
    boolean isWhole(ApiCall call) {
        return !call.step().isPartial()
                || change().stream()
                        .filter(needed -> needed.step() == call.step())
                        .allMatch(needed -> call.places().containsAll(needed.places()));
    }

    /** Whether every kind of call was answered that leads from the previous model to the desired one. */
    private boolean isChangeAnswered() {
        return change().stream().allMatch(call -> invocation.progress().wasAnswered(call.step()));
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
