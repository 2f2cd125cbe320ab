"""Starts the emulator through its front door and stops it again, whatever happens in between."""

import contextlib
import json
import signal
import subprocess
import threading

from workbench.repository import DIRECT, ROOT, isolated_environment
from workbench.steps import StepFailed, kill_group

FRONT_DOOR = ROOT / "emulator" / "bin" / "emulator"
READY = "ready "
READY_PATIENCE_SECONDS = 900  # the front door builds what is missing, on a fresh machine everything
STOP_PATIENCE_SECONDS = 15


@contextlib.contextmanager
def running(*, port=0, lambda_port=0, options=(), archives=True):
    """Run an emulator for the duration of a with block, which gets its address, http://127.0.0.1:PORT.

    Without `archives` it makes none of the classes of a provider that is started only once, and uses none.
    """
    command = [str(part) for part in (FRONT_DOOR, "--port", port, "--lambda-port", lambda_port, *options)]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=isolated_environment() | ({} if archives else {"EMULATOR_ARCHIVES": "no"}),
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield address_of(process)
    finally:
        stop(process)


def address_of(process):
    """Return the address on the ready line; keep reading afterwards, for a full pipe would stop the emulator."""
    found = []
    ready = threading.Event()

    def read():
        for line in process.stdout:
            if line.startswith(READY) and not found:
                found.append(line.removeprefix(READY).strip())
                ready.set()
        ready.set()

    threading.Thread(target=read, daemon=True).start()
    in_time = ready.wait(READY_PATIENCE_SECONDS)
    if found:
        return found[0]
    if in_time:
        raise StepFailed(f"the emulator ended with exit code {process.wait()} before it was ready; it says why above")
    raise StepFailed(f"the emulator was not ready after {READY_PATIENCE_SECONDS} s")


def stop(process):
    """Ask the emulator to stop as its users do; only what does not is killed."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STOP_PATIENCE_SECONDS)
    kill_group(process)


def requests_of(address, service):
    """Return the calls of one service that the emulator has recorded, oldest first."""
    with DIRECT.open(f"{address}/_emulator/requests", timeout=10) as answer:
        return [call for call in json.load(answer) if call["service"] == service]
