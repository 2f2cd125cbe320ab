"""What more users cost: memory, one look, a whole list, a whole search."""

import os
import statistics
import subprocess
import time
import urllib.parse

from bench import processes
from bench.benchmark import forget_requests
from bench.clients import INSTANCE
from bench.search import Connect
from workbench import emulator
from workbench.repository import ROOT
from workbench.steps import StepFailed, say

ID = INSTANCE.rpartition("/")[2]
LOOKS = 50
WALKS = 3
SIZES = (1_000, 10_000, 100_000)


def measured(sizes):
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
            forget_requests(address)  # of which the emulator keeps 10,000
            rows.append({
                "users": size,
                "memory": (live_heap(pid) - empty) / size,
                "describe": statistics.median(look(connect, last) for _ in range(LOOKS)),
                "list": min(walk(connect, size) for _ in range(WALKS)),
                "search": min(connect.walk() for _ in range(WALKS)),
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


def rows(data):
    """Yield the rows of growth; list and search are whole walks, in microseconds a user."""
    yield ["users", "heap a user, bytes", "DescribeUser, ms", "ListUsers, us a user", "SearchUsers, us a user"]
    for row in data:
        walks = (f"{1e6 * row[name] / row['users']:.1f}" for name in ("list", "search"))
        yield [f"{row['users']:,}", f"{row['memory']:.0f}", f"{1000 * row['describe']:.2f}", *walks]
