import json
import random
import re

import pytest
import yaml

from adoption import cloudformation, terraform
from adoption.command import group_of, taken
from adoption.files import write_folder, write_whole
from adoption.instance import Named
from adoption.naming import camel, snake, unique
from adoption.people import staff
from adoption.progress import Progress
from adoption.properties import declared
from adoption.refusal import Refusal
from adoption.selection import Selection
from workbench.repository import ROOT

TYPE = "AWS::Connect::User"
INSTANCE = "arn:aws:connect:eu-west-1:123456789012:instance/i"
PROFILE, GROUP = f"{INSTANCE}/routing-profile/r", f"{INSTANCE}/agent-group/g"


def shown(name, **more):
    own = {"InstanceArn": INSTANCE, "Username": name, "UserArn": arn(name), "RoutingProfileArn": PROFILE}
    return own | {"SecurityProfileArns": [f"{INSTANCE}/security-profile/s"]} | more


def arn(name):
    return f"{INSTANCE}/agent/{name}"


def team(*users, form=camel, named=()):
    read = {user["UserArn"]: user for user in users}
    names = {user["UserArn"]: user["Username"] for user in users}
    return staff(INSTANCE, names, read, {each.arn: each for each in named}, form)


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
    assert unique([text], camel, "user") == {text: logical}
    assert unique([text], snake, "user") == {text: terraforms}


def test_names_that_meet_are_told_apart_whatever_the_order():
    texts = ["ada.l", "ada-l", "ADA_L", "bob", "AdaL"]
    names = unique(texts, camel, "user")
    assert names["bob"] == "Bob"
    assert len({name.lower() for name in names.values()}) == len(texts)
    for seed in range(5):
        mixed = texts[:]
        random.Random(seed).shuffle(mixed)
        assert unique(mixed, camel, "user") == names


def test_names_of_marked_and_plain_do_not_meet():
    marked = unique(["a.b", "a-b"], camel, "user")["a.b"]
    names = unique(["a.b", "a-b", marked], camel, "user")
    assert len({name.lower() for name in names.values()}) == 3
    assert names[marked] == marked


def test_names_leave_those_alone_that_are_taken():
    assert unique(["bob"], camel, "user", taken=["BOB"])["bob"].startswith("Bob")
    assert unique(["bob"], camel, "user", taken=["BOB"])["bob"] != "Bob"


def test_user_called_as_a_profile_both_have_names_of_their_own():
    named = [Named("routing profile", PROFILE, "Basic")]
    found = team(shown("routing.profile.basic"), shown("instance.arn"), named=named)
    names = [person.name for person in found.people]
    symbols = [*names, *found.symbols.values()]
    assert len(set(symbols)) == len(symbols)
    assert "RoutingProfileBasic" in names  # the user's name does not depend on the profiles


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


def test_declared_phone_numbers_keep_the_form_that_says_all():
    general = {"PhoneType": "DESK_PHONE", "DeskPhoneNumber": "+491"}
    same = [{"Channel": "VOICE", "PhoneType": "DESK_PHONE", "PhoneNumber": "+491"}]
    other = [{"Channel": "VOICE", "PhoneType": "DESK_PHONE", "PhoneNumber": "+492"}]
    assert "PhoneNumberConfigs" not in declared(shown("a", PhoneConfig=general, PhoneNumberConfigs=same))
    assert "PhoneConfig" not in declared(shown("a", PhoneConfig=general, PhoneNumberConfigs=other))


def test_stacks_keep_to_the_number_of_resources_and_imports_to_theirs():
    files = cloudformation.files(team(*[shown(f"u{number:03}") for number in range(45)]), TYPE, 20, 8)
    imports = {path: json.loads(text) for path, text in files.items() if path.endswith(".json")}
    assert [len(imports[f"users-{stack}/import-{step}.json"]) for stack, step in [(1, 1), (1, 2), (1, 3), (3, 1)]] == [
        8,
        8,
        4,
        5,
    ]
    targets = [each["ResourceIdentifier"]["UserArn"] for file in imports.values() for each in file]
    assert sorted(targets) == sorted(arn(f"u{number:03}") for number in range(45))
    assert files["users-1/template-2.yaml"].count("Type: AWS::Connect::User") == 16


def test_stacks_keep_to_the_number_of_parameters():
    users = [shown(f"u{number}", RoutingProfileArn=f"{INSTANCE}/routing-profile/{number}") for number in range(420)]
    parts = cloudformation.stacks(team(*users), TYPE, 500)
    assert [len(part) for part in parts] == [198, 198, 24]  # with InstanceArn and the security profile 200


def test_stacks_keep_to_the_size_of_a_template():
    tags = [{"Key": f"k{number}", "Value": "ü" * 256} for number in range(50)]
    found = team(*[shown(f"u{number}", Tags=tags) for number in range(100)])
    parts = cloudformation.stacks(found, TYPE, 500)
    sizes = [len(cloudformation.template_of(found, part, TYPE).encode()) for part in parts]
    assert len(parts) > 1
    assert all(size <= 1_000_000 for size in sizes)
    assert sizes[0] > 900_000


