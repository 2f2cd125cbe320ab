"""Measures Cloud Control with provider pools of several sizes: throughput, where time goes, memory.

The pools run side by side and take turns, a round each, so that what else happens on the machine meets all of them.
Nothing may be lost, and nobody left behind.
"""

import argparse
import contextlib
import json
import os
import statistics
import sys
import threading
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass, field

from bench import processes
from bench.clients import Belief, WentWrong, in_parallel, shared_out, there
from workbench import emulator
from workbench.build import build_provider
from workbench.repository import DIRECT
from workbench.steps import StepFailed, end_when_asked, say

POOLS = (1, 2, 4)
ROUND = 100
WARM_UP = 40
SAMPLE_SECONDS = 0.25
NOTE = """
in flight   mean time from a request to the news of its end, as a client sees it
alone       the same for one client with a pool to itself: handler, Cloud Control and HTTP, no waiting
queueing    the difference: waiting for a process of the pool, and for the processor
connect     calls that the handlers made to Amazon Connect, and the time that they took there
processor   processor time per operation: emulator + provider processes + clients
busy        processors of the machine at work meanwhile, and how many of them on this benchmark"""


@dataclass
class Pool:
    """An emulator with a pool of provider processes of one size, and what was measured on it."""

    size: int
    address: str
    pid: int
    belief: Belief = field(default_factory=Belief)
    seconds: float = 0.0
    alone: float = 0.0
    connect_calls: int = 0
    connect_seconds: float = 0.0
    emulator_processor: float = 0.0
    provider_processor: float = 0.0
    client_processor: float = 0.0
    machine_processor: float = 0.0
    peak: int = 0

    @property
    def operations(self):
        """How many operations came to their end."""
        return sum(len(each) for each in self.belief.seconds.values())

    @property
    def throughput(self):
        """Operations a second."""
        return self.operations / self.seconds


def main():
    """Run the benchmark and print its tables; exit code 1 when something was lost or left behind."""
    options = arguments()
    end_when_asked()
    try:
        processes.required()
        build_provider()
        with contextlib.ExitStack() as stack:
            pools = [started(stack, size, options.users) for size in POOLS]
            measure(pools, options.users, options.clients)
            report(pools, options.clients)
            wrong = [fault for pool in pools for fault in faults(pool)]
    except (StepFailed, WentWrong, processes.NeedsLinux) as failure:
        sys.exit(f"bench: {failure}")
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"\nnothing lost, nobody left behind: {sum(p.operations for p in pools)} operations", flush=True)


def arguments():
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="tools/benchmark", description=__doc__.splitlines()[0])
    parser.add_argument("--users", type=int, default=500, help="users that each pool creates, updates and deletes")
    parser.add_argument("--clients", type=int, default=8, help="clients at once")
    return parser.parse_args()


def started(stack, size, users):
    """Start an emulator with a pool of this size."""
    say(f"bench: start an emulator with up to {size} provider processes")
    options = ("--concurrency", size, "--behaviour", f"users-per-instance={max(users, 500) + WARM_UP}")
    address = stack.enter_context(emulator.running(options=options))
    return Pool(size, address, processes.listening(urllib.parse.urlsplit(address).port))


