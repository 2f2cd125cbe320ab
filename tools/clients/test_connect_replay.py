"""The clients that call Amazon Connect itself: their calls, and the answers that they need, field by field."""

import uuid

import pytest
from botocore.exceptions import ClientError
from conftest import INSTANCE_ID
from connect_users import User, arguments, from_pulumi
from hcl import Configuration
from names import EXAMPLES
from pulumi import program

GROUP = "44444444-4444-4444-4444-000000000002"
ROUTING = "22222222-2222-2222-2222-000000000002"
MORE = ["33333333-3333-3333-3333-000000000007", "33333333-3333-3333-3333-000000000003"]


@pytest.fixture
def user(connect):
    """A resource that is destroyed in the end."""
    made = User(connect)
    yield made
    if made.id is not None:
        made.destroy()


@pytest.fixture
def attributes():
    """The example's soft phone agent, with a name of its own."""
    example = Configuration(EXAMPLES / "terraform" / "aws").resources("aws_connect_user")["soft_phone"]
    return example | {"name": f"tf.{uuid.uuid4().hex[:12]}"}


def assert_state_has(state, attributes):
    """Assert that a read shows what was configured; sets may come in any order, blocks may have more members."""
    for name, value in attributes.items():
        if name == "password":
            continue
        if name == "security_profile_ids":
            assert sorted(state[name]) == sorted(value)
        elif name in ("identity_info", "phone_config"):
            wanted = value[0] if isinstance(value, list) else value
            assert state[name].items() >= wanted.items()
        else:
            assert state[name] == value


def test_terraform_life_of_a_user_each_update_call_shows_in_the_next_read(user, attributes, connect):
    user.create(attributes)
    assert_state_has(user.state, attributes)
    instance, _, identifier = user.id.partition(":")
    assert (instance, identifier) == (INSTANCE_ID, user.state["user_id"])
    assert user.state["arn"].endswith(f":instance/{instance}/agent/{identifier}")

    desk = {"phone_type": "DESK_PHONE", "desk_phone_number": "+4930123456", "auto_accept": True}
    name = {"first_name": "Augusta", "last_name": "King", "email": "king@example.com"}
    for changed in (
        {"identity_info": name},
        {"phone_config": desk},
        {"routing_profile_id": ROUTING},
        {"security_profile_ids": MORE},
        {"hierarchy_group_id": GROUP},
        {"tags": {"Team": "Hamburg", "Cost": "1"}},
        {"tags": {"Cost": "1"}},
    ):
        before = user.state
        user.update(**changed)
        assert_state_has(user.state, changed)
        untouched = set(before) - set(changed)
        assert {key: user.state[key] for key in untouched} == {key: before[key] for key in untouched}
    assert user.state["tags"] == {"Cost": "1"}

    user.update(hierarchy_group_id=None)  # UpdateUserHierarchy without an id
    assert "HierarchyGroupId" not in connect.describe_user(InstanceId=instance, UserId=identifier)["User"]
    user.destroy()
    with pytest.raises(ClientError) as failure:
        connect.describe_user(InstanceId=instance, UserId=identifier)
    assert failure.value.response["Error"]["Code"] == "ResourceNotFoundException"
    assert failure.value.response["ResponseMetadata"]["HTTPStatusCode"] == 404


def test_terraform_desk_number_shown_with_desk_phone_only(user, attributes):
    desk = {"phone_type": "DESK_PHONE", "desk_phone_number": "+112345678912"}
    user.create(attributes | {"phone_config": desk})
    assert user.state["phone_config"]["desk_phone_number"] == "+112345678912"
    user.update(phone_config={"phone_type": "SOFT_PHONE"})
    assert user.state["phone_config"] == {
        "phone_type": "SOFT_PHONE",
        "auto_accept": False,
        "after_contact_work_time_limit": 0,
    }


def test_terraform_import_by_both_ids_the_state_of_the_example(user, connect):
    configuration = EXAMPLES / "terraform" / "aws"
    wanted = Configuration(configuration, existing_user_id="x").resources("aws_connect_user")["desk_phone"]
    made = connect.create_user(**arguments(wanted), Password="Password123")["UserId"]
    imports = Configuration(configuration, existing_user_id=made).imports()
    assert imports == {'aws_connect_user.desk_phone["agent"]': f"{INSTANCE_ID}:{made}"}
    user.take_over(*imports.values())
    assert_state_has(user.state, wanted)
    assert user.state["tags"] == {}
    assert user.state["hierarchy_group_id"] is None


