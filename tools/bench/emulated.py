"""Measures the emulator itself: starts with and without archives, calls a second, growth, Cloud Control by pool size.

Every function returns plain data. Variants take turns within a round, and ratios are made within it, so that what else
happens on the machine meets all of them.
"""

import argparse
import contextlib
import itertools
import json
import os
import statistics
import subprocess
import sys
import time
import urllib.parse

from bench import processes, sockets
from bench.clients import INSTANCE, TYPE, Belief, Client, WentWrong, in_parallel, shared_out
from bench.search import USER, Connect
from workbench import emulator
from workbench.build import build_provider
from workbench.repository import ROOT, isolated_environment
from workbench.steps import StepFailed, end_on_sigterm, say

ID = INSTANCE.rpartition("/")[2]
STANDING = 1_000
PAGE = 100
LOOKS = 50
CLIENTS = (1, 16)
POOLS = (1, 2, 4)
SIZES = (1_000, 10_000, 100_000)
REHEARSAL_BEGINS_SECONDS = 5
ARCHIVING_SECONDS = 300
MANY = ("--behaviour", "users-per-instance=1000000")
PARTS = ("starts", "calls", "growth", "control")


def main():
    """Run the parts that are asked for and print their tables."""
    parser = argparse.ArgumentParser(prog="tools/benchmark-emulator", description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=PARTS, action="append", help="parts; all if none")
    parser.add_argument("--rounds", type=int, default=9, help="starts of each kind, and rounds of calls (9)")
    parser.add_argument("--seconds", type=float, default=1, help="how long each call is repeated in a round (1)")
    parser.add_argument("--users", type=int, default=200, help="users of Cloud Control by pool size (200)")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help=f"numbers of users for growth {SIZES}")
    parser.add_argument("--json", action="store_true", help="print the data instead of tables")
    options = parser.parse_args()
    end_on_sigterm()
    try:
        data = measured(options)
    except (StepFailed, WentWrong, processes.NeedsLinux) as failure:
        sys.exit(f"bench-emulator: {failure}")
    print(json.dumps(data, indent=1) if options.json else "\n" + "\n".join(tables(data)), flush=True)


def measured(options):
    """Return the data of the parts that are asked for, by part."""
    processes.required()
    build_provider()
    parts = {
        "starts": lambda: starts(options.rounds),
        "calls": lambda: calls(options.rounds, options.seconds),
        "growth": lambda: growth(options.sizes),
        "control": lambda: control(options.users),
    }
    return {name: parts[name]() for name in options.only or PARTS}


def starts(rounds):
    """Return milliseconds by kind of start: to ready and to the first operation, on the clock and of the processor."""
    say("bench-emulator: starts; first the archives of classes are made, if they are not there")
    make_archives()
    kinds = {"without archives": {"EMULATOR_ARCHIVES": "no"}, "with archives": {}}
    rows = {kind: [] for kind in kinds}
    for number in range(rounds):
        for kind in (list(kinds), list(reversed(kinds)))[number % 2]:
            rows[kind].append(one_start(kinds[kind]))
    return {kind: {name: [row[name] for row in each] for name in each[0]} for kind, each in rows.items()}


def one_start(environment):
    """Start an emulator, let it carry out one operation, and return how long both took."""
    with started(environment) as (address, seconds):
        pid = processes.listening(urllib.parse.urlsplit(address).port)
        begun = processes.of(pid).processor
        moment = time.perf_counter()
        first_operation(address)
        operation = time.perf_counter() - moment
        family = processes.of(pid) + sum(map(processes.of, processes.children(pid)), processes.Use())
    return {
        "ready": 1000 * seconds,
        "ready processor": 1000 * begun,
        "first operation": 1000 * operation,
        "first operation processor": 1000 * (family.processor - begun),
    }


