import boto3
import pytest
from adopted import arn
from botocore.stub import ANY, Stubber

from adoption.clients import Place
from adoption.command import unowned
from adoption.instance import Listed
from adoption.owning import owning
from adoption.refusal import Refusal


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
        found = owning(client, Place())
    assert found.by_arn == {arn("ada"): "one", arn("bob"): "one", arn("eve"): "two"}
    assert (found.stacks, found.untold) == ({"one", "two"}, [])


def test_stacks_are_asked_for_in_every_status_but_deleted(client):
    with Stubber(client) as stub:
        seen = []
        client.meta.events.register("provide-client-params.*.ListStacks", lambda params, **_: seen.append(params))
        stub.add_response("list_stacks", stacks())
        owning(client, Place())
    (asked,) = seen
    assert "DELETE_COMPLETE" not in asked["StackStatusFilter"]
    assert {"IMPORT_COMPLETE", "DELETE_FAILED", "ROLLBACK_COMPLETE"} < set(asked["StackStatusFilter"])


def test_stack_that_is_denied_or_gone_keeps_the_others_and_is_told(client, capsys):
    with Stubber(client) as stub:
        stub.add_response("list_stacks", stacks("secret", "gone", "hidden", "mine"))
        stub.add_client_error("list_stack_resources", "AccessDenied", "not yours")
        stub.add_client_error("list_stack_resources", "ValidationError", "Stack with id arn:gone does not exist")
        stub.add_client_error("list_stack_resources", "AccessDenied", "not yours")
        stub.add_response("list_stack_resources", resources(resource(arn("ada"))))
        found = owning(client, Place())
    left = unowned({arn(name): Listed(name) for name in ("ada", "bob")}, found)
    assert list(left) == [arn("bob")]
    said = capsys.readouterr().err
    assert "not all known: no access: ListStackResources was refused (not yours)" in said
    assert "cloudformation:ListStackResources, and 1 times more." in said
    assert "1 user belongs to a stack already and is left out: mine" in said


def test_cloudformation_that_fails_is_refused(client):
    with Stubber(client) as stub:
        stub.add_client_error("list_stacks", "Throttling", "Rate exceeded")
        with pytest.raises(Refusal, match="ListStacks failed, also after"):
            owning(client, Place())
