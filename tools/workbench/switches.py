"""Runs `cfn test` and the replays of clients once under every switch of the emulator that concerns users.

Connect may behave in one way or the other where its documents say nothing; the provider must be right in both. A few
failures lie in what a test of the CLI or a client asks for; they are stated here by name and reason, and one more or
one fewer fails the run.
"""

import json
import re
import shutil
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

from workbench import emulator
from workbench.evidence import CONTRACT_TESTS, SKIPS_OF_THE_CLI, Tally
from workbench.outcomes import NOTHING_STATED, Result, Stated, judged, outcomes
from workbench.repository import ROOT, isolated_environment
from workbench.steps import StepFailed, end_when_asked, run, say

CFN_TEST = "cfn test"
REPLAYS = {
    "awscc": ("test_awscc_replay.py", "test_awscc_lists.py"),
    "Pulumi": ("test_pulumi_native_replay.py",),
    "boto3": ("test_cloudcontrol_boto3.py",),
}
ROADS = (CFN_TEST, *REPLAYS)
REPORTS = ROOT / "target" / "test-reports" / "switches"

# Everything at once that makes a diff hard: both forms mirrored, members merged, lists replaced, and seen late.
COMBINATION = "mirror-phone-config=on identity-info=merge update-user-config=replace stale-reads=1"
SWITCHES = (
    "names=required",
    "email=required",
    "saml-email=accepted",
    "password=optional",
    "username-length=documented",
    "username-case=insensitive",
    "desk-phone-number=optional",
    "soft-phone-number=kept",
    "soft-phone-number=refused",
    "identity-info=merge",
    "update-user-config=replace",
    "mirror-phone-config=off",
    "mirror-phone-config=on",
    "empty-email=refuse",
    "normalise-email=lower",
    "show-all-channels=on",
    "fill-members=on",
    "stale-reads=2",
    "stale-lists=1",
    "search-lag=2",
    "late-references-ms=1000",
    "associate-existing=refuse",
    "disassociate-absent=ignore",
    "too-many-proficiencies=LimitExceededException",
    COMBINATION,
)
# What a switch makes Connect demand of every user, for inputs that have no identity at all.
DEMANDED = {
    "names=required": {"FirstName": "Ada", "LastName": "Lovelace"},
    "email=required": {"Email": "ada@example.com"},
}
# What bites hardest in two minutes; `make test` runs these roads, `make switches` all. Late reads cost callbacks, so of
# the combination the sample has the shortest road.
SAMPLE = (
    (COMBINATION, ("Pulumi",)),
    ("mirror-phone-config=on", (CFN_TEST, "awscc")),
    ("show-all-channels=on", (CFN_TEST,)),
)

# A list that shows a user late. `cfn test` lists right after a create or an update, and a client may; the handlers look
# at the user and not at lists, for nothing of a user's life in a stack depends on one.
# A read that shows channels which the template does not name. `cfn test` compares the lengths of lists, and a read
# cannot know which channels were named. The first test of each kind fails, and with it those that share its user.
# awscc finds the state longer than its configuration, whatever is applied.
LISTS = ("AutoAcceptConfigs", "AfterContactWorkConfigs")
FORMS = ("by-index", "whole")  # of the patches that awscc sends for arrays
OF_ORDERS = (
    "test_list_read_back_as_written_second_plan_empty_second_apply_sends_nothing",
    "test_list_added_later_settles_too",
    "test_list_member_changed_nothing_else_changes",
    "test_list_reordered_later_whole_items_no_difference",
)
OF_ONE_ORDER = "test_list_reordered_later_item_that_leaves_members_out_takes_those_of_its_position"
STATED = {
    ("stale-lists=1", CFN_TEST): Stated(
        frozenset(f"set {n} {name}" for n in (1, 2, 3) for name in ("contract_create_list", "contract_update_list")),
        "where False = test_model_in_list(",
    ),
    ("stale-lists=1", "awscc"): Stated(
        frozenset({"test_plural_data_source_without_model_lists_all_instances_page_by_page"}), "<= set(seen)"
    ),
    ("stale-lists=1", "boto3"): Stated(
        frozenset({"test_list_resources_paginator_every_user_once"}), "assert arns <= set(found)"
    ),
    ("show-all-channels=on", "awscc"): Stated(
        frozenset(
            [
                f"{test}[{arrays}-{name}-{order}]"
                for test in OF_ORDERS
                for arrays in FORMS
                for name in LISTS
                for order in ("voice-chat", "chat-voice")
            ]
            + [f"{OF_ONE_ORDER}[{arrays}-{name}]" for arrays in FORMS for name in LISTS]
        ),
        "a plan right after the apply still has changes",
    ),
    ("show-all-channels=on", CFN_TEST): Stated(
        frozenset(
            f"set 2 {name}"
            for name in (CONTRACT_TESTS | SKIPS_OF_THE_CLI)
            - {"contract_check_asserts_work", "contract_update_without_create", "contract_create_taggable"}
        ),
        "assert len(inputs[key]) == len(outputs[key])",
    ),
}


@dataclass
class Line:
    """One line of the table: a switch, a road, and what it came to."""

    switch: str
    road: str
    result: Result

    def tally(self):
        """Return the same as a part of a run of all tests."""
        tally = Tally(f"{self.road} with {self.switch}", passed=self.result.passed, as_stated=self.result.as_stated)
        tally.broken += self.result.problems
        return tally


