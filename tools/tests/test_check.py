import pytest

from workbench import check


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
