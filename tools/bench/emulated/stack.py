"""A stack of users beside the same users through Cloud Control: how long both take, by the same pool of providers."""

import os
import statistics

from bench import stacks
from workbench import emulator
from workbench.steps import say

USERS = 200
CLIENTS = 8


def measured(rounds):
    """Return the seconds of each round, Cloud Control's first."""
    say(f"bench-emulator: a stack of {USERS} users beside Cloud Control")
    room = ("--behaviour", f"users-per-instance={USERS + stacks.WARM_UP}")
    with emulator.running(options=("--concurrency", os.cpu_count(), *room)) as address:
        return stacks.measure(address, USERS, rounds, CLIENTS)


def rows(pairs):
    """Return the table: a head, and the medians."""
    control, stack = (statistics.median(pair[road] for pair in pairs) for road in range(2))
    ratio = statistics.median(pair[1] / pair[0] for pair in pairs)
    return [
        [f"{USERS} users made, s", f"Cloud Control, {CLIENTS} clients", "one stack", "ratio"],
        ["makespan", f"{control:.1f}", f"{stack:.1f}", f"{ratio:.2f}"],
    ]
