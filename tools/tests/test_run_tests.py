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
    broken = ["no build"] if name == "emulator_program" and os.path.exists(folder + "/broken") else []
    tally = dict(part=name, passed=1, failed=0, as_stated=0, skipped=[], broken=broken)
    with open(report, "w") as file:
        json.dump([tally], file)
    print("end", name, file=order)
"""
DRIVER = """
import sys
sys.path.insert(0, sys.argv[1])
from workbench import run_tests
run_tests.SUITE = (sys.executable, sys.argv[2])
run_tests.STAGES = (("hangs", "hangs too"),)
run_tests.environments_made_meanwhile = __import__("contextlib").nullcontext
run_tests.main()
"""


@pytest.fixture
def suite(monkeypatch, tmp_path):
    """Parts that do nothing; gives where they tell what they did."""
    file = tmp_path / "suite.py"
    file.write_text(SUITE)
    monkeypatch.setattr(run_tests, "SUITE", (sys.executable, file))
    monkeypatch.setattr(run_tests, "end_on_sigterm", lambda: None)
    monkeypatch.setattr(run_tests, "environments_made_meanwhile", run_tests.contextlib.nullcontext)
    return tmp_path


def ran(capfd):
    """Run all parts; give the exit code and the lines printed."""
    with pytest.raises(SystemExit) as end:
        run_tests.main()
    return end.value.code, capfd.readouterr().out.splitlines()


def test_main_every_part_once_stage_after_stage_and_the_count_last(suite, capfd):
    code, lines = ran(capfd)
    names = [name for stage in run_tests.STAGES for name in stage]
    assert (code, lines[-1]) == (0, f"{len(names)} passed, 0 failed")
    assert [f"this is what {name} printed" in lines for name in names] == [True] * len(names)
    events = [line.split() for line in (suite / "order").read_text().splitlines()]
    at = {(what, name): place for place, (what, name) in enumerate(events)}
    assert sorted(name for what, name in events if what == "begin") == sorted(names)
    for before, after in zip(run_tests.STAGES, run_tests.STAGES[1:], strict=False):
        assert max(at["end", name] for name in before) < min(at["begin", name] for name in after)


def test_main_part_that_dies_is_a_failure_and_the_others_run(suite, capfd, monkeypatch):
    monkeypatch.setattr(run_tests, "STAGES", (("killed", "docs"), ("form",)))
    code, lines = ran(capfd)
    assert (code, lines[-1]) == (1, "2 passed, 1 failed")
    assert "killed: 0 passed, 0 failed: NOT OK: it ended with exit code -9 and no report; nothing ran" in lines


def test_main_build_that_is_broken_stops_what_needs_it(suite, capfd):
    (suite / "broken").touch()
    code, lines = ran(capfd)
    assert code == 1
    assert "everything that needs both programs: 0 passed, 0 failed: NOT OK: nothing ran" in lines
    assert "begin clients" not in (suite / "order").read_text()


def test_part_that_is_not_done_in_time_is_ended_and_a_failure(suite, capfd, monkeypatch):
    monkeypatch.setattr(run_tests, "STAGES", (("hangs",),))
    monkeypatch.setattr(run_tests, "PATIENCE_SECONDS", 2)
    code, lines = ran(capfd)
    assert (code, lines[-1]) == (1, "0 passed, 1 failed")
    ended([int(pid) for pid in (suite / "pids").read_text().split()])


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
