"""Builds the provider's jar when it is missing or older than what it is made from."""

from workbench.repository import ROOT, isolated_environment
from workbench.steps import run


def build_provider():
    """Package the provider unless its jar is newer than every source; `tools/build` says what it does."""
    command = [ROOT / "tools" / "build", "provider"]
    run("build of the provider", command, cwd=ROOT, env=isolated_environment(), heartbeat=False)
