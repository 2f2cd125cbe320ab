import json
import os
import signal
import subprocess
import sys
import time

import pytest

from workbench import run_tests
from workbench.repository import ROOT

# Stands for workbench.suite: a part does what its name says and leaves a report as real ones do.
SUITE = """
import json, os, signal, subprocess, sys, time
name, report = sys.argv[1:]
folder = os.path.dirname(__file__)
with open(folder + "/order", "a") as order:
    print("begin", name, file=order, flush=True)
    print("this is what", name, "printed")
    if name.startswith("hangs"):
        def clean(*_):
            print("cleaned", name, file=order, flush=True)
            sys.exit(143)
        signal.signal(signal.SIGTERM, clean)
        below = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
        with open(folder + "/pids", "a") as pids:
            print(os.getpid(), below.pid, file=pids)
        time.sleep(300)
    if name == "killed":
        os.kill(os.getpid(), 9)
    end = time.monotonic() + 20
    while name == "waits" and "begin needs" not in open(folder + "/order").read() and time.monotonic() < end:
        time.sleep(0.01)
    broken = ["no build"] if name == "emulator_jar" and os.path.exists(folder + "/broken") else []
    tally = dict(part=name, passed=1, failed=0, as_stated=0, skipped=[], broken=broken)
    with open(report, "w") as file:
        json.dump([tally], file)
    print("end", name, file=order)
"""
# Stands for the maker of an environment, which takes a moment to end what it has started.
MAKER = """
import pathlib, signal, sys, time
own = pathlib.Path(__file__).parent
def clean(*_):
    time.sleep(0.3)
    (own / (sys.argv[1] + ".ended")).touch()
    sys.exit(130)
signal.signal(signal.SIGTERM, clean)
(own / (sys.argv[1] + ".begun")).touch()
time.sleep(300)
"""
DRIVER = """
import sys
sys.path.insert(0, sys.argv[1])
from workbench import run_tests
run_tests.SUITE = (sys.executable, sys.argv[2])
run_tests.NEEDS = {"hangs": (), "hangs too": ()}
run_tests.environments_made_meanwhile = __import__("contextlib").nullcontext
run_tests.main()
"""


@pytest.fixture
def suite(monkeypatch, tmp_path):
    """Parts that do nothing; gives where they tell what they did."""
    file = tmp_path / "suite.py"
    file.write_text(SUITE)
    monkeypatch.setattr(run_tests, "SUITE", (sys.executable, file))
    monkeypatch.setattr(run_tests, "end_when_asked", lambda: None)
    monkeypatch.setattr(run_tests, "environments_made_meanwhile", run_tests.contextlib.nullcontext)
    return tmp_path


def ran(capfd):
    """Run all parts; give the exit code and the lines printed."""
    with pytest.raises(SystemExit) as end:
        run_tests.main()
    return end.value.code, capfd.readouterr().out.splitlines()


def events(suite):
    """What began and ended, with its place in the order."""
    lines = [line.split() for line in (suite / "order").read_text().splitlines()]
    return {(what, name): place for place, (what, name) in enumerate(lines)}


def test_main_every_part_once_after_what_it_needs_and_the_count_last(suite, capfd):
    code, lines = ran(capfd)
    assert (code, lines[-1]) == (0, f"{len(run_tests.NEEDS)} passed, 0 failed")
    assert [name for name in run_tests.NEEDS if f"this is what {name} printed" not in lines] == []
    at = events(suite)
    begun = [line for line in (suite / "order").read_text().splitlines() if line.startswith("begin")]
    assert sorted(begun) == sorted(f"begin {name}" for name in run_tests.NEEDS)
    for waits in (run_tests.NEEDS, run_tests.AFTER):
        for name, others in waits.items():
            for other in others:
                assert at["end", other] < at["begin", name], f"{name} did not wait for {other}"


def test_main_part_begins_while_another_that_it_does_not_need_is_at_work(suite, capfd, monkeypatch):
    monkeypatch.setattr(run_tests, "NEEDS", {"waits": (), "build": (), "needs": ("build",)})
    assert ran(capfd)[0] == 0
    at = events(suite)
    assert at["end", "build"] < at["begin", "needs"] < at["end", "waits"]


def test_main_no_more_at_once_than_there_are_lanes_and_the_first_that_may_first(suite, capfd, monkeypatch):
    monkeypatch.setattr(run_tests, "NEEDS", {"build": (), "long": ("build",), "short": ()})
    monkeypatch.setattr(run_tests, "LANES", 1)
    assert ran(capfd)[0] == 0
    order = (suite / "order").read_text().splitlines()
    assert order == [f"{what} {name}" for name in ("build", "long", "short") for what in ("begin", "end")]


def test_main_part_that_dies_is_a_failure_and_the_others_run(suite, capfd, monkeypatch):
    monkeypatch.setattr(run_tests, "NEEDS", {"killed": (), "docs": (), "form": ("docs",)})
    code, lines = ran(capfd)
    assert (code, lines[-1]) == (1, "2 passed, 1 failed")
    assert "killed: 0 passed, 0 failed: NOT OK: it ended with exit code -9 and no report; nothing ran" in lines


def test_main_build_that_is_broken_stops_what_needs_it_and_nothing_else(suite, capfd):
    (suite / "broken").touch()
    code, lines = ran(capfd)
    stopped = [name for name, needs in run_tests.NEEDS.items() if "emulator_jar" in needs]
    assert "clients" in stopped
    (told,) = (line for line in lines if line.startswith("what needs a build: "))
    reason = f"emulator_jar did not end well, so these did not run: {', '.join(stopped)}"
    assert told == f"what needs a build: 0 passed, 0 failed: NOT OK: {reason}; nothing ran"
    begun = {name for what, name in events(suite) if what == "begin"}
    assert begun == run_tests.NEEDS.keys() - set(stopped)
    assert (code, lines[-1]) == (1, f"{len(begun)} passed, 2 failed")


