import pytest

from workbench import evidence
from workbench.evidence import Tally

PLAIN = sorted(evidence.CONTRACT_TESTS - {"contract_create_read", "contract_update_tag_updatable"})
CONTRACT_RUN = f"""\
============================= test session starts ==============================
collecting ... collected 24 items / 9 deselected / 15 selected
/x/handler_create.py::contract_create_create SKIPPED (No writable identifiers. Skipping test.)                  [  6%]
/x/handler_create.py::contract_create_read
-------------------------------- live log call ---------------------------------
PASSED                                                                   [ 80%]
/x/handler_update.py::contract_update_tag_updatable PASSED               [ 93%]
{"".join(f"/x/handler.py::{name} PASSED [ 94%]{chr(10)}" for name in PLAIN)}\
/x/handler_delete.py::contract_delete_create SKIPPED                     [100%]
=========== 13 passed, 2 skipped, 9 deselected, 4 warnings in 1.32s ============
"""


def test_contract_run_with_the_clis_own_skips_counts_as_passed():
    tally = evidence.from_contract_tests("contract", CONTRACT_RUN, 1)
    assert (tally.passed, tally.failed, tally.problems()) == (13, 0, [])
    assert set(tally.skipped) == evidence.SKIPS_OF_THE_CLI


def test_contract_run_two_sets_both_counted():
    assert evidence.from_contract_tests("contract", CONTRACT_RUN * 2, 2).passed == 26


def test_contract_run_fewer_sets_than_given_is_a_problem():
    assert evidence.from_contract_tests("contract", CONTRACT_RUN, 3).problems() == ["1 of 3 input sets ran"]


def test_contract_run_another_skip_is_a_problem():
    output = CONTRACT_RUN.replace("create_list PASSED", "create_list SKIPPED").replace("13 passed", "12 passed")
    assert evidence.from_contract_tests("contract", output, 1).problems() == ["skipped: contract_create_list"]


def test_contract_run_failure_counted():
    output = CONTRACT_RUN.replace("PASSED      ", "FAILED      ", 1).replace("13 passed", "1 failed, 12 passed")
    tally = evidence.from_contract_tests("contract", output, 1)
    assert (tally.passed, tally.failed) == (12, 1)
    assert "1 failed" in tally.problems()


def test_contract_run_count_that_differs_from_the_summary_is_a_problem():
    output = CONTRACT_RUN.replace("13 passed", "14 passed")
    assert "the CLI says 14" in evidence.from_contract_tests("contract", output, 1).problems()[0]


@pytest.mark.parametrize("name", sorted(evidence.CONTRACT_TESTS))
def test_contract_run_test_missing_in_one_set_is_a_problem_that_names_both(name):
    second = CONTRACT_RUN.replace(f"::{name} ", "::contract_other ").replace(f"::{name}\n", "::contract_other \n")
    problems = evidence.from_contract_tests("contract", CONTRACT_RUN + second, 2).problems()
    assert problems == [f"input set 2: {name} did not run"]


def test_contract_run_no_output_is_a_problem():
    assert "nothing ran" in evidence.from_contract_tests("contract", "", 1).problems()


def test_junit_report_every_outcome_counted(tmp_path):
    report = tmp_path / "TEST-a.xml"
    report.write_text(
        "<testsuite><testcase name='good'/><testcase name='bad'><failure/></testcase>"
        "<testcase name='broken'><error/></testcase><testcase name='absent'><skipped/></testcase></testsuite>"
    )
    tally = evidence.from_junit("java", [report])
    assert (tally.passed, tally.failed, tally.skipped) == (1, 2, ["absent"])
    assert tally.problems() == ["2 failed", "skipped: absent"]


@pytest.mark.parametrize("content", [None, "", "<testsuite>"])
def test_junit_report_missing_or_cut_off_is_a_problem(tmp_path, content):
    report = tmp_path / "TEST-a.xml"
    if content is not None:
        report.write_text(content)
    assert "unreadable report TEST-a.xml" in evidence.from_junit("java", [report]).problems()[0]


def test_junit_no_reports_is_a_problem():
    assert evidence.from_junit("java", []).problems() == ["nothing ran"]


def test_verdict_all_well_last_line_counts_everything():
    lines, well = evidence.verdict([Tally("a", passed=2), Tally("b", passed=3)])
    assert well
    assert lines[-1] == "5 passed, 0 failed"


@pytest.mark.parametrize(
    "bad", [Tally("b"), Tally("b", passed=1, skipped=["x"]), Tally("b", passed=1, broken=["exit code 1"])]
)
def test_verdict_part_without_failures_that_did_not_count_never_says_zero_failed(bad):
    lines, well = evidence.verdict([Tally("a", passed=2), bad])
    assert not well
    assert lines[-1].endswith("1 failed")


def test_verdict_of_nothing_is_not_well():
    assert evidence.verdict([])[1] is False
