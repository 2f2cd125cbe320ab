"""The examples for tests of one's own, run by the frameworks themselves on what `make dist` wrote."""

import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import pytest

from workbench.repository import ROOT, isolated_environment

EXAMPLES = ROOT / "examples"
MAVEN = ("mvn", "-B", "-ntp", "-Dstyle.color=never")
# Maven keeps what it has once seen of a version; here the version stays and its content changes.
FORGET = (
    "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:purge-local-repository",
    "-DreResolve=false",
    "-DactTransitively=false",
    "-DmanualInclude=connectlocal:connect-local,connectlocal:connect-local-junit",
)
FAILING = """
package example;

import static org.junit.jupiter.api.Assertions.fail;

import connectlocal.junit.ConnectLocal;
import connectlocal.junit.ConnectLocalExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.connect.ConnectClient;

class FailingTest {
    @RegisterExtension
    static final ConnectLocalExtension AWS = ConnectLocalExtension.seeded("centre.yaml");

    @Test
    void fails(ConnectClient connect) {
        connect.listUsers(r -> r.instanceId("11111111-1111-1111-1111-111111111111"));
        fail("on purpose");
    }
}

@ConnectLocal(seed = "nowhere.yaml")
class NoSeedTest {
    @Test
    void neverRuns() {}
}
"""


@pytest.fixture(scope="module")
def junit_run(tmp_path_factory):
    """The example for JUnit, copied, with one test more that fails and one whose seed is missing: output, results."""
    folder = tmp_path_factory.mktemp("in a copy") / "examples" / "junit"
    shutil.copytree(EXAMPLES / "junit", folder, ignore=shutil.ignore_patterns("target"))
    (folder / "src" / "test" / "java" / "example" / "FailingTest.java").write_text(FAILING, encoding="utf-8")
    (folder.parents[1] / "dist").symlink_to(ROOT / "dist")
    run = {"cwd": folder, "env": isolated_environment(), "text": True, "timeout": 600, "check": False}
    subprocess.run([*MAVEN, "-q", *FORGET], capture_output=True, **run)
    done = subprocess.run([*MAVEN, "test"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **run)
    results = {}
    for report in (folder / "target" / "surefire-reports").glob("TEST-*.xml"):
        for case in ElementTree.parse(report).getroot().iter("testcase"):
            bad = [child for child in case if child.tag in ("failure", "error", "skipped")]
            results[case.get("name").split("(")[0]] = bad[0].get("message") if bad else "passed"
    assert results, done.stdout
    return done.stdout, results


def test_junit_tests_of_the_example_pass(junit_run):
    _, results = junit_run
    written = (EXAMPLES / "junit/src/test/java/example/AgentsTest.java").read_text(encoding="utf-8")
    names = re.findall(r"@Test\s+void (\w+)\(", written)
    assert len(names) == 3
    assert {name: results[name] for name in names} == dict.fromkeys(names, "passed")


def test_junit_failure_shows_what_was_asked(junit_run):
    output, results = junit_run
    assert results["fails"] == "on purpose"
    told = output[output.index("fails(ConnectClient) failed; what the local AWS was asked:") :].splitlines()
    assert re.match(r'  connect ListUsers -> 200 \{.*"InstanceId":', told[1]), told[1]


def test_junit_seed_that_is_missing_named_with_its_place(junit_run):
    _, results = junit_run
    assert "the seed nowhere.yaml is not among the resources of the tests" in results["neverRuns"]


def test_pytest_tests_of_the_example_pass():
    environment = isolated_environment() | {"CONNECT_LOCAL_JAR": str(ROOT / "dist" / "connect-local.jar")}
    environment["PATH"] = f"{os.path.dirname(java())}{os.pathsep}{environment['PATH']}"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    folder = EXAMPLES / "pytest"
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 passed" in done.stdout


def java():
    """Return the java command that the tools use."""
    found = subprocess.run([ROOT / "tools" / "jdk"], capture_output=True, text=True, check=True, timeout=60)
    return found.stdout.strip()
