"""What Terraform's (and Pulumi's bridged) aws_cloudformation_stack sends, call by call, and what it goes by.

Read from internal/service/cloudformation/stack.go of hashicorp/terraform-provider-aws. It waits with a list of pending
statuses and a list of targets; any other status is an error, so each is written down here as it stands there.
"""

import json
import time
import uuid

import pytest
from botocore.exceptions import ClientError
from names import SCHEMA

CREATED = {
    "pending": {"CREATE_IN_PROGRESS", "DELETE_IN_PROGRESS", "ROLLBACK_IN_PROGRESS"},
    "target": {
        "CREATE_COMPLETE",
        "CREATE_FAILED",
        "DELETE_COMPLETE",
        "DELETE_FAILED",
        "ROLLBACK_COMPLETE",
        "ROLLBACK_FAILED",
    },
}
UPDATED = {
    "pending": {
        "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
        "UPDATE_IN_PROGRESS",
        "UPDATE_ROLLBACK_IN_PROGRESS",
        "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
    },
    "target": {"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_FAILED"},
}
DELETED = {
    "pending": {"DELETE_IN_PROGRESS", "ROLLBACK_IN_PROGRESS"},
    "target": {"DELETE_COMPLETE", "DELETE_FAILED"},
}
OPEN, SHUT = (
    json.dumps({"Statement": [{"Effect": effect, "Action": "Update:*", "Principal": "*", "Resource": "*"}]})
    for effect in ("Allow", "Deny")
)


class Resource:
    """One aws_cloudformation_stack."""

    def __init__(self, stacks, name):
        self._stacks, self.name, self.id = stacks, name, None

    def create(self, body, **more):
        """Create it; return the status where the provider stops to wait, and the reasons it would show."""
        self.id = self._stacks.create_stack(
            StackName=self.name, TemplateBody=body, ClientRequestToken=(token := unique()), **more
        )["StackId"]
        return self._wait(CREATED), self._reasons(token, "ROLLBACK")

    def update(self, body, tags=(), **more):
        """Tags go along always, an empty list when there are none; by its id, as it is kept in the state."""
        self._stacks.update_stack(
            StackName=self.id, TemplateBody=body, Tags=list(tags), ClientRequestToken=(token := unique()), **more
        )
        return self._wait(UPDATED), self._reasons(token, "ROLLBACK")

    def read(self, name=None):
        """What the state is made of."""
        described = self._stacks.describe_stacks(StackName=name or self.id)["Stacks"][0]
        body = self._stacks.get_template(StackName=name or self.id, TemplateStage="Original")["TemplateBody"]
        return described, body if isinstance(body, dict) else json.loads(body)

    def delete(self):
        self._stacks.delete_stack(StackName=self.id, ClientRequestToken=unique())
        return self._wait(DELETED)

    def _wait(self, states):
        deadline = time.monotonic() + 90
        while True:
            status = self._stacks.describe_stacks(StackName=self.id)["Stacks"][0]["StackStatus"]
            if status in states["target"]:
                return status
            assert status in states["pending"], f"unexpected state '{status}'"
            assert time.monotonic() < deadline
            time.sleep(0.1)

    def _reasons(self, token, word):
        """The reasons of its own events that failed or say what is rolled back."""
        pages = self._stacks.get_paginator("describe_stack_events").paginate(StackName=self.id)
        return [
            event["ResourceStatusReason"]
            for page in pages
            for event in page["StackEvents"]
            if event.get("ClientRequestToken") == token
            and event.get("ResourceStatusReason")
            and (event["ResourceStatus"].endswith("_FAILED") or event["ResourceStatus"].startswith(word))
        ]


def unique():
    """Return a request token in Terraform's form."""
    return f"terraform-{time.strftime('%Y%m%d%H%M%S')}{uuid.uuid4().hex[:12]}"


def template(properties, **parameters):
    """Write a template as the provider normalises it: JSON without blanks, keys in order."""
    body = {"Resources": {"Agent": {"Type": SCHEMA["typeName"], "Properties": properties}}}
    body["Outputs"] = {"Arn": {"Value": {"Ref": "Agent"}}}
    if parameters:
        body["Parameters"] = {name: {"Type": "String", "Default": value} for name, value in parameters.items()}
    return json.dumps(body, sort_keys=True, separators=(",", ":"))


@pytest.fixture
def resource(client):
    """A resource that is destroyed at the end, whatever becomes of it."""
    stacks = client("cloudformation")
    made = Resource(stacks, f"tf-{uuid.uuid4().hex[:8]}")
    yield made
    if made.id:
        stacks.delete_stack(StackName=made.id)
        stacks.get_waiter("stack_delete_complete").wait(StackName=made.id, WaiterConfig={"Delay": 1, "MaxAttempts": 90})


def test_create_read_update_delete(resource, plain):
    body = template(plain, Team="blue")
    status, _ = resource.create(
        body,
        Tags=[{"Key": "team", "Value": "blue"}],
        Capabilities=["CAPABILITY_IAM"],
        Parameters=[{"ParameterKey": "Team", "ParameterValue": "red"}],
        TimeoutInMinutes=5,
        StackPolicyBody=OPEN,
        OnFailure="ROLLBACK",
    )
    assert status == "CREATE_COMPLETE"
    state, read = resource.read()
    assert read == json.loads(body)
    assert (state["StackName"], state["TimeoutInMinutes"], state["DisableRollback"]) == (resource.name, 5, False)
    assert state["Capabilities"] == ["CAPABILITY_IAM"]
    assert state["Parameters"] == [{"ParameterKey": "Team", "ParameterValue": "red"}]
    assert state["Outputs"][0]["OutputValue"].startswith(plain["InstanceArn"])
    changed = template(plain | {"IdentityInfo": {"FirstName": "Grace", "LastName": "Hopper"}}, Team="blue")
    assert resource.update(changed)[0] == "UPDATE_COMPLETE"
    state, read = resource.read()
    assert read == json.loads(changed)
    assert state["Tags"] == []
    assert resource.delete() == "DELETE_COMPLETE"


def test_update_without_a_difference_is_no_error_of_the_provider(resource, plain):
    resource.create(template(plain))
    with pytest.raises(ClientError, match="No updates are to be performed") as refused:
        resource.update(template(plain))
    assert refused.value.response["Error"]["Code"] == "ValidationError"


def test_create_that_fails_shows_the_handlers_words(resource, plain):
    wrong = plain | {"RoutingProfileArn": plain["RoutingProfileArn"][:-12] + "000000000000"}
    status, reasons = resource.create(template(wrong))
    assert status == "ROLLBACK_COMPLETE"
    assert any("HandlerErrorCode" in reason for reason in reasons), reasons
    assert any(reason.endswith("Rollback requested by user.") for reason in reasons), reasons


def test_update_under_a_policy_that_denies_it_is_rolled_back(resource, plain):
    resource.create(template(plain), StackPolicyBody=SHUT)
    changed = template(plain | {"IdentityInfo": {"FirstName": "Grace", "LastName": "Hopper"}})
    status, _ = resource.update(changed)
    assert status == "UPDATE_ROLLBACK_COMPLETE"
    assert resource.read()[1]["Resources"]["Agent"]["Properties"]["IdentityInfo"] == plain["IdentityInfo"]


def test_import_and_a_stack_that_is_gone(resource, plain):
    resource.create(template(plain))
    state, _ = resource.read(resource.name)
    assert state["StackId"] == resource.id
    resource.delete()
    assert resource.read()[0]["StackStatus"] == "DELETE_COMPLETE"
    with pytest.raises(ClientError, match="does not exist"):
        resource.read(resource.name)
