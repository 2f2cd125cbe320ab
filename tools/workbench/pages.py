"""The pages that people read, and the blocks of commands, templates and code on them."""

import re
from dataclasses import dataclass

from workbench.repository import ROOT

PATTERNS = ("README.md", "emulator/*.md", "examples/README.md", "examples/*/README.md", "guide/*.md")
FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
MARKER = re.compile(r"^ *<!-- not run: (.+) -->\n\Z", re.MULTILINE)
HEADING = re.compile(r"^##? (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A block between fences.

    `heading` is the one above it; `reason` is what the comment before it says why it is not run, empty when it is.
    """

    page: str
    heading: str
    language: str
    text: str
    reason: str

    @property
    def lines(self):
        """What is to be typed, line by line; notes behind commands stay, the shell skips them."""
        return [line for line in self.text.splitlines() if line.strip() and not line.startswith("#")]

    @property
    def key(self):
        """What tells blocks of a page apart: the first line without its note."""
        return self.page, re.sub(r"\s+#.*", "", self.lines[0])


def names():
    """Return the pages by their paths."""
    return sorted(str(path.relative_to(ROOT)) for pattern in PATTERNS for path in ROOT.glob(pattern))


def text_of(page):
    """Return what stands on a page."""
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page):
    """Return the blocks of a page in order."""
    text = text_of(page)
    found = []
    for fence in FENCE.finditer(text):
        indent, language, content = fence.groups()
        before = text[: fence.start()]
        marker = MARKER.search(before)
        headings = HEADING.findall(FENCE.sub("", before))
        lines = [line.removeprefix(indent) for line in content.splitlines()]
        heading = headings[-1] if headings else ""
        found.append(Block(page, heading, language, "\n".join(lines) + "\n", marker[1] if marker else ""))
    return found


def commands(page):
    """Return the blocks of commands of a page that are to be run."""
    return [block for block in blocks(page) if block.language == "sh" and not block.reason]
