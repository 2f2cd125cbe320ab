"""What a client does after a failure on the whole road, by an emulator whose late reads are the test's own."""

import json

from road.blows import Blow
from road.drive import driven
from road.world import FULL, Scenario, put, user_arn

ARN = user_arn(FULL)
BEFORE = {"RoutingProfileArn": "one", "HierarchyGroupArn": "one"}
DESIRED = {"RoutingProfileArn": "two", "HierarchyGroupArn": "two", "Tags": "two"}
BLOW = Blow("connect", "UpdateUserRoutingProfile", 1, (("kind", "drop-after"),))
LATE = Scenario(
    "late reads", "UPDATE", ARN, patch=tuple(put(*each) for each in DESIRED.items()), switches={"stale-reads": 2}
)


class Emulated:
    """One user. The first update breaks off in the middle; while a switch is set, reads show what was at the start."""

    def __init__(self):
        self.user, self.late, self.updates = dict(BEFORE), False, 0

    def admin(self, method, path, members=None):
        """Note what is set."""
        if path == "switches":
            self.late = method == "POST"
        return [{"struck": 1}]

    def users(self):
        """Return what there is."""
        return {ARN: dict(self.user)}

    def control(self, operation, Identifier):
        """Show the user as it is, or as it was."""
        shown = BEFORE if self.late else self.user
        return 200, {"ResourceDescription": {"Properties": json.dumps(shown)}}

    def finished(self, operation, Identifier, PatchDocument):
        """Patch the user, the first time by half."""
        patch = json.loads(PatchDocument)
        self.updates += 1
        broken = self.updates == 1
        for each in patch[1:] if broken else patch:
            name = each["path"].removeprefix("/")
            self.user.pop(name, None)
            if each["op"] != "remove":
                self.user[name] = each["value"]
        return {"OperationStatus": "FAILED" if broken else "SUCCESS"}


def test_way_back_is_from_where_the_update_has_left_a_user_not_from_what_late_reads_show():
    course = driven(Emulated(), LATE, BLOW, back=True)
    assert course.users == {ARN: {"RoutingProfileArn": "one", "HierarchyGroupArn": "two", "Tags": "two"}}
    assert course.users_finally == {ARN: BEFORE}


def test_update_that_is_asked_for_again_meets_late_reads_once_more():
    emulated = Emulated()
    course = driven(emulated, LATE, BLOW)
    assert emulated.late
    assert course.users_finally == {ARN: DESIRED}