@contextlib.contextmanager
def started(environment):
    """Run an emulator for the duration of a with block: its address, and how many seconds it took to be ready."""
    command = [str(emulator.FRONT_DOOR), "--port", "0", "--lambda-port", "0"]
    moment = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=isolated_environment() | {"EMULATOR_BUILD": "no"} | environment,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        address = emulator.address_of(process)
        yield address, time.perf_counter() - moment
    finally:
        emulator.stop(process)


def first_operation(address):
    """List users through Cloud Control, so through the provider's process."""
    members = {"TypeName": TYPE, "ResourceModel": json.dumps({"InstanceArn": INSTANCE})}
    Client(address, Belief()).call("ListResources", members)


def make_archives():
    """Wait until an emulator and its provider start from archives. Raises StepFailed when they do not."""
    for _attempt in range(2):
        with started({}) as (address, _):
            pid = processes.listening(urllib.parse.urlsplit(address).port)
            first_operation(address)
            if all(map(has_archive, (pid, *processes.children(pid)[:1]))):
                return
            time.sleep(REHEARSAL_BEGINS_SECONDS)
            end = time.monotonic() + ARCHIVING_SECONDS
            while any(map(rehearses, processes.children(pid))) and time.monotonic() < end:
                time.sleep(0.5)
    raise StepFailed("no archives of classes were made; is emulator/target/archives writable?")


def rehearses(pid):
    """Whether a process is the emulator that makes archives."""
    with contextlib.suppress(OSError):
        return b"connectlocal.Rehearsal" in (processes.PROC / str(pid) / "cmdline").read_bytes()
    return False


def has_archive(pid):
    """Whether a process has an archive of classes in its memory."""
    return "/target/archives/" in (processes.PROC / str(pid) / "maps").read_text()


def calls(rounds, seconds):
    """Return calls a second by operation and number of clients, a value for each round."""
    say(f"bench-emulator: calls with {STANDING} users")
    figures = {}
    with emulator.running(options=MANY) as address:
        connect = Connect(address)
        users = [connect.create(number) for number in range(STANDING)]
        numbers = itertools.count(STANDING)
        for number in range(rounds + 1):
            for operation, requests in operations(users, numbers).items():
                for clients in CLIENTS:
                    rate = sockets.per_second(address, requests, clients, seconds)
                    if number:  # the first round warms up
                        figures.setdefault(operation, {}).setdefault(str(clients), []).append(rate)
    return figures


def operations(users, numbers):
    """Return endless requests by operation."""
    describe = itertools.cycle([sockets.request("GET", f"/users/{ID}/{user}") for user in users])
    lists = itertools.repeat(sockets.request("GET", f"/users-summary/{ID}?maxResults={PAGE}"))
    create = (
        sockets.request("PUT", f"/users/{ID}", json.dumps(USER | {"Username": f"user{number:07}"}).encode())
        for number in numbers
    )
    condition = {"FieldName": "Username", "Value": "user0000500", "ComparisonType": "EXACT"}
    search = {"InstanceId": ID, "SearchCriteria": {"StringCondition": condition}}
    found = itertools.repeat(sockets.request("POST", "/search-users", json.dumps(search).encode()))
    return {"DescribeUser": describe, f"ListUsers, {PAGE} a page": lists, "SearchUsers": found, "CreateUser": create}


def growth(sizes):
    """Return for each number of users: bytes of memory a user, seconds of one look, of a whole list and search."""
    say(f"bench-emulator: growth to {max(sizes)} users")
    rows, made, last = [], 0, None
    with emulator.running(options=("--behaviour", f"users-per-instance={max(sizes)}")) as address:
        connect = Connect(address)
        pid = processes.listening(urllib.parse.urlsplit(address).port)
        empty = live_heap(pid)
        for size in sorted(sizes):
            while made < size:
                last = connect.create(made)
                made += 1
            rows.append({
                "users": size,
                "memory": (live_heap(pid) - empty) / size,
                "describe": statistics.median(look(connect, last) for _ in range(LOOKS)),
                "list": min(walk(connect, size) for _ in range(3)),
                "search": min(connect.walk() for _ in range(3)),
            })  # fmt: skip
    return rows


