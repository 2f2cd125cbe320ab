"""What the tests of the examples for test frameworks share."""

import subprocess
import xml.etree.ElementTree as ElementTree

from workbench.repository import ROOT

MAVEN = ("mvn", "-B", "-ntp", "-Dstyle.color=never")


def results_of(folder):
    """Return of every test that Maven ran in a folder its message when it failed, else `passed`."""
    results = {}
    for report in (folder / "target" / "surefire-reports").glob("TEST-*.xml"):
        for case in ElementTree.parse(report).getroot().iter("testcase"):
            bad = [child for child in case if child.tag in ("failure", "error", "skipped")]
            results[case.get("name").split("(")[0]] = bad[0].get("message") if bad else "passed"
    return results


def java():
    """Return the java command that the tools use."""
    found = subprocess.run([ROOT / "tools" / "jdk"], capture_output=True, text=True, check=True, timeout=60)
    return found.stdout.strip()
