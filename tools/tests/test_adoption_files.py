from pathlib import Path

import pytest

from adoption.files import refusing, require_room, write_folder, write_whole
from adoption.refusal import Refusal


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
    (tmp_path / "file").touch(mode=0o755)
    with pytest.raises(Refusal, match=r"cannot be written, for .*/file is no folder"):
        require_room(tmp_path / "file" / "code")


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
