"""Pages whose commands need what `make dist` wrote: frameworks for tests, a job of GitHub Actions; and their Java."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
import yaml
from frameworks import MAVEN, java, results_of

from workbench import dist, pages
from workbench.repository import ROOT

MAVENS = {"m": "http://maven.apache.org/POM/4.0.0"}
AROUND = """
import connectlocal.Emulator;
import connectlocal.Options;
import connectlocal.lambda.Provider;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

class Page {{
    void page(Path jar, Path schema) throws Exception {{
{text}
    }}
}}
"""


@pytest.fixture
def environment(tmp_path, bare_environment):
    """A path with a reader's programs: java, pytest, pip, aws, and a `gh` that brings what was made."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, line in {
        "aws": f'exec "{ROOT}/tools/py" aws "$@"',
        "pip": f'exec "{sys.executable}" -m pip "$@"',
        "gh": 'test "$#$1$2$3$4$5" = 6releasedownload--repoOWNER/REPOSITORY--pattern\n' + f'cp "{dist.DIST}/"$6 .',
    }.items():
        (programs / name).write_text(f"#!/bin/sh -e\n{line}\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    before = [str(programs), os.path.dirname(java()), os.path.dirname(sys.executable)]
    path = os.pathsep.join([*before, os.environ["PATH"]])
    return bare_environment | {"PATH": path, "PYTEST_ADDOPTS": "-p no:cacheprovider", "AWS_PAGER": ""}


def bash(script, cwd, environment, patience=600):
    """Return what a script printed; it must succeed."""
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=patience,
        check=False,
    )
    assert done.returncode == 0, f"{script}\n{done.stdout}"
    return done.stdout


def commands_after_make_dist(page):
    """Return a page's commands but the first, which has run: these tests are of what it wrote."""
    (block,) = pages.commands(page)
    make, *rest = block.lines
    assert make.split("#")[0].strip() == "make dist"
    assert rest
    return "\n".join(rest)


def test_commands_of_the_page_for_junit_run_its_tests(environment, own_jars):
    folder = ROOT / "examples" / "junit"
    shutil.rmtree(folder / "target", ignore_errors=True)
    assert "ERROR" not in bash(commands_after_make_dist("examples/junit/README.md"), ROOT, environment)
    written = (folder / "src/test/java/example/AgentsTest.java").read_text(encoding="utf-8")
    names = re.findall(r"@Test\s+void (\w+)\(", written)
    assert len(names) == 3
    assert results_of(folder) == dict.fromkeys(names, "passed")


def test_commands_of_the_page_for_pytest_run_its_tests_whatever_proxy_there_is(environment):
    environment |= {"http_proxy": "http://127.0.0.1:9", "NO_PROXY": "", "no_proxy": ""}
    assert "2 passed" in bash(commands_after_make_dist("examples/pytest/README.md"), ROOT, environment)
    assert len(list((Path(environment["XDG_CACHE_HOME"]) / "connect-local").iterdir())) == 1, "in the tests' own cache"


def test_local_aws_of_the_page_for_pytest_ends_when_its_tests_are_killed(environment, tmp_path):
    shutil.copy(ROOT / "examples" / "pytest" / "conftest.py", tmp_path)
    (tmp_path / "test_long.py").write_text(
        "import sys, time\n"
        "def test_long(endpoint):\n"
        "    print(endpoint, file=sys.__stdout__, flush=True)\n"
        "    time.sleep(300)\n",
        encoding="utf-8",
    )
    environment |= {"CONNECT_LOCAL_JAR": str(dist.DIST / "connect-local.jar")}
    command = [sys.executable, "-m", "pytest", "-q", "-s", "test_long.py"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) as tests:
        try:
            address = re.search(r"http://127\.0\.0\.1:(\d+)", tests.stdout.readline())
        finally:
            tests.kill()
    end = time.monotonic() + 60
    while answers(int(address[1])) and time.monotonic() < end:
        time.sleep(0.05)
    assert not answers(int(address[1]))


