import json
import re

import pytest

from workbench import outcomes, switches
from workbench.outcomes import NOTHING_STATED, Result, Stated, judged
from workbench.repository import ROOT
from workbench.steps import StepFailed
from workbench.switches import Line, Output

# Quotas, time until an instance is made, and times that would make a verdict depend on the machine's speed. Late
# references have no form that counts; on every machine handlers wait for them longer than the second that is given.
NOT_FOR_USERS = re.compile(r".*-per-.*|instance-creation-seconds|(?!late-references).*-ms")
FAILS = Stated(frozenset({"bad"}), "because")


def documented():
    """Return the switches of the emulator with their values, as its documents list them."""
    text = (ROOT / "emulator" / "CONNECT.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (.*?) \|", text.partition("## Switches")[2].partition("\n## ")[0], re.M)
    return {name: re.findall(r"`([\w-]+)`", values) for name, values in rows}


def test_every_value_of_every_switch_that_concerns_users_is_run():
    run = {switch for each in switches.SWITCHES for switch in each.split()}
    names = {switch.partition("=")[0] for switch in run}
    known = documented()
    assert len(known) > 20
    for name, (default, *others) in known.items():
        if NOT_FOR_USERS.fullmatch(name):
            assert name not in names
        elif default == "0":
            assert name in names
        else:
            assert {f"{name}={value}" for value in others} <= run


def test_what_is_stated_belongs_to_a_switch_and_a_road_that_run():
    assert {switch for switch, _ in switches.STATED} <= set(switches.SWITCHES)
    assert {road for _, road in switches.STATED} <= set(switches.ROADS)
    assert all(stated.reason and stated.tests for stated in switches.STATED.values())


def test_sample_is_a_part_of_what_runs_and_has_failures_that_are_stated():
    sample = {(switch, road) for switch, roads in switches.SAMPLE for road in roads}
    assert {switch for switch, _ in sample} <= set(switches.SWITCHES)
    assert {road for _, road in sample} <= set(switches.ROADS)
    assert len(sample & set(switches.STATED)) == 1


def test_judged_failure_as_stated_is_no_problem():
    result = judged({"bad": "x because y", "good": None}, FAILS)
    assert (result.passed, result.as_stated, result.problems) == (1, 1, [])


@pytest.mark.parametrize(
    ("found", "problem"),
    [
        ({"bad": None}, "bad passed, but it is stated to fail"),
        ({"good": None}, "bad did not run"),
        ({"bad": "of something else"}, "bad failed for another reason than is stated: of something else"),
        ({"bad": "because", "other": "x\n y"}, "other failed: x y"),
        ({"bad": "because", "other": outcomes.SKIPPED}, "other was skipped"),
        ({"bad": outcomes.SKIPPED}, "bad was skipped"),
    ],
)
def test_judged_one_more_one_fewer_or_another_reason_is_a_problem(found, problem):
    assert judged(found, FAILS).problems == [problem]


def test_judged_skip_of_the_cli_and_nothing_else_is_tolerated():
    assert judged({"set 1 contract_create_create": outcomes.SKIPPED, "good": None}).problems == []
    assert judged({"set 1 contract_create_read": outcomes.SKIPPED}).problems == [
        "set 1 contract_create_read was skipped"
    ]


def test_judged_expected_test_that_is_missing_is_a_problem():
    assert judged({"good": None}, NOTHING_STATED, {"good", "gone"}).problems == ["gone did not run"]
    assert judged({}).problems == ["nothing ran"]


