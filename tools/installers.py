"""Runs pip, uv and npm to their end, says how far they have come, and puts in words why they failed.

Needs nothing but the standard library, for it runs before there is an environment.
"""

import contextlib
import os
import signal
import subprocess
import threading
import time

INSTALL_PATIENCE_SECONDS = 900
HEARTBEAT_SECONDS = 15
UNREACHABLE = (
    "Failed to establish a new connection",
    "Name or service not known",
    "from versions: none",
    "timed out",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
)


def carried_out(command, progress, variables, folder=None, lock=None):
    """Run an installer to its end and return the lines that it printed; it cannot take for ever.

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
    return said


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
    """Says every now and then how far an installer has come, for it may work for minutes."""

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
        """Take note of an installer's line and return it."""
        if line.startswith("Collecting "):
            self._fetched += 1
            self._doing = f"fetching {line.split()[1]}, {self._fetched} of {self._packages} packages"
        elif line.startswith("Resolved "):
            self._doing = f"fetching {self._packages} packages"
        elif line.startswith(("Installing collected packages", "Prepared ")):
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
