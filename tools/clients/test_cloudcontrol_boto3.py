"""Cloud Control through boto3: what a client sees of the life of a user, of repetitions, conflicts and refusals."""

import json
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from botocore.exceptions import WaiterError
from faults import fault
from truth import users

TYPE = "AWS::Connect::User"
QUICK = {"Delay": 1, "MaxAttempts": 60}
LANGUAGE = {"AttributeName": "Language", "AttributeValue": "English", "Level": 3}


@pytest.fixture
def control(client):
    return client("cloudcontrol")


@pytest.fixture
def finished(control):
    """Wait with boto3's own waiter, then return the last event."""

    def wait(answer):
        token = answer["ProgressEvent"]["RequestToken"]
        control.get_waiter("resource_request_success").wait(RequestToken=token, WaiterConfig=QUICK)
        return control.get_resource_request_status(RequestToken=token)["ProgressEvent"]

    return wait


@pytest.fixture
def create(control, finished):
    """Create users, which are deleted in the end unless the test has done so."""
    made = set()

    def create_user(desired, **more):
        event = finished(control.create_resource(TypeName=TYPE, DesiredState=json.dumps(desired), **more))
        made.add(event["Identifier"])
        return event["Identifier"]

    yield create_user
    for arn in made & set(users()):
        finished(control.delete_resource(TypeName=TYPE, Identifier=arn))


def listed(control, **more):
    pages = control.get_paginator("list_resources").paginate(TypeName=TYPE, **more)
    return [each["Identifier"] for page in pages for each in page["ResourceDescriptions"]]


def shown(control, arn):
    description = control.get_resource(TypeName=TYPE, Identifier=arn)["ResourceDescription"]
    assert description["Identifier"] == arn
    return json.loads(description["Properties"])


def patched(control, arn, *operations):
    return control.update_resource(TypeName=TYPE, Identifier=arn, PatchDocument=json.dumps(operations))


def failure_of(control, answer):
    """Wait for a request that must fail, and return the event that the waiter gives up with."""
    token = answer["ProgressEvent"]["RequestToken"]
    with pytest.raises(WaiterError) as failure:
        control.get_waiter("resource_request_success").wait(RequestToken=token, WaiterConfig=QUICK)
    event = failure.value.last_response["ProgressEvent"]
    assert event["OperationStatus"] == "FAILED"
    return event


def test_created_user_shown_as_desired_without_its_password(control, create, plain):
    properties = shown(control, create(plain))
    assert "Password" not in properties
    desired = {name: value for name, value in plain.items() if name not in ("Password", "PhoneConfig")}
    assert {name: properties[name] for name in desired} == desired
    assert properties["PhoneConfig"]["PhoneType"] == "SOFT_PHONE"


def test_update_with_a_patch_shown_and_nothing_else_changed(control, create, finished, plain):
    arn = create(plain)
    before = shown(control, arn)
    event = finished(patched(control, arn, {"op": "add", "path": "/UserProficiencies", "value": [LANGUAGE]}))
    assert (event["Operation"], event["Identifier"]) == ("UPDATE", arn)
    assert shown(control, arn) == before | {"UserProficiencies": [LANGUAGE]}


def test_setting_shown_as_unset_moves_to_its_list(control, create, finished, plain):
    # GetResource shows AutoAccept false of a user who never had one: a client that knows only that adds the list.
    arn = create(plain)
    assert shown(control, arn)["PhoneConfig"]["AutoAccept"] is False
    channels = [{"Channel": "VOICE", "AutoAccept": True}]
    finished(patched(control, arn, {"op": "add", "path": "/AutoAcceptConfigs", "value": channels}))
    accepted = {each["Channel"]: each["AutoAccept"] for each in shown(control, arn)["AutoAcceptConfigs"]}
    assert accepted.pop("VOICE") is True
    assert not any(accepted.values())


