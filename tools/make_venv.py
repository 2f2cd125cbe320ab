"""Makes a private environment, once, however many processes ask for it at the same time.

Needs nothing but the standard library, for it runs before there is an environment.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import venv
from pathlib import Path

LOCK_PATIENCE_SECONDS = 900
INSTALL_PATIENCE_SECONDS = 900
HEARTBEAT_SECONDS = 15
INTERRUPTED = 130
NPM = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")
UNREACHABLE = (
    "Failed to establish a new connection",
    "Name or service not known",
    "from versions: none",
    "timed out",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
)
LONGEST_SHEBANG = 127


def take(lock):
    """Wait for the lock; the process that holds it is making the environment."""
    deadline = time.monotonic() + LOCK_PATIENCE_SECONDS
    told = False
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > deadline:
                sys.exit(f"tools/venv: another process has held {lock.name} for {LOCK_PATIENCE_SECONDS} s")
            if not told:
                print("tools/venv: waiting for another process that makes the Python environment", flush=True)
                told = True
            time.sleep(0.2)


def install(folder, requirements, packages, lock):
    """Make the environment from scratch and install exactly the pinned versions, of npm's packages too if there are."""
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"tools/venv: making the Python {version} environment in {folder} (once, one to three minutes)", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    progress = Progress(len(requirements.read_text(encoding="utf-8").split()))
    with progress:
        venv.create(folder)
        # As venv does it, but with the lock, and ended with this process: pip writes here, too.
        carried_out([folder / "bin" / "python", "-I", "-m", "ensurepip", "--default-pip"], progress, {}, lock=lock)
        pip = [folder / "bin" / "python", "-m", "pip", "install", "--no-input", "--no-deps", "--progress-bar=off"]
        # Compiled here, once: with PYTHONDONTWRITEBYTECODE every program would compile what it imports, each time.
        pip += ["--disable-pip-version-check", "--no-color", "--compile", "--requirement", requirements]
        carried_out(pip, progress, {"PIP_REQUIRE_VIRTUALENV": "0", "PIP_USER": "0"}, lock=lock)
        make_scripts_startable(folder)
        if packages:
            for name in ("package.json", "package-lock.json"):
                shutil.copy(packages / name, folder)
            progress.heard(f"npm ci {packages / 'package-lock.json'}")
            carried_out(NPM, progress, {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}, folder, lock)


def carried_out(command, progress, variables, folder=None, lock=None):
    """Run an installer to its end; it cannot take for ever.

    It has the lock too, so that nobody else begins while it writes, not even when this process is killed.
    """
    process, killer = None, None
    try:
        with held_back():
            process = subprocess.Popen(
                command,
                text=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env={**os.environ, **variables},
                cwd=folder,
                pass_fds=[lock.fileno()] if lock else [],
                start_new_session=True,  # so that what npm starts ends with it, and writes no more afterwards
            )
            killer = threading.Timer(INSTALL_PATIENCE_SECONDS, end_group, [process])
            killer.start()
        said = [progress.heard(line) for line in process.stdout]
        code = process.wait()
    finally:
        if killer:
            killer.cancel()
        if process:
            end_group(process)
            process.wait()
    if code:
        raise NotInstalled(explained(said, code, command[0]))


@contextlib.contextmanager
def held_back():
    """Have Ctrl-C and SIGTERM wait until a process that is being started is known to whoever ends it."""
    came = []
    former = {
        number: signal.signal(number, lambda number, _: came.append(number))
        for number in (signal.SIGINT, signal.SIGTERM)
        if signal.getsignal(number) is not signal.SIG_IGN
    }
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
    if came:
        interrupted()


def end_group(process):
    """End an installer with everything that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def interrupted(*_):
    """End as after Ctrl-C: nothing that was started is left at work behind the lock's back."""
    signal.signal(signal.SIGTERM, lambda *_: None)  # a second one would break the ending off
    raise KeyboardInterrupt


class NotInstalled(Exception):
    """The packages could not be installed; the message says why and what to do."""


class Progress:
    """Says every now and then how far pip has come, for it works for minutes."""

    def __init__(self, packages):
        self._packages = packages
        self._doing = "making an empty environment"
        self._fetched = 0
        self._done = threading.Event()
        self._voice = threading.Thread(target=self._speak, daemon=True)

    def __enter__(self):
        self._voice.start()
        return self

    def __exit__(self, *_):
        self._done.set()
        self._voice.join()

    def heard(self, line):
        """Take note of a line of pip's and return it."""
        if line.startswith("Collecting "):
            self._fetched += 1
            self._doing = f"fetching {line.split()[1]}, {self._fetched} of {self._packages} packages"
        elif line.startswith("Installing collected packages"):
            self._doing = f"installing {self._packages} packages"
        elif line.startswith("npm ci"):
            self._doing = "installing npm's packages"
        return line

    def _speak(self):
        started = time.monotonic()
        while not self._done.wait(HEARTBEAT_SECONDS):
            print(f"tools/venv: … {time.monotonic() - started:.0f} s: {self._doing}", flush=True)


def explained(said, code, program="pip"):
    """Return why an installer failed: its errors, and what to do when no package index answered."""
    errors = [line.strip() for line in said if line.startswith("ERROR")] or [line.strip() for line in said[-3:]]
    reason = "; ".join(errors) or f"{program} ended with exit code {code}"
    if any(sign in line for sign in UNREACHABLE for line in said) and program == "npm":
        reason += ". The packages come from an npm registry, which did not answer: is there a network? Then start again"
    elif any(sign in line for sign in UNREACHABLE for line in said):
        reason += (
            ". The packages come from a Python package index, which did not answer: is there a network? Behind a proxy"
            " set HTTPS_PROXY, with a mirror PIP_INDEX_URL, then start again"
        )
    return reason


def make_scripts_startable(folder):
    """Mend scripts whose first line names a Python in a path with spaces, or a long one: the system takes neither."""
    python = folder / "bin" / "python"
    shebang = f"#!{python}"
    if " " not in shebang and len(shebang) <= LONGEST_SHEBANG:
        return
    for script in (folder / "bin").iterdir():
        content = script.read_bytes() if script.is_file() and not script.is_symlink() else b""
        first, end, rest = content.partition(b"\n")
        if first.startswith(b"#!") and first[2:].strip().startswith(os.fsencode(folder / "bin" / "python")):
            # A shell script that becomes Python at once, and that Python reads as a text.
            start = f"#!/bin/sh\n'''exec' \"{python}\" \"$0\" \"$@\"\n' '''".encode()
            script.write_bytes(start + end + rest)


def main(folder, requirements, stamp_text, packages=None):
    """Make the environment unless a process that held the lock before has just done so."""
    stamp = folder / "stamp"
    try:
        with requirements.open("r+b") as lock:  # never written; the one file that every process finds
            take(lock)
            finished = stamp.is_file() and stamp.read_text(encoding="utf-8") == stamp_text
            if finished and os.access(folder / "bin" / "python", os.X_OK):
                return
            install(folder, requirements, packages, lock)
            stamp.write_text(stamp_text, encoding="utf-8")
    except (NotInstalled, subprocess.SubprocessError, OSError) as failure:
        sys.exit(f"tools/venv: could not make {folder}: {failure}")
    print("tools/venv: done", flush=True)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupted)
    try:
        folder_, requirements_, stamp_, *packages_ = map(Path, sys.argv[1:])
        main(folder_, requirements_, stamp_.read_text(encoding="utf-8"), *packages_)
    except KeyboardInterrupt:
        print("tools/venv: interrupted; the next start makes the environment anew", flush=True)
        sys.exit(INTERRUPTED)
