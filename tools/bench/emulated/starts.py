"""Starts of the emulator with and without archives of classes."""

import contextlib
import json
import statistics
import subprocess
import time
import urllib.parse

from bench import processes
from bench.clients import INSTANCE, TYPE, Belief, Client
from workbench import emulator
from workbench.repository import ROOT, isolated_environment
from workbench.steps import StepFailed, say

REHEARSAL_BEGINS_SECONDS = 5
ARCHIVING_SECONDS = 300


def measured(rounds):
    """Return milliseconds by kind of start: to ready and to the first operation, on the clock and of the processor."""
    say("bench-emulator: starts")
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
    for _attempt in range(3):  # the emulator's own, then its provider's
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


def rows(data):
    """Yield the rows of starts: medians, and the median of the rounds' ratios."""
    kinds = list(data)
    yield ["start, ms", *kinds, "ratio"]
    for name, values in data[kinds[0]].items():
        ratios = [other / one for one, other in zip(values, data[kinds[1]][name], strict=True)]
        yield [
            name.replace(" processor", ", processor time"),
            *(f"{statistics.median(data[kind][name]):.0f}" for kind in kinds),
            f"{statistics.median(ratios):.2f}",
        ]
