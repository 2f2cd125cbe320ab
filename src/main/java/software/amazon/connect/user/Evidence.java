package software.amazon.connect.user;

import java.util.Map;
import software.amazon.connect.user.change.UserChanges;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.LiveUser;

/**
 * What there is beside a single look to tell whether a user is as desired: looks that agree, and calls that were
 * answered. A look may show the user as it was before any of its last changes.
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

    /** Whether every kind of call was answered that leads from the previous model to the desired one. */
    private boolean isChangeAnswered() {
        ResourceModel previous = invocation.request().getPreviousResourceState();
        if (previous == null) {
            return true;
        }
        Map<String, String> tags = invocation.request().getPreviousResourceTags();
        LiveUser before = new LiveUser(previous, tags == null ? Map.of() : tags, null);
        return UserChanges.between(user, invocation.desired(), before).stream()
                .allMatch(call -> invocation.progress().wasAnswered(call.step()));
    }
}
