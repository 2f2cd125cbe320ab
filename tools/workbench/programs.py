"""The parts of a test run that build both programs, start them for the first time and run their own tests."""

import fcntl
import shutil
import time

from workbench import emulator, evidence, maven
from workbench.repository import ROOT, isolated_environment
from workbench.steps import StepFailed, run

ARCHIVES = ROOT / "emulator" / "target" / "archives"
# An emulator begins to make them when it has been up for a second and a half. Nothing depends on them but time.
ARCHIVES_BEGUN_SECONDS = 4
ARCHIVES_PATIENCE_SECONDS = 120
# Nothing that others run is written meanwhile: no jar is made, and `cfn generate`, which writes sources, has run.
NO_GENERATOR = "-Dexec.skip=true"
UNIT_TESTS = (NO_GENERATOR, "test")
INTEGRATION_TESTS = ("failsafe:integration-test", "failsafe:verify", "spotless:check")
UNITS, INTEGRATION = "unit tests", "integration tests"
# Where Maven leaves the reports of each kind.
REPORTS = {UNITS: "surefire-reports", INTEGRATION: "failsafe-reports"}


def provider_jar():
    """The provider's jar, unless it is there and newer than its sources."""
    run("build of the provider", [ROOT / "tools" / "build", "provider"], cwd=ROOT, env=isolated_environment())
    return [evidence.Tally("provider, build", passed=1)]


def emulator_jar():
    """The emulator's jar and what lies beside it."""
    # Always by Maven: were classes older than their sources, its tests would make anew what others then run.
    maven.maven("build of the emulator", ROOT / "emulator", "package", "-Dmaven.test.skip=true")
    return [evidence.Tally("emulator, build", passed=1)]


def archives():
    """The emulator's first start, which makes the archives of classes that later ones and their functions have."""
    # Left to whoever starts first they would be begun by many tests and ended with them, at a low priority at that.
    lock = ARCHIVES / "lock"
    with emulator.running():
        time.sleep(ARCHIVES_BEGUN_SECONDS)
        end = time.monotonic() + ARCHIVES_PATIENCE_SECONDS
        while held(lock) and time.monotonic() < end:
            time.sleep(0.2)
    return [evidence.Tally("first start of the emulator", passed=1)]


def held(lock):
    """Whether another process has a lock of Java's on a file."""
    try:
        with lock.open("r+b") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except (BlockingIOError, PermissionError):
        return True
    return False


def provider():
    """The provider: unit tests, tests of the packaged jar."""
    return tested("provider", ROOT, (UNITS, INTEGRATION), *UNIT_TESTS, *INTEGRATION_TESTS)


def emulator_units():
    """The emulator's unit tests, which run no jar of the provider."""
    return tested("emulator", ROOT / "emulator", (UNITS,), *UNIT_TESTS)


def emulator_program():
    """The emulator's tests with the AWS SDK for Java and the provider's jar."""
    # The unit tests' part has compiled them, unless this one runs alone.
    return tested("emulator", ROOT / "emulator", (INTEGRATION,), NO_GENERATOR, "test-compile", *INTEGRATION_TESTS)


def tested(part, folder, kinds, *goals):
    """Run the tests of a program that is built and count the reports of some kinds, each of which must have some."""
    places = {kind: folder / "target" / REPORTS[kind] for kind in kinds}
    for place in places.values():
        shutil.rmtree(place, ignore_errors=True)
    broken = []
    try:
        maven.maven(part, folder, *goals)
    except StepFailed as failure:
        broken.append(str(failure))
    tallies = [
        evidence.from_junit(f"{part}, {kind}", sorted(place.glob("TEST-*.xml"))) for kind, place in places.items()
    ]
    blamed = next((tally for tally in tallies if tally.problems()), tallies[-1])
    blamed.broken += broken
    return tallies
