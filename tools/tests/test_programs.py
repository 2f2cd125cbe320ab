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


JAR_IS_MADE_BY = {
    "package",
    "pre-integration-test",
    "integration-test",
    "post-integration-test",
    "verify",
    "install",
}
KINDS = {"surefire": "unit tests", "failsafe": "integration tests"}
PROGRAMS = {
    "provider": ([programs.provider], ""),
    "emulator": ([programs.emulator_units, programs.emulator_program], "emulator"),
}


@pytest.fixture(params=PROGRAMS)
def program(request, monkeypatch, tmp_path):
    """A program without any report yet: its name, the parts that run its tests, and where Maven is to leave reports."""
    monkeypatch.setattr(programs, "ROOT", tmp_path)
    parts, folder = PROGRAMS[request.param]
    return request.param, parts, tmp_path / folder / "target"


def leaving_reports(target, kinds):
    """Stands for Maven: leaves a report of each kind of tests whose goal it is given, if it is among `kinds`."""
    goals = {"surefire": "test", "failsafe": "failsafe:integration-test"}

    def maven(_, command, **__):
        for kind in kinds:
            if goals[kind] in command:
                report = target / f"{kind}-reports" / "TEST-a.xml"
                report.parent.mkdir(parents=True)
                report.write_text("<testsuite><testcase name='a'/></testsuite>")

    return maven


def told(parts):
    """What the parts tell: of each kind of tests how many passed and what is wrong."""
    tallies = [tally for part in parts for tally in part()]
    assert len({tally.part for tally in tallies}) == len(tallies) == len(KINDS)
    return {tally.part: (tally.passed, tally.problems()) for tally in tallies}


def test_maven_tests_write_no_jar_that_others_run_meanwhile(monkeypatch, program):
    asked = []
    monkeypatch.setattr(programs.maven, "run", lambda _, command, **__: asked.append(list(map(str, command))))
    _, parts, _ = program
    told(parts)
    once = [goal for command in asked for goal in command]
    assert not JAR_IS_MADE_BY & set(once)
    assert [once.count(goal) for goal in ("test", "failsafe:integration-test", "failsafe:verify")] == [1, 1, 1]
    assert all("-Dexec.skip=true" in command for command in asked)


def test_maven_without_reports_of_this_run_counts_as_nothing_ran(monkeypatch, program):
    name, parts, target = program
    for kind in KINDS:
        old = target / f"{kind}-reports" / "TEST-old.xml"
        old.parent.mkdir(parents=True)
        old.write_text("<testsuite><testcase name='of an earlier run'/></testsuite>")
    monkeypatch.setattr(programs.maven, "run", lambda *_, **__: "")
    assert told(parts) == {f"{name}, {kind}": (0, ["nothing ran"]) for kind in KINDS.values()}


@pytest.mark.parametrize("kind", KINDS)
def test_maven_one_kind_of_tests_only_the_other_is_a_problem(monkeypatch, program, kind):
    name, parts, target = program
    monkeypatch.setattr(programs.maven, "run", leaving_reports(target, [kind]))
    expected = {f"{name}, {each}": (0, ["nothing ran"]) for each in KINDS.values()}
    assert told(parts) == expected | {f"{name}, {KINDS[kind]}": (1, [])}


def test_maven_build_that_fails_after_good_tests_is_a_problem(monkeypatch, program):
    name, parts, target = program
    leave = leaving_reports(target, KINDS)

    def build(*arguments, **options):
        leave(*arguments, **options)
        if "failsafe:verify" in arguments[1]:
            raise StepFailed("exit code 1")

    monkeypatch.setattr(programs.maven, "run", build)
    problems = {f"{name}, unit tests": (1, []), f"{name}, integration tests": (1, ["exit code 1"])}
    assert told(parts) == problems
