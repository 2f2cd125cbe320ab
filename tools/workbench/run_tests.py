"""Runs every test of both programs, several parts side by side, and closes with what really ran.

The exit code and the last line agree. It needs nothing but the standard library, for it has the environments made.
"""

import concurrent.futures
import contextlib
import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from workbench import evidence
from workbench.repository import ROOT
from workbench.steps import end_group, end_when_asked, say

# What each part needs to have run well before it begins: nothing runs a jar that is not there or is being written. Of
# those that may begin the first one here does: builds, for most wait for them, then what need not wait for both, then
# what takes longest, so that the lanes end together. What mostly waits does not come last: it would wait alone.
JARS = ("provider_jar", "emulator_jar")
STARTED = (*JARS, "archives")
NEEDS = {
    "provider_jar": (),
    "emulator_jar": (),
    "archives": JARS,
    "emulator_units": ("emulator_jar",),
    "tools": (),
    "provider": ("provider_jar",),
    "clients": STARTED,
    "templates": STARTED,
    "emulator_program": STARTED,
    "distribution": STARTED,
    "adoption": STARTED,
    "other_behaviours": STARTED,
    "console": STARTED,
    "renamed": STARTED,
    "demonstration": STARTED,
    "faults_on_the_road": STARTED,
    "load": STARTED,
    "speed": STARTED,
    "docs": (),
    "form": (),
}
# What shares a folder with another part that comes first, however that ends.
AFTER = {"emulator_program": ("emulator_units",)}
# Two keep two processors busy; most clients wait between their questions, which leaves room for a third.
LANES = 3
SUITE = (ROOT / "tools" / "py", "python", "-m", "workbench.suite")
HEARTBEAT_SECONDS = 30
PATIENCE_SECONDS = 3600
LEAVE_SECONDS = 30


def main():
    """Run every part once what it needs is there, several side by side."""
    end_when_asked()
    with environments_made_meanwhile(), tempfile.TemporaryDirectory(prefix="connect-tests-") as folder:
        found = side_by_side(Path(folder))
    say("test: what ran")
    lines, well = evidence.verdict([tally for tallies in found.values() for tally in tallies])
    print("\n".join(lines), flush=True)
    sys.exit(0 if well else 1)


def side_by_side(folder):
    """Run all parts in as many lanes as there are, and return the tallies of each by the part's name.

    What needs a part that did not end well is not run; one more tally says so.
    """
    found, waiting, at_work = {}, list(NEEDS), {}
    with concurrent.futures.ThreadPoolExecutor(LANES) as lanes, Running() as running:
        while True:
            for name in [name for name in waiting if may_begin(name, found)]:
                if len(at_work) < LANES and not missing(name, found):
                    waiting.remove(name)
                    at_work[lanes.submit(running.part, name, folder)] = name
            if not at_work:
                break
            done, _ = concurrent.futures.wait(at_work, return_when=concurrent.futures.FIRST_COMPLETED)
            found |= {at_work.pop(each): each.result() for each in done}
    if waiting:
        found["not run"] = [not_run(waiting, found)]
    return {name: found[name] for name in (*NEEDS, "not run") if name in found}


def may_begin(name, found):
    """Whether all that a part waits for has ended."""
    return all(other in found for other in (*NEEDS[name], *AFTER.get(name, ())))


def missing(name, found):
    """Return what a part needs and has not, since it did not end well or was not run either."""
    return [need for need in NEEDS[name] if any(tally.problems() for tally in found.get(need, []))]


def not_run(names, found):
    """Return the tally of parts that were not run, which says for want of what."""
    wanted = sorted({need for name in names for need in missing(name, found)})
    reason = f"{' and '.join(wanted)} did not end well, so these did not run: {', '.join(names)}"
    return evidence.Tally("what needs a build", broken=[reason])


class Running:
    """The parts at work: says now and then which these are, and ends what is left of them on the way out."""

    def __init__(self):
        """Start with none."""
        self.processes = {}
        self.printing = threading.Lock()
        self.done = threading.Event()
        self.leaving = False

    def __enter__(self):
        """Begin to tell."""
        threading.Thread(target=self.tell, daemon=True).start()
        return self

    def __exit__(self, *failure):
        """Stop telling. When the run is interrupted, let its parts clean up, then end them."""
        self.done.set()
        with self.printing:
            self.leaving = True
            left = list(self.processes.values())
        for process in left:
            process.terminate()
        for process in left:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(LEAVE_SECONDS)
            end_group(process)

    def tell(self):
        """Say which parts are at work, for their own output is shown when they are done."""
        began = time.monotonic()
        while not self.done.wait(HEARTBEAT_SECONDS):
            print(f"   … {', '.join(sorted(self.processes))}: {time.monotonic() - began:.0f} s", flush=True)

    def part(self, name, folder):
        """Run a part to its end, show what it printed, and return its tallies."""
        report, output = folder / f"{name}.json", folder / f"{name}.txt"
        command = [*SUITE, name, report]
        with output.open("w", encoding="utf-8") as file:
            with self.printing:
                if self.leaving:
                    return []
                process = subprocess.Popen(
                    command,
                    cwd=ROOT,
                    stdin=subprocess.DEVNULL,
                    stdout=file,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
                self.processes[name] = process
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(PATIENCE_SECONDS)
            end_group(process, LEAVE_SECONDS)
        with self.printing:
            del self.processes[name]
            sys.stdout.write(output.read_text(encoding="utf-8", errors="replace"))
        return reported(name, report, process.returncode)


def reported(name, report, code):
    """Return the tallies that a part left; one that left none is a failure."""
    try:
        return [evidence.Tally(**tally) for tally in json.loads(report.read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return [evidence.Tally(name, broken=[f"it ended with exit code {code} and no report"])]


@contextlib.contextmanager
def environments_made_meanwhile():
    """Make the tools' own environment, then have those of SAM, the CDK and the browser made while parts run.

    No part begins without the first, so it has the machine to itself; who needs one of the others waits for it. On the
    way out those that are still at work are asked to end, for only they can end pip and npm.
    """
    making = [environment_being_made()]
    try:
        if code := making[0].wait():
            sys.exit(code)
        making.extend(environment_being_made(name) for name in ("sam", "cdk", "console"))
        yield
    finally:
        for process in making:
            end_group(process)


def environment_being_made(*name):
    """Begin to make an environment, the tools' own unless another is named."""
    command = [ROOT / "tools" / "venv", *name]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, start_new_session=True)


if __name__ == "__main__":
    main()
