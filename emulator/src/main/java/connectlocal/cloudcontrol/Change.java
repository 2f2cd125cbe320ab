package connectlocal.cloudcontrol;

import connectlocal.provider.Action;

/** What a request changes, as events and filters name it. */
enum Change {
    CREATE(Action.CREATE),
    UPDATE(Action.UPDATE),
    DELETE(Action.DELETE);

    private final Action action;

    Change(Action action) {
        this.action = action;
    }

    Action action() {
        return action;
    }
}
