from workbench import run_tests


def test_pytest_folder_without_tests_counts_as_nothing_ran_and_runs_no_others(monkeypatch, tmp_path):
    monkeypatch.setattr(run_tests, "ROOT", tmp_path)
    tally = run_tests.pytest("boto3", tmp_path / "empty")
    assert tally.passed == 0
    assert tally.problems() == ["no test_*.py in empty", "nothing ran"]


def test_maven_without_reports_of_this_run_counts_as_nothing_ran(monkeypatch, tmp_path):
    old = tmp_path / "target" / "surefire-reports" / "TEST-old.xml"
    old.parent.mkdir(parents=True)
    old.write_text("<testsuite><testcase name='of an earlier run'/></testsuite>")
    monkeypatch.setattr(run_tests, "run", lambda *_, **__: "")
    assert run_tests.maven("provider", tmp_path).problems() == ["nothing ran"]


def test_contract_tests_every_set_of_the_project_expected(monkeypatch, tmp_path):
    (tmp_path / "inputs").mkdir()
    for number in (1, 2):
        (tmp_path / "inputs" / f"inputs_{number}_create.json").write_text("{}")
    monkeypatch.setattr(run_tests, "run", lambda *_, **__: "")
    tally = run_tests.contract_tests("contract", "http://127.0.0.1:1", tmp_path)
    assert tally.problems() == ["0 of 2 input sets ran", "nothing ran"]
