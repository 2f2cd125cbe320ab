"""Builds the provider's jar when it is missing or older than what it is made from."""

from workbench.repository import ROOT, isolated_environment
from workbench.steps import MAVEN, run, say

JAR = ROOT / "target" / "aws-connect-user-1.0-SNAPSHOT.jar"
SOURCES = ("pom.xml", ".rpdk-config", "aws-connect-user.json", "lombok.config", "src/main")


def build_provider():
    """Package the provider unless its jar is newer than every source."""
    if JAR.is_file() and newest_source() <= JAR.stat().st_mtime:
        return
    say("build the provider (the first time this fetches its libraries and takes some minutes)")
    command = [*MAVEN, "package", "-DskipTests"]
    run("build of the provider", command, cwd=ROOT, env=isolated_environment())


def newest_source():
    """Return the time of the last change to anything that the jar is made from."""
    files = [ROOT / source for source in SOURCES]
    files += [file for file in (ROOT / "src" / "main").rglob("*") if file.is_file()]
    return max(file.stat().st_mtime for file in files if file.exists())
