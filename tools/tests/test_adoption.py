import json
import random
from pathlib import Path

import pytest
from adopted import GROUP, PROFILE, SECURITY_PROFILE, arn, shown, team

from adoption.command import group_of, taken, unread
from adoption.files import refusing, require_room, write_folder, write_whole
from adoption.instance import Listed, Named
from adoption.naming import camel, snake, unique
from adoption.progress import Progress
from adoption.properties import declared
from adoption.reading import Reading
from adoption.refusal import Refusal, Unreadable
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
    assert "1 belong to stacks already and are left out: staff" in capsys.readouterr().err


def test_progress_of_another_instance_is_refused(tmp_path):
    file = tmp_path / "p.json"
    Progress(file, {"instance": "a"}).save()
    with pytest.raises(Refusal, match="of another instance"):
        Progress(file, {"instance": "b"})
    file.write_text("{", encoding="utf-8")
    with pytest.raises(Refusal, match="cannot be read; delete it"):
        Progress(file, {"instance": "a"})


def listed(*names, changed="Monday"):
    return {name: Listed(name.upper(), changed) for name in names}


def test_progress_kept_now_and_then_and_when_it_ends_badly(tmp_path, monkeypatch):
    monkeypatch.setattr("adoption.reading.EVERY_USERS", 3)
    file, kept = tmp_path / "p.json", []

    def one(name):
        kept.append(len(json.loads(file.read_text(encoding="utf-8"))["users"]) if file.exists() else None)
        if name == "c3":
            return None
        if name == "e5":
            raise KeyboardInterrupt
        return {"Username": name}

    names = listed("a1", "b2", "c3", "d4", "e5", "f6")
    with pytest.raises(KeyboardInterrupt):
        Reading(Progress(file, {}), one).all(names)
    assert kept == [None, None, None, 2, 2]
    assert set(Progress(file, {}).users) == {"a1", "b2", "d4"}
    progress, seen = Progress(file, {}), []
    reading = Reading(progress, lambda name: seen.append(name) or ({} if name != "c3" else None))
    reading.all(names)
    assert (seen, reading.gone) == (["c3", "e5", "f6"], {"c3"})
    progress.forget()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("later", "changed", "again"),
    [
        (3599, "Monday", []),
        (3599, "Tuesday", ["ada", "bob"]),
        (3601, "Monday", ["ada", "bob"]),
        (-1, "Monday", ["ada", "bob"]),  # the clock was put back: nobody knows how old that is
    ],
)
def test_progress_users_who_may_have_changed_are_read_again(tmp_path, monkeypatch, capsys, later, changed, again):
    now, file, seen = 1_000_000.0, tmp_path / "p.json", []
    monkeypatch.setattr("time.time", lambda: now)
    Reading(Progress(file, {}), lambda arn: {"Title": "old"}).all(listed("ada", "bob", "other"))
    now += later
    progress = Progress(file, {})
    chosen = listed("ada", "bob", changed=changed) | listed("new", changed="")
    Reading(progress, lambda arn: seen.append(arn) or {"Title": "new"}).all(chosen)
    assert seen == [*again, "new"]
    assert progress.shown()["bob"] == {"Title": "new" if again else "old"}
    assert ("may have changed since" in capsys.readouterr().err) == bool(again)
    assert set(json.loads(file.read_text(encoding="utf-8"))["users"]) == {"ada", "bob", "other", "new"}


def test_progress_of_another_version_is_refused(tmp_path):
    file = tmp_path / "p.json"
    file.write_text(json.dumps({"format": 1, "source": {}, "users": {"ada": {}}}), encoding="utf-8")
    with pytest.raises(Refusal, match="of another version of this command; delete it"):
        Progress(file, {})


def failing(failing_ones, seen):
    """Return a read that fails for some users always, for others once."""

    def one(arn):
        seen.append(arn)
        if failing_ones.get(arn, 0) > seen.count(arn) - 1:
            raise Unreadable("no access")
        return {"Username": arn}

    return one


