"""A user's life under Pulumi's aws-native: the recorded calls, and the answers it needs."""

import json

import pytest
from control import get
from pulumi import Native, patch


@pytest.fixture
def resource():
    """A resource that is destroyed in the end."""
    made = Native()
    yield made
    if made.identifier is not None:
        made.destroy()


def test_caller_identity_asked_first_account_of_the_seed(client):
    assert client("sts").get_caller_identity()["Account"] == "123456789012"


def test_life_of_a_user_every_update_adds_the_password_again(resource, plain, profile, group):
    inputs = dict(plain)
    event = resource.up(inputs)
    assert event["Operation"] == "CREATE"
    for changed in (
        {"PhoneConfig": {"PhoneType": "DESK_PHONE", "DeskPhoneNumber": "+112345678912"}},
        {"HierarchyGroupArn": group(2), "SecurityProfileArns": [profile(8), profile(3)]},
        {"Tags": [{"Key": "Team", "Value": "Berlin"}]},
        {"UserProficiencies": [{"AttributeName": "Language", "AttributeValue": "German", "Level": 4}]},
        {"VoiceEnhancementConfigs": [{"Channel": "VOICE", "VoiceEnhancementMode": "NOISE_SUPPRESSION"}]},
    ):
        inputs = inputs | changed
        event = resource.up(inputs)
        assert (event["Operation"], event["Identifier"]) == ("UPDATE", resource.identifier)
        for name, value in changed.items():
            seen = resource.outputs[name]
            if isinstance(value, dict):
                assert value.items() <= seen.items()
            else:
                assert sorted(seen, key=json.dumps) == sorted(value, key=json.dumps)
    removed = {name: value for name, value in inputs.items() if name not in ("HierarchyGroupArn", "Tags")}
    resource.up(removed)
    assert set(resource.outputs) & {"HierarchyGroupArn", "Tags", "Password"} == set()
    before = get(resource.identifier)
    resource.up(dict(removed))  # nothing but the password
    assert get(resource.identifier) == before
    assert resource.destroy()["Operation"] == "DELETE"


def test_patch_of_the_replay_whole_properties_in_the_order_of_names():
    old = {"Username": "a", "Password": "p", "Tags": [1], "PhoneConfig": {"AutoAccept": True, "PhoneType": "x"}}
    new = {"Username": "a", "Password": "p", "HierarchyGroupArn": "g", "PhoneConfig": {"PhoneType": "x"}}
    assert patch(old, new) == [
        {"op": "add", "path": "/HierarchyGroupArn", "value": "g"},
        {"op": "add", "path": "/Password", "value": "p"},
        {"op": "replace", "path": "/PhoneConfig", "value": {"PhoneType": "x"}},
        {"op": "remove", "path": "/Tags"},
    ]
