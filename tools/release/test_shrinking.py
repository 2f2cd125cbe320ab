"""The last step of the provider's build, by the real pom and ProGuard, on a jar with five classes."""

import shutil
import subprocess
import zipfile

import pytest

from workbench.repository import ROOT, isolated_environment

NAME = "aws-connect-user-1.0-SNAPSHOT.jar"
CLIENTS = "software/amazon/awssdk/services/some/"
SOURCES = {
    CLIENTS + "Used.java": "package software.amazon.awssdk.services.some; public class Used { public void idle() {} }",
    CLIENTS + "Idle.java": "package software.amazon.awssdk.services.some; public class Idle { }",
    "org/other/Library.java": "package org.other; public class Library { }",
    "software/amazon/connect/user/Handler.java": "package software.amazon.connect.user; public class Handler {"
    " Object client = new software.amazon.awssdk.services.some.%s(); }",
}


class Project:
    """A project with the real pom and rules, whose jar is shaded already."""

    def __init__(self, folder, leads_to="Used"):
        self.folder = folder
        self.workshop = folder / "target" / "packaging"
        (folder / "src" / "main").mkdir(parents=True)
        self.workshop.mkdir(parents=True)
        shutil.copy(ROOT / "pom.xml", folder)
        shutil.copytree(ROOT / ".mvn", folder / ".mvn")
        self.rules = folder / "src" / "main" / "shrink.pro"
        shutil.copy(ROOT / "src" / "main" / "shrink.pro", self.rules)
        self.shade(leads_to)

    def shade(self, leads_to):
        """Make the jar with everything inside, of which one class leads to a client."""
        sources, classes = self.folder / "sources", self.folder / "compiled"
        for name, text in SOURCES.items():
            (sources / name).parent.mkdir(parents=True, exist_ok=True)
            (sources / name).write_text(text.replace("%s", leads_to))
        files = sorted(map(str, sources.rglob("*.java")))
        subprocess.run(["javac", "--release", "17", "-d", classes, *files], check=True, timeout=120)
        with zipfile.ZipFile(self.workshop / NAME, "w") as jar:
            for file in sorted(classes.rglob("*.class")):
                jar.writestr(zipfile.ZipInfo(str(file.relative_to(classes))), file.read_bytes())

    def build(self, *options, **variables):
        """Run the step and return the names of what is in the jar."""
        command = ["mvn", "-q", "-o", "-B", "antrun:run@whole-jar", *options]
        subprocess.run(command, cwd=self.folder, env=isolated_environment() | variables, check=True, timeout=300)
        with zipfile.ZipFile(self.folder / "target" / NAME) as jar:
            return jar.namelist()

    def kept(self):
        """Return what ProGuard made and the build has kept."""
        return sorted(self.workshop.glob("clients-*.jar"))


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """One that is built and unchanged before each test but the last."""
    project = Project(tmp_path_factory.mktemp("shrunk") / "my project")
    project.build()
    return project


def test_same_input_in_another_folder_and_by_jvms_with_other_options_same_bytes(project, tmp_path):
    other = Project(tmp_path / "other")
    other.build(MAVEN_OPTS="-XX:+UseParallelGC", JAVA_TOOL_OPTIONS="-XX:+UseParallelGC")
    assert (project.folder / "target" / NAME).read_bytes() == (other.folder / "target" / NAME).read_bytes()
    assert [file.name for file in project.kept()] == [file.name for file in other.kept()]


def test_jdk_without_jmods_same_bytes_by_its_image(project, tmp_path):
    """As JDKs are since 24; here it is one that has both."""
    other = Project(tmp_path / "other")
    other.build("-Dshrink.jmod=/nowhere/java.base.jmod")
    assert (project.folder / "target" / NAME).read_bytes() == (other.folder / "target" / NAME).read_bytes()
    assert {file.name for file in other.workshop.iterdir()} == {NAME, *(file.name for file in other.kept())}
    assert len(other.kept()) == 1


def test_shrunk_once_and_again_when_an_input_changes(project):
    with zipfile.ZipFile(project.folder / "target" / NAME) as jar:
        names = jar.namelist()
    assert sorted(names) == [
        "org/other/Library.class",
        CLIENTS + "Used.class",
        "software/amazon/connect/user/Handler.class",
    ]
    (kept,) = project.kept()
    # What is in the kept jar from now on was not made by ProGuard.
    with zipfile.ZipFile(kept, "a") as jar:
        jar.writestr(CLIENTS + "Marker.class", b"")
    assert CLIENTS + "Marker.class" in project.build()
    project.rules.write_text(project.rules.read_text() + "\n# Another rule.\n")
    assert CLIENTS + "Marker.class" not in project.build()
    assert len(project.kept()) == 2
    project.shade("Idle")
    names = project.build()
    assert (CLIENTS + "Idle.class" in names, CLIENTS + "Used.class" in names) == (True, False)
    assert len(project.kept()) == 3
    assert {file.name for file in project.workshop.iterdir()} == {NAME, *(file.name for file in project.kept())}