def test_list_resources_paginator_every_user_once(control, create, plain):
    arns = {create(plain | {"Username": f"{plain['Username']}-{number}"}) for number in range(5)}
    model = json.dumps({"InstanceArn": plain["InstanceArn"]})
    for pages in ({"PaginationConfig": {"PageSize": 2}}, {"ResourceModel": model, "MaxResults": 3}):
        found = listed(control, **pages)
        assert arns <= set(found)
        assert len(found) == len(set(found))


def test_list_resource_requests_paginator_newest_first_every_request_once(control, create, plain):
    arns = [create(plain | {"Username": f"{plain['Username']}-{number}"}) for number in range(3)]
    pages = control.get_paginator("list_resource_requests").paginate(
        ResourceRequestStatusFilter={"Operations": ["CREATE"], "OperationStatuses": ["SUCCESS"]},
        PaginationConfig={"PageSize": 2},
    )
    events = [event for page in pages for event in page["ResourceRequestStatusSummaries"]]
    assert [event["Identifier"] for event in events][:3] == arns[::-1]
    tokens = [event["RequestToken"] for event in events]
    assert len(tokens) == len(set(tokens))


def test_client_token_again_same_request_and_one_user(control, create, finished, plain):
    token = uuid.uuid4().hex
    arn = create(plain, ClientToken=token)
    again = control.create_resource(TypeName=TYPE, DesiredState=json.dumps(plain), ClientToken=token)
    assert finished(again)["Identifier"] == arn
    assert list(users().values()).count(plain["Username"]) == 1


def test_client_token_of_another_request_conflict(control, create, plain):
    token = uuid.uuid4().hex
    create(plain, ClientToken=token)
    other = json.dumps(plain | {"Username": f"{plain['Username']}-other"})
    with pytest.raises(control.exceptions.ClientTokenConflictException):
        control.create_resource(TypeName=TYPE, DesiredState=other, ClientToken=token)


def test_updates_at_once_one_writer_the_others_told(control, create, finished, plain):
    arn = create(plain)
    start = threading.Barrier(8)

    def rename(number):
        start.wait(10)
        operation = {"op": "replace", "path": "/IdentityInfo/LastName", "value": f"Name{number}"}
        try:
            return f"Name{number}", patched(control, arn, operation)
        except control.exceptions.ConcurrentOperationException:
            return f"Name{number}", None

    # The one that is accepted cannot end before the fault does, so that the others meet it whenever they come.
    with (
        fault(kind="throttle", service="connect", operation="UpdateUserIdentityInfo", times="forever"),
        ThreadPoolExecutor(8) as clients,
    ):
        outcomes = list(clients.map(rename, range(8)))
        ((name, answer),) = [(name, answer) for name, answer in outcomes if answer]
        token = answer["ProgressEvent"]["RequestToken"]
        status = control.get_resource_request_status(RequestToken=token)["ProgressEvent"]["OperationStatus"]
        assert status == "IN_PROGRESS"
    finished(answer)
    assert shown(control, arn)["IdentityInfo"]["LastName"] == name


def test_delete_then_delete_again_the_second_says_not_found(control, create, finished, plain):
    arn = create(plain)
    event = finished(control.delete_resource(TypeName=TYPE, Identifier=arn))
    assert "ResourceModel" not in event
    with pytest.raises(control.exceptions.ResourceNotFoundException):
        shown(control, arn)
    with pytest.raises(control.exceptions.ResourceNotFoundException):
        patched(control, arn, {"op": "add", "path": "/UserProficiencies", "value": [LANGUAGE]})
    answer = control.delete_resource(TypeName=TYPE, Identifier=arn)
    assert failure_of(control, answer)["ErrorCode"] == "NotFound"


def test_name_that_is_taken_waiter_fails_and_says_why(control, create, plain):
    create(plain)
    answer = control.create_resource(TypeName=TYPE, DesiredState=json.dumps(plain))
    assert failure_of(control, answer)["ErrorCode"] == "AlreadyExists"


def test_request_token_unknown_named_by_its_type(control):
    with pytest.raises(control.exceptions.RequestTokenNotFoundException):
        control.get_resource_request_status(RequestToken=str(uuid.uuid4()))
