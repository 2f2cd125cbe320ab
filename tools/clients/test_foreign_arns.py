"""ARNs of other accounts, regions and partitions: Connect takes ids, so each would reach the user with that id here."""

import json
import os

import pytest
from awscc import Resource, token
from control import TYPE, Refused, call, finished, get
from truth import users

from workbench.handler import HandlerFailed, Provider

ELSEWHERE = {
    "account": lambda arn: arn.replace(":123456789012:", ":210987654321:"),
    "region": lambda arn: arn.replace(":us-east-1:", ":eu-central-1:"),
    "partition": lambda arn: arn.replace("arn:aws:", "arn:aws-cn:"),
    "instance": lambda arn: arn.replace("instance/11111111-1111-1111", "instance/aaaaaaaa-1111-1111"),
}
# Account and partition are the request's own; what is in another region or instance there may be, but not here.
CODES = {"account": "InvalidRequest", "region": "NotFound", "partition": "InvalidRequest", "instance": "NotFound"}
EXCEPTIONS = {"InvalidRequest": "InvalidRequestException", "NotFound": "ResourceNotFoundException"}


@pytest.fixture(scope="module")
def stack():
    """The handlers as a stack invokes them."""
    return Provider(os.environ["AWS_ENDPOINT_URL"], TYPE, "us-east-1")


@pytest.fixture
def user(plain):
    """A user who must be the same in the end."""
    made = Resource()
    made.apply(plain)
    before = get(made.state["UserArn"])
    yield made
    assert made.state["UserArn"] in users(), "the user is gone"
    assert get(made.state["UserArn"]) == before
    made.destroy()


@pytest.fixture(params=ELSEWHERE)
def where(request):
    """In what an ARN is of somewhere else."""
    return request.param


@pytest.fixture
def foreign(where, user):
    """The user's ARN, of somewhere else."""
    arn = ELSEWHERE[where](user.state["UserArn"])
    assert arn != user.state["UserArn"]
    return arn


@pytest.fixture
def code(where):
    """The code with which it is refused."""
    return CODES[where]


def test_cloud_control_read_refused(foreign, code):
    with pytest.raises(Refused) as refusal:
        get(foreign)
    assert refusal.value.type == EXCEPTIONS[code], refusal.value


def test_cloud_control_update_refused(foreign, code):
    document = json.dumps([{"op": "replace", "path": "/IdentityInfo/LastName", "value": "Changed"}])
    with pytest.raises(Refused) as refusal:
        call("UpdateResource", {"TypeName": TYPE, "Identifier": foreign, "PatchDocument": document} | token())
    assert refusal.value.type == EXCEPTIONS[code], refusal.value


def test_cloud_control_delete_fails(foreign, code):
    event = finished(call("DeleteResource", {"TypeName": TYPE, "Identifier": foreign} | token()))
    assert event["OperationStatus"] == "FAILED"
    assert event["ErrorCode"] == code


@pytest.mark.parametrize("action", ["READ", "UPDATE", "DELETE"])
def test_handler_refuses(foreign, code, plain, stack, action):
    given = {"UserArn": foreign} if action != "UPDATE" else plain | {"UserArn": foreign}
    desired = given | {"Tags": [{"Key": "Team", "Value": "Rome"}]} if action == "UPDATE" else given
    with pytest.raises(HandlerFailed, match=f"^{action}: {code}: "):
        stack.run(action, desired, given)


# A replicated instance keeps its id in every region, so an InstanceArn may name another one.
@pytest.mark.parametrize("where", ["account", "partition"], indirect=True)
@pytest.mark.parametrize("action", ["CREATE", "READ", "LIST"])
def test_handler_instance_of_elsewhere_refused_and_nobody_made(user, plain, stack, where, action):
    before = users()
    model = json.loads(ELSEWHERE[where](json.dumps(plain)))  # its profiles too
    desired = {
        "CREATE": model | {"Username": f"{plain['Username']}-2"},
        "READ": {name: model[name] for name in ("InstanceArn", "Username")},
        "LIST": {"InstanceArn": model["InstanceArn"]},
    }
    with pytest.raises(HandlerFailed, match=f"^{action}: InvalidRequest: InstanceArn"):
        stack.run(action, desired[action])
    assert users() == before
