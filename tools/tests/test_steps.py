import os
import signal
import subprocess
import sys
import time

import pytest

from workbench import steps
from workbench.repository import ROOT
from workbench.steps import StepFailed


def test_run_output_shown_and_returned(capsys, tmp_path):
    assert steps.run("echo", ["echo", "hello"], cwd=tmp_path, capture=True) == "hello\n"
    assert capsys.readouterr().out == "hello\n"


def test_run_not_shown_returned_all_the_same(capsys, tmp_path):
    assert steps.run("echo", ["echo", "hello"], cwd=tmp_path, show=False) == "hello\n"
    assert capsys.readouterr().out == ""


def test_run_exit_code_fails_with_the_output(tmp_path):
    with pytest.raises(StepFailed, match="exit code 3") as failure:
        steps.run("three", ["bash", "-c", "echo said; exit 3"], cwd=tmp_path, capture=True)
    assert failure.value.output == "said\n"


def test_run_too_long_ended_with_everything_it_started(tmp_path):
    long = "(sleep 60; touch done) & echo $! > child; wait"
    with pytest.raises(StepFailed, match="not done after 1 s"):
        steps.run("sleep", ["bash", "-c", long], cwd=tmp_path, patience_seconds=1)
    assert not (tmp_path / "done").exists(), "it was waited for"
    child = int((tmp_path / "child").read_text())
    deadline = time.monotonic() + 5
    while alive(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(child)


CLEANS_UP = "trap 'sleep 0.3; echo cleaned >>order; exit 143' TERM; sleep 300 & echo begun >>order; wait"


def test_run_too_long_asked_to_end_before_it_is_killed(tmp_path):
    with pytest.raises(StepFailed, match="not done after 1 s"):
        steps.run("sleep", ["bash", "-c", CLEANS_UP], cwd=tmp_path, patience_seconds=1)
    assert (tmp_path / "order").read_text().split() == ["begun", "cleaned"]


def test_run_too_long_what_does_not_heed_is_killed(tmp_path, monkeypatch):
    monkeypatch.setattr(steps, "LEAVE_SECONDS", 1)
    deaf = "trap '' TERM; echo $$ > own; exec >&-; while true; do sleep 0.1; done"
    with pytest.raises(StepFailed, match="not done after 1 s"):
        steps.run("deaf", ["bash", "-c", deaf], cwd=tmp_path, patience_seconds=1)
    assert not alive(int((tmp_path / "own").read_text()))


def test_end_group_waits_for_those_whose_leader_has_gone(tmp_path):
    command = f"({CLEANS_UP}) & exec sleep 300"
    process = subprocess.Popen(["bash", "-c", command], cwd=tmp_path, start_new_session=True)
    deadline = time.monotonic() + 30
    while not (tmp_path / "order").exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    steps.end_group(process)
    assert (tmp_path / "order").read_text().split() == ["begun", "cleaned"]


def outcome_of(program):
    """Run a Python program that finds the tools' modules; give its exit code and what it printed."""
    begins = "import os, signal, sys, time\nsys.path.insert(0, sys.argv[1])\nfrom workbench import steps\n"
    command = [sys.executable, "-c", begins + program, ROOT / "tools"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout


def test_end_when_asked_a_second_one_does_not_break_the_cleaning_up_off(tmp_path):
    program = (
        "steps.end_when_asked()\ntry:\n    os.kill(os.getpid(), signal.SIGTERM)\n    time.sleep(300)\n"
        "finally:\n    os.kill(os.getpid(), signal.SIGTERM)\n    time.sleep(0.1)\n    print('cleaned')\n"
    )
    assert outcome_of(program) == (143, "cleaned\n")


TERMINAL = """
import os, pty, sys, time
sys.path.insert(0, sys.argv[1])
begun, cleaned = sys.argv[2:]
pid, terminal = pty.fork()
if not pid:
    from workbench import steps
    steps.end_when_asked()
    try:
        open(begun, "w").close()
        time.sleep(300)
    finally:
        print("stopping", flush=True)
        open(cleaned, "w").close()
deadline = time.monotonic() + 30
while not os.path.exists(begun) and time.monotonic() < deadline:
    time.sleep(0.05)
os.close(terminal)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
"""


def test_end_when_asked_terminal_closed_cleans_up_though_nobody_can_be_told(tmp_path):
    command = [sys.executable, "-c", TERMINAL, ROOT / "tools", tmp_path / "begun", tmp_path / "cleaned"]
    default = lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL)  # noqa: E731 who runs tests by nohup ignores it
    done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False, preexec_fn=default)
    assert (done.stdout, (tmp_path / "cleaned").exists()) == ("129\n", True)


def test_end_when_asked_leaves_a_hangup_ignored_that_was_ignored_before():
    program = (
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\nsteps.end_when_asked()\n"
        "os.kill(os.getpid(), signal.SIGHUP)\nprint('goes on')\n"
    )
    assert outcome_of(program) == (0, "goes on\n")


def beside(tmp_path, script, **options):
    return steps.beside("other", ["bash", "-c", script], cwd=tmp_path, **options)


def test_beside_runs_while_the_block_does_and_is_shown_after_it(tmp_path, capfd):
    with beside(tmp_path, "echo one; until [[ -e go ]]; do sleep 0.05; done; echo two"):
        print("in the block")
        (tmp_path / "go").touch()
    assert capfd.readouterr().out.split() == ["in", "the", "block", "one", "two"]


def test_beside_exit_code_fails_after_the_block(tmp_path, capfd):
    done = []
    with pytest.raises(StepFailed, match="other: exit code 3"), beside(tmp_path, "echo said; exit 3"):
        done.append(True)
    assert (done, capfd.readouterr().out) == ([True], "said\n")


def test_beside_too_long_ended(tmp_path):
    with pytest.raises(StepFailed, match="not done after"), beside(tmp_path, CLEANS_UP, patience_seconds=0.5):
        begun(tmp_path)
    assert (tmp_path / "order").read_text().split() == ["begun", "cleaned"]


def test_beside_block_fails_the_other_is_ended_and_not_shown(tmp_path, capfd):
    with pytest.raises(StepFailed, match="build"), beside(tmp_path, f"echo said; {CLEANS_UP}"):
        begun(tmp_path)
        raise StepFailed("build")
    assert (tmp_path / "order").read_text().split() == ["begun", "cleaned"]
    assert capfd.readouterr().out == ""


def test_beside_block_fails_after_the_other_both_are_told(tmp_path, capfd):
    with pytest.raises(StepFailed, match="build"), beside(tmp_path, "echo said; echo $$ > own; exit 3"):
        begun(tmp_path, "own")
        deadline = time.monotonic() + 30
        while alive(int((tmp_path / "own").read_text() or 1)):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        raise StepFailed("build")
    assert capfd.readouterr().out == "said\n"


def begun(tmp_path, name="order"):
    deadline = time.monotonic() + 30
    while not (tmp_path / name).exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A process that nobody has waited for yet is dead all the same; ps says so on every system.
    return not os.popen(f"ps -o stat= -p {pid}").read().strip().startswith("Z")


def test_counted_one_has_no_s():
    assert [steps.counted(number, "user") for number in (0, 1, 2)] == ["0 users", "1 user", "2 users"]
