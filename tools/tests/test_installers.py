"""How pip, uv and npm are run: where they take packages from, what is said meanwhile, and how they end."""

import os
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest

import installers
import make_venv


@pytest.mark.parametrize(
    "said",
    ["WARNING: Retrying: Failed to establish a new connection: [Errno -2]", "ERROR: a==1 (from versions: none)"],
)
def test_explained_no_network_says_what_is_needed(said):
    assert "is there a network?" in installers.explained([f"{said}\n", "ERROR: No matching distribution\n"], 1)


def test_explained_another_error_without_talk_of_networks():
    reason = installers.explained(["Collecting a\n", "ERROR: Could not build wheels for a\n"], 1)
    assert reason == "ERROR: Could not build wheels for a"


def test_progress_says_which_package_of_how_many(monkeypatch, capsys):
    monkeypatch.setattr(installers, "HEARTBEAT_SECONDS", 0.01)
    progress = installers.Progress(52)
    for _ in range(3):
        assert progress.heard("Collecting ruff==1 (from -r requirements.txt)\n").startswith("Collecting")
    said = ""
    with progress:
        deadline = time.monotonic() + 30
        while not said and time.monotonic() < deadline:
            said = capsys.readouterr().out
    assert "fetching ruff==1, 3 of 52 packages" in said


@pytest.fixture
def installers_do(monkeypatch, tmp_path):
    """Gives a function that has nobody install anything, and returns the programs that were asked and what was told."""

    def asked(listed, uv):
        commands = []

        def carried_out(command, progress, variables, lock=None):
            program = Path(command[0]).name
            commands.append(("config" if "config" in command else program, variables))
            if "config" in command:
                return listed
            if make_venv.UV in command:
                (tmp_path / "uv").touch()
            if program == "uv" and not uv:
                raise installers.NotInstalled("an index that only pip knows to reach")
            return []

        monkeypatch.setattr(make_venv, "carried_out", carried_out)
        make_venv.put_in(tmp_path, "requirements.txt", None, None)
        return [name for name, _ in commands], commands[-1][1]

    return asked


def test_packages_are_put_in_by_uv_that_pip_fetched_from_where_pip_would_take_them(installers_do, monkeypatch):
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    names, told = installers_do(["global.index-url='https://mirror.invalid/simple'\n"], uv=True)
    assert names == ["config", "python", "uv"]
    assert told["UV_DEFAULT_INDEX"] == "https://mirror.invalid/simple"


def test_packages_that_uv_cannot_put_in_are_put_in_by_pip(installers_do):
    assert installers_do([], uv=False)[0] == ["config", "python", "uv", "python"]


@pytest.mark.parametrize("setting", make_venv.ONLY_PIPS)
def test_packages_are_put_in_by_pip_alone_where_its_settings_have_no_like(installers_do, setting):
    assert installers_do([f":env:.{setting}='1'\n"], uv=True)[0] == ["config", "python"]


def test_uv_looks_where_pip_would(monkeypatch):
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    monkeypatch.delenv("UV_FIND_LINKS", raising=False)
    monkeypatch.setenv("SSL_CERT_FILE", "/set/for/uv.pem")
    listed = [
        ":env:.index-url='https://user:secret@one.invalid/simple'\n",
        "global.cert='/of/pip.pem'\n",
        "global.find-links='\\n/first\\n/second'\n",
        "global.index-url='https://three.invalid/simple'\n",
        "global.no-color='true'\n",
        "install.index-url='https://two.invalid/simple'\n",
        "WARNING: pip is told nothing\n",
    ]
    settings = make_venv.pip_settings(listed)
    assert make_venv.uv_settings(settings) == {
        "UV_DEFAULT_INDEX": "https://user:secret@one.invalid/simple",
        "UV_FIND_LINKS": "/first,/second",
        "UV_SYSTEM_PYTHON": "0",
    }


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_carried_out_interrupted_while_it_starts_what_it_starts_ends(monkeypatch, how):
    started, real = [], subprocess.Popen

    def starting(*arguments, **options):
        started.append(real(*arguments, **options))
        os.kill(os.getpid(), how)
        return started[0]

    monkeypatch.setattr(installers.subprocess, "Popen", starting)
    former = {number: signal.signal(number, installers.interrupted) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with pytest.raises(KeyboardInterrupt):
            installers.carried_out(["sleep", "300"], None, {})
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
    assert started[0].returncode == -signal.SIGKILL
    timers = [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]
    assert all(timer.finished.is_set() for timer in timers), "it goes on waiting"
