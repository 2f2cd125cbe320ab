"""Cloud Control as a person types it: what the AWS CLI makes of waits, failures and history."""

import json
import uuid

import pytest

TYPE = ("--type-name", "AWS::Connect::User")


@pytest.fixture
def cloudcontrol(aws):
    return lambda *arguments: aws("cloudcontrol", *arguments)


@pytest.fixture
def ended(cloudcontrol):
    """Wait for a request as scripts do, and return its last event."""

    def wait(answer, expected=0):
        request = ("--request-token", answer["ProgressEvent"]["RequestToken"])
        code, _, error = cloudcontrol("wait", "resource-request-success", *request)
        assert (code == 0) == (expected == 0), error
        return cloudcontrol("get-resource-request-status", *request)[1]["ProgressEvent"]

    return wait


def test_cloudcontrol_requests_listed_by_operation_and_status(cloudcontrol, ended, example):
    # The whole life of a user is examples/cloudcontrol, which is run as it is.
    desired = json.dumps(example | {"Username": f"cc-{uuid.uuid4().hex[:8]}"})
    code, answer, error = cloudcontrol("create-resource", *TYPE, "--desired-state", desired)
    assert code == 0, error
    user = ended(answer)["Identifier"]
    code, answer, error = cloudcontrol("delete-resource", *TYPE, "--identifier", user)
    assert code == 0, error
    assert ended(answer)["OperationStatus"] == "SUCCESS"
    chosen = json.dumps({"Operations": ["DELETE"], "OperationStatuses": ["SUCCESS"]})
    _, answer, _ = cloudcontrol("list-resource-requests", "--resource-request-status-filter", chosen)
    found = answer["ResourceRequestStatusSummaries"]
    assert user in [each["Identifier"] for each in found]
    assert {(each["Operation"], each["OperationStatus"]) for each in found} == {("DELETE", "SUCCESS")}


def test_cloudcontrol_failed_create_waiter_fails_and_the_event_says_why(cloudcontrol, ended, example):
    wrong = example | {"Username": f"cc-{uuid.uuid4().hex[:8]}", "RoutingProfileArn": unknown(example)}
    code, answer, error = cloudcontrol("create-resource", *TYPE, "--desired-state", json.dumps(wrong))
    assert code == 0, error
    event = ended(answer, expected=255)
    assert (event["OperationStatus"], event["ErrorCode"]) == ("FAILED", "InvalidRequest")
    assert "routing profile 00000000-" in event["StatusMessage"]
    assert example["Password"] not in json.dumps(event)


def unknown(example):
    """Return the ARN of a routing profile that the instance does not have."""
    return f"{example['InstanceArn']}/routing-profile/00000000-0000-0000-0000-000000000000"


def test_cloudcontrol_unknown_type_named(cloudcontrol):
    code, _, error = cloudcontrol("list-resources", "--type-name", "Acme::Un::Known")
    assert code != 0
    assert "TypeNotFoundException" in error
    assert "Acme::Un::Known" in error
