"""Every version is one version: no range, nothing that is the newest of some day, nothing left to a default."""

import json
import re
from xml.etree import ElementTree

import pytest

from workbench import check
from workbench.repository import ROOT

POMS = ("pom.xml", "emulator/pom.xml", "junit/pom.xml", "examples/junit/pom.xml")
REQUIREMENTS = sorted(path.name for path in (ROOT / "tools").glob("*requirements.txt"))
PACKAGES = ("examples/cdk/package.json", "tools/console/package.json")
ONE = re.compile(r"\d[\w.+-]*")


def text(element, name):
    """Return the text of a child, None when there is none."""
    child = element.find(f"{{*}}{name}")
    return None if child is None else child.text.strip()


def versions(pom):
    """Return every version that a project description names: of itself, of properties, of what it asks for."""
    root = ElementTree.fromstring((ROOT / pom).read_text(encoding="utf-8"))
    properties = {each.tag.split("}")[1]: (each.text or "").strip() for each in root.iterfind("{*}properties/*")}
    for element in root.iter():
        version = text(element, "version")
        if version is not None and element is not root:
            name = text(element, "artifactId")
            yield name, re.sub(r"\$\{([^}]+)\}", lambda match: properties.get(match[1], match[0]), version)


@pytest.mark.parametrize("pom", POMS)
def test_maven_asks_for_one_version_each(pom):
    found = list(versions(pom))
    assert len(found) > 2
    assert [(name, version) for name, version in found if not ONE.fullmatch(version) or "SNAPSHOT" in version] == []


@pytest.mark.parametrize("pom", POMS)
def test_every_plugin_of_maven_names_its_version(pom):
    root = ElementTree.fromstring((ROOT / pom).read_text(encoding="utf-8"))
    plugins = list(root.iterfind(".//{*}plugin"))
    assert plugins
    assert [text(each, "artifactId") for each in plugins if text(each, "version") is None] == []


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_pip_asks_for_one_version_each(name):
    lines = [line for line in (ROOT / "tools" / name).read_text(encoding="utf-8").splitlines() if line.strip()]
    assert lines
    assert [line for line in lines if not re.fullmatch(rf"[\w.-]+(\[[\w,]+\])?=={ONE.pattern}", line)] == []


@pytest.mark.parametrize("name", PACKAGES)
def test_npm_asks_for_one_version_each(name):
    packages = json.loads((ROOT / name).read_text(encoding="utf-8"))
    wanted = packages.get("dependencies", {}) | packages.get("devDependencies", {})
    assert wanted
    assert {each: version for each, version in wanted.items() if not ONE.fullmatch(version)} == {}


def test_every_file_that_names_versions_is_looked_at():
    """A new one is to be named above."""
    named = [
        name for name in check.tracked() if re.search(r"(^|/)(pom\.xml|package\.json|\S*requirements\.txt)$", name)
    ]
    assert sorted(named) == sorted((*POMS, *PACKAGES, *(f"tools/{name}" for name in REQUIREMENTS)))
