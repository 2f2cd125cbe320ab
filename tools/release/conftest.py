"""What tests of the distribution have before they run."""

import subprocess

import pytest
from frameworks import MAVEN

from workbench.repository import ROOT, isolated_environment

# Maven keeps what it has once seen of a version; here the version stays and its content changes.
FORGET = (
    "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:purge-local-repository",
    "-DreResolve=false",
    "-DactTransitively=false",
    "-DmanualInclude=connectlocal:connect-local,connectlocal:connect-local-junit",
)
# As .mvn/jvm.config has it, which Maven finds in this repository alone; and the JVM of the tests that it starts.
SHORT_LIVED = ("-XX:TieredStopAtLevel=1", "-DargLine=-XX:TieredStopAtLevel=1")


@pytest.fixture(scope="session")
def bare_environment(tmp_path_factory):
    """The environment of the frameworks: jars are unpacked where nobody's are, and no archives of classes are made."""
    cache = tmp_path_factory.mktemp("cache")
    environment = isolated_environment()
    environment["MAVEN_OPTS"] = " ".join(filter(None, [environment.get("MAVEN_OPTS"), *SHORT_LIVED]))
    return environment | {"XDG_CACHE_HOME": str(cache), "EMULATOR_ARCHIVES": "no"}


@pytest.fixture(scope="session")
def own_jars():
    """The jars of this `make dist` are those that Maven takes."""
    run = {"cwd": ROOT / "examples" / "junit", "env": isolated_environment(), "capture_output": True, "timeout": 600}
    subprocess.run([*MAVEN, "-q", *FORGET], check=False, **run)  # fails where Maven has never seen them
