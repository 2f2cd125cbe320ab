"""Measures imports of many users under Connect's quotas: how close the makespan comes to what they allow at best.

The quotas are those that are published, with a rate that is a stated factor higher, so that an import of hours takes
minutes; the burst stays. The waits of the handlers stay, too, which makes the ratio of small imports worse than it
would be on AWS. A jar given by path takes turns with this repository's, on an emulator of its own.
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
from workbench.steps import StepFailed, end_on_sigterm, say

FACTOR = 5
OURS = ROOT / "target" / "aws-connect-user-1.0-SNAPSHOT.jar"
SCHEMA = ROOT / "aws-connect-user.json"
READS = ("DescribeUser", "ListUsers", "ListUserProficiencies", "DescribeRoutingProfile")
WARM_UP = 4


def main():
    """Run the imports and print the table; exit code 1 when a user failed or is there twice, never for a time."""
    parser = argparse.ArgumentParser(prog="tools/benchmark-import", description=__doc__.splitlines()[0])
    parser.add_argument("--users", type=int, nargs="*", default=[50, 200, 1000], help="by Cloud Control")
    parser.add_argument("--stack", type=int, nargs="*", default=[200, 500], help="by one stack")
    parser.add_argument("--factor", type=int, default=FACTOR, help="of the quotas' rates (default: %(default)s)")
    parser.add_argument("--clients", type=int, default=8, help="Cloud Control clients at once")
    parser.add_argument("--pool", type=int, default=4, help="provider processes at most")
    parser.add_argument("--provider", type=Path, action="append", default=[], help="another jar, beside ours")
    options = parser.parse_args()
    end_on_sigterm()
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


def compared(options):
    """Let the jars take turns with every import; return how many users failed."""
    most = max([*options.users, *options.stack, 0]) + WARM_UP
    with tempfile.TemporaryDirectory(prefix="import-") as folder, contextlib.ExitStack() as stack:
        file = Path(folder) / "quotas.yaml"
        file.write_text(json.dumps(quotas(options.factor)), encoding="utf-8")
        roads = {}
        for jar in [OURS, *options.provider]:
            command = ("--quotas", file, "--concurrency", options.pool, "--provider", jar, "--schema", SCHEMA)
            command += ("--behaviour", f"users-per-instance={most}")
            roads[jar] = stack.enter_context(emulator.running(options=command))
            imported(roads[jar], "control", WARM_UP, options)
        print(f"quotas: published rates times {options.factor}, published bursts", flush=True)
        print("road       users  seconds  bound  ratio  failed  twice  calls a user  throttled  jar", flush=True)
        failed = 0
        for road, sizes in (("control", options.users), ("stack", options.stack)):
            for size in sizes:
                for jar, address in roads.items():
                    failed += printed(road, size, jar, options.factor, *imported(address, road, size, options))
        return failed


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
        f"{road:9}  {users:5}  {seconds:7.1f}  {bound:5.1f}  {seconds / bound:5.2f}  {missing:6}  {twice:5}"
        f"  {each:12.2f}  {throttled:9}  {jar.name}",
        flush=True,
    )
    return missing + twice


if __name__ == "__main__":
    main()
