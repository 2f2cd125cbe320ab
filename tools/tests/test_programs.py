import contextlib
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

from workbench import programs
from workbench.steps import StepFailed

HOLDER = """
import fcntl, sys, time
lock = open(sys.argv[1], "r+b")
fcntl.lockf(lock, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


def test_archives_whoever_makes_them_is_waited_for(monkeypatch, tmp_path):
    lock = tmp_path / "lock"
    lock.touch()
    command = [sys.executable, "-c", HOLDER, lock]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as maker:
        assert maker.stdout.readline() == b"held\n"
        assert programs.held(lock)
        asked = []

        def wait(_):
            asked.append(programs.held(lock))
            if len(asked) == 3:
                maker.stdin.close()
                maker.wait(60)

        monkeypatch.setattr(programs, "ARCHIVES", tmp_path)
        monkeypatch.setattr(programs.emulator, "running", contextlib.nullcontext)
        monkeypatch.setattr(programs, "time", SimpleNamespace(sleep=wait, monotonic=time.monotonic))
        (tally,) = programs.archives()
    assert tally.problems() == []
    assert asked == [True, True, True]
    assert not programs.held(lock)
    assert not programs.held(tmp_path / "none was made")


def test_maven_tests_write_no_jar_that_others_run_meanwhile(monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(programs.maven, "run", lambda _, command, **__: asked.extend(map(str, command)))
    programs.tested("provider", tmp_path)
    jar_is_made_by = {
        "package",
        "pre-integration-test",
        "integration-test",
        "post-integration-test",
        "verify",
        "install",
    }
    assert not jar_is_made_by & set(asked)
    assert {"test", "failsafe:integration-test", "failsafe:verify", "-Dexec.skip=true"} <= set(asked)


def test_maven_without_reports_of_this_run_counts_as_nothing_ran(monkeypatch, tmp_path):
    old = tmp_path / "target" / "surefire-reports" / "TEST-old.xml"
    old.parent.mkdir(parents=True)
    old.write_text("<testsuite><testcase name='of an earlier run'/></testsuite>")
    monkeypatch.setattr(programs.maven, "run", lambda *_, **__: "")
    tallies = programs.tested("provider", tmp_path)
    assert [tally.part for tally in tallies] == ["provider, unit tests", "provider, integration tests"]
    assert [tally.problems() for tally in tallies] == [["nothing ran"]] * 2


@pytest.mark.parametrize("kind", ["surefire", "failsafe"])
def test_maven_one_kind_of_tests_only_the_other_is_a_problem(monkeypatch, tmp_path, kind):
    def build(*_, **__):
        report = tmp_path / "target" / f"{kind}-reports" / "TEST-a.xml"
        report.parent.mkdir(parents=True)
        report.write_text("<testsuite><testcase name='a'/></testsuite>")

    monkeypatch.setattr(programs.maven, "run", build)
    problems = {tally.passed: tally.problems() for tally in programs.tested("provider", tmp_path)}
    assert problems == {1: [], 0: ["nothing ran"]}


def test_maven_build_that_fails_after_good_tests_is_a_problem(monkeypatch, tmp_path):
    def build(*_, **__):
        for kind in ("surefire", "failsafe"):
            report = tmp_path / "target" / f"{kind}-reports" / "TEST-a.xml"
            report.parent.mkdir(parents=True)
            report.write_text("<testsuite><testcase name='a'/></testsuite>")
        raise StepFailed("exit code 1")

    monkeypatch.setattr(programs.maven, "run", build)
    assert [tally.problems() for tally in programs.tested("provider", tmp_path)] == [[], ["exit code 1"]]
