"""The judge of faults on the whole road finds what is lost, each kind of loss on its own."""

import pytest

from road.blows import Blow, at_call
from road.oracle import CLEAN, CONVERGED, GAP, LOST, Course, Verdict, judged, taken_back
from road.world import FULL, Scenario, user_arn

CREATE, UPDATE, DELETE, READ = (
    Scenario(name, name.upper(), user_arn(FULL)) for name in ("create", "update", "delete", "read")
)
LIST = Scenario("list", "LIST")
OF_INSTANCE = Scenario("list of an instance", "LIST", desired={"InstanceArn": "some"})
SEEDED = {user_arn(FULL): {"Username": "full"}, "other": {"Username": "other"}}
MADE = SEEDED | {"made": {"Username": "ada"}}
CHANGED = SEEDED | {user_arn(FULL): {"Username": "full", "changed": True}}
GONE = {"other": {"Username": "other"}}
WELL = {"OperationStatus": "SUCCESS"}
MADE_WELL = WELL | {"Identifier": "made"}
IMPORT = {
    "OperationStatus": "FAILED",
    "ErrorCode": "AlreadyExists",
    "StatusMessage": "... import it by InstanceArn ...",
}
THROTTLED = Blow("connect", "DeleteUser", 1, (("kind", "throttle"),))
NOT_FOUND = Blow("connect", "DescribeUser", 1, (("kind", "error"), ("type", "ResourceNotFoundException")))
KILLED = Blow("lambda", "CREATE", 1, (("kind", "crash-after"),))


def failed(code, **more):
    """Return the end of an operation that failed."""
    return {"OperationStatus": "FAILED", "ErrorCode": code, "StatusMessage": "so it is"} | more


@pytest.mark.parametrize(
    ("scenario", "blow", "clean", "course", "kind"),
    [
        (CREATE, THROTTLED, MADE, Course(SEEDED, MADE_WELL, MADE), CONVERGED),
        (CREATE, THROTTLED, MADE, Course(SEEDED, MADE_WELL, SEEDED), LOST),
        (CREATE, THROTTLED, MADE, Course(SEEDED, MADE_WELL, SEEDED | {"made": {"Username": "eve"}}), LOST),
        (CREATE, THROTTLED, MADE, Course(SEEDED, MADE_WELL, MADE | {"twice": {"Username": "ada"}}), LOST),
        (CREATE, THROTTLED, MADE, Course(SEEDED, failed("Throttling"), SEEDED), CLEAN),
        (CREATE, THROTTLED, MADE, Course(SEEDED, failed("NetworkFailure"), MADE), LOST),
        (CREATE, THROTTLED, MADE, Course(SEEDED, IMPORT, MADE), LOST),
        (CREATE, KILLED, MADE, Course(SEEDED, IMPORT, MADE), GAP),
        (CREATE, THROTTLED, MADE, Course(SEEDED, failed("X", Identifier="made"), MADE, WELL, SEEDED), CLEAN),
        (CREATE, THROTTLED, MADE, Course(SEEDED, failed("X", Identifier="made"), MADE, failed("X"), MADE), LOST),
        (UPDATE, THROTTLED, CHANGED, Course(SEEDED, WELL, CHANGED), CONVERGED),
        (UPDATE, THROTTLED, CHANGED, Course(SEEDED, WELL, SEEDED), LOST),
        (UPDATE, THROTTLED, CHANGED, Course(SEEDED, WELL, CHANGED | {"other": {}}), LOST),
        (UPDATE, THROTTLED, CHANGED, Course(SEEDED, failed("X"), SEEDED, WELL, CHANGED), CLEAN),
        (UPDATE, THROTTLED, CHANGED, Course(SEEDED, failed("X"), SEEDED, failed("X"), SEEDED), LOST),
        (UPDATE, THROTTLED, CHANGED, Course(SEEDED, failed("NotFound"), SEEDED, WELL, CHANGED), LOST),
        (UPDATE, NOT_FOUND, CHANGED, Course(SEEDED, failed("NotFound"), SEEDED, WELL, CHANGED), LOST),
        (READ, NOT_FOUND, SEEDED, Course(SEEDED, failed("NotFound"), SEEDED), LOST),
        (READ, NOT_FOUND, SEEDED, Course(SEEDED, failed("X"), SEEDED), CLEAN),
        (LIST, NOT_FOUND, SEEDED, Course(SEEDED, failed("NotFound"), SEEDED), LOST),
        (OF_INSTANCE, NOT_FOUND, SEEDED, Course(SEEDED, failed("NotFound"), SEEDED), CLEAN),
        (OF_INSTANCE, THROTTLED, SEEDED, Course(SEEDED, failed("NotFound"), SEEDED), LOST),
        (OF_INSTANCE, NOT_FOUND, SEEDED, Course(SEEDED, WELL, SEEDED, shown=["one"]), LOST),
        (DELETE, THROTTLED, GONE, Course(SEEDED, WELL, GONE), CONVERGED),
        (DELETE, THROTTLED, GONE, Course(SEEDED, failed("NotFound"), GONE), CONVERGED),
        (DELETE, THROTTLED, GONE, Course(SEEDED, failed("NotFound"), SEEDED), LOST),
        (DELETE, THROTTLED, GONE, Course(SEEDED, failed("X"), GONE, failed("NotFound"), GONE), LOST),
        (DELETE, THROTTLED, GONE, Course(SEEDED, failed("X"), SEEDED, WELL, GONE), CLEAN),
        (DELETE, THROTTLED, GONE, Course(SEEDED, failed("X"), SEEDED, WELL, {}), LOST),
        (DELETE, THROTTLED, GONE, Course(SEEDED, failed("X"), SEEDED, WELL, {"other": {"Username": "eve"}}), LOST),
        (DELETE, THROTTLED, GONE, Course(SEEDED, failed("X"), SEEDED, WELL, GONE | {"more": {}}), LOST),
    ],
)
def test_verdict_as_the_state_says(scenario, blow, clean, course, kind):
    """Whatever became of it, the verdict is that of the state."""
    without_faults = Course(SEEDED, WELL, clean)
    verdict = judged(scenario, blow, without_faults, course)
    assert verdict.kind == kind, verdict.why


