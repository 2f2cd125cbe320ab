"""Every fault at every call of every scenario, in the handlers and on the whole road, and random runs: the tables."""

import argparse
import sys

from road import matrix
from workbench.build import build_provider
from workbench.maven import maven
from workbench.repository import ROOT
from workbench.steps import StepFailed, end_when_asked, say

TABLE = ROOT / "target" / "faults" / "table.txt"
TESTS = "FaultMatrixTest,FoundCasesTest,RandomRunsTest,OracleTest"
RANDOM_RUNS = 2000


def main():
    """Run everything; the exit code is 0 when nothing was lost but the gap that README states."""
    parser = argparse.ArgumentParser(prog="tools/faults", description=__doc__)
    parser.add_argument("--random-runs", type=int, default=RANDOM_RUNS, help="how many (default: %(default)s)")
    options = parser.parse_args()
    end_when_asked()
    TABLE.unlink(missing_ok=True)
    say("faults: every fault at every call, two at once, and random runs; some minutes")
    failure = None
    try:
        maven(
            "faults",
            ROOT,
            "test",
            f"-Dtest={TESTS}",
            "-Dsurefire.failIfNoSpecifiedTests=true",
            "-Dfaults=all",
            f"-Djqwik.tries.default={options.random_runs}",
        )
    except StepFailed as failed:
        failure = failed
    if not TABLE.exists():
        sys.exit(f"faults: there is no table, {failure or 'for no test wrote one'}")
    print(TABLE.read_text(encoding="utf-8"), end="")
    build_provider()
    on_the_road = matrix.run()
    if matrix.lost(on_the_road):
        failure = f"{matrix.lost(on_the_road)} cases on the whole road; {failure or 'the handlers lost nothing'}"
    if failure:
        sys.exit(f"faults: something was lost, or a test failed: {failure}")
    say("faults: nothing lost but the gap that README states")


if __name__ == "__main__":
    main()
