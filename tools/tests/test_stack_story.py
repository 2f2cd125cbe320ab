"""The demo's telling out of a template, with a stack that does otherwise than it should."""

import json

import pytest

from workbench import emulator, stack_story
from workbench.stack_story import StackStory
from workbench.steps import StepFailed

USER = {"InstanceArn": "arn:aws:connect:us-east-1:123456789012:instance/i", "RoutingProfileArn": "r"}
ARN = f"{USER['InstanceArn']}/agent/u"
DENIED = 'Resource handler returned message: "no such routing profile" (RequestToken: t, HandlerErrorCode: NotFound)'


class Stacks:
    """A CloudFormation that answers what the story asks, its statuses in this order."""

    def __init__(self, statuses):
        self.statuses = statuses
        self.failed = [{"ResourceStatus": "CREATE_FAILED", "ResourceStatusReason": DENIED}]

    def describe_stack_resources(self, **_):
        return {"StackResources": [{"PhysicalResourceId": ARN}]}

    def describe_stacks(self, **_):
        return {"Stacks": [{"StackStatus": self.statuses.pop(0)}]}

    def describe_stack_events(self, **_):
        return {"StackEvents": self.failed}


class Connect:
    """An Amazon Connect with one user, whose English is as good as this."""

    def __init__(self, level):
        self.level = level
        self.taken = []

    def list_user_proficiencies(self, **_):
        return {"UserProficiencyList": [{"Level": self.level}]}

    def disassociate_user_proficiencies(self, **request):
        self.taken.append(request)


@pytest.fixture
def story(monkeypatch):
    """Make a story; every command of `aws` is written down instead of typed."""
    monkeypatch.setattr(emulator, "requests_of", lambda *_: [])
    monkeypatch.setattr(stack_story, "POLL_SECONDS", 0)

    def made(statuses, level=5, differences=({"PropertyPath": "/UserProficiencies/0", "DifferenceType": "REMOVE"},)):
        told = StackStory("http://127.0.0.1:1")
        told._stacks, told._connect, told.typed = Stacks(list(statuses)), Connect(level), []

        def aws(operation, *arguments):
            told.typed.append((operation, arguments))
            return {"StackId": "id", "StackResourceDrift": {"PropertyDifferences": list(differences)}}

        told._aws = aws
        return told

    return made


WELL = ("CREATE_IN_PROGRESS", "CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "DELETE_COMPLETE")


def test_tell_every_step_in_order_and_in_words(story, capsys):
    told = story(WELL)
    told.tell(USER)
    assert [operation for operation, _ in told.typed] == [
        "create-stack",
        "update-stack",
        "update-stack",
        "detect-stack-resource-drift",
        "delete-stack",
    ]
    third = json.loads(told.typed[2][1][1])["Resources"]
    assert third["Agent"]["Properties"]["UserProficiencies"][0]["Level"] == 1
    assert third["Colleague"]["Properties"]["RoutingProfileArn"].endswith("/00000000-0000-0000-0000-000000000000")
    assert "Level" not in told._connect.taken[0]["UserProficiencies"][0]
    said = capsys.readouterr().out
    assert f"the stack has made {told._name}-agent: {ARN}" in said
    assert 'why: Resource handler returned message: "no such routing profile"\n' in said
    assert "rolled back as a whole: no colleague, English level 5 again" in said
    assert "drifted: /UserProficiencies/0 (REMOVE)" in said
    assert said.rstrip().endswith("gone, and the user with it")


@pytest.mark.parametrize(
    ("statuses", "words"),
    [
        (["ROLLBACK_COMPLETE"], "is ROLLBACK_COMPLETE, not CREATE_COMPLETE"),
        (["CREATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"], "is UPDATE_ROLLBACK_COMPLETE, not UPDATE_COMPLETE"),
        ([*WELL[:3], "UPDATE_COMPLETE"], "is UPDATE_COMPLETE, not UPDATE_ROLLBACK_COMPLETE"),
        ([*WELL[:4], "DELETE_FAILED"], "is DELETE_FAILED, not DELETE_COMPLETE"),
    ],
)
def test_tell_another_end_than_expected_stops_the_story(story, statuses, words):
    with pytest.raises(StepFailed, match=words):
        story(statuses).tell(USER)


def test_tell_level_that_is_not_back_stops_the_story(story):
    with pytest.raises(StepFailed, match="the level of before is not back"):
        story(WELL, level=1).tell(USER)


def test_tell_no_drift_stops_the_story(story):
    with pytest.raises(StepFailed, match="nothing has drifted"):
        story(WELL, differences=()).tell(USER)


def test_tell_no_reason_stops_the_story(story):
    told = story(WELL)
    told._stacks.failed = []
    with pytest.raises(StepFailed, match="no event says what failed"):
        told.tell(USER)


def test_ended_stack_that_stays_busy_is_not_waited_for_for_ever(story, monkeypatch):
    monkeypatch.setattr(stack_story, "PATIENCE_SECONDS", -1)
    with pytest.raises(StepFailed, match="is CREATE_IN_PROGRESS after -1 s"):
        story(["CREATE_IN_PROGRESS"]).tell(USER)
