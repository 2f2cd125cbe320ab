"""Two builds are compared byte by byte, and what differs is found wherever it lies."""

import io
import subprocess
import tarfile
import zipfile

import pytest

from workbench import reproducible
from workbench.repository import ROOT
from workbench.steps import StepFailed

TIME = (2026, 1, 1, 0, 0, 0)


def jar(entries, time=TIME):
    """Return the bytes of a jar with these entries, name to content."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name, time), content)
    return written.getvalue()


def packed(entries):
    """Return the bytes of a compressed archive."""
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w:gz") as archive:
        for name, content in entries.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return written.getvalue()


BUILT = {"META-INF/MANIFEST.MF": b"Created-By: Maven", "a.class": b"a"}
WHOLE = {"bundle/inner.jar": jar(BUILT), "LICENSE": b"free"}


def in_bundle(inner):
    return WHOLE | {"bundle/inner.jar": inner}


@pytest.mark.parametrize(
    ("second", "found"),
    [
        (jar(WHOLE), []),
        (
            jar(in_bundle(jar(BUILT | {"META-INF/MANIFEST.MF": b"Built-By: me"}))),
            ["x.jar!bundle/inner.jar!META-INF/MANIFEST.MF"],
        ),
        (jar(in_bundle(jar(dict(reversed(BUILT.items()))))), ["x.jar!bundle/inner.jar: which entries there are, or"]),
        (
            jar(in_bundle(jar(BUILT, (2026, 1, 1, 0, 0, 2)))),
            ["x.jar!bundle/inner.jar: times, modes or compression of its entries"],
        ),
        (jar(WHOLE | {"more": b""}), ["x.jar: which entries there are, or"]),
        (b"no archive", ["x.jar"]),
    ],
    ids=("same", "manifest", "order", "time", "more", "none"),
)
def test_difference_is_named_where_it_is(tmp_path, second, found):
    for folder, content in (("one", jar(WHOLE)), ("two", second)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.jar").write_bytes(content)
    places = reproducible.differences(tmp_path / "one", tmp_path / "two")
    assert len(places) == len(found), places
    assert all(place.startswith(begin) for place, begin in zip(places, found, strict=True)), places


def test_difference_in_a_compressed_archive_is_named_too():
    first, second = packed({"bin/x": b"one"}), packed({"bin/x": b"two"})
    assert reproducible.differing("x.tar.gz", first, second) == ["x.tar.gz!bin/x"]


def test_file_that_one_build_lacks_is_named_and_two_empty_folders_prove_nothing(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    with pytest.raises(StepFailed, match="nothing in"):
        reproducible.differences(one, two)
    (one / "x").write_bytes(b"")
    assert reproducible.differences(one, two) == [f"missing: {two / 'x'}"]


def test_copy_has_what_git_knows_and_nothing_that_was_built(tmp_path):
    reproducible.copy(tmp_path / "deep" / "copy")
    there = {str(file.relative_to(tmp_path / "deep" / "copy")) for file in (tmp_path / "deep" / "copy").rglob("*")}
    assert {"pom.xml", ".rpdk-config", "tools/dist", "emulator/pom.xml"} <= there
    assert not there & {"target", ".git", ".venv", "dist"}
    assert (tmp_path / "deep" / "copy" / "tools" / "dist").stat().st_mode & 0o111
    assert (ROOT / "tools" / "reproducible").stat().st_mode & 0o111


@pytest.mark.parametrize("known", [True, False], ids=("of git", "of an archive"))
def test_copy_has_a_file_that_was_never_added_unless_it_is_ignored_and_none_that_was_deleted(
    tmp_path, monkeypatch, known
):
    root, to = tmp_path / "root", tmp_path / "copy"
    (root / "target").mkdir(parents=True)
    for name, content in {
        ".gitignore": "target/\n",
        "added": "",
        "deleted": "",
        "new one": "",
        "target/jar": "",
    }.items():
        (root / name).write_text(content, encoding="utf-8")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    if known:
        for words in (("init", "--quiet"), ("add", "added", "deleted")):
            subprocess.run(["git", *words], cwd=root, timeout=60, check=True)
    (root / "deleted").unlink()
    monkeypatch.setattr(reproducible, "ROOT", root)
    reproducible.copy(to)
    assert sorted(str(file.relative_to(to)) for file in to.rglob("*")) == [".gitignore", "added", "new one"]
