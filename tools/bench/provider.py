"""Measures a provider's jar as Lambda runs it: start, first calls, warm calls, memory; beside another jar as ratios.

Every round starts each variant anew, in turn and in changing order, so that what else happens on the machine meets all
of them; ratios are made within a round.
"""

import argparse
import contextlib
import json
import statistics
import sys
from collections import defaultdict
from pathlib import Path

from bench import processes
from bench.cloudwatch import CloudWatch
from bench.functions import Function, Variant
from bench.life import ACTIONS, PROFICIENT, Life, fault, user
from bench.search import Connect
from workbench import emulator
from workbench.repository import ROOT
from workbench.steps import StepFailed, end_when_asked, run, say

JAR = ROOT / "target" / "aws-connect-user-1.0-SNAPSHOT.jar"
SCHEMA = ROOT / "aws-connect-user.json"
LATENCY_MILLIS = 50
STANDING_USERS = 20
PARTS = ("cold", "first", "warm", "logged", "steady", "slow")
# By then the JVM has compiled what a READ takes, and soon after what the others have beside it.
STEADY_AFTER = 600
OTHERS_AFTER = 200
LACKABLE = (*ACTIONS[1:], PROFICIENT)
STEADY = ("READ", "CREATE", "UPDATE none", PROFICIENT)


def main():
    """Run the benchmark and print its tables."""
    options = arguments()
    end_when_asked()
    try:
        processes.required()
        variants = chosen(options)
        with contextlib.ExitStack() as stack:
            figures = measured(variants, options, *services(stack))
    except (StepFailed, processes.NeedsLinux) as failure:
        sys.exit(f"bench-lambda: {failure}")
    lines = report(variants, figures, options.rounds)
    print("\n" + "\n".join(lines), flush=True)
    worse = list(gross(variants, figures, options.limit)) if options.limit else []
    if worse:
        sys.exit("\n".join(worse))


def arguments():
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="tools/benchmark-lambda", description=__doc__.splitlines()[0])
    own = own_handler()
    parser.add_argument("--jar", type=Path, default=JAR, help="the provider to measure (this repository's)")
    parser.add_argument("--handler", default=own, help=f"its entry point ({own})")
    parser.add_argument("--beside", type=Path, metavar="JAR", help="another provider, that ratios are to")
    parser.add_argument("--beside-handler", default=own, help="its entry point (the same)")
    parser.add_argument("--beside-lacks", choices=LACKABLE, action="append", help="an action that it has not")
    parser.add_argument("--rounds", type=int, default=9, help="how often each variant is measured (9)")
    parser.add_argument("--calls", type=int, default=15, help="warm calls of an action in a round (15)")
    parser.add_argument("--only", choices=PARTS, action="append", help="parts; all if none")
    parser.add_argument("--limit", type=float, metavar="X", help="fail when a median ratio is above X")
    options = parser.parse_args()
    if options.limit and not options.beside:
        parser.error("--limit needs --beside, for times alone say nothing of a busy machine")
    return options


def own_handler():
    """Return the entry point of this repository's provider."""
    return json.loads((ROOT / ".rpdk-config").read_text(encoding="utf-8"))["entrypoint"]


def chosen(options):
    """Return the variants; the last is ours. Raises StepFailed for a jar that is not there."""
    if options.jar == JAR:
        run("build of the provider", [ROOT / "tools" / "build", "provider"], cwd=ROOT, heartbeat=False)
    ours = Variant("ours", options.jar, options.handler)
    variants = [ours]
    if options.beside:
        lacks = tuple(options.beside_lacks or ())
        variants.insert(0, Variant("beside", options.beside, options.beside_handler, lacks=lacks))
    for variant in variants:
        if not variant.jar.is_file():
            raise StepFailed(f"there is no jar {variant.jar}")
    return variants


def services(stack):
    """Return the addresses of a Connect that answers at once and of one that takes its time, until the stack ends."""
    slowness = ",".join(f"{name}={value}" for name, value in fault(LATENCY_MILLIS).items())
    return stack.enter_context(service()), stack.enter_context(service("--fault", slowness))


@contextlib.contextmanager
def service(*more):
    """Run a Connect for the duration of a with block; its own provider is never used, nor started."""
    options = ("--on-demand", "--provider", JAR, "--schema", SCHEMA, "--behaviour", "users-per-instance=100000", *more)
    with emulator.running(options=options) as address:
        connect = Connect(address)
        for number in range(STANDING_USERS):
            user(connect, f"standing-{number}")
        yield address


def measured(variants, options, quick, slow):
    """Return the figures of each variant, a list for each with an item a round; milliseconds, of memory MB."""
    figures = {variant.name: defaultdict(list) for variant in variants}
    for number in range(options.rounds):
        for variant in variants if number % 2 else reversed(variants):
            for name, value in one_round(variant, options, quick, slow):
                figures[variant.name][name].append(value)
        say(f"bench-lambda: round {number + 1} of {options.rounds}")
    return figures


