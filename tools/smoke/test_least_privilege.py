"""The permissions of the role against the calls that the packaged provider makes, both ways, action by action.

One user's life goes through Cloud Control and one through a stack, where an answer is lost and the search index lags,
so that the provider takes its rarer ways too. The emulator says which invocation made which call.
"""

import json
import time

import boto3
import pytest
import yaml
from botocore.config import Config

from workbench import emulator
from workbench.repository import DIRECT, ROOT

SCHEMA = json.loads((ROOT / "aws-connect-user.json").read_text(encoding="utf-8"))
FULL = json.loads((ROOT / "inputs" / "inputs_2_create.json").read_text(encoding="utf-8"))
DECLARED = {action.upper(): set(handler["permissions"]) for action, handler in SCHEMA["handlers"].items()}
# ListInstances needs it on its own behalf: the service authorization reference names it as a dependent action.
DEPENDENT = {"ds:DescribeDirectories"}
TYPE = "AWS::Connect::User"
PATIENCE_SECONDS = 90
LAG = ("--behaviour", "search-lag=2", "--fault", "service=connect,operation=CreateUser,kind=drop-after,times=1")


@pytest.fixture(scope="module")
def calls():
    """Two lives, and then the calls made on behalf of each action."""
    with emulator.running(options=LAG) as address:
        clients = {
            name: boto3.client(
                name,
                region_name="us-east-1",
                endpoint_url=address,
                aws_access_key_id="AKIDLOCAL",
                aws_secret_access_key="local",
                config=Config(retries={"total_max_attempts": 1}, read_timeout=90, proxies={}),
            )
            for name in ("cloudcontrol", "cloudformation")
        }
        through_cloud_control(clients["cloudcontrol"])
        through_a_stack(clients["cloudformation"])
        yield made(address)


def changed():
    """Another value of whatever can be changed."""
    after = json.loads(json.dumps(FULL))
    arn = FULL["InstanceArn"]
    after["RoutingProfileArn"] = f"{arn}/routing-profile/22222222-2222-2222-2222-000000000002"
    after["SecurityProfileArns"] = [f"{arn}/security-profile/33333333-3333-3333-3333-000000000002"]
    after["IdentityInfo"]["FirstName"] = "Grace"
    after["PhoneConfig"] = {"PhoneType": "DESK_PHONE", "DeskPhoneNumber": "+4930123456"}
    after["Tags"] = [{"Key": "Site", "Value": "Paris"}]
    after["UserProficiencies"] = [
        {"AttributeName": "Language", "AttributeValue": "English", "Level": 1.0},
        {"AttributeName": "Language", "AttributeValue": "French", "Level": 2.0},
    ]
    after["AutoAcceptConfigs"] = [{"Channel": "CHAT", "AutoAccept": False}]
    del after["HierarchyGroupArn"]
    return after


def through_cloud_control(control):
    def ended(event):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while event["OperationStatus"] in ("PENDING", "IN_PROGRESS"):
            assert time.monotonic() < deadline, event
            event = control.get_resource_request_status(RequestToken=event["RequestToken"])["ProgressEvent"]
        assert event["OperationStatus"] == "SUCCESS", event
        return event["Identifier"]

    before = {**FULL, "Username": "least.control"}
    user = ended(control.create_resource(TypeName=TYPE, DesiredState=json.dumps(before))["ProgressEvent"])
    after = changed()
    patch = [
        {"op": "add", "path": f"/{name}", "value": value}
        for name, value in after.items()
        if name not in ("Username", "Password", "InstanceArn")
    ]
    patch.append({"op": "remove", "path": "/HierarchyGroupArn"})
    update = control.update_resource(TypeName=TYPE, Identifier=user, PatchDocument=json.dumps(patch))
    ended(update["ProgressEvent"])
    by_name = json.dumps({"InstanceArn": FULL["InstanceArn"], "Username": "least.control"})
    assert json.loads(control.get_resource(TypeName=TYPE, Identifier=by_name)["ResourceDescription"]["Properties"])
    assert control.list_resources(TypeName=TYPE)["ResourceDescriptions"]
    ended(control.delete_resource(TypeName=TYPE, Identifier=by_name)["ProgressEvent"])


def through_a_stack(stacks):
    def until(status):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            stack = stacks.describe_stacks(StackName=made["StackId"])["Stacks"][0]
            if stack["StackStatus"] == status:
                return
            assert "ROLLBACK" not in stack["StackStatus"] and time.monotonic() < deadline, stack
            time.sleep(0.2)

    def template(properties):
        properties = {**properties, "Username": "least.stack"}
        return json.dumps({"Resources": {"U": {"Type": TYPE, "Properties": properties}}})

    made = stacks.create_stack(StackName="least", TemplateBody=template(FULL))
    until("CREATE_COMPLETE")
    stacks.update_stack(StackName="least", TemplateBody=template(changed()))
    until("UPDATE_COMPLETE")
    stacks.delete_stack(StackName="least")
    until("DELETE_COMPLETE")


def made(address):
    found, before = {}, ""
    while True:
        with DIRECT.open(f"{address}/_emulator/console/invocations?limit=100{before}", timeout=30) as answer:
            page = json.load(answer)
        for invocation in page["invocations"]:
            operations = {f"{call['service']}:{call['operation']}" for call in invocation["calls"]}
            found.setdefault((invocation["action"], bool(invocation["resource"])), set()).update(operations)
        if "next" not in page:
            return found
        before = f"&before={page['next']}"


@pytest.mark.parametrize(
    ("action", "in_a_stack"),
    [(action, False) for action in sorted(DECLARED)] + [(action, True) for action in ("CREATE", "UPDATE", "DELETE")],
)
def test_calls_are_within_what_the_handler_declares(calls, action, in_a_stack):
    assert calls[action, in_a_stack]
    assert calls[action, in_a_stack] <= DECLARED[action]


def test_whatever_the_role_allows_is_used(calls):
    used = set().union(*calls.values())
    assert set().union(*DECLARED.values()) - DEPENDENT - used == set()


def test_role_allows_what_the_handlers_declare_to_cloudformation_for_this_account_and_type_alone():
    role = yaml.safe_load((ROOT / "resource-role.yaml").read_text(encoding="utf-8"))["Resources"]["ExecutionRole"]
    policies = [policy["PolicyDocument"]["Statement"] for policy in role["Properties"]["Policies"]]
    (allowed,) = (statement for policy in policies for statement in policy)
    assert allowed["Effect"] == "Allow"
    assert set(allowed["Action"]) == set().union(*DECLARED.values())
    (trust,) = role["Properties"]["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Principal"] == {"Service": "resources.cloudformation.amazonaws.com"}
    assert trust["Action"] == "sts:AssumeRole"
    condition = trust["Condition"]
    assert condition["StringEquals"] == {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}
    source = condition["StringLike"]["aws:SourceArn"]["Fn::Sub"]
    assert source.endswith(":${AWS::Region}:${AWS::AccountId}:type/resource/AWS-Connect-User/*")
