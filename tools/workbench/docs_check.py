"""Fails when docs/ or resource-role.yaml are not what `cfn generate` makes of the schema."""

import shutil
import sys
import tempfile
from pathlib import Path

from workbench.repository import ROOT, isolated_environment
from workbench.steps import StepFailed, run

NEEDED = (".rpdk-config", "aws-connect-user.json", "pom.xml")
GENERATED = ("docs", "resource-role.yaml", ".rpdk-config")


def main():
    """Generate into a temporary copy and compare."""
    try:
        stale = differences()
    except StepFailed as failure:
        sys.exit(f"docs-check: {failure}")
    if stale:
        sys.exit("docs-check: not in step with the schema: " + ", ".join(stale) + "; run: make generate")
    print("docs-check: docs/ and resource-role.yaml are in step with the schema")


def differences():
    """Return the committed files that differ from generated ones, are missing or are no longer generated."""
    with tempfile.TemporaryDirectory(prefix="docs-check-") as folder:
        project = Path(folder)
        for name in NEEDED:
            shutil.copy(ROOT / name, project)
        run("cfn generate", [ROOT / "tools" / "cfnw", "generate"], cwd=project, env=isolated_environment())
        committed = contents(ROOT)
        generated = contents(project)
    return sorted(name for name in committed.keys() | generated if committed.get(name) != generated.get(name))


def contents(root):
    """Return the generated files of a project: path to bytes."""
    files = []
    for name in GENERATED:
        path = root / name
        files += [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]
    return {str(file.relative_to(root)): file.read_bytes() for file in files if file.is_file()}


if __name__ == "__main__":
    main()
