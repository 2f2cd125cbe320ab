"""Measures the emulator itself: starts, calls a second, growth, Cloud Control by pool, a stack, and moto beside it."""

import argparse
import json
import sys

from bench import processes
from bench.clients import WentWrong
from bench.emulated import parts
from workbench.steps import StepFailed, end_when_asked


def main():
    """Run the parts that are asked for and print their tables."""
    parser = argparse.ArgumentParser(prog="tools/benchmark-emulator", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="starts of each kind, and rounds of calls (9)")
    parser.add_argument("--json", action="store_true", help="print the data instead of tables")
    parts.add_options(parser)
    options = parser.parse_args()
    end_when_asked()
    try:
        data = parts.measured(options)
    except (StepFailed, WentWrong, processes.NeedsLinux) as failure:
        sys.exit(f"bench-emulator: {failure}")
    print(json.dumps(data, indent=1) if options.json else "\n" + "\n".join(parts.tables(data)), flush=True)


if __name__ == "__main__":
    main()
