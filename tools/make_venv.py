"""Makes a private environment, once, however many processes ask for it at the same time.

Needs nothing but the standard library, for it runs before there is an environment.
"""

import ast
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
import venv
from pathlib import Path

from installers import NotInstalled, Progress, carried_out, interrupted

LOCK_PATIENCE_SECONDS = 900
INTERRUPTED = 130
NPM = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")
UV = "uv==0.13.8"
# pip's settings for where packages come from, and uv's variables for the same.
UV_VARIABLES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
    "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT",
}
ONLY_PIPS = ("no-index", "client-cert", "require-hashes", "no-binary", "only-binary", "constraint", "target", "prefix")
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
    print(f"tools/venv: making the Python {version} environment in {folder} (once, about a minute)", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    progress = Progress(len(requirements.read_text(encoding="utf-8").split()))
    with progress:
        venv.create(folder)
        # As venv does it, but with the lock, and ended with this process: pip writes here, too.
        carried_out([folder / "bin" / "python", "-I", "-m", "ensurepip", "--default-pip"], progress, {}, lock=lock)
        put_in(folder / "bin", requirements, progress, lock)
        make_scripts_startable(folder)
        if packages:
            for name in ("package.json", "package-lock.json"):
                shutil.copy(packages / name, folder)
            progress.heard(f"npm ci {packages / 'package-lock.json'}")
            carried_out(NPM, progress, {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}, folder, lock)


def put_in(programs, requirements, progress, lock):
    """Install exactly what the file names, and compile it: with PYTHONDONTWRITEBYTECODE each start would do that.

    uv takes a quarter of pip's time. Where it cannot, say since only pip knows how to reach an index, pip does, and has
    the last word on why not.
    """
    pip = [programs / "python", "-m", "pip", "install", "--no-input", "--no-deps", "--progress-bar=off"]
    pip += ["--disable-pip-version-check", "--no-color"]
    own = {"PIP_REQUIRE_VIRTUALENV": "0", "PIP_USER": "0"}
    try:
        settings = pip_settings(carried_out([programs / "python", "-m", "pip", "config", "list"], progress, own))
        if not settings.keys().isdisjoint(ONLY_PIPS):
            raise NotInstalled("pip alone is set up for this")
        carried_out([*pip, UV], progress, own, lock=lock)
        if not (programs / "uv").exists():
            raise NotInstalled("pip is set up to put programs elsewhere")
        uv = [programs / "uv", "pip", "install", "--python", programs / "python", "--no-deps", "--compile-bytecode"]
        uv += ["--color=never", "--no-progress", "--no-config", "--requirement", requirements]
        carried_out(uv, progress, uv_settings(settings), lock=lock)
    except NotInstalled:
        carried_out([*pip, "--compile", "--requirement", requirements], progress, own, lock=lock)


def pip_settings(lines):
    """Return pip's settings by name, from its list: a variable counts before a command's section, that before all."""
    found = {}
    for section in ("global", "install", ":env:"):
        for line in lines:
            name, _, value = line.strip().partition("=")
            if name.startswith(f"{section}."):
                found[name.removeprefix(f"{section}.")] = ast.literal_eval(value)
    return found


def uv_settings(settings):
    """Return the variables by which uv looks where pip would; those that somebody has set for uv stay."""
    chosen = {UV_VARIABLES[name]: value for name, value in settings.items() if name in UV_VARIABLES}
    joined = {name: ("," if name == "UV_FIND_LINKS" else " ").join(value.split()) for name, value in chosen.items()}
    return {name: value for name, value in joined.items() if name not in os.environ} | {"UV_SYSTEM_PYTHON": "0"}


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
            # A new file: uv may have linked this one to its cache, where others find it.
            mended = script.with_name(f"{script.name}.mended")
            mended.write_bytes(start + end + rest)
            shutil.copymode(script, mended)
            mended.replace(script)


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
