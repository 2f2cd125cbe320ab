"""A short benchmark of the provider's jar that fails on gross regressions only, in less than half a minute.

It counts processor time, which another load on the machine changes little, in units of what a handler costs that does
nothing; so it says the same on a slow machine and on a fast one.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from bench import provider
from bench.functions import CLIENT, Function, Variant
from bench.life import Life
from workbench.steps import StepFailed, end_when_asked

# Processor time of ours / that of a cold handler that does nothing, as measured.
EXPECTED = {"cold, up to the first READ": 16, "a hundred READs, warm": 8}
GROSS = 2
ROUNDS = 3
WARM_CALLS = 100
NOT_COUNTED = 30


def main():
    """Print the ratios; the exit code says whether one is gross."""
    end_when_asked()
    try:
        found = ratios()
    except StepFailed as failure:
        sys.exit(f"benchmark: {failure}")
    print("\n".join(f"{name}: {ratio:.1f}, expected {EXPECTED[name]:g}" for name, ratio in found.items()))
    sys.exit("\n".join(gross(found)))


def ratios(jar=provider.JAR):
    """Return the medians of some rounds, by name."""
    ours = Variant("ours", jar, provider.own_handler())
    with provider.service() as address, floor() as nothing:
        rounds = [one_round(ours, nothing, address) for _ in range(ROUNDS)]
    return {name: statistics.median(each[name] for each in rounds) for name in EXPECTED}


def one_round(ours, nothing, address):
    """Return the ratios of one round."""
    with Function(nothing, address) as function:
        function.invoke({})
        unit = function.processor()
    with Function(ours, address) as function:
        life = Life(function, address)
        life.run("READ")
        cold = function.processor()
        for _ in range(NOT_COUNTED):
            life.run("READ")
        before = function.processor()
        for _ in range(WARM_CALLS):
            life.run("READ")
        warm = function.processor() - before
    return dict(zip(EXPECTED, (cold / unit, warm / unit), strict=True))


def gross(found):
    """Return a line for each ratio that is grossly above what is expected."""
    return [
        f"{name}: {ratio:.1f} times an empty handler's start, expected {EXPECTED[name]:g}, at most {GROSS} times that;"
        " `make bench-lambda` shows where it goes"
        for name, ratio in found.items()
        if ratio > GROSS * EXPECTED[name]
    ]


@contextmanager
def floor():
    """Compile the handler that does nothing, for the duration of a with block."""
    source = Path(__file__).with_name("floor") / "Floor.java"
    home = os.environ.get("JAVA_HOME")
    folder = tempfile.mkdtemp(prefix="bench-floor-")
    try:
        compiler = str(Path(home, "bin", "javac")) if home else "javac"
        jars = os.pathsep.join(map(str, CLIENT.glob("*.jar")))
        subprocess.run([compiler, "--release", "17", "-cp", jars, "-d", folder, source], check=True)
        yield Variant("floor", Path(folder), "Floor::handleRequest")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
