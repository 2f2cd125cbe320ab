import errno
import json

import pytest
from adopted import INSTANCE, arn, shown

from adoption.command import adopt, unread
from adoption.instance import Listed
from adoption.options import options
from adoption.owning import Owning
from adoption.progress import Progress
from adoption.reading import Reading
from adoption.refusal import Refusal, Unreadable


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


def test_unreadable_users_with_others_between_them_are_no_row():
    people, seen = listed(*(f"u{number:02}" for number in range(20))), []
    Reading(Progress(None, {}), failing({f"u{number:02}": 1 for number in range(1, 20, 2)}, seen)).all(people)
    assert seen == [*people, *list(people)[1::2]]  # each once, and who failed once more: nobody is asked between


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


def test_progress_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(Refusal, match=r"file/p.json cannot be written: .*; give another --out"):
        Progress(tmp_path / "file" / "p.json", {}).save()


class OneUser:
    """An instance with one user."""

    id, identity, arn, endpoint, region = "i", "CONNECT_MANAGED", INSTANCE, "http://127.0.0.1:1", "eu-west-1"

    def __init__(self, *_):
        pass

    def users(self):
        return {arn("ada"): Listed("ada")}

    def owning(self):
        return Owning()

    def names(self):
        return {}

    def user(self, _):
        return shown("ada")


def test_nothing_is_said_to_be_written_that_is_not(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("adoption.command.Instance", OneUser)
    arguments = options().parse_args(["i", "--out", str(tmp_path / "code")])
    with monkeypatch.context() as full:
        full.setattr("os.fsync", lambda descriptor: failing_disk())
        full.setattr("adoption.progress.Progress.save", lambda self: None)
        with pytest.raises(Refusal, match="code cannot be written: No space left"):
            adopt(arguments)
    assert capsys.readouterr().out == ""
    adopt(arguments)
    said = capsys.readouterr().out
    assert f"wrote {tmp_path}/code/code-1/template-1.yaml" in said
    assert f"How to go on: {tmp_path}/code/README.md" in said


def failing_disk():
    raise OSError(errno.ENOSPC, "No space left on device")
