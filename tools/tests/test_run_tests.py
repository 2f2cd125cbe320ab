import contextlib
import subprocess
from urllib.error import URLError

import pytest
from botocore.exceptions import EndpointConnectionError

from workbench import evidence, run_tests
from workbench.handler import HandlerFailed
from workbench.steps import StepFailed


def test_pytest_folder_without_tests_counts_as_nothing_ran_and_runs_no_others(monkeypatch, tmp_path):
    monkeypatch.setattr(run_tests, "ROOT", tmp_path)
    tally = run_tests.pytest("boto3", tmp_path / "empty")
    assert tally.passed == 0
    assert tally.problems() == ["no test_*.py in empty", "nothing ran"]


def test_console_a_browser_that_writes_no_report_is_a_failure(monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(run_tests, "REPORTS", tmp_path)
    (tmp_path / "console.xml").write_text("<testsuites><testcase name='of an earlier run'/></testsuites>")
    monkeypatch.setattr(run_tests, "run", lambda _, command, **__: asked.extend(map(str, command)))
    (tally,) = run_tests.console()
    assert [problem for problem in tally.problems() if "unreadable report" in problem]
    assert tally.passed == 0
    assert [name for name in asked if name.endswith(".test.js")]


def test_console_report_of_node_is_counted(monkeypatch, tmp_path):
    case = "<testcase name='a' time='1' classname='test'/>"
    failed = "<testcase name='b' time='1' classname='test'><failure type='testCodeFailure'/></testcase>"
    monkeypatch.setattr(run_tests, "REPORTS", tmp_path)

    def node(*_, **__):
        (tmp_path / "console.xml").write_text(f"<testsuites>{case}{failed}</testsuites>")
        raise StepFailed("exit code 1")

    monkeypatch.setattr(run_tests, "run", node)
    (tally,) = run_tests.console()
    assert (tally.passed, tally.failed) == (1, 1)
    assert tally.problems() == ["exit code 1", "1 failed"]


def test_maven_without_reports_of_this_run_counts_as_nothing_ran(monkeypatch, tmp_path):
    old = tmp_path / "target" / "surefire-reports" / "TEST-old.xml"
    old.parent.mkdir(parents=True)
    old.write_text("<testsuite><testcase name='of an earlier run'/></testsuite>")
    monkeypatch.setattr(run_tests.maven, "run", lambda *_, **__: "")
    tallies = run_tests.built("provider", tmp_path)
    assert [tally.part for tally in tallies] == ["provider, unit tests", "provider, integration tests"]
    assert [tally.problems() for tally in tallies] == [["nothing ran"]] * 2


@pytest.mark.parametrize("kind", ["surefire", "failsafe"])
def test_maven_one_kind_of_tests_only_the_other_is_a_problem(monkeypatch, tmp_path, kind):
    def build(*_, **__):
        report = tmp_path / "target" / f"{kind}-reports" / "TEST-a.xml"
        report.parent.mkdir(parents=True)
        report.write_text("<testsuite><testcase name='a'/></testsuite>")

    monkeypatch.setattr(run_tests.maven, "run", build)
    problems = {tally.passed: tally.problems() for tally in run_tests.built("provider", tmp_path)}
    assert problems == {1: [], 0: ["nothing ran"]}


def test_maven_build_that_fails_after_good_tests_is_a_problem(monkeypatch, tmp_path):
    def build(*_, **__):
        for kind in ("surefire", "failsafe"):
            report = tmp_path / "target" / f"{kind}-reports" / "TEST-a.xml"
            report.parent.mkdir(parents=True)
            report.write_text("<testsuite><testcase name='a'/></testsuite>")
        raise StepFailed("exit code 1")

    monkeypatch.setattr(run_tests.maven, "run", build)
    assert [tally.problems() for tally in run_tests.built("provider", tmp_path)] == [[], ["exit code 1"]]


FAILURES = [
    (HandlerFailed("CREATE: InternalFailure"), "HandlerFailed: CREATE: InternalFailure"),
    (subprocess.TimeoutExpired(["aws", "--desired-state", "Password123"], 120), "aws was not done after 120 s"),
    (URLError("refused"), "URLError: <urlopen error refused>"),
    (EndpointConnectionError(endpoint_url="http://127.0.0.1:1"), "EndpointConnectionError: Could not connect"),
    (StepFailed("exit code 3"), "exit code 3"),
]


@pytest.mark.parametrize(("failure", "words"), FAILURES)
def test_main_part_that_raises_is_broken_the_others_run_and_the_verdict_comes_last(monkeypatch, capfd, failure, words):
    parts = (
        "provider",
        "emulator_program",
        "tools",
        "docs",
        "form",
        "clients",
        "other_behaviours",
        "faults_on_the_road",
        "templates",
        "load",
        "console",
        "speed",
        "adoption",
        "demonstration",
        "renamed",
        "distribution",
    )
    monkeypatch.setattr(run_tests, "environments_made_meanwhile", contextlib.nullcontext)
    for name in parts:
        monkeypatch.setattr(run_tests, name, part(name))
    monkeypatch.setattr(run_tests, "demonstration", part("demonstration", failure))
    with pytest.raises(SystemExit) as end:
        run_tests.main()
    out, err = capfd.readouterr()
    assert end.value.code == 1
    assert out.splitlines()[-1] == "15 passed, 1 failed"
    assert "demonstration: 0 passed" in out
    assert words in out
    assert "Password123" not in out + err


def part(name, failure=None):
    def run():
        """A part of a run."""
        if failure:
            raise failure
        return [evidence.Tally(name, passed=1)]

    run.__name__ = name
    return run


def test_contract_tests_every_set_of_the_project_expected(monkeypatch, tmp_path):
    (tmp_path / "inputs").mkdir()
    for number in (1, 2):
        (tmp_path / "inputs" / f"inputs_{number}_create.json").write_text("{}")
    monkeypatch.setattr(run_tests, "run", lambda *_, **__: "")
    tally = run_tests.contract_tests("contract", "http://127.0.0.1:1", tmp_path)
    assert tally.problems() == ["0 of 2 input sets ran", "nothing ran"]
