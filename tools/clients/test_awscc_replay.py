"""The life of a user under OpenTofu with the awscc provider, and the traps that the real one was seen to fall into."""

import json
import uuid

import pytest
from awscc import WHOLE, Failed, Resource, patch, token
from control import TYPE, Refused, absent, call, finished, get, settled
from truth import users


def proficiency(value, level, name="Language"):
    return {"AttributeName": name, "AttributeValue": value, "Level": level}


def item_changed(resource, name, index, items):
    """Return the patch that changes one item of an array to what it is in `items`."""
    if resource.arrays == WHOLE:
        return [{"op": "replace", "path": f"/{name}", "value": items}]
    return [{"op": "replace", "path": f"/{name}/{index}", "value": items[index]}]


def update(identifier, operations):
    members = {"TypeName": TYPE, "Identifier": identifier, "PatchDocument": json.dumps(operations)}
    return finished(call("UpdateResource", members | token()))


def test_life_cycle_of_24_steps_no_difference_where_none_belongs(resource, plain, profile, group, connect):
    config = dict(plain)
    assert resource.plan(config) is None  # 1: plan
    resource.apply(config)  # 2: create
    assert resource.plan(config) == []  # 3: plan again
    before = resource.state
    resource.refresh()  # 4: refresh
    assert resource.state == before

    def change(**properties):
        """Apply a change; refreshing and planning afterwards shows nothing more to do."""
        config.update(properties)
        changes = resource.plan(config)
        assert changes, f"no difference seen for {properties}"
        resource.apply(config)
        assert resource.plan(config) == []
        return changes

    assert change(IdentityInfo=plain["IdentityInfo"] | {"Email": "a@example.org"}) == [  # 5: a scalar
        {"op": "replace", "path": "/IdentityInfo/Email", "value": "a@example.org"}
    ]
    change(PhoneConfig={"PhoneType": "DESK_PHONE", "DeskPhoneNumber": "+4930123456"})  # 6: desk phone
    change(PhoneConfig={"PhoneType": "DESK_PHONE", "DeskPhoneNumber": "+4930123456", "AutoAccept": True})  # 7
    change(HierarchyGroupArn=group(2))  # 8: into a group
    change(HierarchyGroupArn=group(3))  # 9: into another
    own = plain["SecurityProfileArns"]
    change(SecurityProfileArns=[profile(4), *own, profile(2)])  # 10: more profiles
    assert change(SecurityProfileArns=[*own, profile(3), profile(4)]) == item_changed(  # 11: one of them changed
        resource, "SecurityProfileArns", 0, [profile(3), profile(4), *own]
    )
    assert resource.plan(config | {"SecurityProfileArns": [profile(4), profile(3), *own]}) == []  # 12: order
    change(Tags=[{"Key": "Team", "Value": "Berlin"}])  # 13: tags
    change(Tags=[{"Key": "Team", "Value": "Hamburg"}, {"Key": "Cost", "Value": "1"}])  # 14: other tags
    change(UserProficiencies=[proficiency("German", 2), proficiency("English", 3)])  # 15: proficiencies
    better = [proficiency("English", 3), proficiency("German", 5)]
    assert change(UserProficiencies=better) == item_changed(resource, "UserProficiencies", 1, better)  # 16: a level
    change(UserProficiencies=[proficiency("German", 5), proficiency("French", 1)])  # 17: one goes, one comes
    change(RoutingProfileArn=plain["RoutingProfileArn"][:-36] + "22222222-2222-2222-2222-000000000002")  # 18

    arn = resource.state["UserArn"]
    instance, user = arn.split("/")[1], arn.split("/")[3]
    connect.tag_resource(resourceArn=arn, tags={"Stray": "1"})  # 19: somebody else adds a tag
    settled(arn)
    assert [each["path"] for each in resource.plan(config)] == ["/Tags"]
    resource.apply(config)
    assert "Stray" not in {tag["Key"] for tag in get(arn)["Tags"]}
    connect.update_user_hierarchy(InstanceId=instance, UserId=user)  # 20: somebody takes the user out of its group
    settled(arn)
    assert resource.plan(config) == [{"op": "add", "path": "/HierarchyGroupArn", "value": group(3)}]
    resource.apply(config)
    before = get(arn)
    with pytest.raises(Refused) as refusal:  # 21: what no API can change
        resource.apply(config | {"Username": "another.name"})
    assert (refusal.value.type, refusal.value.status) == ("NotUpdatableException", 400)
    assert "Username" in refusal.value.message
    assert get(arn) == before

    imported = Resource()
    imported.take_over(arn)  # 22: import into a configuration without password
    assert imported.plan({name: value for name, value in config.items() if name != "Password"}) == []
    connect.delete_user(InstanceId=instance, UserId=user)  # 23: deleted elsewhere, so it is to be made again
    assert settled(arn) is None
    assert resource.plan(config) is None
    resource.apply(config)
    assert resource.state["UserArn"] != arn
    again = resource.state["UserArn"]
    assert resource.destroy()["OperationStatus"] == "SUCCESS"  # 24: destroy
    assert absent(again)