@pytest.mark.parametrize(
    ("course", "kind"),
    [
        (Course(SEEDED, failed("X"), CHANGED, WELL, SEEDED), CLEAN),
        (Course(SEEDED, failed("X"), CHANGED, WELL, CHANGED), LOST),
        (Course(SEEDED, failed("X"), CHANGED, WELL, SEEDED | {"other": {}}), LOST),
        (Course(SEEDED, failed("X"), CHANGED, failed("X"), SEEDED), LOST),
        (Course(SEEDED, failed("NotFound"), SEEDED, WELL, SEEDED), LOST),
        (Course(SEEDED, WELL, CHANGED), CLEAN),
        (Course(SEEDED, WELL, SEEDED), LOST),
        (Course(SEEDED, WELL, CHANGED | {"other": {}}), LOST),
    ],
)
def test_way_back_leads_to_what_was_there_before(course, kind):
    verdict = taken_back(Verdict(CLEAN), Course(SEEDED, WELL, CHANGED), course)
    assert verdict.kind == kind, verdict.why


def set_to(seconds, accept=False, channels=True):
    """Return a state whose user has times set, 0 among them, or was never set anything."""
    work = {"Channel": "VOICE", "AfterContactWorkConfig": {"AfterContactWorkTimeLimit": seconds}}
    settings = {
        "PhoneConfig": {"AfterContactWorkTimeLimit": seconds, "AutoAccept": accept},
        "Channels": {"AfterContactWorkConfigs": [work], "AutoAcceptConfigs": []} if channels else {},
    }
    return SEEDED | {user_arn(FULL): {"Username": "full", "Settings": settings}}


NEVER_SET = SEEDED | {user_arn(FULL): {"Username": "full", "Settings": {"PhoneConfig": {}, "Channels": {}}}}


@pytest.mark.parametrize(
    ("clean", "final", "kind"),
    [
        (set_to(0), NEVER_SET, CONVERGED),
        (NEVER_SET, set_to(0), CONVERGED),
        (set_to(30), NEVER_SET, LOST),
        (set_to(30), set_to(30, channels=False), LOST),
        (set_to(30), set_to(60), LOST),
        (set_to(30, channels=False), set_to(0, channels=False), LOST),
        (set_to(0), set_to(0, accept=True), LOST),
    ],
)
def test_verdict_a_setting_of_0_is_one_that_was_never_set_and_no_other_is(clean, final, kind):
    verdict = judged(UPDATE, THROTTLED, Course(SEEDED, WELL, clean), Course(SEEDED, WELL, final))
    assert verdict.kind == kind, verdict.why


def test_faults_of_a_call_hold_every_declared_error_once():
    """The model names them, and the undeclared ones come on top."""
    blows = at_call("DeleteUser", 2)
    assert len(set(blows)) == len(blows)
    assert {"ResourceNotFoundException", "ThrottlingException", "garbage", "drop-after"} <= {b.kind for b in blows}
    assert all((b.operation, b.call) == ("DeleteUser", 2) for b in blows)
