"""What each test of a run came to, by name, held against the failures that are stated."""

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field

from workbench.evidence import SKIPS_OF_THE_CLI

SKIPPED = "skipped"
WORDS_SHOWN = 300


@dataclass(frozen=True)
class Stated:
    """Failures that must come: of these tests, each with this text among its words."""

    tests: frozenset
    reason: str


NOTHING_STATED = Stated(frozenset(), "")


@dataclass
class Result:
    """What one road came to: counts, and what is not as it should be."""

    passed: int = 0
    as_stated: int = 0
    problems: list = field(default_factory=list)


def outcomes(report):
    """Return the words of the failure of each test of a JUnit report by its name: None for one that passed.

    Raises OSError or ElementTree.ParseError when there is no such report. A test that fails twice, in its body and when
    it is cleaned up, has the words of both.
    """
    found = {}
    for case in ElementTree.parse(report).iter("testcase"):
        words = [
            f"{child.get('message', '')}\n{child.text or ''}" for child in case if child.tag in ("failure", "error")
        ]
        if not words and case.find("skipped") is not None:
            words = [SKIPPED]
        name = case.get("name")
        found[name] = "\n".join(filter(None, [found.get(name), *words])) or None
    return found


def judged(found, stated=NOTHING_STATED, expected=frozenset()):
    """Hold outcomes against what is stated, and against the tests that must be among them."""
    result = Result()
    for name, words in sorted(found.items()):
        if words is None:
            result.passed += 1
            if name in stated.tests:
                result.problems.append(f"{name} passed, but it is stated to fail")
        elif name in stated.tests and stated.reason in words:
            result.as_stated += 1
        elif words == SKIPPED:
            if name.rpartition(" ")[2] not in SKIPS_OF_THE_CLI:
                result.problems.append(f"{name} was skipped")
        else:
            wrong = "failed for another reason than is stated" if name in stated.tests else "failed"
            result.problems.append(f"{name} {wrong}: {shortened(words)}")
    for name in sorted((stated.tests | expected) - set(found)):
        result.problems.append(f"{name} did not run")
    if not found:
        result.problems.append("nothing ran")
    return result


def shortened(words):
    """Return the beginning of a failure's words on one line."""
    return " ".join(words.split())[:WORDS_SHOWN]
