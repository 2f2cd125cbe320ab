import re

from workbench.repository import ROOT

ROWS = re.compile(r"^\| (?P<rule>[^|]+) \| (?P<enforced>.+) \|$", re.M)
NAME = re.compile(r"`([^`]+)`")


def rows():
    """Return the rules of the table with what enforces each."""
    text = (ROOT / "INVARIANTS.md").read_text(encoding="utf-8")
    return [(row["rule"].strip(), row["enforced"]) for row in ROWS.finditer(text)][1:]


def classes():
    """Return the names of all Java classes, generated ones apart."""
    folders = (ROOT / "src", ROOT / "emulator" / "src")
    return {file.stem for folder in folders for file in folder.rglob("*.java")}


def exists(name, known):
    if name.startswith("make "):
        return re.search(rf"^{name.removeprefix('make ')}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    if "/" in name or ("." in name and name.rpartition(".")[2].islower()):
        return (ROOT / name).exists()
    return name.rpartition(".")[2] in known


def test_what_enforces_an_invariant_is_there():
    known = classes()
    table = rows()
    assert len(table) > 30
    missing = {name for _, enforced in table for name in NAME.findall(enforced) if not exists(name, known)}
    assert missing == set()


def test_every_invariant_names_a_check_or_says_that_there_is_none():
    table = rows()
    bare = [rule for rule, enforced in table if not NAME.search(enforced) and "not otherwise enforced" not in enforced]
    assert bare == []


def test_every_invariant_stands_once():
    rules = [rule for rule, _ in rows()]
    assert len(rules) == len(set(rules))
