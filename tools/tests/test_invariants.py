import re

from workbench.repository import ROOT

ROWS = re.compile(r"^\| (?P<rule>[^|]+) \| (?P<enforced>.+) \|$", re.M)
NAME = re.compile(r"`([^`]+)`")


def rows():
    """Return the rules of the table with what enforces each."""
    text = (ROOT / "INVARIANTS.md").read_text(encoding="utf-8")
    return [(row["rule"].strip(), row["enforced"]) for row in ROWS.finditer(text)][1:]


def classes():
    """Return all Java classes with their packages, generated ones apart."""
    folders = (ROOT / "src", ROOT / "emulator" / "src")
    files = [file for folder in folders for file in folder.rglob("*.java")]
    return [".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files]


def meant(name, known):
    """Return the classes that a name may mean, with or without some of the package."""
    return [each for each in known if f".{each}".endswith(f".{name}")]


def exists(name, known):
    if name.startswith("make "):
        return re.search(rf"^{name.removeprefix('make ')}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    if "/" in name or ("." in name and name.rpartition(".")[2].islower()):
        return (ROOT / name).exists()
    return meant(name, known)


def test_what_enforces_an_invariant_is_there():
    known = classes()
    table = rows()
    assert len(table) > 30
    missing = {name for _, enforced in table for name in NAME.findall(enforced) if not exists(name, known)}
    assert missing == set()


def test_a_name_means_one_class():
    known = classes()
    names = {name for _, enforced in rows() for name in NAME.findall(enforced)}
    assert [name for name in sorted(names) if len(meant(name, known)) > 1] == [], "say of which package"


def test_every_invariant_names_a_check_or_says_that_there_is_none():
    table = rows()
    bare = [rule for rule, enforced in table if not NAME.search(enforced) and "not otherwise enforced" not in enforced]
    assert bare == []


def test_every_invariant_stands_once():
    rules = [rule for rule, _ in rows()]
    assert len(rules) == len(set(rules))