def measure(pools, users, clients):
    """Warm up, measure one client alone, then let the pools take turns until each has had all its users."""
    for pool in pools:
        say(f"bench: warm up the pool of {pool.size}")
        in_parallel(pool.address, Belief(), shared_out(names("warm", WARM_UP), clients), whole_life)
    for pool in pools:
        alone = Belief()
        in_parallel(pool.address, alone, [names("alone", ROUND // 5)], whole_life)
        pool.alone = statistics.mean(latencies(alone))
    with sampling(pools):
        for first in range(0, users, ROUND):
            for pool in pools:
                part = names(f"round-{first:05}", min(ROUND, users - first))
                one_round(pool, part, clients)
            done = ", ".join(f"{pool.size}: {pool.throughput:.1f}/s" for pool in pools)
            say(f"bench: {min(first + ROUND, users)} of {users} users; operations a second by pool so far: {done}")


def one_round(pool, part, clients):
    """Create, update and delete the users of a round; half of them are deleted only when all have been made."""
    forget_requests(pool.address)
    before, own, machine = uses(pool), time.process_time(), processes.machine()
    started_at = time.monotonic()
    kept = set(part[::2])
    in_parallel(pool.address, pool.belief, shared_out(part, clients), lambda c, p: c.live(p, kept.__contains__))
    busy = time.monotonic() - started_at
    if there(pool.address) != pool.belief.users:
        raise WentWrong(f"pool of {pool.size}: the emulator does not hold what its clients believe")
    started_at = time.monotonic()
    rest = list(pool.belief.users)
    in_parallel(pool.address, pool.belief, shared_out(rest, clients), lambda c, p: [c.delete(arn) for arn in p])
    pool.seconds += busy + time.monotonic() - started_at
    after = uses(pool)
    pool.machine_processor += processes.machine() - machine
    pool.client_processor += time.process_time() - own
    pool.emulator_processor += after[0].processor - before[0].processor
    pool.provider_processor += after[1].processor - before[1].processor
    calls = emulator.requests_of(pool.address, "connect")  # a round fits into the 10,000 that the emulator keeps
    pool.connect_calls += len(calls)
    pool.connect_seconds += sum(call["durationMs"] for call in calls) / 1000


def whole_life(client, part):
    """Create, update and delete."""
    client.live(part, lambda name: False)


def names(prefix, count):
    """Return user names."""
    return [f"bench-{prefix}-{number:04}" for number in range(count)]


def uses(pool):
    """Return what the emulator and its provider processes use."""
    return processes.of(pool.pid), sum(map(processes.of, processes.children(pool.pid)), processes.Use())


@contextlib.contextmanager
def sampling(pools):
    """Note the largest memory of each emulator with its processes, for the duration of a with block."""
    over = threading.Event()

    def watch():
        while not over.wait(SAMPLE_SECONDS):
            for pool in pools:
                own, providers = uses(pool)
                pool.peak = max(pool.peak, own.memory + providers.memory)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(5)


def forget_requests(address):
    """Empty the emulator's list of requests."""
    with DIRECT.open(urllib.request.Request(f"{address}/_emulator/requests", method="DELETE"), timeout=10) as answer:
        json.load(answer)


def latencies(belief):
    """Return the seconds that each operation took."""
    return [second for each in belief.seconds.values() for second in each]


def faults(pool):
    """Return what was lost or left behind."""
    left = there(pool.address)
    found = [f"pool of {pool.size}: {len(left)} users left behind"] if left else []
    return found + ([f"pool of {pool.size}: clients believe in {len(pool.belief.users)}"] if pool.belief.users else [])


def report(pools, clients):
    """Print the tables."""
    base = pools[0].throughput
    print(f"\n{clients} clients, {pools[0].operations // 3} users for each pool, {os.cpu_count()} processors\n")
    print(
        "pool  operations/s  ratio  in flight   alone  queueing  connect/op       processor/op"
        "  busy (own)   peak memory"
    )
    for pool in pools:
        flight = statistics.mean(latencies(pool.belief))
        count = pool.operations
        parts = (pool.emulator_processor, pool.provider_processor, pool.client_processor)
        print(
            f"{pool.size:4}  {pool.throughput:12.1f}  {pool.throughput / base:5.2f}"
            f"  {flight * 1000:6.0f} ms  {pool.alone * 1000:3.0f} ms  {(flight - pool.alone) * 1000:5.0f} ms"
            f"  {pool.connect_calls / count:.1f} = {pool.connect_seconds / count * 1000:4.1f} ms"
            f"  {' + '.join(f'{part / count * 1000:.0f}' for part in parts):>13} ms"
            f"  {pool.machine_processor / pool.seconds:4.1f} ({sum(parts) / pool.seconds:.1f})"
            f"  {pool.peak / 2**20:8.0f} MiB"
        )
    print("\nby operation, mean and 95th percentile in ms")
    for pool in pools:
        cells = [
            f"{kind.lower()} {statistics.mean(each) * 1000:.0f}/{statistics.quantiles(each, n=20)[-1] * 1000:.0f}"
            for kind, each in pool.belief.seconds.items()
        ]
        print(f"{pool.size:4}  {', '.join(cells)}")
    print(NOTE, flush=True)


if __name__ == "__main__":
    main()
