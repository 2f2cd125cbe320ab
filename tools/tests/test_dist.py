import io
import os
import shutil
import tarfile
import zipfile

import pytest

from workbench import dist
from workbench.steps import StepFailed


@pytest.fixture
def bundle():
    """A bundle whose emulator has the launcher and something else."""
    emulator = io.BytesIO()
    with zipfile.ZipFile(emulator, "w") as jar:
        jar.writestr("connectlocal/launch/Launcher.class", b"launcher")
        jar.writestr("connectlocal/Main.class", b"main")
    return {dist.EMULATOR: emulator.getvalue(), dist.PROVIDER: b"provider", ".rpdk-config": b"{}"}


def test_jar_of_launcher_outside_all_else_in_the_bundle(bundle):
    with zipfile.ZipFile(io.BytesIO(dist.jar_of(bundle, b"start"))) as jar:
        assert jar.read("connectlocal/launch/Launcher.class") == b"launcher"
        assert "connectlocal/Main.class" not in jar.namelist()
        assert {name: jar.read(f"bundle/{name}") for name in bundle} == bundle
        assert jar.read("connectlocal/launch/Start.class") == b"start"
        assert b"Main-Class: connectlocal.launch.Start\n" in jar.read("META-INF/MANIFEST.MF")
        assert {"META-INF/LICENSE", "META-INF/NOTICE"} <= set(jar.namelist())


def test_jar_of_other_order_same_bytes(bundle):
    assert dist.jar_of(bundle, b"start") == dist.jar_of(dict(reversed(bundle.items())), b"start")


def test_jar_of_any_file_changed_another_digest(bundle):
    digests = {dist.bundle_digest(bundle)}
    for name in bundle:
        digests.add(dist.bundle_digest(bundle | {name: bundle[name] + b" "}))
    assert len(digests) == 1 + len(bundle)


def test_jar_of_emulator_without_launcher_refused(bundle):
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    with pytest.raises(StepFailed, match="make clean"):
        dist.jar_of(bundle | {dist.EMULATOR: empty.getvalue()}, b"start")


def test_bundle_of_something_not_built_refused(tmp_path):
    with pytest.raises(StepFailed, match=r"no emulator/target/connect-emulator\.jar"):
        dist.bundle_of(tmp_path)


def test_archive_of_same_bytes_and_a_command(tmp_path):
    jar, listing = tmp_path / "connect-local.jar", tmp_path / "connect-local.cdx.json"
    jar.write_bytes(b"jar")
    listing.write_text("{}")
    packed = dist.archive_of(jar, listing)
    assert packed == dist.archive_of(jar, listing)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        top = f"{dist.NAME}-{dist.VERSION}"
        assert archive.getmember(f"{top}/bin/connect-local").mode == 0o755
        assert archive.extractfile(f"{top}/connect-local.jar").read() == b"jar"
        assert {f"{top}/LICENSE", f"{top}/NOTICE", f"{top}/seed.schema.json"} <= set(archive.getnames())


def test_archive_for_maven_same_bytes_in_any_order_and_at_any_time(tmp_path):
    content = {"connectlocal/b/b.jar": b"b", "connectlocal/a/a.pom": b"a"}
    made = []
    for place, names in {"one": content, "two": reversed(content)}.items():
        for name in names:
            file = tmp_path / place / "maven" / name
            file.parent.mkdir(parents=True)
            file.write_bytes(content[name])
            os.utime(file, (len(made), len(made)))
        made.append(dist.packed(dist.repository_of(tmp_path / place / "maven")))
    assert made[0] == made[1]
    with tarfile.open(fileobj=io.BytesIO(made[0])) as archive:
        assert {name: archive.extractfile(name).read() for name in archive.getnames()} == {
            f"maven/{name}": data for name, data in content.items()
        }


def test_folder_is_replaced_and_interrupted_while_the_former_is_removed_the_fresh_one_is_there(tmp_path, monkeypatch):
    folder, fresh = tmp_path / "dist", tmp_path / "target" / "dist"
    real = shutil.rmtree

    def interrupted(path, **options):
        if path.exists():
            real(path / "deep", **options)
            raise KeyboardInterrupt
        real(path, **options)

    for content in ("first", "second"):
        (fresh / "deep").mkdir(parents=True)
        (fresh / "deep" / "file").write_text(content)
        dist.replace(folder, fresh)
    assert (folder / "deep" / "file").read_text() == "second"
    assert list((tmp_path / "target").iterdir()) == []
    (fresh / "deep").mkdir(parents=True)
    (fresh / "deep" / "file").write_text("third")
    monkeypatch.setattr(dist.shutil, "rmtree", interrupted)
    with pytest.raises(KeyboardInterrupt):
        dist.replace(folder, fresh)
    assert (folder / "deep" / "file").read_text() == "third"


def test_folder_that_was_made_for_one_alone_is_readable_for_all(tmp_path):
    folder, fresh = tmp_path / "dist", tmp_path / "fresh"
    mask = os.umask(0o077)
    try:
        (fresh / "maven").mkdir(parents=True)
        (fresh / "maven" / "a.jar").write_text("jar")
        dist.replace(folder, fresh)
    finally:
        os.umask(mask)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (folder, *folder.rglob("*"))}
    assert modes == {"dist": 0o755, "maven": 0o755, "a.jar": 0o644}


def test_dist_that_was_killed_between_two_renames_the_next_run_begins_with_the_former_one(tmp_path, monkeypatch):
    def killed(*_, **__):
        raise KeyboardInterrupt

    former = tmp_path / "target" / "dist-before"
    former.mkdir(parents=True)
    (former / "file").write_text("former")
    monkeypatch.setattr(dist, "ROOT", tmp_path)
    monkeypatch.setattr(dist, "DIST", tmp_path / "dist")
    monkeypatch.setattr(dist, "run", killed)
    with pytest.raises(KeyboardInterrupt):
        dist.make()
    assert (tmp_path / "dist" / "file").read_text() == "former"
