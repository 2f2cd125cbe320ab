"""Measures imports of many users under Connect's quotas: how close the makespan comes to what they allow at best.

The quotas are those that are published. A large import has a rate that is a stated factor higher, so that it takes
minutes instead of hours; the burst stays, and so do the waits of the handlers and the second in which provider
processes start, which is why a small import has the published rates: what takes a second of its own on AWS, too, would
count as many as the factor says. A jar given by path takes turns with this repository's, on an emulator of its own.
"""

import argparse
import collections
import contextlib
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from bench.clients import Belief, WentWrong, in_parallel, shared_out, there
from bench.stacks import by_stack
from road.emulated import Emulated
from workbench import emulator
from workbench.build import build_provider
from workbench.repository import ROOT
from workbench.steps import StepFailed, end_when_asked, say

MOST_FACTOR = 5
USERS_PER_FACTOR = 100
OURS = ROOT / "target" / "aws-connect-user-1.0-SNAPSHOT.jar"
SCHEMA = ROOT / "aws-connect-user.json"
READS = ("DescribeUser", "ListUsers", "ListUserProficiencies", "DescribeRoutingProfile")
WARM_UP = 4


def main():
    """Run the imports and print the table; exit code 1 when a user failed or is there twice, never for a time."""
    parser = argparse.ArgumentParser(prog="tools/benchmark-import", description=__doc__.splitlines()[0])
    parser.add_argument("--users", type=int, nargs="*", default=[50, 200, 1000], help="by Cloud Control")
    parser.add_argument("--stack", type=int, nargs="*", default=[200, 500], help="by one stack")
    parser.add_argument("--factor", type=int, help=f"of the rates (1 to {MOST_FACTOR}, by the number of users)")
    parser.add_argument("--clients", type=int, default=8, help="Cloud Control clients at once")
    parser.add_argument("--pool", type=int, default=4, help="provider processes at most")
    parser.add_argument("--provider", type=Path, action="append", default=[], help="another jar, beside ours")
    options = parser.parse_args()
    end_when_asked()
    try:
        if os.environ.get("EMULATOR_BUILD") != "no":
            build_provider()
        failures = compared(options)
    except (StepFailed, WentWrong) as failure:
        sys.exit(f"import-bench: {failure}")
    sys.exit(1 if failures else 0)


def quotas(factor):
    """Return the published quotas with rates this much higher: 2 a second, the reads 10."""
    reads = {name: {"rate": 10 * factor, "burst": 25} for name in READS}
    return {"connect": {"*": {"rate": 2 * factor, "burst": 5}} | reads}


def factor_of(users):
    """Return by how much the published rates are multiplied, so that an import takes between 20 and 100 seconds."""
    return min(MOST_FACTOR, max(1, users // USERS_PER_FACTOR))


def compared(options):
    """Let the jars take turns with every import; return how many users failed."""
    imports = [("control", users) for users in options.users] + [("stack", users) for users in options.stack]
    print("road       users  rates x  seconds  bound  ratio  failed  twice  calls a user  throttled  jar", flush=True)
    failed = 0
    for road, users in imports:
        factor = options.factor or factor_of(users)
        with contextlib.ExitStack() as stack:
            roads = {
                jar: stack.enter_context(emulated(jar, users, factor, options)) for jar in [OURS, *options.provider]
            }
            for jar, address in roads.items():
                failed += printed(road, users, jar, factor, *imported(address, road, users, options))
    return failed


@contextlib.contextmanager
def emulated(jar, users, factor, options):
    """Give the address of an emulator with quotas and room for that many users, whose provider is warm."""
    with tempfile.TemporaryDirectory(prefix="import-") as folder:
        file = Path(folder) / "quotas.yaml"
        file.write_text(json.dumps(quotas(factor)), encoding="utf-8")
        command = ("--quotas", file, "--concurrency", options.pool, "--provider", jar, "--schema", SCHEMA)
        command += ("--behaviour", f"users-per-instance={max(users, WARM_UP)}")
        with emulator.running(options=command) as address:
            imported(address, "control", WARM_UP, options)
            yield address


def imported(address, road, users, options):
    """Import users after a reset; return seconds, the names that are there, and the calls."""
    emulated = Emulated(address)
    emulated.admin("POST", "reset")
    say(f"import-bench: {users} users by {road}")
    if road == "stack":
        return stacked(address, emulated, users)
    names = [f"import-{number:04}" for number in range(users)]
    belief, refused = Belief(), []

    def work(client, part):
        for name in part:
            try:
                client.create(name)
            except WentWrong as failure:
                refused.append(failure)

    started = time.monotonic()
    in_parallel(address, belief, shared_out(names, options.clients), work)
    seconds = time.monotonic() - started
    for failure in refused[:3]:
        say(f"import-bench: {failure}")
    return seconds, names_there(address), calls(emulated)


def stacked(address, emulated, users):
    """Import by one stack, and count before it is deleted."""
    counted = []
    seconds = by_stack(
        address, users, f"import-{users}", lambda: counted.append((names_there(address), calls(emulated)))
    )
    return seconds, *counted[0]


def names_there(address):
    """Return the name of every user that is there."""
    return [user["Username"] for user in there(address).values()]


def calls(emulated):
    """Return how often each operation of Connect was called, and how many calls were throttled."""
    log = emulated.admin("GET", "requests?service=connect")
    return collections.Counter(c["operation"] for c in log), sum(c["status"] == 429 for c in log)


def printed(road, users, jar, factor, seconds, names, log):
    """Print one line and return how many users are missing or there twice."""
    made, throttled = log
    bound = max((users - 5) / (2 * factor), 0.001)
    missing, twice = users - len(set(names)), len(names) - len(set(names))
    each = sum(made.values()) / users
    print(
        f"{road:9}  {users:5}  {factor:7}  {seconds:7.1f}  {bound:5.1f}  {seconds / bound:5.2f}  {missing:6}  {twice:5}"
        f"  {each:12.2f}  {throttled:9}  {jar.name}",
        flush=True,
    )
    return missing + twice


if __name__ == "__main__":
    main()
