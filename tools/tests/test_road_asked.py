import copy

import pytest

from road import asked
from road.world import DESK_PHONE, IDENTITY, LISTS, Scenario, desired, level, put

MODEL = desired(
    IdentityInfo=IDENTITY,
    PhoneConfig=DESK_PHONE,
    HierarchyGroupArn="arn:x/agent-group/g",
    UserProficiencies=[level("English", 3), level("German", 5)],
    Tags=[{"Key": "Team", "Value": "Berlin"}],
    **LISTS,
)
STATE = {
    "Username": "ada",
    "Settings": {
        "IdentityInfo": IDENTITY,
        "PhoneConfig": DESK_PHONE,
        "Channels": LISTS,
        "RoutingProfileId": MODEL["RoutingProfileArn"].rpartition("/")[2],
        "SecurityProfileIds": [arn.rpartition("/")[2] for arn in MODEL["SecurityProfileArns"]],
        "HierarchyGroupId": "g",
        "Proficiencies": [level("German", 5.0), level("English", 3.0)],
        "Tags": {"Team": "Berlin"},
    },
}
CREATE = Scenario("create", "CREATE", desired=MODEL)


def test_missing_what_was_asked_for_nothing():
    assert asked.missing(CREATE, STATE) == {}


@pytest.mark.parametrize("name", sorted(set(MODEL) - {"InstanceArn"}))
def test_missing_any_property_otherwise_is_named(name):
    other = copy.deepcopy(STATE)
    whole = {"UserProficiencies": "Proficiencies"}.get(name, name.replace("Arn", "Id"))
    if name == "Username":
        other["Username"] = "bob"
    elif name in LISTS:
        other["Settings"]["Channels"][name] = LISTS[name][1:]
    else:
        there = other["Settings"][whole]
        other["Settings"][whole] = {"Other": "x"} if isinstance(there, dict) else there[1:]
    assert list(asked.missing(CREATE, other)) == [name]


def test_missing_removal_of_what_is_still_there_is_named():
    removal = Scenario(
        "remove", "UPDATE", patch=({"op": "remove", "path": "/Tags"}, put("IdentityInfo/LastName", "King"))
    )
    assert asked.missing(removal, STATE) == {"Tags": {"Team": "Berlin"}, "IdentityInfo/LastName": "Lovelace"}


@pytest.mark.parametrize(("limit", "wrong"), [(0, []), (1, ["AfterContactWorkConfigs"])])
def test_missing_removed_list_that_says_only_what_nothing_says_is_gone(limit, wrong):
    other = copy.deepcopy(STATE)
    said = [{"Channel": "VOICE", "AfterContactWorkConfig": {"AfterContactWorkTimeLimit": limit}}]
    other["Settings"]["Channels"]["AfterContactWorkConfigs"] = said
    removal = Scenario("remove", "UPDATE", patch=({"op": "remove", "path": "/AfterContactWorkConfigs"},))
    assert list(asked.missing(removal, other)) == wrong
