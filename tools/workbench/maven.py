"""Runs Maven on a project of its own kind, one build of a project at a time, with a JDK that is new enough."""

import contextlib
import fcntl
import subprocess

from workbench.repository import ROOT, isolated_environment
from workbench.steps import StepFailed, run, say

TOOLS = ROOT / "tools"
QUIET = ("-B", "-q", "-ntp", "-Dstyle.color=never")


def maven(name, folder, *goals):
    """Run goals on the project in a folder, after any other build of it. Raises StepFailed when they fail."""
    require_jdk()
    run(name, command(folder, *goals), cwd=folder, env=isolated_environment())


def command(folder, *goals):
    """Return the command that runs goals on the project in a folder, after any other build of it."""
    return [TOOLS / "alone", folder / "pom.xml", "mvn", *QUIET, *goals]


def require_jdk():
    """Raise StepFailed with what is wrong unless there is a JDK that Maven can build with."""
    done = subprocess.run([TOOLS / "jdk", "--compiler"], capture_output=True, text=True, timeout=60, check=False)
    if done.returncode:
        raise StepFailed(done.stderr.strip())


@contextlib.contextmanager
def alone(file):
    """Hold a file that is always there for the duration of a with block, so that nobody does the same meanwhile."""
    with file.open("r+b") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"waiting for another process that has {file.relative_to(ROOT)}")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
