"""The table of README.md that says what a change does on each road, as far as it does not need a stack."""

import json

import pytest
from awscc import token
from control import TYPE, Refused, call, finished, get

PROFICIENCIES = [{"AttributeName": "Language", "AttributeValue": "German", "Level": 1.0}]


@pytest.fixture
def full(plain, group):
    """A user with everything that a table row removes."""
    more = {"Email": "ada@example.com", "SecondaryEmail": "a@example.com", "Mobile": "+12065550100"}
    return plain | {
        "HierarchyGroupArn": group(2),
        "UserProficiencies": PROFICIENCIES,
        "Tags": [{"Key": "Team", "Value": "Berlin"}],
        "IdentityInfo": plain["IdentityInfo"] | more,
        "PhoneConfig": {"PhoneType": "SOFT_PHONE", "AutoAccept": True, "AfterContactWorkTimeLimit": 30},
    }


def patched(arn, *operations):
    members = {"TypeName": TYPE, "Identifier": arn, "PatchDocument": json.dumps(operations)}
    event = finished(call("UpdateResource", members | token()))
    assert event["OperationStatus"] == "SUCCESS", event
    return get(arn)


def test_cloud_control_another_password_succeeds_and_changes_nothing(resource, full):
    resource.apply(full)
    arn = resource.state["UserArn"]
    before = get(arn)
    assert patched(arn, {"op": "add", "path": "/Password", "value": "Another456"}) == before


def test_cloud_control_removed_paths_go_as_in_a_stack(resource, full):
    resource.apply(full)
    paths = ("/HierarchyGroupArn", "/UserProficiencies", "/IdentityInfo/Email", "/IdentityInfo/SecondaryEmail")
    paths += ("/PhoneConfig/AutoAccept", "/PhoneConfig/AfterContactWorkTimeLimit")
    shown = patched(resource.state["UserArn"], *({"op": "remove", "path": path} for path in paths))
    assert set(shown) & {"HierarchyGroupArn", "UserProficiencies"} == set()
    assert set(shown["IdentityInfo"]) & {"Email", "SecondaryEmail"} == set()
    assert shown["PhoneConfig"] == {"PhoneType": "SOFT_PHONE", "AutoAccept": False, "AfterContactWorkTimeLimit": 0}


def test_cloud_control_tags_written_whole_take_those_of_others_one_by_one_they_stay(resource, plain, connect):
    resource.apply(plain | {"Tags": [{"Key": "Team", "Value": "Berlin"}]})
    arn = resource.state["UserArn"]
    connect.tag_resource(resourceArn=arn, tags={"Owner": "finance"})
    shown = patched(arn, {"op": "add", "path": "/Tags/-", "value": {"Key": "Floor", "Value": "3"}})
    assert {tag["Key"] for tag in shown["Tags"]} == {"Team", "Owner", "Floor"}
    shown = patched(arn, {"op": "replace", "path": "/Tags", "value": [{"Key": "Team", "Value": "Rome"}]})
    assert shown["Tags"] == [{"Key": "Team", "Value": "Rome"}]


def test_awscc_property_left_out_of_the_configuration_stays(resource, full, plain):
    resource.apply(full)
    assert resource.plan(plain) == []


def test_awscc_tags_of_others_removed_by_the_next_apply_that_has_tags(resource, plain, connect):
    tagged = plain | {"Tags": [{"Key": "Team", "Value": "Berlin"}]}
    resource.apply(tagged)
    connect.tag_resource(resourceArn=resource.state["UserArn"], tags={"Owner": "finance"})
    resource.apply(tagged)
    assert get(resource.state["UserArn"])["Tags"] == tagged["Tags"]


def test_awscc_empty_lists_and_empty_addresses_take_away_but_do_not_settle_until_left_out(resource, full):
    resource.apply(full)
    empty = {"Email": "", "SecondaryEmail": ""}
    emptied = full | {"UserProficiencies": [], "Tags": []} | {"IdentityInfo": full["IdentityInfo"] | empty}
    shown = patched(resource.state["UserArn"], *resource.plan(emptied))
    assert set(shown) & {"UserProficiencies", "Tags"} == set()
    assert set(shown["IdentityInfo"]) & {"Email", "SecondaryEmail"} == set()
    again = {operation["path"] for operation in resource.plan(emptied)}
    assert again == {"/UserProficiencies", "/Tags", "/IdentityInfo/Email", "/IdentityInfo/SecondaryEmail"}
    left_out = {name: value for name, value in full.items() if name not in ("UserProficiencies", "Tags")}
    left_out["IdentityInfo"] = {name: value for name, value in full["IdentityInfo"].items() if name not in empty}
    assert resource.plan(left_out) == []


@pytest.mark.parametrize("path", ["/HierarchyGroupArn", "/IdentityInfo/Mobile"])
def test_awscc_group_and_mobile_have_no_empty_value(resource, full, path):
    resource.apply(full)
    members = {"TypeName": TYPE, "Identifier": resource.state["UserArn"]}
    members["PatchDocument"] = json.dumps([{"op": "replace", "path": path, "value": ""}])
    with pytest.raises(Refused) as refusal:
        call("UpdateResource", members | token())
    assert path.rpartition("/")[2] in refusal.value.message
