import json
import random

import pytest
from adopted import GROUP, PROFILE, SECURITY_PROFILE, arn, shown, team

from adoption.command import group_of, taken
from adoption.instance import Named
from adoption.naming import camel, snake, unique
from adoption.properties import declared
from adoption.refusal import Refusal
from adoption.selection import Selection


def names_of(texts, form, **more):
    return unique({text: text for text in texts}, form, "user", **more)


@pytest.mark.parametrize(
    ("text", "logical", "terraforms"),
    [
        ("ada.lovelace", "AdaLovelace", "ada_lovelace"),
        ("ada@example.com", "AdaExampleCom", "ada_example_com"),
        ("7of9", "User7of9", "user_7of9"),
        ("...", "User", "user"),
        ("Zoë", "Zoe", "zoe"),
    ],
)
def test_names_are_readable(text, logical, terraforms):
    assert names_of([text], camel) == {text: logical}
    assert names_of([text], snake) == {text: terraforms}


def test_names_that_meet_are_told_apart_whatever_the_order():
    texts = ["ada.l", "ada-l", "ADA_L", "bob", "AdaL"]
    names = names_of(texts, camel)
    assert names["bob"] == "Bob"
    assert len({name.lower() for name in names.values()}) == len(texts)
    for seed in range(5):
        mixed = texts[:]
        random.Random(seed).shuffle(mixed)
        assert names_of(mixed, camel) == names


def test_names_of_marked_and_plain_do_not_meet():
    marked = names_of(["a.b", "a-b"], camel)["a.b"]
    names = names_of(["a.b", "a-b", marked], camel)
    assert len({name.lower() for name in names.values()}) == 3
    assert names[marked] == marked


def test_names_leave_those_alone_that_are_taken():
    assert names_of(["bob"], camel, taken=["BOB"])["bob"].startswith("Bob")
    assert names_of(["bob"], camel, taken=["BOB"])["bob"] != "Bob"


def test_user_called_as_a_profile_both_have_names_of_their_own():
    named = [Named("routing profile", PROFILE, "Basic")]
    found = team(shown("routing.profile.basic"), shown("instance.arn"), named=named)
    names = [person.name for person in found.people]
    symbols = [*names, *found.symbols.values()]
    assert len(set(symbols)) == len(symbols)
    assert "RoutingProfileBasic" in names  # the user's name does not depend on the profiles


@pytest.mark.parametrize("form", [camel, snake])
def test_groups_of_one_name_are_told_apart_whoever_is_chosen(form):
    named = [Named("hierarchy group", f"{GROUP}{number}", "Team A") for number in range(3)]
    named += [Named("routing profile", PROFILE, "Basic"), Named("routing profile", f"{PROFILE}2", "basic")]
    users = [shown(f"u{number}", HierarchyGroupArn=f"{GROUP}{number}") for number in range(3)]
    all_of_them = team(*users, form=form, named=named).symbols
    assert set(all_of_them) == {f"{GROUP}{number}" for number in range(3)} | {PROFILE, SECURITY_PROFILE}
    assert len(set(all_of_them.values())) == len(all_of_them)
    assert all(symbol.startswith(form("hierarchy group Team A")) for symbol in list(all_of_them.values())[:3])
    for user in users:
        alone = team(user, form=form, named=reversed(named)).symbols
        assert {arn: all_of_them[arn] for arn in alone} == alone


def test_users_who_had_one_name_in_turn_are_two():
    found = team(shown("ada"), shown("ada", UserArn=arn("2")))
    assert len({person.name for person in found.people}) == 2


def test_declared_has_nothing_read_only_no_tag_of_aws_and_whole_levels():
    tags = [{"Key": "aws:x", "Value": "1"}, {"Key": "Team", "Value": "1"}]
    levels = [{"AttributeName": "a", "AttributeValue": "b", "Level": 3.0}]
    user = shown("ada", Tags=tags, UserProficiencies=levels, IdentityInfo={})
    before = json.dumps(user)
    found = declared(user)
    assert set(found) == {
        "InstanceArn",
        "Username",
        "RoutingProfileArn",
        "SecurityProfileArns",
        "Tags",
        "UserProficiencies",
    }
    assert found["Tags"] == [{"Key": "Team", "Value": "1"}]
    assert json.dumps(found["UserProficiencies"][0]["Level"]) == "3"
    assert json.dumps(user) == before