def look(connect, user):
    """Return how many seconds it takes to describe a user."""
    moment = time.perf_counter()
    connect.call("GET", f"/users/{ID}/{user}", {})
    return time.perf_counter() - moment


def live_heap(pid):
    """Return the bytes of a JVM's objects that are in use; jcmd collects the garbage first."""
    java = subprocess.run([ROOT / "tools" / "jdk"], capture_output=True, text=True, check=True).stdout.strip()
    jcmd = os.path.join(os.path.dirname(os.path.realpath(java)), "jcmd")
    done = subprocess.run([jcmd, str(pid), "GC.class_histogram"], capture_output=True, text=True, check=False)
    if done.returncode:
        raise StepFailed(f"{jcmd}: {done.stdout}{done.stderr}; a JDK is needed, a JRE has no jcmd")
    return int(done.stdout.splitlines()[-1].split()[2])


def walk(connect, size):
    """Return how many seconds it takes to list all users. Raises StepFailed when some are missing."""
    moment = time.perf_counter()
    found, token = 0, ""
    while token is not None:
        page = connect.call("GET", f"/users-summary/{ID}?maxResults=1000{token}", {})
        found += len(page["UserSummaryList"])
        token = f"&nextToken={urllib.parse.quote(page['NextToken'], safe='')}" if "NextToken" in page else None
    if found != size:
        raise StepFailed(f"a list of {size} users has {found}")
    return time.perf_counter() - moment


def control(users, clients=8):
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


def tables(data):
    """Return the data as lines of Markdown."""
    lines = []
    for part, rows_of in (
        ("starts", start_rows),
        ("calls", call_rows),
        ("growth", growth_rows),
        ("control", control_rows),
    ):
        if part in data:
            head, *rows = rows_of(data[part])
            lines += ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
            lines += ["| " + " | ".join(row) + " |" for row in rows] + [""]
    return lines


def start_rows(data):
    """Yield the rows of starts: medians, and the median of the rounds' ratios."""
    kinds = list(data)
    yield ["start, ms", *kinds, "ratio"]
    for name, values in data[kinds[0]].items():
        ratios = [other / one for one, other in zip(values, data[kinds[1]][name], strict=True)]
        yield [
            name,
            *(f"{statistics.median(data[kind][name]):.0f}" for kind in kinds),
            f"{statistics.median(ratios):.2f}",
        ]


def call_rows(data):
    """Yield the rows of calls: medians by number of clients, and the median of the rounds' ratios."""
    yield ["calls a second", *(f"{clients} at once" for clients in CLIENTS), "ratio"]
    for name, by_clients in data.items():
        few, many = (by_clients[str(clients)] for clients in CLIENTS)
        ratios = [b / a for a, b in zip(few, many, strict=True)]
        yield [name, *(f"{statistics.median(each):.0f}" for each in (few, many)), f"{statistics.median(ratios):.2f}"]


def growth_rows(data):
    """Yield the rows of growth; list and search are whole walks, in microseconds a user."""
    yield ["users", "heap a user, bytes", "DescribeUser, ms", "ListUsers, us a user", "SearchUsers, us a user"]
    for row in data:
        walks = (f"{1e6 * row[name] / row['users']:.1f}" for name in ("list", "search"))
        yield [f"{row['users']:,}", f"{row['memory']:.0f}", f"{1000 * row['describe']:.2f}", *walks]


def control_rows(data):
    """Yield the rows of Cloud Control, with ratios to the first pool."""
    first = next(iter(data.values()))
    yield ["pool", *first]
    for pool, row in data.items():
        yield [pool, *(f"{value:.1f} ({value / first[name]:.2f})" for name, value in row.items())]


if __name__ == "__main__":
    main()
