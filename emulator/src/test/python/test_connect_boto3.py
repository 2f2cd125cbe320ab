"""Amazon Connect's user API through boto3, whose model has the API of February 2026.

Needs boto3 >= 1.44, an emulator with its built-in seed at AWS_ENDPOINT_URL, and AWS credentials of any kind. Every
user made here is deleted here, so it may run against an emulator that serves others too.
"""

import uuid

import boto3
import pytest
from botocore.config import Config

INSTANCE = "11111111-1111-1111-1111-111111111111"
ROUTING = "22222222-2222-2222-2222-222222222222"
AGENT = "33333333-3333-3333-3333-333333333333"
LISTS = {
    "AutoAcceptConfigs": [
        {"Channel": "VOICE", "AutoAccept": True, "AgentFirstCallbackAutoAccept": False},
        {"Channel": "CHAT", "AutoAccept": True},
    ],
    "AfterContactWorkConfigs": [
        {
            "Channel": "VOICE",
            "AfterContactWorkConfig": {"AfterContactWorkTimeLimit": 10},
            "AgentFirstCallbackAfterContactWorkConfig": {
                "AfterContactWorkTimeLimit": 20
            },
        }
    ],
    "PhoneNumberConfigs": [
        {"Channel": "VOICE", "PhoneType": "DESK_PHONE", "PhoneNumber": "+4930123456"}
    ],
    "PersistentConnectionConfigs": [{"Channel": "VOICE", "PersistentConnection": True}],
    "VoiceEnhancementConfigs": [
        {"Channel": "VOICE", "VoiceEnhancementMode": "VOICE_ISOLATION"}
    ],
}


@pytest.fixture(scope="module")
def connect():
    config = Config(
        retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=10
    )
    return boto3.client("connect", region_name="us-east-1", config=config)


@pytest.fixture
def create(connect):
    """Creates users with random names and deletes them in the end."""
    created = []

    def create_user(**more):
        members = {
            "InstanceId": INSTANCE,
            "Username": f"boto-{uuid.uuid4().hex[:12]}",
            "Password": "Password123",
            "RoutingProfileId": ROUTING,
            "SecurityProfileIds": [AGENT],
            **more,
        }
        user_id = connect.create_user(**members)["UserId"]
        created.append(user_id)
        return user_id

    yield create_user
    for user_id in created:
        connect.delete_user(InstanceId=INSTANCE, UserId=user_id)


def describe(connect, user_id):
    return connect.describe_user(InstanceId=INSTANCE, UserId=user_id)["User"]


def test_create_user_with_per_channel_lists_is_described_as_given(connect, create):
    # Documented: the API model's User.
    user = describe(connect, create(**LISTS))
    for name, value in LISTS.items():
        assert user[name] == value
    assert user["PhoneConfig"] == {"AutoAccept": False, "AfterContactWorkTimeLimit": 0}


def test_update_user_config_sets_keeps_and_clears(connect, create):
    # Assumed: an omitted list stays, an empty one clears (switch update-user-config=merge).
    user_id = create()
    connect.update_user_config(InstanceId=INSTANCE, UserId=user_id, **LISTS)
    assert (
        describe(connect, user_id)["VoiceEnhancementConfigs"]
        == LISTS["VoiceEnhancementConfigs"]
    )
    connect.update_user_config(
        InstanceId=INSTANCE, UserId=user_id, AutoAcceptConfigs=[]
    )
    user = describe(connect, user_id)
    assert "AutoAcceptConfigs" not in user
    assert user["PhoneNumberConfigs"] == LISTS["PhoneNumberConfigs"]


def test_update_user_config_of_a_channel_that_is_not_voice_is_refused(connect, create):
    # Documented: voice enhancement is for VOICE only.
    with pytest.raises(
        connect.exceptions.InvalidParameterException, match="VOICE only"
    ):
        connect.update_user_config(
            InstanceId=INSTANCE,
            UserId=create(),
            VoiceEnhancementConfigs=[
                {"Channel": "CHAT", "VoiceEnhancementMode": "NONE"}
            ],
        )


def test_both_forms_of_one_aspect_are_refused(connect, create):
    # Documented: PhoneConfig members conflict with their lists; the error type is a choice.
    both = "PhoneConfig.AutoAccept and AutoAcceptConfigs"
    with pytest.raises(connect.exceptions.InvalidRequestException, match=both):
        create(
            PhoneConfig={"AutoAccept": True},
            AutoAcceptConfigs=LISTS["AutoAcceptConfigs"],
        )


def test_paginators_walk_through_all(connect, create):
    # Documented: NextToken until there is none.
    ids = {create() for _ in range(7)}
    pages = connect.get_paginator("list_users").paginate(
        InstanceId=INSTANCE, PaginationConfig={"PageSize": 3}
    )
    listed = [user["Id"] for page in pages for user in page["UserSummaryList"]]
    assert ids <= set(listed)
    assert len(listed) == len(set(listed))
    criteria = {
        "StringCondition": {
            "FieldName": "Username",
            "Value": "boto-",
            "ComparisonType": "STARTS_WITH",
        }
    }
    pages = connect.get_paginator("search_users").paginate(
        InstanceId=INSTANCE, SearchCriteria=criteria, PaginationConfig={"PageSize": 2}
    )
    assert ids <= {user["Id"] for page in pages for user in page["Users"]}


def test_proficiencies_by_paginator(connect, create):
    # Documented: levels are floats.
    user_id = create()
    values = ("English", "French", "German")
    skills = [
        {"AttributeName": "Language", "AttributeValue": value, "Level": 3.0}
        for value in values
    ]
    connect.associate_user_proficiencies(
        InstanceId=INSTANCE, UserId=user_id, UserProficiencies=skills
    )
    pages = connect.get_paginator("list_user_proficiencies").paginate(
        InstanceId=INSTANCE, UserId=user_id, PaginationConfig={"PageSize": 1}
    )
    assert [skill for page in pages for skill in page["UserProficiencyList"]] == skills


def test_errors_have_their_types_and_statuses(connect, create):
    # Observed: the text of a duplicate. Documented: types and statuses of the API model.
    name = describe(connect, create())["Username"]
    with pytest.raises(connect.exceptions.DuplicateResourceException) as duplicate:
        create(Username=name)
    assert duplicate.value.response["ResponseMetadata"]["HTTPStatusCode"] == 409
    assert duplicate.value.response["Error"]["Message"] == (
        f"The user {name} is already associated with the Amazon Connect instance {INSTANCE}"
    )
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        describe(connect, "nobody")
    with pytest.raises(
        connect.exceptions.ResourceNotFoundException, match="no-such-profile"
    ):
        create(RoutingProfileId="no-such-profile")
    with pytest.raises(
        connect.exceptions.InvalidParameterException,
        match="Password must have 8 to 64 characters",
    ):
        create(Password="password")
    with pytest.raises(connect.exceptions.ClientError) as token:
        connect.list_users(InstanceId=INSTANCE, NextToken="garbage")
    assert token.value.response["Error"]["Code"] == "InvalidToken"


def test_tags_by_arn(connect, create):
    # Documented: TagResource, UntagResource, ListTagsForResource.
    arn = describe(connect, create(Tags={"a": "1"}))["Arn"]
    connect.tag_resource(resourceArn=arn, tags={"b": "2", "c": "3"})
    connect.untag_resource(resourceArn=arn, tagKeys=["a", "b"])
    assert connect.list_tags_for_resource(resourceArn=arn)["tags"] == {"c": "3"}