def test_security_profiles_given_in_any_order_index_patch_hits_the_one_shown(resource, plain, profile):
    resource.apply(plain | {"SecurityProfileArns": [profile(9), profile(2), profile(5)]})
    arn = resource.state["UserArn"]
    assert get(arn)["SecurityProfileArns"] == [profile(2), profile(5), profile(9)]
    event = update(arn, [{"op": "replace", "path": "/SecurityProfileArns/1", "value": profile(7)}])
    assert event["OperationStatus"] == "SUCCESS", event
    assert get(arn)["SecurityProfileArns"] == [profile(2), profile(7), profile(9)]


def test_proficiencies_index_patches_follow_the_last_get(resource, plain):
    resource.apply(plain | {"UserProficiencies": [proficiency("German", 1), proficiency("English", 2)]})
    arn = resource.state["UserArn"]
    shown = [each["AttributeValue"] for each in get(arn)["UserProficiencies"]]
    at = shown.index("German")
    removal = {"op": "remove", "path": f"/UserProficiencies/{1 - at}"}
    assert update(arn, [removal, {"op": "replace", "path": "/UserProficiencies/0/Level", "value": 4}])["Operation"]
    assert get(arn)["UserProficiencies"] == [proficiency("German", 4)]


def test_levels_are_numbers_in_the_answer(resource, plain):
    resource.apply(plain | {"UserProficiencies": [proficiency("German", 3)]})
    level = get(resource.state["UserArn"])["UserProficiencies"][0]["Level"]
    assert isinstance(level, float | int)
    assert level == 3


def test_remove_of_collections_and_group_they_are_gone(resource, plain, group):
    more = {"Tags": [{"Key": "a", "Value": "b"}], "UserProficiencies": [proficiency("German", 1)]}
    resource.apply(plain | more | {"HierarchyGroupArn": group(2)})
    arn = resource.state["UserArn"]
    paths = ("/Tags", "/UserProficiencies", "/HierarchyGroupArn")
    assert update(arn, [{"op": "remove", "path": path} for path in paths])["OperationStatus"] == "SUCCESS"
    assert set(get(arn)) & {"Tags", "UserProficiencies", "HierarchyGroupArn"} == set()


def test_email_with_capitals_settles_in_the_spelling_that_a_read_shows(resource, plain):
    config = plain | {"IdentityInfo": plain["IdentityInfo"] | {"Email": "Ada.Lovelace@Example.com"}}
    event = finished(call("CreateResource", {"TypeName": TYPE, "DesiredState": json.dumps(config)} | token()))
    assert event["OperationStatus"] == "SUCCESS", event
    resource.take_over(event["Identifier"])
    shown = resource.state["IdentityInfo"]["Email"]
    assert shown.lower() == "ada.lovelace@example.com"
    kept = {name: value for name, value in config.items() if name != "Password"}
    as_shown = kept | {"IdentityInfo": config["IdentityInfo"] | {"Email": shown}}
    assert resource.plan(as_shown) == []
    assert bool(resource.plan(kept)) == (shown != "Ada.Lovelace@Example.com")


def test_create_same_client_token_one_request_and_one_user(resource, plain):
    request = {"TypeName": TYPE, "DesiredState": json.dumps(plain), "ClientToken": str(uuid.uuid4())}
    first, second = call("CreateResource", request), call("CreateResource", request)
    assert first["ProgressEvent"]["RequestToken"] == second["ProgressEvent"]["RequestToken"]
    arn = finished(first)["Identifier"]
    late = call("CreateResource", request)["ProgressEvent"]
    assert (late["OperationStatus"], late["Identifier"]) == ("SUCCESS", arn)
    with pytest.raises(Refused) as refusal:
        call("CreateResource", request | {"DesiredState": json.dumps(plain | {"Username": "other"})})
    assert refusal.value.type == "ClientTokenConflictException"
    assert list(users().values()).count(plain["Username"]) == 1
    resource.take_over(arn)


def test_create_name_taken_event_without_identifier_so_that_nothing_is_saved(resource, plain):
    resource.apply(plain)
    with pytest.raises(Failed) as failure:
        Resource().apply(plain)
    event = failure.value.event
    assert (event["Operation"], event["OperationStatus"], event["ErrorCode"]) == ("CREATE", "FAILED", "AlreadyExists")
    assert "Identifier" not in event


def test_create_fails_after_the_user_exists_identifier_tells_so_that_it_can_be_deleted(resource, plain):
    with pytest.raises(Failed) as failure:
        resource.apply(plain | {"UserProficiencies": [proficiency("Klingon", 1)]})
    event = failure.value.event
    assert (event["OperationStatus"], event["ErrorCode"]) == ("FAILED", "InvalidRequest")
    resource.take_over(event["Identifier"])  # tainted: the next apply deletes it