def one_round(variant, options, quick, slow):
    """Yield the figures of one round of one variant, by name."""
    parts = options.only or PARTS
    actions = [action for action in ACTIONS if action not in variant.lacks]
    if "cold" in parts or "warm" in parts:
        with Function(variant, quick) as function:
            life = Life(function, quick)
            first = life.run("READ")
            yield "cold: init", 1000 * function.init
            yield "cold: first READ", 1000 * first
            yield "cold: both", 1000 * (function.init + first)
            yield "cold: processor time", 1000 * function.processor()
            yield "memory: after the first READ", function.peak() / 2**20
            if "warm" in parts:
                yield from warm(life, options.calls, "warm", actions)
                yield "memory: after all warm calls", function.peak() / 2**20
    for action in actions[1:] if "first" in parts else ():
        with Function(variant, quick) as function:
            first = Life(function, quick).run(action)
            yield f"first of a process: {action}", 1000 * first
            yield f"init and first: {action}", 1000 * (function.init + first)
            yield f"processor time, init and first: {action}", 1000 * function.processor()
    if "logged" in parts:
        with CloudWatch() as cloudwatch, Function(variant, quick, cloudwatch) as function:
            yield from with_logs(Life(function, quick), cloudwatch, options.calls, actions)
    if "steady" in parts:
        with Function(variant, quick) as function:
            known = [action for action in STEADY if action not in variant.lacks]
            yield from steady(Life(function, quick), options.calls, known)
    if "slow" in parts:
        with Function(variant, slow) as function:
            name = f"warm, Connect {LATENCY_MILLIS} ms away"
            far = warm(Life(function, slow), max(3, options.calls // 3), name, actions)
            yield from (figure for figure in far if not figure[0].startswith("processor"))


def warm(life, calls, name, actions=ACTIONS):
    """Yield the median of warm calls of each action, and their processor time; the first third is not counted."""
    for action in actions:
        for _ in range(calls // 3 + 1):
            life.run(action)
        before = life.processor()
        seconds = [life.run(action) for _ in range(calls)]
        used = life.processor() - before
        yield f"{name}: {action}", 1000 * statistics.median(seconds)
        yield f"processor time, {name}: {action}", 1000 * max(used, 1 / processes.TICKS) / calls


def with_logs(life, cloudwatch, calls, actions):
    """Yield the figures of warm calls of a provider that logs to CloudWatch, and of its calls there one by one."""
    yield from warm(life, calls, "warm, logged", actions)
    before = cloudwatch.calls
    for _ in range(calls):
        life.run("READ")
    yield "calls to CloudWatch: READ", (cloudwatch.calls - before) / calls


def steady(life, calls, actions=STEADY):
    """Yield the figures of a process that has answered hundreds of calls, with Connect beside it and far away."""
    for action in actions:
        for _ in range(STEADY_AFTER if action == "READ" else OTHERS_AFTER):
            life.run(action)
    yield from warm(life, 5 * calls, "steady", actions)
    life.move_connect_away(LATENCY_MILLIS)
    try:
        far = warm(life, max(3, calls // 3), f"steady, Connect {LATENCY_MILLIS} ms away", actions)
        yield from (figure for figure in far if not figure[0].startswith("processor"))
    finally:
        life.move_connect_away(0)


def quartiles(values):
    """Return the first quartile, the median and the third; of one value, that value."""
    return statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1 else [values[0]] * 3


def report(variants, figures, rounds, other="beside"):
    """Return the table as lines of Markdown."""
    beside = figures.get("beside")
    names = {"beside": other}
    head = [
        "",
        *(f"{names.get(v.name, v.name)} ({v.jar.stat().st_size / 1e6:.1f} MB)" for v in variants),
        *(["ratio"] if beside else []),
    ]
    lines = [f"Medians and quartiles of {rounds} rounds, in ms; memory in MiB.", ""]
    lines += ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    for name in figures["ours"]:
        cells = [cell(figures[variant.name].get(name), 1) for variant in variants]
        if beside:
            cells.append(cell(ratios(figures, name), 2))
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines


def ratios(figures, name):
    """Return ours to the other, round by round; None for what the other has not."""
    if name not in figures["beside"]:
        return None
    return [own / other for own, other in zip(figures["ours"][name], figures["beside"][name], strict=True)]


def cell(values, digits):
    """Return a median with its quartiles; a dash for no values."""
    if not values:
        return "-"
    low, middle, high = quartiles(values)
    return f"{middle:.{digits}f} [{low:.{digits}f}-{high:.{digits}f}]"


def gross(variants, figures, limit):
    """Return a line for every figure that is worse by more than the limit."""
    for name in filter(figures["beside"].__contains__, figures["ours"]):
        middle = quartiles(ratios(figures, name))[1]
        if middle > limit:
            yield f"bench-lambda: {name}: {middle:.2f} times the other's, at most {limit:g} is allowed"


if __name__ == "__main__":
    main()