def answers(port):
    """Say whether anybody listens on a port."""
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def test_job_of_the_page_runs_step_by_step(environment, tmp_path):
    block, *_ = pages.blocks("guide/github-actions.md")
    (job,) = yaml.safe_load(block.text)["jobs"].values()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ports = {"CONNECT_LOCAL_PORT": str(port), "CONNECT_LOCAL_LAMBDA_PORT": "0", "HOME": str(tmp_path)}
    environment |= job["env"] | ports | {"AWS_ENDPOINT_URL": job["env"]["AWS_ENDPOINT_URL"].replace("4566", str(port))}
    environment["XDG_CACHE_HOME"] = str(tmp_path / "cache")
    (seed,) = (each for each in pages.blocks("guide/terraform.md") if each.language == "yaml")
    place = tmp_path / "checkout"
    place.mkdir()
    (place / "seed.yaml").write_text(seed.text, encoding="utf-8")
    steps = {step["name"]: step["run"] for step in job["steps"] if "run" in step}
    assert list(steps)[:3] == ["get it", "is the seed right?", "start it"]
    starting = steps.pop("start it")
    assert starting.count("> emulator.log 2>&1 &\n") == 1
    starting = starting.replace(" &\n", " &\necho $! > pid\n")
    try:
        said = {step: bash(steps[step], place, environment) for step in list(steps)[:2]}
        bash(starting, place, environment)
        said |= {step: bash(steps[step], place, environment) for step in list(steps)[2:]}
    finally:
        if (place / "pid").exists():
            subprocess.run(["kill", (place / "pid").read_text().strip()], check=False)
    assert said["is the seed right?"] == "seed.yaml: ok, 1 instance, 0 users\n"
    assert '"TypeName": "AWS::Connect::User"' in said["use it"]
    assert "ListResources" in said["what was asked, when something failed"]


def test_steps_of_the_page_run_tests_with_pytest(environment, tmp_path):
    job, more, _ = pages.blocks("guide/github-actions.md")
    first = next(iter(yaml.safe_load(job.text)["jobs"].values()))["steps"][:3]
    shutil.copytree(ROOT / "examples" / "pytest", tmp_path / "tests")
    steps = [step["run"] for step in [*first, *yaml.safe_load(more.text)["steps"]] if "run" in step]
    assert len(steps) == 2
    environment |= {"PIP_NO_INDEX": "1"}  # all that it asks for is there
    assert "2 passed" in [bash(step, tmp_path, environment) for step in steps][-1]


def test_step_of_the_page_brings_what_maven_reads(environment, tmp_path):
    *_, block = pages.blocks("guide/github-actions.md")
    (step,) = yaml.safe_load(block.text)["steps"]
    bash(step["run"], tmp_path, environment)
    made, brought = (
        {name: data for name, (data, _) in dist.repository_of(top / "maven").items()}
        for top in (dist.DIST, tmp_path / "dist")
    )
    assert len(made) == 8
    assert brought == made


def compiled(text, tmp_path, classpath):
    """Return the errors of a class, one line each."""
    source = tmp_path / "Page.java"
    source.write_text(text, encoding="utf-8")
    compiler = os.path.join(os.path.dirname(java()), "javac")
    command = [compiler, "-proc:none", "-d", tmp_path, "-cp", classpath, source]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    return [line for line in done.stderr.splitlines() if ": error: " in line]


def test_java_of_the_emulators_page_compiles(tmp_path):
    (block,) = (each for each in pages.blocks("emulator/README.md") if each.language == "java")
    target = ROOT / "emulator" / "target"
    classpath = os.pathsep.join(map(str, [ROOT / dist.EMULATOR, *sorted((target / "lib").glob("*.jar"))]))
    assert compiled(AROUND.format(text=block.text), tmp_path, classpath) == []


def test_java_of_testcontainers_compiles_against_the_libraries_that_the_page_names(tmp_path, bare_environment):
    found = pages.blocks("guide/testcontainers.md")
    (dependencies,) = (each.text for each in found if each.language == "xml")
    project = ElementTree.parse(ROOT / "examples" / "junit" / "pom.xml").getroot()
    project.remove(project.find("m:repositories", MAVENS))
    project.remove(project.find("m:dependencyManagement", MAVENS))
    project.remove(project.find("m:dependencies", MAVENS))
    project.append(
        ElementTree.fromstring(dependencies.replace("<dependencies>", f'<dependencies xmlns="{MAVENS["m"]}">'))
    )
    ElementTree.ElementTree(project).write(tmp_path / "pom.xml", default_namespace=MAVENS["m"])
    texts = [each.text for each in found if each.language == "java"]
    assert texts
    sources = tmp_path / "src" / "test" / "java"
    sources.mkdir(parents=True)
    for text in texts:
        (name,) = re.findall(r"^class (\w+)", text, re.MULTILINE)
        (sources / f"{name}.java").write_text(text, encoding="utf-8")
    bash(" ".join((*MAVEN, "-q", "test-compile")), tmp_path, bare_environment)
    compiled_classes = {each.stem for each in (tmp_path / "target" / "test-classes").glob("*.class")}
    assert compiled_classes == {each.stem for each in sources.iterdir()}
