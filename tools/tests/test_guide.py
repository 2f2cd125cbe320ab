"""The pages of guide/: what they quote is what the programs say, and what they link to is there."""

import re

import pytest

from workbench.repository import ROOT

PAGES = sorted((ROOT / "guide").glob("*.md"))
SOURCES = ("src/main/java", "emulator/src/main/java", "tools")


def sources():
    """Return all program texts, with texts that are written in pieces joined, and what is filled in taken out."""
    files = [path for folder in SOURCES for path in (ROOT / folder).rglob("*") if path.suffix in (".java", ".py")]
    files += [path for path in (ROOT / "tools").iterdir() if path.is_file() and not path.suffix]
    texts = [path.read_text(encoding="utf-8") for path in files if "tests" not in path.parts]
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


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