def test_unreadable_users_are_named_and_the_others_read(tmp_path):
    people, seen = listed(*(f"u{number:02}" for number in range(20))), []
    progress = Progress(tmp_path / "p.json", {})
    reading = Reading(progress, failing({"u03": 99, "u07": 1, "u19": 99}, seen))
    reading.all(people)
    assert list(reading.unread) == ["u03", "u19"]
    assert set(progress.users) == set(people) - {"u03", "u19"}
    assert seen[20:] == ["u03", "u07", "u19"]  # once more: what was in the way may be so no more
    refusal = unread(reading.unread, people)
    assert refusal.code == 1
    assert str(refusal).startswith("2 users could not be read, and stand in no file:\n  U03 (u03): no access\n  U19 (")


def test_unreadable_users_in_a_row_stop_nothing_while_another_can_be_read():
    people, seen = listed(*(f"u{number:02}" for number in range(20))), []
    reading = Reading(Progress(None, {}), failing({f"u{number:02}": 99 for number in range(3, 18)}, seen))
    reading.all(people)
    assert list(reading.unread) == [f"u{number:02}" for number in range(3, 18)]
    assert seen[:9] == ["u00", "u01", "u02", "u03", "u04", "u05", "u06", "u07", "u02"]


def test_unreadable_users_who_come_first_stop_nothing_while_the_last_can_be_read():
    people, seen = listed(*(f"u{number:02}" for number in range(9))), []
    reading = Reading(Progress(None, {}), failing({f"u{number:02}": 99 for number in range(7)}, seen))
    reading.all(people)
    assert len(reading.unread) == 7
    assert seen[4:7] == ["u04", "u08", "u05"]


def test_unreadable_all_of_a_sudden_stops_with_what_was_read_kept(tmp_path):
    people, seen, file = listed(*(f"u{number:02}" for number in range(50))), [], tmp_path / "p.json"

    def one(arn):
        seen.append(arn)
        if len(seen) > 10:
            raise Unreadable("the session has expired")
        return {"Username": arn}

    with pytest.raises(
        Refusal, match=r"5 reads in a row failed, and then that of U09 \(u09\): the session has expired"
    ):
        Reading(Progress(file, {}), one).all(people)
    assert len(seen) == 16
    assert set(Progress(file, {}).users) == {f"u{number:02}" for number in range(10)}


def test_unreadable_nobody_can_be_read_stops_soon():
    seen = []
    with pytest.raises(Refusal, match=r"that of U49 \(u49\): no access"):
        Reading(Progress(None, {}), failing({f"u{number:02}": 99 for number in range(50)}, seen)).all(
            listed(*(f"u{number:02}" for number in range(50)))
        )
    assert len(seen) == 6


def test_folder_of_a_run_that_was_first_is_left_alone(tmp_path):
    folder = require_room(tmp_path / "code")
    write_folder(folder, {"a": "first"})
    said = "code cannot be written: Directory not empty; give another --out"
    with pytest.raises(Refusal, match=said), refusing(folder):
        write_folder(folder, {"a": "second"})
    assert [(file.name, file.read_text(encoding="utf-8")) for file in folder.iterdir()] == [("a", "first")]
    assert list(tmp_path.iterdir()) == [folder]


def test_folder_that_somebody_works_in_stays_where_it_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = tmp_path.stat().st_ino
    assert require_room(Path(".")) == tmp_path
    write_folder(tmp_path, {"a/b": "x", "c": "y"})
    assert tmp_path.stat().st_ino == before
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["a", "b", "c"]


def test_folder_by_a_link_is_the_one_that_it_leads_to(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    write_folder(require_room(tmp_path / "link"), {"a": "x"})
    assert (tmp_path / "real" / "a").read_text(encoding="utf-8") == "x"


def test_folder_below_a_file_is_refused_before_work_begins(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(Refusal, match="cannot be written"):
        require_room(tmp_path / "file" / "code")


def test_progress_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(Refusal, match=r"file/p.json cannot be written: .*; give another --out"):
        Progress(tmp_path / "file" / "p.json", {}).save()


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
