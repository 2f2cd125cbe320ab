"""The parts of a test run; each returns the tallies of what it ran.

`python -m workbench.suite PART FILE` runs one. A part runs in a process of its own, so that parts can run side by side
and none can take another with it.
"""

import dataclasses
import json
import os
import sys
import time
import traceback
from pathlib import Path

from bench import short
from road import matrix
from workbench import check, demo, dist, docs_check, emulator, evidence, maven, parts, switches
from workbench.package_type import FOLDER_LOCK, package, renamed_project
from workbench.programs import archives, emulator_jar, emulator_program, emulator_units, provider, provider_jar
from workbench.repository import ROOT, isolated_environment
from workbench.steps import StepFailed, described, end_when_asked, run, say
from workbench.type_name import TypeName

REPORTS = ROOT / "target" / "test-reports"
RENAMED = TypeName("Acme::Connect::User")
PYTHON = ROOT / "tools" / "py"
NODE = ROOT / "tools" / "node"
BROWSER_PATIENCE_SECONDS = 600
SECRETS = ROOT / "examples" / "cloudformation" / "secrets.yaml"
# The clients of templates wait most of the time, between their questions whether a stack is ready.
WAITING_CLIENTS = 6
# Of some hundreds; with three emulators they take half a minute.
SAMPLED_FAULTS = 24


def main(name, file):
    """Run one part and leave its tallies in a file, as JSON."""
    end_when_asked()
    part = PARTS[name]
    say(f"test: {part.__doc__.splitlines()[0]}")
    began = time.monotonic()
    tallies = attempted(part)
    used = os.times()
    processor = used.user + used.system + used.children_user + used.children_system
    say(f"test: {name} took {time.monotonic() - began:.0f} s, {processor:.0f} s of processor time")
    Path(file).write_text(json.dumps([dataclasses.asdict(tally) for tally in tallies]), encoding="utf-8")


def attempted(part):
    """Run a part and return its tallies; what goes wrong in it becomes a tally too."""
    try:
        return part()
    except Exception as failure:
        if not isinstance(failure, StepFailed):
            traceback.print_tb(failure.__traceback__)
        return [evidence.Tally(part.__name__, broken=[described(failure)])]


def form():
    """The form of every file, as the quick check has it."""
    names = check.tracked()
    wrong = [fault for name in names for fault in check.faults(name, (ROOT / name).read_bytes())]
    tally = evidence.Tally("form of the files", passed=int(not wrong), failed=len(wrong))
    tally.broken += wrong
    return [tally]


def tools():
    """The tools' own tests."""
    return [pytest("tools", ROOT / "tools" / "tests")]


def docs():
    """Generated documents and role are in step with the schema."""
    stale = docs_check.differences()
    tally = evidence.Tally("docs in step", passed=int(not stale), failed=len(stale))
    tally.broken += [f"{name} is stale, run: make generate" for name in stale]
    return [tally]


def clients():
    """An emulator with the provider: contract tests, boto3, AWS CLI, replays of other clients, examples."""
    with emulator.running() as address:
        return [
            contract_tests("contract tests", address, ROOT),
            pytest("boto3", ROOT / "emulator" / "src" / "test" / "python", address),
            pytest("AWS CLI", ROOT / "tools" / "smoke", address),
            pytest("clients and examples", ROOT / "tools" / "clients", address),
        ]


def other_behaviours():
    """A sample of what `make switches` runs: contract tests and replays where Connect behaves otherwise."""
    return [line.tally() for line in switches.sample()]


def faults_on_the_road():
    """A sample of the faults that `make faults` tries on the whole road, from Cloud Control to Connect."""
    results = matrix.run(emulators=3, sample=SAMPLED_FAULTS)
    lost = [each for each in results if each.verdict.kind == matrix.LOST]
    tally = evidence.Tally("faults on the whole road", passed=len(results) - len(lost), failed=len(lost))
    tally.broken += [f"lost: {each.scenario}, {each.blow}: {each.verdict.why[:300]}" for each in lost]
    return [tally]


def templates():
    """CloudFormation's clients with the pages of the examples: AWS CLI, SAM CLI, CDK CLI."""
    with emulator.running(options=("--secrets", SECRETS)) as address:
        return [pytest("templates", ROOT / "tools" / "clients" / "templates", address, WAITING_CLIENTS)]


def load():
    """Many clients at once, on an emulator of their own."""
    with emulator.running() as address:
        return [pytest("many clients", ROOT / "tools" / "load", address)]