def main(chosen):
    """Run all switches, or those that are named as NAME=VALUE; end with the table and a count."""
    end_when_asked()
    unknown = [switch for switch in chosen if switch not in SWITCHES]
    if unknown:
        sys.exit(f"switches: no such switch here: {', '.join(unknown)}; there are: {'; '.join(SWITCHES)}")
    lines = []
    for switch in chosen or SWITCHES:
        lines += under(switch)
    say("switches: what ran")
    print("\n".join(table(lines)), flush=True)
    sys.exit(1 if any(line.result.problems for line in lines) else 0)


def sample():
    """Run the sample and return its lines."""
    return [line for switch, roads in SAMPLE for line in under(switch, roads)]


def under(switch, roads=ROADS):
    """Run roads against one emulator with a switch, or with several that are parted by spaces."""
    options = [part for each in switch.split() for part in ("--behaviour", each)]
    lines = []
    with emulator.running(options=options) as address:
        for road in roads:
            say(f"{road} with {switch}")
            lines.append(Line(switch, road, travelled(road, switch, address)))
    return lines


def travelled(road, switch, address):
    """Run one road. What is not as stated is shown with all that the run printed."""
    stated = STATED.get((switch, road), NOTHING_STATED)
    folder = REPORTS / re.sub(r"\W+", "-", f"{switch} {road}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        if road == CFN_TEST:
            found, output = contract_tests(folder, address, DEMANDED.get(switch, {}))
        else:
            found, output = replay(road, folder, address)
    except StepFailed as failure:
        print(failure.output, flush=True)
        return Result(problems=[str(failure)])
    sets = sorted({name.rpartition(" ")[0] for name in found}) if road == CFN_TEST else []
    result = judged(found, stated, {f"{number} {name}" for number in sets for name in CONTRACT_TESTS})
    (folder / "output.txt").write_text(output, encoding="utf-8")
    if result.problems:
        print(output, flush=True)
    return result


def replay(road, folder, address):
    """Run the clients' tests of a road."""
    report = folder / "report.xml"
    files = [ROOT / "tools" / "clients" / name for name in REPLAYS[road]]
    command = [ROOT / "tools" / "py", "pytest", "-q", "-c", ROOT / "tools" / "pyproject.toml"]
    output = quietly(road, [*command, f"--junitxml={report}", *files], {"AWS_ENDPOINT_URL": address})
    return reported(report, output), output.text


def contract_tests(folder, address, demanded):
    """Run `cfn test` with each set of inputs on its own, because the CLI leaves the others out once one fails."""
    found, printed = {}, []
    for first in sorted((ROOT / "inputs").glob("inputs_*_create.json")):
        number = first.name.split("_")[1]
        report = folder / f"report-{number}.xml"
        with tempfile.TemporaryDirectory(prefix="switches-") as inputs:
            bare = "IdentityInfo" not in json.loads(first.read_text(encoding="utf-8"))
            for file in (ROOT / "inputs").glob(f"inputs_{number}_*.json"):
                given = json.loads(file.read_text(encoding="utf-8"))
                if bare and demanded:
                    given["IdentityInfo"] = demanded | given.get("IdentityInfo", {})
                copy = Path(inputs) / file.name.replace(f"_{number}_", "_1_")
                copy.write_text(json.dumps(given), encoding="utf-8")
            command = [ROOT / "tools" / "contract-test", "--endpoint", address, "--inputs", inputs]
            output = quietly(f"{CFN_TEST}, set {number}", [*command, "--", f"--junitxml={report}"])
        printed.append(output.text)
        found |= {f"set {number} {name}": words for name, words in reported(report, output).items()}
    return found, "\n".join(printed)


@dataclass(frozen=True)
class Output:
    """What a program printed, and how it failed, if it did."""

    text: str
    failure: str = ""


def quietly(name, command, environment=None):
    """Run a program whose report will tell what failed; its output is kept."""
    try:
        return Output(run(name, command, cwd=ROOT, env=isolated_environment() | (environment or {}), show=False))
    except StepFailed as failure:
        return Output(failure.output, str(failure))


def reported(report, output):
    """Return the outcomes in a report; a program that failed must have a failed test to show for it."""
    try:
        found = outcomes(report)
    except (OSError, ElementTree.ParseError) as failure:
        raise StepFailed(f"no report ({failure}); {output.failure or 'the program ended well'}", output.text) from None
    if output.failure and not any(found.values()):
        raise StepFailed(f"every test passed, and yet: {output.failure}", output.text)
    return found


def table(lines):
    """Return the table, what is wrong, and the count of everything."""
    widths = [max(len(str(row[column])) for row in rows(lines)) for column in range(4)]
    shown = ["  ".join(str(cell).ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows(lines)]
    for line in lines:
        shown += [f"NOT OK: {line.road} with {line.switch}: {problem}" for problem in line.result.problems]
    passed = sum(line.result.passed for line in lines)
    stated = sum(line.result.as_stated for line in lines)
    return [*shown, f"{passed} passed, {stated} failed as stated, {problems(lines)} not as stated"]


def rows(lines):
    """Return the cells of the table, its head first."""
    return [
        ("switch", "road", "passed", "failed"),
        *((line.switch, line.road, line.result.passed, failed(line.result)) for line in lines),
    ]


def failed(result):
    """Return the last cell of a line."""
    parts = [f"{result.as_stated} as stated"] if result.as_stated else []
    parts += [f"{len(result.problems)} NOT OK"] if result.problems else []
    return ", ".join(parts) or "0"


def problems(lines):
    """Count what is wrong on all lines."""
    return sum(len(line.result.problems) for line in lines)


if __name__ == "__main__":
    main(sys.argv[1:])