def test_terraform_directory_user_id_kept_and_otherwise_computed(user, attributes, connect):
    directory = "bbbbbbbb-1111-1111-1111-111111111111"
    theirs = {
        "instance_id": directory,
        "name": attributes["name"],
        "directory_user_id": "d-9067642ac7-1",
        "routing_profile_id": "bbbbbbbb-2222-2222-2222-222222222222",
        "security_profile_ids": ["bbbbbbbb-3333-3333-3333-333333333333"],
        "phone_config": {"phone_type": "SOFT_PHONE"},
    }
    user.create(theirs)
    assert_state_has(user.state, theirs)
    other = User(connect)
    other.create({name: value for name, value in theirs.items() if name != "directory_user_id"} | {"name": "computed"})
    first = other.state["directory_user_id"]
    other.update(phone_config={"phone_type": "SOFT_PHONE", "auto_accept": True})
    assert other.state["directory_user_id"] == first  # whatever it is, it stays, so no plan shows a difference
    other.destroy()


def test_terraform_name_taken_duplicate_resource(user, attributes, connect):
    user.create(attributes)
    with pytest.raises(ClientError) as failure:
        User(connect).create(attributes)
    assert failure.value.response["Error"]["Code"] == "DuplicateResourceException"
    assert failure.value.response["ResponseMetadata"]["HTTPStatusCode"] == 409


@pytest.mark.parametrize("capability", ["softPhone", "inHierarchy", "withContact", "deskPhone"])
def test_pulumi_each_capability_created_read_changed_deleted(user, capability):
    kind, properties = program(EXAMPLES / "pulumi" / "aws" / "Pulumi.yaml")[capability]
    assert kind == "aws:connect:User"
    attributes = from_pulumi(properties)
    user.create(attributes | {"name": f"pulumi.{uuid.uuid4().hex[:8]}"})
    assert_state_has(user.state, {name: value for name, value in attributes.items() if name != "name"})
    assert ("desk_phone_number" in user.state["phone_config"]) == (capability == "deskPhone")
    assert (user.state["hierarchy_group_id"] is not None) == (capability == "inHierarchy")
    user.update(security_profile_ids=MORE, identity_info={"first_name": "other", "last_name": "name"})
    assert sorted(user.state["security_profile_ids"]) == sorted(MORE)


def test_paws_create_user_all_arguments(connect):
    # Its page has IdentityInfo with three members, both phone types, and no tags.
    answer = connect.create_user(
        Username=f"paws-{uuid.uuid4().hex[:8]}",
        Password="Password123",
        IdentityInfo={"FirstName": "Ada", "LastName": "Lovelace", "Email": "ada@example.com"},
        PhoneConfig={
            "PhoneType": "DESK_PHONE",
            "AutoAccept": True,
            "AfterContactWorkTimeLimit": 123,
            "DeskPhoneNumber": "+4930123456",
        },
        SecurityProfileIds=MORE,
        RoutingProfileId=ROUTING,
        HierarchyGroupId=GROUP,
        InstanceId=INSTANCE_ID,
    )
    key = {"InstanceId": INSTANCE_ID, "UserId": answer["UserId"]}
    assert answer["UserArn"].endswith(f"/agent/{answer['UserId']}")
    described = connect.describe_user(**key)["User"]
    connect.delete_user(**key)
    assert described["PhoneConfig"]["AfterContactWorkTimeLimit"] == 123
    assert described["HierarchyGroupId"] == GROUP
    assert set(described["SecurityProfileIds"]) == set(MORE)


def test_paws_password_with_saml_invalid_request(connect):
    with pytest.raises(ClientError) as failure:
        connect.create_user(
            InstanceId="aaaaaaaa-1111-1111-1111-111111111111",
            Username="paws.saml",
            Password="Password123",
            IdentityInfo={"FirstName": "Ada", "LastName": "Lovelace"},
            PhoneConfig={"PhoneType": "SOFT_PHONE"},
            SecurityProfileIds=["aaaaaaaa-3333-3333-3333-333333333333"],
            RoutingProfileId="aaaaaaaa-2222-2222-2222-222222222222",
        )
    assert failure.value.response["Error"]["Code"] == "InvalidRequestException"
