"""Cloud Control's operations a second by the size of the provider's pool."""

import contextlib
import statistics
import time
import urllib.parse

from bench import processes
from bench.clients import Belief, in_parallel, shared_out
from workbench import emulator
from workbench.steps import say

POOLS = (1, 2, 4)
ROUNDS = 5
MANY = ("--behaviour", "users-per-instance=1000000")


def measured(users, clients=8):
    """Return Cloud Control's operations a second and what they cost, by size of the pool, a value for each round.

    All pools stand side by side and take turns, so that what else happens on the machine meets each of them.
    """
    say(f"bench-emulator: Cloud Control with pools of {', '.join(map(str, POOLS))}")
    figures = {str(size): {} for size in POOLS}
    with contextlib.ExitStack() as stack:
        addresses = {
            str(size): stack.enter_context(emulator.running(options=("--concurrency", size, *MANY))) for size in POOLS
        }
        for number in range(ROUNDS + 1):
            for pool in list(POOLS) if number % 2 else reversed(POOLS):
                row = one_round(addresses[str(pool)], f"round-{number}", max(1, users // ROUNDS), clients)
                for name, value in row.items() if number else ():  # the first round warms up
                    figures[str(pool)].setdefault(name, []).append(value)
    return figures


def one_round(address, prefix, users, clients):
    """Return the rates of one life of some users, and the processor time of an operation."""
    pid = processes.listening(urllib.parse.urlsplit(address).port)
    before = cost(pid)
    rates = one_life(address, prefix, users, clients)
    own, providers = (after - earlier for after, earlier in zip(cost(pid), before, strict=True))
    return rates | {
        "emulator ms an operation": 1000 * own / (4 * users),
        "provider ms an operation": 1000 * providers / (4 * users),
    }


def cost(pid):
    """Return the processor seconds of an emulator and of its provider processes."""
    providers = sum(map(processes.of, processes.children(pid)), processes.Use())
    return processes.of(pid).processor, providers.processor


def one_life(address, prefix, users, clients):
    """Create, read, update and delete users; return the rates."""
    belief = Belief()
    names = [f"{prefix}-{number:05}" for number in range(users)]
    rates = {"create": rate(address, belief, names, clients, lambda client, name: client.create(name))}
    pairs = [(arn, each["Username"]) for arn, each in belief.users.items()]
    rates["read"] = rate(address, belief, pairs, clients, lambda client, pair: client.read(pair[0]))
    rates["update"] = rate(address, belief, pairs, clients, lambda client, pair: client.update(*pair))
    rates["delete"] = rate(address, belief, pairs, clients, lambda client, pair: client.delete(pair[0]))
    return rates


def rate(address, belief, items, clients, work):
    """Return how many items a second several clients work off."""
    moment = time.perf_counter()
    in_parallel(address, belief, shared_out(items, clients), lambda c, part: [work(c, item) for item in part])
    return len(items) / (time.perf_counter() - moment)


def rows(data):
    """Yield the rows of Cloud Control: medians, and the median of the rounds' ratios to the first pool."""
    first = next(iter(data.values()))
    yield ["pool", *first]
    for pool, row in data.items():
        yield [pool, *(cell(values, first[name]) for name, values in row.items())]


def cell(values, first):
    """Return the median of a pool's rounds, and in brackets that of their ratios to the first pool's."""
    ratios = [value / other for value, other in zip(values, first, strict=True)]
    return f"{statistics.median(values):.1f} ({statistics.median(ratios):.2f})"
