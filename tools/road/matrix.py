"""Every fault at every call of every scenario on the whole road, and the table of what became of it.

Cloud Control in front, the packaged provider in its own process, Connect behind: several emulators at once, a case at
a time on each, since faults count the calls of all.
"""

import argparse
import collections
import contextlib
import json
import queue
import random
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from road import asked, blows, world
from road.drive import OPERATIONS, begin, driven
from road.emulated import Emulated
from road.oracle import CLEAN, CONVERGED, GAP, LOST, Verdict, judged, taken_back
from workbench import emulator
from workbench.build import build_provider
from workbench.repository import ROOT
from workbench.steps import StepFailed, counted, end_when_asked, say

TABLE = ROOT / "target" / "faults" / "road.txt"
SCHEMA = ROOT / "aws-connect-user.json"
KINDS = (CONVERGED, CLEAN, GAP, LOST)
EMULATORS = 6
SEED = 9
# Takes long, so that it begins first: nothing then waits for one of these at the end.
SLOW = ("delay", "trickle", "crash-before", "crash-after", "time-out")
NEVER = 1_000_000
PROGRESS = 100
WORDS_SHOWN = 400


@dataclass(frozen=True)
class Clean:
    """A scenario without faults: its course, and everything that it gives a fault to strike."""

    course: object
    blows: list


@dataclass(frozen=True)
class Result:
    """A case and its verdict."""

    scenario: str
    blow: blows.Blow
    verdict: Verdict


def main():
    """Run all, or a sample; the exit code is 0 when nothing was lost but the gap that README states."""
    parser = argparse.ArgumentParser(prog="tools/faults-road", description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, metavar="N", help="so many cases, chosen by --seed, instead of all")
    parser.add_argument("--seed", type=int, default=SEED, help="of the sample (default: %(default)s)")
    parser.add_argument("--emulators", type=int, default=EMULATORS, help="at once (default: %(default)s)")
    parser.add_argument("--scenario", action="append", help="only those whose name has this text; repeatable")
    parser.add_argument("--fault", action="append", help="only those whose kind has this text; repeatable")
    parser.add_argument("--provider", type=Path, help="another jar of the provider than this repository's")
    options = parser.parse_args()
    end_when_asked()
    try:
        if not options.provider:
            build_provider()
        results = run(
            options.emulators, options.sample, options.seed, options.scenario, options.provider, options.fault
        )
    except StepFailed as failure:
        sys.exit(f"faults: {failure}")
    sys.exit(1 if lost(results) or not results else 0)


def run(emulators=EMULATORS, sample=None, seed=SEED, chosen=None, jar=None, faults=None):
    """Run the matrix, print its table and write it; return the results."""
    started = time.monotonic()
    scenarios = [each for each in world.scenarios() if not chosen or any(text in each.name for text in chosen)]
    with tempfile.TemporaryDirectory(prefix="road-") as folder, contextlib.ExitStack() as stack:
        seed_file = Path(folder) / "seed.yaml"
        seed_file.write_text(json.dumps(world.seed()), encoding="utf-8")
        command = ("--seed", seed_file, "--concurrency", 1)
        if jar:
            command += ("--provider", jar, "--schema", SCHEMA)
        say(f"faults on the whole road: {counted(emulators, 'emulator')} at once")
        roads = [Emulated(stack.enter_context(emulator.running(options=command))) for _ in range(emulators)]
        clean = dict(shared(roads, scenarios, lambda road, each: (each, without_faults(road, each))))
        cases = [(each, blow) for each in scenarios for blow in clean[each].blows]
        cases = [case for case in cases if not faults or any(text in case[1].kind for text in faults)]
        if sample:
            cases = random.Random(seed).sample(cases, min(sample, len(cases)))
        cases.sort(key=lambda case: case[1].kind not in SLOW)
        say(f"faults on the whole road: {len(cases)} cases")
        results = shared(roads, cases, lambda road, case: struck(road, *case, clean[case[0]].course))
    lines = table(scenarios, results, time.monotonic() - started)
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines), flush=True)
    return results


def without_faults(road, scenario):
    """Run a scenario unstruck and find its calls in the request log, its invocations by a fault that never strikes."""
    course = driven(road, scenario)
    check(scenario, course)
    found = []
    seen = collections.Counter()
    for call in road.admin("GET", "requests?service=connect"):
        seen[call["operation"]] += 1
        found += blows.at_call(call["operation"], seen[call["operation"]])
    for action in actions(scenario):
        for number in range(invocations(road, scenario, action)):
            found += blows.at_invocation(action, number + 1)
    return Clean(course, [each for each in found if not scenario.kinds or each.kind in scenario.kinds])


