"""Runs every test of both programs, several parts side by side, and closes with what really ran.

The exit code and the last line agree.
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
from workbench.steps import end_group, end_on_sigterm, say

# Each stage begins when the one before it is done. Without a build of both programs the last cannot run. Within a stage
# what takes longest comes first, so that the lanes end together.
STAGES = (
    ("provider", "tools", "form"),
    ("emulator_program", "docs"),
    (
        "templates",
        "distribution",
        "clients",
        "other_behaviours",
        "console",
        "adoption",
        "renamed",
        "demonstration",
        "faults_on_the_road",
        "speed",
        "load",
    ),
)
BUILDS = ("provider", "emulator_program")
# Two keep two processors busy; most clients wait between their questions, which leaves room for a third.
LANES = 3
SUITE = (sys.executable, "-m", "workbench.suite")
HEARTBEAT_SECONDS = 30
PATIENCE_SECONDS = 3600
LEAVE_SECONDS = 30


def main():
    """Run the stages in order, the parts of a stage side by side."""
    end_on_sigterm()
    found = {}
    with environments_made_meanwhile(), tempfile.TemporaryDirectory(prefix="connect-tests-") as folder:
        for stage in STAGES:
            if any(tally.broken for build in BUILDS for tally in found.get(build, [])):
                found["others"] = [evidence.Tally("everything that needs both programs")]
                break
            found |= side_by_side(stage, Path(folder))
    say("test: what ran")
    lines, well = evidence.verdict([tally for tallies in found.values() for tally in tallies])
    print("\n".join(lines), flush=True)
    sys.exit(0 if well else 1)


def side_by_side(names, folder):
    """Run parts in as many lanes as there are, and return the tallies of each by the part's name."""
    with concurrent.futures.ThreadPoolExecutor(LANES) as lanes, Running() as running:
        return dict(zip(names, lanes.map(lambda name: running.part(name, folder), names), strict=True))


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
            end_group(process)
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
    """Have the environments of SAM, the CDK and the browser made while other parts run; who needs one waits for it."""
    command = [ROOT / "tools" / "venv"]
    making = [
        subprocess.Popen([*command, name], stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, start_new_session=True)
        for name in ("sam", "cdk", "console")
    ]
    try:
        yield
    finally:
        for process in making:
            end_group(process)


if __name__ == "__main__":
    main()