def test_template_texts_stay_texts_and_profiles_stand_once():
    odd = ["yes", "0123", "2024-01-01", "null", "1e3", "# x", 'a "b"', "!Ref x", "", "ü\n"]
    tags = [{"Key": f"k{number}", "Value": value} for number, value in enumerate(odd)]
    named = [Named("routing profile", PROFILE, 'Front: "desk"')]
    found = team(shown("ada", Tags=tags), shown("bob"), named=named)
    text = cloudformation.template_of(found, found.people, TYPE)

    class Loader(yaml.SafeLoader):
        pass

    Loader.add_constructor("!Ref", lambda loader, node: {"Ref": node.value})
    template = yaml.load(text, Loader)
    assert [tag["Value"] for tag in template["Resources"]["Ada"]["Properties"]["Tags"]] == odd
    assert template["Resources"]["Ada"]["DeletionPolicy"] == "Retain"
    parameter = template["Resources"]["Bob"]["Properties"]["RoutingProfileArn"]["Ref"]
    assert template["Parameters"][parameter] == {
        "Type": "String",
        "Description": 'Routing profile: Front: "desk"',
        "Default": PROFILE,
    }
    assert text.count(PROFILE) == 1


def test_terraform_texts_are_no_templates():
    tags = [{"Key": "k", "Value": '${x} %{y} "z" \\ \n\b'}]
    found = team(shown("ada", Tags=tags, HierarchyGroupArn=GROUP), form=snake)
    files = terraform.files(found)
    assert r'value = "$${x} %%{y} \"z\" \\ \n\u0008"' in files["users.tf"]
    assert "  hierarchy_group_arn = local.hierarchy_group_g\n" in files["users.tf"]
    assert f'to = awscc_connect_user.ada\n  id = "{arn("ada")}"' in files["imports.tf"]


def test_terraform_is_laid_out_as_its_own_formatter_does():
    files = terraform.files(team(shown("ada", PhoneConfig={"PhoneType": "SOFT_PHONE", "AutoAccept": True}), form=snake))
    assert files["users.tf"].startswith(
        'resource "awscc_connect_user" "ada" {\n'
        "  instance_arn        = local.instance_arn\n"
        '  username            = "ada"\n'
        "  routing_profile_arn = local.routing_profile_r\n"
        "  security_profile_arns = [\n"
    )
    assert '    phone_type  = "SOFT_PHONE"\n    auto_accept = true\n' in files["users.tf"]


@pytest.mark.parametrize("file", sorted((ROOT / "examples" / "terraform").rglob("*.tf")), ids=lambda file: file.name)
def test_terraform_layout_is_that_of_files_that_were_formatted(file):
    text = file.read_text(encoding="utf-8")
    assert terraform.aligned(re.sub(r"^( *[\w-]+) +=", r"\1 =", text, flags=re.MULTILINE)) == text


def test_terraform_a_name_in_a_comment_stays_in_its_line():
    named = [Named("routing profile", PROFILE, 'one\n} resource "x"')]
    text = terraform.names(team(shown("ada"), named=named, form=snake))
    assert '# Routing profile: one } resource "x"\n' in text


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
    assert "1 belong to stacks already and are left out: staff" in capsys.readouterr().err


def test_progress_of_another_instance_is_refused(tmp_path):
    file = tmp_path / "p.json"
    Progress(file, {"instance": "a"}).save()
    with pytest.raises(Refusal, match="of another instance"):
        Progress(file, {"instance": "b"})
    file.write_text("{", encoding="utf-8")
    with pytest.raises(Refusal, match="cannot be read; delete it"):
        Progress(file, {"instance": "a"})


def test_progress_kept_now_and_then_and_when_it_ends_badly(tmp_path, monkeypatch):
    monkeypatch.setattr("adoption.progress.EVERY_USERS", 3)
    file, kept = tmp_path / "p.json", []

    def one(name):
        kept.append(len(json.loads(file.read_text(encoding="utf-8"))["users"]) if file.exists() else None)
        if name == "c3":
            return None
        if name == "e5":
            raise KeyboardInterrupt
        return {"Username": name}

    names = ["a1", "b2", "c3", "d4", "e5", "f6"]
    with pytest.raises(KeyboardInterrupt):
        Progress(file, {}).read(names, one)
    assert kept == [None, None, None, 2, 2]
    assert set(Progress(file, {}).users) == {"a1", "b2", "d4"}
    progress, seen = Progress(file, {}), []
    assert progress.read(names, lambda name: seen.append(name) or ({} if name != "c3" else None)) == 1
    assert seen == ["c3", "e5", "f6"]
    progress.forget()
    assert list(tmp_path.iterdir()) == []


def test_files_that_cannot_be_finished_are_not_there(tmp_path, monkeypatch):
    write_whole(tmp_path / "old", "old")
    monkeypatch.setattr("os.fsync", lambda descriptor: (_ for _ in ()).throw(OSError("no space")))
    with pytest.raises(OSError, match="no space"):
        write_whole(tmp_path / "old", "new")
    with pytest.raises(OSError, match="no space"):
        write_folder(tmp_path / "code", {"a/b": "x"})
    assert [file.name for file in tmp_path.iterdir()] == ["old"]
    assert (tmp_path / "old").read_text(encoding="utf-8") == "old"


def test_folder_is_written_with_what_is_in_it(tmp_path):
    write_folder(tmp_path / "code", {"a/b": "x", "c": "y"})
    assert (tmp_path / "code" / "a" / "b").read_text(encoding="utf-8") == "x"
    assert (tmp_path / "code").stat().st_mode & 0o077 == 0