def actions(scenario):
    """Return the handlers that an operation may invoke; Cloud Control reads what it patches."""
    return ("READ", "UPDATE") if scenario.action == "UPDATE" else (scenario.action,)


def invocations(road, scenario, action):
    """Count the invocations of a handler in a scenario."""
    begin(road, scenario)
    never = blows.Blow("lambda", action, NEVER, (("kind", "crash-before"),))
    road.admin("POST", "faults", [never.fault()])
    OPERATIONS[scenario.action](road, scenario)
    return road.admin("GET", "faults")[0]["matched"]


def check(scenario, course):
    """Hold the course without faults against what was asked for. Raises StepFailed."""
    event = course.ending
    well = event["OperationStatus"] == "SUCCESS"
    if scenario.refused:
        well = event.get("ErrorCode") == "AlreadyExists" and course.users == course.before
    elif scenario.action == "CREATE":
        well = well and len(course.users) == len(course.before) + 1
    elif scenario.action == "DELETE":
        well = well and set(course.before) - set(course.users) == {scenario.target}
    elif scenario.action == "READ":
        well = well and course.shown["UserArn"] == scenario.target
    elif scenario.action == "LIST":
        of = scenario.desired.get("InstanceArn", "")
        well = well and course.shown == sorted(arn for arn in course.before if arn.startswith(of))
    if not well:
        raise StepFailed(f"{scenario.name}, without any fault: {event}")
    for arn in () if scenario.refused else targets(scenario, course):
        wrong = asked.missing(scenario, course.users[arn])
        if wrong:
            raise StepFailed(f"{scenario.name}, without any fault, and yet the state has: {wrong}")


def targets(scenario, course):
    """Return the users that a create has made or an update has changed."""
    return [scenario.target] if scenario.action == "UPDATE" else sorted(set(course.users) - set(course.before))


def struck(road, scenario, blow, clean):
    """Run one case. What breaks off in the middle is lost, too."""
    try:
        verdict = judged(scenario, blow, clean, driven(road, scenario, blow))
        if scenario.action == "UPDATE" and verdict.kind == CLEAN:
            verdict = taken_back(verdict, clean, driven(road, scenario, blow, back=True))
    except Exception as failure:  # one case that breaks off must not hide the verdicts on the others
        verdict = Verdict(LOST, f"it broke off: {type(failure).__name__}: {failure}")
    if verdict.kind == LOST:
        say(f"lost: {scenario.name}, {blow}: {verdict.why[:WORDS_SHOWN]}")
    return Result(scenario.name, blow, verdict)


def shared(roads, items, work):
    """Let every emulator take items until none is left; return what the work gave. Raises what went wrong first."""
    waiting = queue.SimpleQueue()
    for each in items:
        waiting.put(each)
    done, failures = [], []

    def take(road):
        with contextlib.suppress(queue.Empty):
            while not failures:
                try:
                    done.append(work(road, waiting.get_nowait()))
                    if len(done) % PROGRESS == 0:
                        say(f"faults on the whole road: {len(done)} of {len(items)}")
                except queue.Empty:
                    raise
                except Exception as failure:  # the thread that waits must hear of it
                    failures.append(failure)

    threads = [threading.Thread(target=take, args=(road,), daemon=True) for road in roads]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return done


def table(scenarios, results, seconds):
    """Return the lines of the table: verdicts by scenario and by kind of fault, then all that is not well."""
    rows = [("scenario", *KINDS)]
    rows += [(each.name, *counts(r for r in results if r.scenario == each.name)) for each in scenarios]
    rows += [("all", *counts(results)), ("", *[""] * len(KINDS)), ("fault", *KINDS)]
    rows += [
        (kind, *counts(r for r in results if r.blow.kind == kind)) for kind in sorted({r.blow.kind for r in results})
    ]
    lines = [f"{row[0]:40}" + "".join(f"{cell:>14}" for cell in row[1:]) for row in rows]
    for kind in (GAP, LOST):
        lines += [
            f"{kind}: {r.scenario}, {r.blow}: {r.verdict.why[:WORDS_SHOWN]}" for r in results if r.verdict.kind == kind
        ]
    return [*lines, f"{len(results)} cases on the whole road, {lost(results)} lost, {seconds:.0f} s"]


def counts(results):
    """Count the verdicts by kind."""
    found = collections.Counter(result.verdict.kind for result in results)
    return [found[kind] for kind in KINDS]


def lost(results):
    """Count what is lost."""
    return sum(result.verdict.kind == LOST for result in results)


if __name__ == "__main__":
    main()
