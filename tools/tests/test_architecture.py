"""ARCHITECTURE.md names every class of the provider in its room, and every room of the tools."""

import re

from workbench.repository import ROOT

PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
PROVIDER = ROOT / "src" / "main" / "java" / "software" / "amazon" / "connect"


def section(heading):
    """Return what stands below a heading."""
    return re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)[1]


def test_every_class_of_the_provider_stands_in_its_room():
    told, room = set(), None
    rows = re.findall(r"^\| (`[^`]+` )?\| (`[^|]+`) \|", section("The provider, room by room"), re.MULTILINE)
    for first, files in rows:
        room = first.strip(" `") or room
        told |= {(room, name) for name in re.findall(r"`(\w+)`", files)}
    files = [path.relative_to(PROVIDER).with_suffix("") for path in PROVIDER.rglob("*.java")]
    assert len(files) > 40
    assert told == {(".".join(file.parent.parts), file.name) for file in files}


def test_every_room_of_the_tools_is_told():
    told = re.findall(r"^\| `(\w+)` \|", section("The tools, room by room"), re.MULTILINE)
    there = [path.parent.name for path in (ROOT / "tools").glob("*/*") if path.suffix in (".py", ".js")]
    assert sorted(told) == sorted(set(there))