def console():
    """The emulator's console in a headless browser, by its keys alone."""
    files = sorted((ROOT / "tools" / "console").glob("*.test.js"))
    report = fresh_report("console")
    # Each file has an emulator of its own; one at a time is kind to small machines.
    command = [NODE, "--test", "--test-concurrency=1", f"--test-timeout={BROWSER_PATIENCE_SECONDS * 1000}"]
    command += ["--test-reporter=spec", "--test-reporter-destination=stdout"]
    command += ["--test-reporter=junit", f"--test-reporter-destination={report}", *files]
    return [reported("console in a browser", command, report, isolated_environment())]


def speed():
    """The provider as Lambda runs it, in short: processor time, which fails on gross regressions only."""
    found = short.ratios()
    tally = evidence.Tally("speed of the provider", passed=len(found) - len(short.gross(found)))
    tally.failed = len(short.gross(found))
    tally.broken += short.gross(found)
    return [tally]


def adoption():
    """Users of a running instance brought under code, imported, and seen unchanged."""
    return [pytest("adopt", ROOT / "tools" / "roundtrip")]


def demonstration():
    """The demo."""
    with emulator.running() as address:
        demo.Story(address).tell()
    return [evidence.Tally("demo", passed=1)]


def renamed():
    """The type under a name that can be registered: package, contract tests."""
    with maven.alone(FOLDER_LOCK):
        folder = renamed_project(RENAMED)
        # Shrinking takes half a minute and knows nothing of names.
        package(RENAMED, folder, "-Dshrink.skip=true")
    jar = next((folder / "target").glob(f"{RENAMED.hyphenated}-*.jar"))
    options = ("--provider", jar, "--schema", folder / f"{RENAMED.hyphenated}.json")
    with emulator.running(options=options, archives=False) as address:
        return [
            evidence.Tally(f"package of {RENAMED.text}", passed=1),
            contract_tests(f"contract tests of {RENAMED.text}", address, folder),
        ]


def distribution():
    """What can be given out: made, its parts named in NOTICE, started from an empty directory."""
    with maven.alone(dist.FOLDER_LOCK):
        dist.make()
    wrong = parts.differences(json.loads(dist.LISTING.read_text(encoding="utf-8")))
    notice = evidence.Tally("NOTICE names every part", passed=int(not wrong), failed=len(wrong))
    notice.broken += [f"{fault}; run: make notice" for fault in wrong]
    return [notice, pytest("distribution", ROOT / "tools" / "release")]


def pytest(part, folder, address=None, at_once=0):
    """Run the Python tests of a folder, against an address if there is one, several at once, and count their report."""
    files = sorted(folder.glob("test_*.py"))
    if not files:  # given no file, pytest would look for tests elsewhere and find those of another part
        return evidence.Tally(part, broken=[f"no test_*.py in {folder.relative_to(ROOT)}"])
    report = fresh_report(part)
    environment = isolated_environment()
    if address:
        environment |= {"AWS_ENDPOINT_URL": address}
    command = [PYTHON, "pytest", "-q", "-c", ROOT / "tools" / "pyproject.toml", f"--junitxml={report}", *files]
    if at_once:
        command += ["-n", str(at_once), "--dist", "loadfile"]
    return reported(part, command, report, environment)


def fresh_report(part):
    """Return where a part's JUnit report goes; none of an earlier run is there."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    report = REPORTS / f"{part.replace(' ', '-')}.xml"
    report.unlink(missing_ok=True)
    return report


def reported(part, command, report, environment):
    """Run tests that write a JUnit report, and count it."""
    broken = []
    try:
        run(part, command, cwd=ROOT, env=environment)
    except StepFailed as failure:
        broken.append(str(failure))
    tally = evidence.from_junit(part, [report])
    tally.broken += broken
    return tally


def contract_tests(part, address, project):
    """Run `cfn test` with the inputs of a project and count what it printed."""
    command = [ROOT / "tools" / "contract-test", "--endpoint", address, "--project", project]
    sets = len(list((project / "inputs").glob("inputs_*_create.json")))
    broken = []
    output = ""
    try:
        output = run(part, command, cwd=ROOT, env=isolated_environment(), capture=True)
    except StepFailed as failure:
        broken.append(str(failure))
        output = failure.output
    tally = evidence.from_contract_tests(part, output, sets)
    tally.broken += broken
    return tally


PARTS = {
    part.__name__: part
    for part in (
        provider_jar,
        emulator_jar,
        archives,
        provider,
        emulator_units,
        emulator_program,
        tools,
        docs,
        form,
        clients,
        other_behaviours,
        faults_on_the_road,
        templates,
        load,
        console,
        speed,
        adoption,
        demonstration,
        renamed,
        distribution,
    )
}

if __name__ == "__main__":
    main(*sys.argv[1:])
