"""Makes what is given out a second time, in another folder, as another user, in another time zone: the same bytes."""

import io
import os
import shutil
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from workbench import dist
from workbench.listing import written
from workbench.maven import alone
from workbench.repository import JAVA_OPTIONS, ROOT, isolated_environment
from workbench.steps import StepFailed, end_when_asked, run, say

SOMEBODY_ELSE = "somebody-else"
FAR_AWAY = "Asia/Kolkata"
# The shell of somebody who hides files from others, which must not show in the modes that jars have.
COMMAND = ("sh", "-c", "umask 077 && exec tools/dist")
GZIP = b"\x1f\x8b"
MOST_SHOWN = 40


def main():
    """Build here and elsewhere and compare; the exit code is 0 when no byte differs."""
    end_when_asked()
    try:
        with alone(dist.FOLDER_LOCK):
            dist.make()
        with tempfile.TemporaryDirectory(prefix="another-place-") as folder:
            elsewhere = Path(folder) / "of" / SOMEBODY_ELSE
            copy(elsewhere)
            say(f"reproducible: the same once more in {elsewhere}, from nothing: some minutes")
            run("second build", COMMAND, cwd=elsewhere, env=other_environment())
            found = differences(dist.DIST, elsewhere / "dist")
    except StepFailed as failure:
        sys.exit(f"reproducible: {failure}")
    if found:
        shown = "\n".join(found[:MOST_SHOWN])
        sys.exit(f"reproducible: two builds of the same sources differ in {len(found)} places:\n{shown}")
    say(f"reproducible: two builds, the same bytes: {', '.join((*dist.ATTACHED, dist.SUMS))}")


def copy(to):
    """Copy the files that people have written, as they are here now, and nothing that was built."""
    for name in written(ROOT):
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, to / name)


def other_environment():
    """Return the environment of another user far away, with the same Java."""
    environment = isolated_environment()
    other = f"-Duser.name={SOMEBODY_ELSE} -Duser.timezone={FAR_AWAY}"
    maven_options = JAVA_OPTIONS[0]
    environment |= {"USER": SOMEBODY_ELSE, "LOGNAME": SOMEBODY_ELSE, "TZ": FAR_AWAY}
    return environment | {maven_options: f"{os.environ.get(maven_options, '')} {other}".strip()}


def differences(first, second):
    """Return the places in which two folders differ, down to the entries of archives."""
    names = {
        str(file.relative_to(folder)) for folder in (first, second) for file in folder.rglob("*") if file.is_file()
    }
    if not names:
        raise StepFailed(f"nothing in {first} nor in {second}")
    found = []
    for name in sorted(names):
        files = [folder / name for folder in (first, second)]
        missing = [str(file) for file in files if not file.is_file()]
        found += [f"missing: {file}" for file in missing] or differing(name, *(file.read_bytes() for file in files))
    return found


def differing(name, first, second):
    """Return the places in which two versions of a file differ."""
    if first == second:
        return []
    entries, others = members(first), members(second)
    if entries is None or others is None:
        return [name]
    found = [] if list(entries) == list(others) else [f"{name}: which entries there are, or their order"]
    for entry in sorted(entries.keys() & others.keys()):
        found += differing(f"{name}!{entry}", entries[entry], others[entry])
    return found or [f"{name}: times, modes or compression of its entries"]


def members(content):
    """Return what is in an archive, by name and in its order; None for what is no archive."""
    file = io.BytesIO(content)
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    if content.startswith(GZIP):
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            return {each.name: archive.extractfile(each).read() for each in archive if each.isfile()}
    return None


if __name__ == "__main__":
    main()
