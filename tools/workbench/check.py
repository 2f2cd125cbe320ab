"""The quick check before a commit: form of every file, then the unit tests of the tools and of both programs."""

import sys

from workbench.listing import written
from workbench.maven import command, maven, require_jdk
from workbench.repository import ROOT, isolated_environment
from workbench.steps import StepFailed, beside, end_when_asked, run, say

LONGEST_LINE = 120
CODE = {".java", ".py"}
TEXT = CODE | {".md", ".json", ".yml", ".yaml", ".xml", ".toml", ".sh", ".txt", ""}
# Of other hands or none: what is generated, and inputs for fuzzing, which are as they are.
GENERATED = ("docs/", "resource-role.yaml", "LICENSE", "emulator/src/test/fuzz/")
GOALS = ("spotless:check", "test")
RUFF = [ROOT / "tools" / "py", "ruff"]


def main():
    """Run all checks; the first that fails ends the run with its reason."""
    end_when_asked()
    say("check: form of the files")
    wrong = [fault for name in tracked() for fault in faults(name, (ROOT / name).read_bytes())]
    if wrong:
        sys.exit("\n".join(wrong) + f"\ncheck: {len(wrong)} places to put right")
    python = [name for name in tracked() if name.endswith(".py") and not name.startswith("tools/")]
    try:
        environment = isolated_environment()
        run("ruff", [*RUFF, "check", "--no-cache", "tools"], cwd=ROOT, env=environment)
        run("ruff", [*RUFF, "format", "--no-cache", "--check", "--quiet", "tools"], cwd=ROOT, env=environment)
        if python:
            elsewhere = ["--config", "tools/pyproject.toml", "--ignore", "D"]
            run("ruff", [*RUFF, "check", "--no-cache", *elsewhere, *python], cwd=ROOT, env=environment)
        pytest = [ROOT / "tools" / "py", "pytest", "-q", "-c", "tools/pyproject.toml", "tools/tests"]
        require_jdk()
        say("check: layout and unit tests of the emulator; those of the provider and of the tools run beside")
        # The tools' wait more than they work, and Maven, compiling or testing, keeps one processor busy.
        with (
            beside("pytest", pytest, cwd=ROOT, env=environment),
            beside("provider", command(ROOT, *GOALS), cwd=ROOT, env=environment),
        ):
            maven("emulator", ROOT / "emulator", *GOALS)
    except StepFailed as failure:
        sys.exit(f"check: {failure}")
    say("check: all well")


def tracked():
    """Return the files of the repository that are or would be committed and are written by hand."""
    return [name for name in written() if is_text(name)]


def is_text(name):
    """Whether a file is text that people write."""
    file = name.rpartition("/")[2]
    extension = f".{file.rpartition('.')[2]}" if "." in file.lstrip(".") else ""
    return extension in TEXT and not name.startswith(GENERATED)


def faults(name, content):
    """Return what .editorconfig forbids in a file, as NAME:LINE: what."""
    found = []
    if content and not content.endswith(b"\n"):
        found.append(f"{name}: the last line has no end")
    if b"\r" in content:
        found.append(f"{name}: carriage returns")
    for number, line in enumerate(content.decode(errors="replace").splitlines(), 1):
        if line != line.rstrip() and not name.endswith(".md"):
            found.append(f"{name}:{number}: space at the end of the line")
        if any(name.endswith(extension) for extension in CODE):
            if "\t" in line:
                found.append(f"{name}:{number}: tab")
            if len(line) > LONGEST_LINE:
                found.append(f"{name}:{number}: {len(line)} characters, at most {LONGEST_LINE}")
    return found


if __name__ == "__main__":
    main()
