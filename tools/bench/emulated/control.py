"""Cloud Control's operations a second by the size of the provider's pool."""

import time
import urllib.parse

from bench import processes
from bench.clients import Belief, in_parallel, shared_out
from workbench import emulator
from workbench.steps import say

POOLS = (1, 2, 4)
MANY = ("--behaviour", "users-per-instance=1000000")


def measured(users, clients=8):
    """Return Cloud Control's operations a second by size of the pool, then by operation, and the pool's processor."""
    say(f"bench-emulator: Cloud Control with pools of {', '.join(map(str, POOLS))}")
    figures = {}
    for size in POOLS:
        with emulator.running(options=("--concurrency", size, *MANY)) as address:
            pid = processes.listening(urllib.parse.urlsplit(address).port)
            one_life(address, "warm", 40, clients)
            before = cost(pid)
            figures[str(size)] = one_life(address, "bench", users, clients)
            spent = [after - earlier for after, earlier in zip(cost(pid), before, strict=True)]
            figures[str(size)] |= {
                "emulator ms an operation": 1000 * spent[0] / (4 * users),
                "provider ms an operation": 1000 * spent[1] / (4 * users),
            }
    return figures


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
    """Yield the rows of Cloud Control, with ratios to the first pool."""
    first = next(iter(data.values()))
    yield ["pool", *first]
    for pool, row in data.items():
        yield [pool, *(f"{value:.1f} ({value / first[name]:.2f})" for name, value in row.items())]
