import os
import time

import pytest

from workbench import steps
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
    started = time.monotonic()
    with pytest.raises(StepFailed, match="not done after 1 s"):
        steps.run("sleep", ["bash", "-c", "sleep 60 & echo $! > child; wait"], cwd=tmp_path, patience_seconds=1)
    assert time.monotonic() - started < 20
    child = int((tmp_path / "child").read_text())
    deadline = time.monotonic() + 5
    while alive(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(child)


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A process that nobody has waited for yet is dead all the same; ps says so on every system.
    return not os.popen(f"ps -o stat= -p {pid}").read().strip().startswith("Z")


def test_counted_one_has_no_s():
    assert [steps.counted(number, "user") for number in (0, 1, 2)] == ["0 users", "1 user", "2 users"]
