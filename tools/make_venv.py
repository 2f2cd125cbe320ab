"""Makes the private Python environment of the tools, once, however many processes ask for it at the same time.

Needs nothing but the standard library, for it runs before there is an environment.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

LOCK_PATIENCE_SECONDS = 900
INSTALL_PATIENCE_SECONDS = 900


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


def install(folder, requirements):
    """Make the environment from scratch and install exactly the pinned versions."""
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"tools/venv: making the Python {version} environment in {folder} (once, about a minute)", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True)
    pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-input", "--no-deps"]
    subprocess.run(
        [*pip, "--disable-pip-version-check", "--requirement", requirements],
        check=True,
        timeout=INSTALL_PATIENCE_SECONDS,
        env={**os.environ, "PIP_REQUIRE_VIRTUALENV": "0"},
    )


def main(folder, requirements, stamp_text):
    """Make the environment unless a process that held the lock before has just done so."""
    stamp = folder / "stamp"
    with requirements.open("r+b") as lock:  # never written; the one file that every process finds
        take(lock)
        finished = stamp.is_file() and stamp.read_text(encoding="utf-8") == stamp_text
        if finished and os.access(folder / "bin" / "python", os.X_OK):
            return
        try:
            install(folder, requirements)
        except (subprocess.SubprocessError, OSError) as failure:
            sys.exit(f"tools/venv: could not make {folder}: {failure}")
        stamp.write_text(stamp_text, encoding="utf-8")
        print("tools/venv: done", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]).read_text(encoding="utf-8"))
