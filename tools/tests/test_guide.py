"""What guide/ quotes is what the programs say, and what any page links to is there, headings too."""

import re
from collections import Counter

import pytest

from workbench import check, pages
from workbench.repository import ROOT

PAGES = [name for name in check.tracked() if name.endswith(".md") and not name.startswith("tools/")]
SOURCES = ("src/main/java", "emulator/src/main/java", "emulator/src/dist/java", "tools")


def sources():
    """Return all program texts, with texts that are written in pieces joined, and what is filled in taken out."""
    files = [path for folder in SOURCES for path in (ROOT / folder).rglob("*") if path.suffix in (".java", ".py")]
    files += [path for path in (ROOT / "tools").iterdir() if path.is_file() and not path.suffix]
    texts = [
        path.read_text(encoding="utf-8")
        for path in files
        if not path.name.startswith("test_") and "tests" not in path.parts
    ]
    return re.sub(r'\\?"\s*\+?\s*\\?\n?\s*"', "", "\n".join(texts))


@pytest.fixture(scope="module")
def said():
    return sources()


def quoted():
    page = (ROOT / "guide" / "messages.md").read_text(encoding="utf-8")
    return re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)


@pytest.mark.parametrize("message", quoted())
def test_messages_are_said_by_a_program(said, message):
    for piece in filter(None, (piece.strip() for piece in message.split("…"))):
        assert piece in said, f"no program says: {piece}"


def test_messages_twenty_at_least():
    assert len(quoted()) >= 20


def anchors(page):
    """Return what headings of a page are called in addresses: small letters, no signs, hyphens for spaces."""
    bare = pages.FENCE.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", bare, re.MULTILINE)
    called = [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]
    seen = Counter()
    for name in called:
        yield f"{name}-{seen[name]}" if seen[name] else name
        seen[name] += 1


def is_there(page, link):
    """Whether a link of a page leads to a file, and to a heading of it if it names one."""
    file, _, heading = link.partition("#")
    target = page.parent / file if file else page
    return target.exists() and (not heading or heading in anchors(target))


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name):
    page = ROOT / name
    links = re.findall(r"\]\(([^)\s]+)\)", pages.FENCE.sub("", page.read_text(encoding="utf-8")))
    own = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in own if not is_there(page, link)] == []


def test_links_of_all_pages_are_looked_at():
    assert {*pages.names(), "ARCHITECTURE.md", "DECISIONS.md", "INVARIANTS.md", "CONTRIBUTING.md"} <= set(PAGES)
