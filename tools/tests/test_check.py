import contextlib

import pytest

from workbench import check
from workbench.steps import StepFailed


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("A.java", "class A {} \n", "A.java:1: space at the end"),
        ("A.java", "\tclass A {}\n", "A.java:1: tab"),
        ("a.py", "#" * 121 + "\n", "a.py:1: 121 characters"),
        ("a.json", "{}", "a.json: the last line has no end"),
        ("a.sh", "true\r\n", "a.sh: carriage returns"),
    ],
)
def test_faults_each_rule_named_with_its_place(name, content, fault):
    assert any(found.startswith(fault) for found in check.faults(name, content.encode()))


def test_faults_clean_file_none():
    assert check.faults("A.java", b"class A {}\n") == []


@pytest.mark.parametrize(
    ("name", "text"), [("Makefile", True), ("src/A.java", True), ("a.jar", False), ("docs/a.md", False)]
)
def test_is_text_what_people_write(name, text):
    assert check.is_text(name) is text


@pytest.mark.parametrize("failure", [None, "pytest: exit code 1", "provider: exit code 1"])
def test_main_parts_run_side_by_side_and_each_counts(monkeypatch, capsys, failure):
    ran = []

    @contextlib.contextmanager
    def beside(name, command, **_):
        ran.append(f"{name} begins")
        try:
            yield
        finally:
            ran.append(f"{name} ends")
        if failure and name in failure:
            raise StepFailed(failure)

    monkeypatch.setattr(check, "end_when_asked", lambda: None)
    monkeypatch.setattr(check, "require_jdk", lambda: ran.append("jdk"))
    monkeypatch.setattr(check, "tracked", lambda: [])
    monkeypatch.setattr(check, "run", lambda name, *_, **__: ran.append(name))
    monkeypatch.setattr(check, "maven", lambda name, *_: ran.append(name))
    monkeypatch.setattr(check, "beside", beside)
    with pytest.raises(SystemExit, match=failure) if failure else contextlib.nullcontext():
        check.main()
    begun = ["ruff", "ruff", "jdk", "pytest begins", "provider begins", "emulator"]
    assert ran == [*begun, "provider ends", "pytest ends"]
    assert ("all well" in capsys.readouterr().out) is not bool(failure)
