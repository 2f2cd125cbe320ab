"""Judges how an operation ended by what Connect holds then; asks no handler what is right.

What must be there in the end is what a run of the same scenario without faults left there, and that is compared with
what was asked for before anything is struck.
"""

from dataclasses import dataclass

from road.asked import settled

CONVERGED, CLEAN, GAP, LOST = "converged", "failed clean", "stated gap", "lost"
NO_SUCH_RESOURCE = "ResourceNotFoundException"
NOT_FOUND = ("NotFound", NO_SUCH_RESOURCE)
TO_IMPORT = "import it by InstanceArn"


@dataclass(frozen=True)
class Verdict:
    """What a case came to, and why."""

    kind: str
    why: str = ""


@dataclass(frozen=True)
class Course:
    """How a scenario ran: what was there before, how it ended, what was there then, and what its follow-up left.

    `follow_up` is the end of what a client does after a failure: CloudFormation's delete of a user that a failed create
    has named, the same update or delete again, or an update's way back. None when there was nothing to follow up.
    """

    before: dict
    ending: dict
    users: dict
    follow_up: dict | None = None
    users_finally: dict | None = None
    shown: object = None


def judged(scenario, blow, clean, course):
    """Return the verdict on a course, held against the one without faults."""
    for arn, user in course.before.items():
        if arn != scenario.target and course.users.get(arn) != user:
            return Verdict(LOST, f"somebody else's user was changed or deleted: {arn}")
    final = course.users if course.users_finally is None else course.users_finally
    return JUDGES[scenario.action](scenario, blow, clean, course, final)


def created(scenario, blow, clean, course, final):
    """Judge a create."""
    event, made = course.ending, sorted(set(course.users) - set(course.before))
    if event["OperationStatus"] == "SUCCESS":
        if scenario.refused or made != [event.get("Identifier")]:
            return Verdict(LOST, f"SUCCESS with {event.get('Identifier')}, and made were {made}")
        return as_without_faults(new(course), new(clean))
    if scenario.refused and event.get("ErrorCode") == "AlreadyExists":
        if event.get("Identifier"):
            return Verdict(LOST, "AlreadyExists names a user, which a rollback would delete")
        return Verdict(CONVERGED) if not made else Verdict(LOST, f"made were {made}")
    if course.follow_up and not is_gone(course.follow_up):
        return Verdict(LOST, f"the rollback failed: {words(course.follow_up)}")
    if final == course.before:
        return Verdict(CLEAN, words(event))
    told = event.get("ErrorCode") == "AlreadyExists" and TO_IMPORT in event["StatusMessage"]
    killed = blow.service == "lambda" and dict(blow.members)["kind"] in ("crash-after", "time-out")
    stated = told and killed and not event.get("Identifier")
    return Verdict(GAP if stated else LOST, f"a user is left that CloudFormation does not know: {words(event)}")


def updated(scenario, blow, clean, course, final):
    """Judge an update. A failure is clean when the same update again comes to its end."""
    if course.ending["OperationStatus"] == "SUCCESS":
        return as_without_faults(final, clean.users)
    if course.ending.get("ErrorCode") in NOT_FOUND:
        return not_found(course)
    if course.follow_up["OperationStatus"] != "SUCCESS":
        return Verdict(LOST, f"the same update again failed: {words(course.follow_up)}")
    return as_without_faults(final, clean.users, Verdict(CLEAN, words(course.ending)))


def taken_back(verdict, clean, course):
    """Judge the way back from an update that failed. Of one that came to its end this time that end is judged."""
    if course.ending["OperationStatus"] == "SUCCESS":
        return as_without_faults(course.users, clean.users, verdict)
    if course.ending.get("ErrorCode") in NOT_FOUND:
        return not_found(course)
    if course.follow_up["OperationStatus"] != "SUCCESS":
        return Verdict(LOST, f"the way back failed: {words(course.follow_up)}")
    return as_without_faults(course.users_finally, course.before, verdict)


def deleted(scenario, blow, clean, course, final):
    """Judge a delete. A stack takes NotFound for what was asked for."""
    gone = scenario.target not in course.users
    if is_gone(course.ending):
        return Verdict(CONVERGED) if gone else Verdict(LOST, f"taken for deleted, and it is there: {course.ending}")
    if gone:
        return Verdict(LOST, f"gone, and reported as failed: {words(course.ending)}")
    if course.users != course.before:
        return Verdict(LOST, "the user was changed")
    if not is_gone(course.follow_up) or scenario.target in final:
        return Verdict(LOST, f"the same delete again failed: {words(course.follow_up)}")
    if final != {arn: user for arn, user in course.before.items() if arn != scenario.target}:
        return Verdict(LOST, f"the same delete again left {final} of {course.before}")
    return Verdict(CLEAN, words(course.ending))


def shown(scenario, blow, clean, course, final):
    """Judge a read or a list.

    Whoever is told that an instance is not found forgets no user; so a list of it may say so when Connect has.
    """
    if course.users != course.before:
        return Verdict(LOST, "it changed something")
    if course.ending["OperationStatus"] == "SUCCESS":
        well = course.shown == clean.shown
        return Verdict(CONVERGED) if well else Verdict(LOST, f"it shows {course.shown} instead of {clean.shown}")
    told = "InstanceArn" in scenario.desired and blow.kind == NO_SUCH_RESOURCE
    if course.ending.get("ErrorCode") in NOT_FOUND and not told:
        return not_found(course)
    return Verdict(CLEAN, words(course.ending))


JUDGES = {"CREATE": created, "UPDATE": updated, "DELETE": deleted, "READ": shown, "LIST": shown}


def new(course):
    """Return what was made, by a number instead of its ARN, which differs from run to run."""
    return dict(enumerate(user for arn, user in course.users.items() if arn not in course.before))


def as_without_faults(real, expected, verdict=None):
    """Return the verdict when what is there is what a run without faults left, else that it is lost.

    A time of 0 that was sent and one that was never set are the same to Connect and to whoever asked for a removal.
    """
    well = {arn: settled(user) for arn, user in real.items()} == {arn: settled(user) for arn, user in expected.items()}
    return (verdict or Verdict(CONVERGED)) if well else Verdict(LOST, f"there is {real}, not {expected}")


def not_found(course):
    """Return that something is lost: whoever is told of NotFound forgets what is there."""
    return Verdict(LOST, f"NotFound of what is there: {words(course.ending)}")


def is_gone(event):
    """Whether a stack takes the end of a delete for a deletion."""
    return event["OperationStatus"] == "SUCCESS" or event.get("ErrorCode") in NOT_FOUND


def words(event):
    """Return how an operation failed, in words."""
    return f"{event.get('ErrorCode')}: {event.get('StatusMessage', '')}"