def test_main_part_that_comes_after_another_waits_for_it_and_runs_although_that_fails(suite, capfd, monkeypatch):
    monkeypatch.setattr(run_tests, "NEEDS", {"later": (), "killed": (), "docs": ()})
    monkeypatch.setattr(run_tests, "AFTER", {"later": ("killed",)})
    monkeypatch.setattr(run_tests, "LANES", 1)
    code, lines = ran(capfd)
    assert (code, lines[-1]) == (1, "2 passed, 1 failed")
    order = (suite / "order").read_text().splitlines()
    assert order.index("begin killed") < order.index("begin later")


def test_main_what_needs_a_part_that_was_not_run_is_told_too(suite, capfd, monkeypatch):
    monkeypatch.setattr(run_tests, "NEEDS", {"killed": (), "docs": ("killed",), "form": ("docs",)})
    code, lines = ran(capfd)
    assert (code, lines[-1]) == (1, "0 passed, 2 failed")
    assert any("killed did not end well, so these did not run: docs, form;" in line for line in lines)


def test_part_that_is_not_done_in_time_is_asked_to_end_and_a_failure(suite, capfd, monkeypatch):
    monkeypatch.setattr(run_tests, "NEEDS", {"hangs": ()})
    monkeypatch.setattr(run_tests, "PATIENCE_SECONDS", 2)
    code, lines = ran(capfd)
    assert (code, lines[-1]) == (1, "0 passed, 1 failed")
    ended([int(pid) for pid in (suite / "pids").read_text().split()])
    assert "cleaned hangs" in (suite / "order").read_text().splitlines()


def test_run_begins_before_there_is_an_environment():
    command = [sys.executable, "-S", "-c", "import workbench.run_tests"]
    subprocess.run(command, env=os.environ | {"PYTHONPATH": str(ROOT / "tools")}, check=True, timeout=60)


@pytest.fixture
def makers(monkeypatch, tmp_path):
    """Makers of environments; the commands are shells that are gone at once, the tools' own makes it and ends."""
    (tmp_path / "maker.py").write_text(MAKER)
    command = tmp_path / "tools" / "venv"
    command.parent.mkdir()

    def makes(own):
        others = f'"{sys.executable}" "{tmp_path}/maker.py" "$1"'
        command.write_text(f"#!/bin/bash\nif [[ $# == 0 ]]; then\n{own}\nexit\nfi\n{others}\necho made\n")
        command.chmod(0o755)

    monkeypatch.setattr(run_tests, "ROOT", tmp_path)
    return makes


def begun(folder, least=3):
    """Wait until as many environments are being made."""
    end = time.monotonic() + 60
    while len(list(folder.glob("*.begun"))) < least:
        assert time.monotonic() < end
        time.sleep(0.05)


def test_environments_that_are_being_made_are_asked_to_end_and_waited_for(makers, tmp_path):
    """The command is a shell that is gone at once; what it has started ends pip and npm, and then itself."""
    makers(f'touch "{tmp_path}/own"')
    with run_tests.environments_made_meanwhile():
        assert (tmp_path / "own").exists()
        begun(tmp_path)
    assert sorted(file.name for file in tmp_path.glob("*.ended")) == ["cdk.ended", "console.ended", "sam.ended"]


def test_environment_of_the_tools_is_made_alone_and_ends_the_run_when_it_cannot(makers, tmp_path):
    makers("exit 7")
    with pytest.raises(SystemExit) as end, run_tests.environments_made_meanwhile():
        raise AssertionError("a part began")
    assert end.value.code == 7
    assert list(tmp_path.glob("*.begun")) == []


@pytest.mark.parametrize("given", [signal.SIGINT, signal.SIGTERM])
def test_main_interrupted_leaves_no_process(suite, given):
    # Started from a background shell this process may ignore SIGINT, and a child would inherit that.
    command = [sys.executable, "-c", DRIVER, ROOT / "tools", suite / "suite.py"]
    heard = lambda: signal.signal(signal.SIGINT, signal.default_int_handler)  # noqa: E731
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, preexec_fn=heard)
    try:
        pids = []
        end = time.monotonic() + 60
        while len(pids) < 4:
            assert time.monotonic() < end
            pids = (suite / "pids").read_text().split() if (suite / "pids").exists() else []
            time.sleep(0.05)
        process.send_signal(given)
        assert process.wait(60) != 0
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    ended([int(pid) for pid in pids])
    order = (suite / "order").read_text().splitlines()
    assert sorted(line for line in order if "cleaned" in line) == ["cleaned hangs", "cleaned hangs too"]


def ended(pids):
    """Expect that no such process is left; one that is dead and not yet waited for is none."""
    end = time.monotonic() + 30
    while any(alive(pid) for pid in pids):
        assert time.monotonic() < end, f"still there: {pids}"
        time.sleep(0.05)


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return not state.startswith("Z") and bool(state.strip())


def test_reported_report_that_is_no_list_of_tallies_is_a_failure(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps([{"unknown": 1}]))
    (tally,) = run_tests.reported("docs", tmp_path / "a.json", 0)
    assert tally.problems() == ["it ended with exit code 0 and no report", "nothing ran"]