@pytest.mark.parametrize(
    ("properties", "named"),
    [
        ({"Username": "a b"}, "Username"),
        ({"SecurityProfileArns": []}, "SecurityProfileArns"),
        ({"PhoneConfig": {"PhoneType": "CORDLESS"}}, "PhoneType"),
        ({"Nickname": "x"}, "Nickname"),
    ],
)
def test_create_against_the_schema_refused_at_once(plain, properties, named):
    desired = json.dumps(plain | properties)
    with pytest.raises(Refused) as refusal:
        call("CreateResource", {"TypeName": TYPE, "DesiredState": desired} | token())
    assert refusal.value.type == "ValidationException"
    assert named in refusal.value.message


@pytest.mark.parametrize(
    "properties",
    [
        {"UserProficiencies": [proficiency("German", 1), proficiency("German", 2)]},
        {"Tags": [{"Key": "aws:x", "Value": "1"}]},
        {"Tags": [{"Key": "Team", "Value": "1"}, {"Key": "Team", "Value": "2"}]},
    ],
)
def test_create_of_what_the_client_does_not_check_refused_and_nobody_made(plain, properties):
    with pytest.raises((Refused, Failed)) as refusal:
        Resource().apply(plain | properties)
    assert getattr(refusal.value, "type", None) == "ValidationException" or (
        refusal.value.event["ErrorCode"] == "InvalidRequest" and "Identifier" not in refusal.value.event
    )


def test_delete_of_a_missing_user_failed_event_and_success_to_the_client(resource, plain):
    resource.apply(plain)
    gone = resource.state
    resource.destroy()
    resource.state = gone
    event = resource.destroy()
    assert (event["Operation"], event["OperationStatus"], event["ErrorCode"]) == ("DELETE", "FAILED", "NotFound")


def test_password_added_again_by_every_update_accepted_and_never_shown(resource, plain):
    resource.apply(plain)
    arn = resource.state["UserArn"]
    event = update(arn, [{"op": "add", "path": "/Password", "value": "Password123"}])
    assert event["OperationStatus"] == "SUCCESS", event
    assert "Password123" not in json.dumps(event) + json.dumps(get(arn))


def test_status_of_an_unknown_request_named_error():
    with pytest.raises(Refused) as refusal:
        call("GetResourceRequestStatus", {"RequestToken": str(uuid.uuid4())})
    assert (refusal.value.type, refusal.value.status) == ("RequestTokenNotFoundException", 400)


def test_plural_data_source_without_model_lists_all_instances_page_by_page(plain):
    blocks = [Resource() for _ in range(3)]
    directory = plain["InstanceArn"].replace("11111111-", "aaaaaaaa-", 1)
    for number, block in enumerate(blocks):
        config = plain | {"Username": f"{plain['Username']}{number}"}
        if number == 2:  # another instance; it has SAML, so neither password nor e-mail
            del config["Password"]
            config["InstanceArn"] = directory
            config["IdentityInfo"] = {"FirstName": "Ada", "LastName": "Lovelace"}
            config["RoutingProfileArn"] = f"{directory}/routing-profile/aaaaaaaa-2222-2222-2222-222222222222"
            config["SecurityProfileArns"] = [f"{directory}/security-profile/aaaaaaaa-3333-3333-3333-333333333333"]
        block.apply(config)
    seen, more = [], {}
    while more is not None:
        page = call("ListResources", {"TypeName": TYPE, "MaxResults": 2} | more)
        assert len(page["ResourceDescriptions"]) <= 2
        assert all(isinstance(each["Properties"], str) for each in page["ResourceDescriptions"])
        seen += [each["Identifier"] for each in page["ResourceDescriptions"]]
        more = {"NextToken": page["NextToken"]} if "NextToken" in page else None
    assert len(seen) == len(set(seen))
    assert {block.state["UserArn"] for block in blocks} <= set(seen)
    for block in blocks:
        block.destroy()


def test_patch_of_the_replay_is_the_recorded_form():
    old = {"SecurityProfileArns": ["a", "b"], "Tags": [{"Key": "k", "Value": "1"}], "IdentityInfo": {"FirstName": "A"}}
    new = {"SecurityProfileArns": ["a", "c"], "IdentityInfo": {"FirstName": "A", "LastName": "B"}}
    assert patch(old, new) == [
        {"op": "add", "path": "/IdentityInfo/LastName", "value": "B"},
        {"op": "replace", "path": "/SecurityProfileArns/1", "value": "c"},
        {"op": "remove", "path": "/Tags"},
    ]
    assert patch(old, new, arrays=WHOLE) == [
        {"op": "remove", "path": "/Tags"},
        {"op": "add", "path": "/IdentityInfo/LastName", "value": "B"},
        {"op": "replace", "path": "/SecurityProfileArns", "value": ["a", "c"]},
    ]