def test_outcomes_body_and_cleaning_up_fail_words_of_both(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(
        "<testsuite><testcase name='a'><failure message='one'>two</failure></testcase>"
        "<testcase name='a'><error message='three'/></testcase><testcase name='b'/>"
        "<testcase name='c'><skipped/></testcase></testsuite>"
    )
    assert outcomes.outcomes(report) == {"a": "one\ntwo\nthree\n", "b": None, "c": outcomes.SKIPPED}


def test_reported_program_that_failed_without_a_failed_test_is_a_problem(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text("<testsuite><testcase name='b'/></testsuite>")
    assert switches.reported(report, Output("", "")) == {"b": None}
    with pytest.raises(StepFailed, match="exit code 2"):
        switches.reported(report, Output("", "exit code 2"))
    with pytest.raises(StepFailed, match="no report"):
        switches.reported(tmp_path / "none.xml", Output("", ""))


def test_contract_tests_each_set_runs_alone_and_has_its_number(monkeypatch, tmp_path):
    monkeypatch.setattr(switches, "REPORTS", tmp_path)
    seen = []

    def cli(_, command, **__):
        report = command[-1].partition("=")[2]
        folder = command[command.index("--inputs") + 1]
        seen.append(sorted(each.name for each in switches.Path(folder).iterdir()))
        switches.Path(report).write_text("<testsuite><testcase name='contract_create_read'/></testsuite>")
        return ""

    monkeypatch.setattr(switches, "run", cli)
    result = switches.travelled(switches.CFN_TEST, "test-of-the-driver=on", "http://127.0.0.1:1")
    assert seen == [["inputs_1_create.json", "inputs_1_invalid.json", "inputs_1_update.json"]] * 3
    assert result.passed == 3
    assert "set 2 contract_create_list did not run" in result.problems
    assert "set 3 contract_create_read did not run" not in result.problems


def test_contract_tests_what_a_switch_demands_given_to_inputs_without_identity_alone(monkeypatch, tmp_path):
    seen = []

    def cli(_, command, **__):
        file = switches.Path(command[command.index("--inputs") + 1]) / "inputs_1_create.json"
        seen.append(json.loads(file.read_text()).get("IdentityInfo", {}))
        switches.Path(command[-1].partition("=")[2]).write_text("<testsuite><testcase name='a'/></testsuite>")
        return ""

    monkeypatch.setattr(switches, "run", cli)
    switches.contract_tests(tmp_path, "http://127.0.0.1:1", {"Email": "demanded@example.com"})
    assert [identity.get("Email") for identity in seen] == ["demanded@example.com", "ada@example.com", None]


def test_contract_tests_set_without_any_outcome_is_a_problem(monkeypatch, tmp_path):
    monkeypatch.setattr(switches, "REPORTS", tmp_path)
    monkeypatch.setattr(switches, "run", lambda *_, **__: "")
    result = switches.travelled(switches.CFN_TEST, "test-of-the-driver=on", "http://127.0.0.1:1")
    assert len(result.problems) == 1
    assert "no report" in result.problems[0]


def test_table_counts_everything_and_names_what_is_wrong():
    lines = [
        Line("stale-lists=1", "cfn test", Result(33, 6, [])),
        Line("names=required", "boto3", Result(10, 0, ["a failed: x"])),
    ]
    shown = switches.table(lines)
    assert [re.split(r"\s{2,}", line.strip()) for line in shown[:3]] == [
        ["switch", "road", "passed", "failed"],
        ["stale-lists=1", "cfn test", "33", "6 as stated"],
        ["names=required", "boto3", "10", "1 NOT OK"],
    ]
    assert shown[3:] == [
        "NOT OK: boto3 with names=required: a failed: x",
        "43 passed, 6 failed as stated, 1 not as stated",
    ]


def test_tally_of_a_line_failures_as_stated_are_well_and_problems_are_not():
    good, bad = (
        Line("s=1", "cfn test", result).tally() for result in (Result(33, 6, []), Result(1, 0, ["a failed: x"]))
    )
    assert good.problems() == []
    assert "6 failed as stated" in good.line()
    assert bad.problems() == ["a failed: x"]


def test_main_unknown_switch_refused_with_those_that_there_are():
    with pytest.raises(SystemExit) as end:
        switches.main(["anger=on"])
    assert "anger=on" in str(end.value)
    assert "stale-lists=1" in str(end.value)
