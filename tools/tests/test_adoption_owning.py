import boto3
import pytest
from adopted import arn
from botocore.exceptions import ConnectTimeoutError
from botocore.stub import ANY, Stubber

from adoption import owning as module
from adoption.clients import Place
from adoption.command import unowned
from adoption.instance import Listed
from adoption.owning import owning


class Hasty:
    def __init__(self, failure=None):
        self.failure = failure

    def list_stacks(self):
        if self.failure:
            raise self.failure


@pytest.fixture
def client():
    return boto3.client(
        "cloudformation", region_name="eu-west-1", aws_access_key_id="local", aws_secret_access_key="local"
    )


def stacks(*names):
    return {
        "StackSummaries": [
            {"StackName": name, "StackId": f"arn:{name}", "CreationTime": 0, "StackStatus": "CREATE_COMPLETE"}
            for name in names
        ]
    }


def resource(identifier, status="IMPORT_COMPLETE", kind="Acme::Connect::User"):
    return {
        "LogicalResourceId": "Ada",
        "PhysicalResourceId": identifier,
        "ResourceType": kind,
        "LastUpdatedTimestamp": 0,
        "ResourceStatus": status,
    }


def resources(*these):
    return {"StackResourceSummaries": list(these)}


def test_owned_is_what_is_in_a_stack_whatever_its_type_and_no_more_what_left_it(client):
    with Stubber(client) as stub:
        stub.add_response("list_stacks", stacks("one") | {"NextToken": "more"}, {"StackStatusFilter": ANY})
        stub.add_response("list_stacks", stacks("two"), {"StackStatusFilter": ANY, "NextToken": "more"})
        first = resources(resource(arn("ada"))) | {"NextToken": "more"}
        stub.add_response("list_stack_resources", first, {"StackName": "arn:one"})
        rest = resources(
            resource(arn("bob"), "UPDATE_FAILED", "AWS::Connect::User"),
            resource(arn("out"), "DELETE_SKIPPED"),
            resource(arn("back"), "IMPORT_ROLLBACK_COMPLETE"),
        )
        stub.add_response("list_stack_resources", rest, {"StackName": "arn:one", "NextToken": "more"})
        gone = resources(resource(arn("gone"), "DELETE_COMPLETE"), resource(arn("eve"), "DELETE_FAILED"))
        stub.add_response("list_stack_resources", gone, {"StackName": "arn:two"})
        found = owning(client, Hasty(), Place())
    assert found.by_arn == {arn("ada"): "one", arn("bob"): "one", arn("eve"): "two"}
    assert (found.stacks, found.untold) == ({"one", "two"}, [])


def test_stacks_are_asked_for_in_every_status_but_deleted_and_not_begun(client):
    with Stubber(client) as stub:
        seen = []
        client.meta.events.register("provide-client-params.*.ListStacks", lambda params, **_: seen.append(params))
        stub.add_response("list_stacks", stacks())
        owning(client, Hasty(), Place())
    (asked,) = seen
    assert not {"DELETE_COMPLETE", "REVIEW_IN_PROGRESS"} & set(asked["StackStatusFilter"])
    assert {"IMPORT_COMPLETE", "DELETE_FAILED", "ROLLBACK_COMPLETE"} < set(asked["StackStatusFilter"])


def test_stack_that_is_denied_or_gone_keeps_the_others_and_is_told(client, capsys):
    with Stubber(client) as stub:
        stub.add_response("list_stacks", stacks("secret", "gone", "hidden", "mine"))
        stub.add_client_error("list_stack_resources", "AccessDenied", "not yours")
        stub.add_client_error("list_stack_resources", "ValidationError", "Stack with id arn:gone does not exist")
        stub.add_client_error("list_stack_resources", "AccessDenied", "not yours")
        stub.add_response("list_stack_resources", resources(resource(arn("ada"))))
        found = owning(client, Hasty(), Place())
    left = unowned({arn(name): Listed(name) for name in ("ada", "bob")}, found)
    assert list(left) == [arn("bob")]
    said = capsys.readouterr().err
    assert "not all known: no access: ListStackResources was refused (not yours)" in said
    assert "cloudformation:ListStackResources, and 1 times more." in said
    assert "1 user belongs to a stack already and is left out: mine" in said


def test_cloudformation_that_fails_is_told_with_what_it_said_before(client):
    with Stubber(client) as stub:
        stub.add_response("list_stacks", stacks("one") | {"NextToken": "more"})
        stub.add_client_error("list_stacks", "Throttling", "Rate exceeded")
        stub.add_client_error("list_stack_resources", "InternalFailure", "no service", http_status_code=501)
        found = owning(client, Hasty(), Place())
    assert (found.stacks, found.by_arn) == ({"one"}, {})
    first, second = found.untold
    assert first.startswith("ListStacks failed, also after")
    assert "(InternalFailure) when calling the ListStackResources operation: no service" in second


def test_cloudformation_that_is_not_there_is_asked_once_and_hastily(client):
    with Stubber(client):  # refuses every call
        found = owning(client, Hasty(ConnectTimeoutError(endpoint_url="https://nobody")), Place())
    assert found.stacks == set()
    assert found.untold == ['no answer: Connect timeout on endpoint URL: "https://nobody"']


def test_stacks_that_fail_in_a_row_are_the_last_that_are_asked(client):
    with Stubber(client) as stub:
        stub.add_response("list_stacks", stacks("a", "mine", "b", "c", "d", "e", "f"))
        stub.add_client_error("list_stack_resources", "AccessDenied", "not yours")
        stub.add_response("list_stack_resources", resources(resource(arn("ada"))))
        for _ in range(3):
            stub.add_client_error("list_stack_resources", "AccessDenied", "not yours")
        found = owning(client, Hasty(), Place())
        stub.assert_no_pending_responses()
    assert found.by_arn == {arn("ada"): "mine"}
    assert len(found.untold) == 5
    assert found.untold[-1] == "the last 2 of 7 stacks were not asked"


def test_stacks_that_take_long_how_far_it_is_is_told(client, capsys, monkeypatch):
    seconds = iter(range(0, 100, 3))
    monkeypatch.setattr(module.time, "monotonic", lambda: next(seconds))
    with Stubber(client) as stub:
        stub.add_response("list_stacks", stacks("a", "b", "c"))
        for _ in range(3):
            stub.add_response("list_stack_resources", resources())
        owning(client, Hasty(), Place())
    assert capsys.readouterr().err == "adopt: asked 1 of 3 stacks what they own\n"
