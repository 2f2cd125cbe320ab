import fcntl
import json
import os
import subprocess
from urllib.error import URLError

import pytest
from botocore.exceptions import EndpointConnectionError

from workbench import emulator, run_tests, suite
from workbench.handler import HandlerFailed
from workbench.steps import StepFailed


def test_pytest_folder_without_tests_counts_as_nothing_ran_and_runs_no_others(monkeypatch, tmp_path):
    monkeypatch.setattr(suite, "ROOT", tmp_path)
    tally = suite.pytest("boto3", tmp_path / "empty")
    assert tally.passed == 0
    assert tally.problems() == ["no test_*.py in empty", "nothing ran"]


def test_console_a_browser_that_writes_no_report_is_a_failure(monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(suite, "REPORTS", tmp_path)
    (tmp_path / "console.xml").write_text("<testsuites><testcase name='of an earlier run'/></testsuites>")
    monkeypatch.setattr(suite, "run", lambda _, command, **__: asked.extend(map(str, command)))
    (tally,) = suite.console()
    assert [problem for problem in tally.problems() if "unreadable report" in problem]
    assert tally.passed == 0
    assert [name for name in asked if name.endswith(".test.js")]


def test_console_report_of_node_is_counted(monkeypatch, tmp_path):
    case = "<testcase name='a' time='1' classname='test'/>"
    failed = "<testcase name='b' time='1' classname='test'><failure type='testCodeFailure'/></testcase>"
    monkeypatch.setattr(suite, "REPORTS", tmp_path)

    def node(*_, **__):
        (tmp_path / "console.xml").write_text(f"<testsuites>{case}{failed}</testsuites>")
        raise StepFailed("exit code 1")

    monkeypatch.setattr(suite, "run", node)
    (tally,) = suite.console()
    assert (tally.passed, tally.failed) == (1, 1)
    assert tally.problems() == ["exit code 1", "1 failed"]


def test_distribution_is_written_by_nobody_else_meanwhile(monkeypatch, tmp_path):
    lock, listing = tmp_path / "dist", tmp_path / "bill.json"
    lock.touch()
    listing.write_text("{}")
    held = []

    def make():
        with lock.open("r+b") as other, pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        held.append(True)

    monkeypatch.setattr(suite.dist, "FOLDER_LOCK", lock)
    monkeypatch.setattr(suite.dist, "LISTING", listing)
    monkeypatch.setattr(suite.dist, "make", make)
    monkeypatch.setattr(suite.parts, "differences", lambda _: [])
    monkeypatch.setattr(suite, "pytest", lambda *_: None)
    suite.distribution()
    assert held == [True]


def test_renamed_type_is_started_once_so_no_archives_of_its_classes_are_made(monkeypatch, tmp_path):
    started, lock = [], tmp_path / "lock"
    lock.touch()
    (tmp_path / "target").mkdir()
    (tmp_path / "target" / f"{suite.RENAMED.hyphenated}-1.jar").touch()
    monkeypatch.setattr(suite, "FOLDER_LOCK", lock)
    monkeypatch.setattr(suite, "renamed_project", lambda _: tmp_path)
    monkeypatch.setattr(suite, "package", lambda *_: None)
    monkeypatch.setattr(suite, "contract_tests", lambda *_: None)
    monkeypatch.setattr(emulator, "address_of", lambda _: "http://127.0.0.1:1")
    monkeypatch.setattr(emulator, "stop", lambda _: None)
    monkeypatch.setattr(emulator.subprocess, "Popen", lambda _, env, **__: started.append(env))
    suite.renamed()
    with emulator.running():
        pass
    assert [each.get("EMULATOR_ARCHIVES") for each in started] == ["no", os.environ.get("EMULATOR_ARCHIVES")]


FAILURES = [
    (HandlerFailed("CREATE: InternalFailure"), "HandlerFailed: CREATE: InternalFailure"),
    (subprocess.TimeoutExpired(["aws", "--desired-state", "Password123"], 120), "aws was not done after 120 s"),
    (URLError("refused"), "URLError: <urlopen error refused>"),
    (EndpointConnectionError(endpoint_url="http://127.0.0.1:1"), "EndpointConnectionError: Could not connect"),
    (StepFailed("exit code 3"), "exit code 3"),
]


@pytest.mark.parametrize(("failure", "words"), FAILURES)
def test_main_part_that_raises_is_a_tally_that_says_why_and_tells_no_secret(
    monkeypatch, tmp_path, capfd, failure, words
):
    def demonstration():
        """The demo."""
        raise failure

    monkeypatch.setattr(suite, "end_when_asked", lambda: None)
    monkeypatch.setitem(suite.PARTS, "demonstration", demonstration)
    suite.main("demonstration", tmp_path / "report.json")
    (tally,) = json.loads((tmp_path / "report.json").read_text())
    assert tally["part"] == "demonstration"
    assert words in tally["broken"][0]
    out, err = capfd.readouterr()
    assert out.splitlines()[0] == "== test: The demo."
    assert "Password123" not in out + err + str(tally)


def test_parts_each_has_its_needs_told_and_they_are_parts():
    assert run_tests.NEEDS.keys() == suite.PARTS.keys()
    assert {need for needs in run_tests.NEEDS.values() for need in needs} <= suite.PARTS.keys()
    assert (
        run_tests.AFTER.keys() | {other for others in run_tests.AFTER.values() for other in others}
        <= suite.PARTS.keys()
    )


def test_contract_tests_every_set_of_the_project_expected(monkeypatch, tmp_path):
    (tmp_path / "inputs").mkdir()
    for number in (1, 2):
        (tmp_path / "inputs" / f"inputs_{number}_create.json").write_text("{}")
    monkeypatch.setattr(suite, "run", lambda *_, **__: "")
    tally = suite.contract_tests("contract", "http://127.0.0.1:1", tmp_path)
    assert tally.problems() == ["0 of 2 input sets ran", "nothing ran"]