def by_channel(value, *channels):
    return [{"Channel": channel, "AutoAccept": value} for channel in channels]


@pytest.mark.parametrize(
    ("items", "kept"),
    [
        (by_channel(True, "VOICE", "CHAT", "TASK", "EMAIL"), "PhoneConfig"),
        (by_channel(True, "VOICE", "CHAT", "TASK"), "AutoAcceptConfigs"),
        (by_channel(False, "VOICE", "CHAT", "TASK", "EMAIL"), "AutoAcceptConfigs"),
        (
            [
                *by_channel(True, "CHAT", "TASK", "EMAIL"),
                {"Channel": "VOICE", "AutoAccept": True, "AgentFirstCallbackAutoAccept": False},
            ],
            "AutoAcceptConfigs",
        ),
    ],
)
def test_declared_has_one_form_of_a_setting_the_one_that_says_all(items, kept):
    found = declared(shown("ada", PhoneConfig={"AutoAccept": True}, AutoAcceptConfigs=items))
    assert set(found) & {"PhoneConfig", "AutoAcceptConfigs"} == {kept}


@pytest.mark.parametrize(
    ("more", "kept"),
    [
        ({}, "PhoneConfig"),
        ({"AfterContactWorkMode": "OFF"}, "AfterContactWorkConfigs"),
        ({"Whatever": "comes next"}, "AfterContactWorkConfigs"),
    ],
)
def test_declared_drops_no_list_that_says_more_than_its_counterpart(more, kept):
    items = [
        {"Channel": channel, "AfterContactWorkConfig": {"AfterContactWorkTimeLimit": 30, **more}}
        for channel in ("VOICE", "CHAT", "TASK", "EMAIL")
    ]
    found = declared(shown("ada", PhoneConfig={"AfterContactWorkTimeLimit": 30}, AfterContactWorkConfigs=items))
    assert set(found) & {"PhoneConfig", "AfterContactWorkConfigs"} == {kept}


def test_declared_phone_numbers_keep_the_form_that_says_all():
    general = {"PhoneType": "DESK_PHONE", "DeskPhoneNumber": "+491"}
    same = [{"Channel": "VOICE", "PhoneType": "DESK_PHONE", "PhoneNumber": "+491"}]
    other = [{"Channel": "VOICE", "PhoneType": "DESK_PHONE", "PhoneNumber": "+492"}]
    assert "PhoneNumberConfigs" not in declared(shown("a", PhoneConfig=general, PhoneNumberConfigs=same))
    assert "PhoneConfig" not in declared(shown("a", PhoneConfig=general, PhoneNumberConfigs=other))


def test_selection_takes_what_matches_all():
    chosen = Selection("ada*", ("Team", "Berlin"), GROUP)
    user = shown("ada", Tags=[{"Key": "Team", "Value": "Berlin"}], HierarchyGroupArn=GROUP)
    assert chosen.takes_name("Ada.L") and not chosen.takes_name("bob")
    assert chosen.takes(user)
    assert not chosen.takes(user | {"HierarchyGroupArn": f"{GROUP}2"})
    assert not chosen.takes(user | {"Tags": []})
    assert Selection(tag=("Team", None)).takes(user)
    assert Selection(group=f"{GROUP}0", child_groups=frozenset({GROUP})).takes(user)
    assert not Selection(group=f"{GROUP}0", child_groups=frozenset({f"{GROUP}2"})).takes(user)


def test_group_given_by_a_name_that_two_have_refused_with_both():
    named = {f"{GROUP}{n}": Named("hierarchy group", f"{GROUP}{n}", "Berlin") for n in (1, 2)}
    with pytest.raises(Refusal, match=f"2 hierarchy groups are called Berlin; give the ARN: {GROUP}1, {GROUP}2"):
        group_of("Berlin", named)
    assert group_of(f"{GROUP}2", named) == f"{GROUP}2"
    assert group_of("g1", named) == f"{GROUP}1"


def test_users_of_stacks_are_left_out_and_said(capsys):
    owned = shown("bob", Tags=[{"Key": "aws:cloudformation:stack-name", "Value": "staff"}])
    read = {arn("ada"): shown("ada"), arn("bob"): owned}
    assert list(taken(list(read), read, Selection())) == [arn("ada")]
    assert "1 user belongs to a stack already and is left out: staff" in capsys.readouterr().err
