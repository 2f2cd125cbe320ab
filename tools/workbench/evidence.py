"""Counts what a test run really ran, from the reports of its parts, so that nothing passes by not running."""

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field

# Their own condition: the primary identifier would have to be create-only, and UserArn is read-only.
SKIPS_OF_THE_CLI = frozenset({"contract_create_create", "contract_delete_create"})
# What applies to a type with five handlers, tags that can be changed and a read-only identifier; in each set of inputs.
CONTRACT_TESTS = frozenset(
    {
        "contract_create_delete",
        "contract_create_read",
        "contract_create_list",
        "contract_create_taggable",
        "contract_update_read",
        "contract_update_list",
        "contract_update_tag_updatable",
        "contract_update_without_create",
        "contract_delete_read",
        "contract_delete_list",
        "contract_delete_update",
        "contract_delete_delete",
        "contract_check_asserts_work",
    }
)

SUMMARY = re.compile(r"^=+ (?:(?P<failed>\d+) failed, )?(?P<passed>\d+) passed\b.* in [\d.]+s.*=+$", re.MULTILINE)
ANY_SUMMARY = re.compile(r"^=+ .*\b(?:passed|failed|skipped|error|errors|deselected|no tests ran)\b.* in [\d.]+s.*=+$")
CONTRACT_TEST = re.compile(r"::(contract_\w+)(?:\s|$)")
OUTCOME = re.compile(r"\b(PASSED|FAILED|SKIPPED|ERROR)\b(?: \(.*\))?\s+\[\s*\d+%\]")


@dataclass
class Tally:
    """What one part ran. `skipped` has the names of the tests that did not run, `broken` says what else is wrong.

    `as_stated` counts failures that had to come and came.
    """

    part: str
    passed: int = 0
    failed: int = 0
    as_stated: int = 0
    skipped: list = field(default_factory=list)
    broken: list = field(default_factory=list)

    def problems(self):
        """Return why this part does not count as passed; empty when it does."""
        found = list(self.broken)
        if self.failed:
            found.append(f"{self.failed} failed")
        if not self.passed:
            found.append("nothing ran")
        unstated = sorted(set(self.skipped) - SKIPS_OF_THE_CLI)
        if unstated:
            found.append("skipped: " + ", ".join(unstated))
        return found

    def line(self):
        """Return one line for the table at the end of a run."""
        problems = self.problems()
        verdict = "ok" if not problems else "NOT OK: " + "; ".join(problems)
        stated = len([name for name in self.skipped if name in SKIPS_OF_THE_CLI])
        skips = f", {stated} skipped by the CLI itself" if stated else ""
        due = f", {self.as_stated} failed as stated" if self.as_stated else ""
        return f"{self.part}: {self.passed} passed, {self.failed} failed{due}{skips}: {verdict}"


def from_junit(part, files):
    """Count JUnit XML reports: surefire's and failsafe's TEST-*.xml, pytest's --junitxml."""
    tally = Tally(part)
    for file in files:
        try:
            cases = list(ElementTree.parse(file).iter("testcase"))
        except (OSError, ElementTree.ParseError) as failure:
            tally.broken.append(f"unreadable report {file.name}: {failure}")
            continue
        for case in cases:
            children = {child.tag for child in case}
            if children & {"failure", "error"}:
                tally.failed += 1
            elif "skipped" in children:
                tally.skipped.append(case.get("name"))
            else:
                tally.passed += 1
    return tally


def from_contract_tests(part, output, sets):
    """Count what `cfn test` printed: one pytest run, with its own summary line, for each set of inputs."""
    tally = Tally(part)
    current = None
    summaries = 0
    seen = set()
    for line in output.splitlines():
        if ANY_SUMMARY.match(line):
            summaries += 1
            tally.broken += [f"input set {summaries}: {name} did not run" for name in sorted(CONTRACT_TESTS - seen)]
            seen = set()
            current = None
            continue
        named = CONTRACT_TEST.search(line)
        current = named[1] if named else current
        outcome = OUTCOME.search(line)
        if not outcome or not current:
            continue
        seen.add(current)
        if outcome[1] == "PASSED":
            tally.passed += 1
        elif outcome[1] == "SKIPPED":
            tally.skipped.append(current)
        else:
            tally.failed += 1
    said = sum(int(match["passed"]) for match in SUMMARY.finditer(output))
    if said != tally.passed:
        tally.broken.append(f"counted {tally.passed} passed, but the CLI says {said}")
    if summaries != sets:
        tally.broken.append(f"{summaries} of {sets} input sets ran")
    return tally


def verdict(tallies):
    """Return the lines that close a run, and whether all is well. The last line is the count of everything."""
    lines = [tally.line() for tally in tallies]
    bad = [tally for tally in tallies if tally.problems()]
    passed = sum(tally.passed for tally in tallies)
    # A part that ran nothing or skipped has no failed test, and is a failure all the same.
    failed = sum(tally.failed or 1 for tally in bad)
    lines.append(f"{passed} passed, {failed} failed")
    return lines, not bad and bool(tallies)
