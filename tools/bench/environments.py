"""Environments of Python of their own, for programs that the project's own need not have beside them."""

from pathlib import Path

from workbench.repository import ROOT
from workbench.steps import run


def python_of(name):
    """Return the Python of an environment; it is made when it is not there, which is told before its place is."""
    told = run(f"environment of {name}", [ROOT / "tools" / "venv", name], cwd=ROOT, capture=True)
    return Path(told.splitlines()[-1]) / "bin" / "python"
