"""The Dockerfile without an engine: its parts are there, and its commands run as they stand in an empty directory."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess

import pytest
from dockerfile_parse import DockerfileParser

from workbench.emulator import address_of, stop
from workbench.repository import ROOT

# The tests listen on this machine only; what the image says instead is looked at by a test of its own.
HOST = "127.0.0.2"


@pytest.fixture(scope="module")
def image():
    """The instructions of the Dockerfile, as a parser of such files reads them: name and value."""
    parser = DockerfileParser(path=str(ROOT), cache_content=True)
    return [(each["instruction"], each["value"]) for each in parser.structure if each["instruction"] != "COMMENT"]


def one(image, name):
    """Return the value of an instruction that stands there once."""
    (value,) = (value for instruction, value in image if instruction == name)
    return value


def copied(image):
    """Return what is copied, to the working directory and for the user: its mode stays, perhaps for the owner alone."""
    owner, *sources, place = one(image, "COPY").split()
    assert (owner, place) == (f"--chown={one(image, 'USER')}", "./")
    return sources


@pytest.fixture(scope="module")
def container(image, tmp_path_factory):
    """A directory with what the image copies, and its environment; what it runs while it is made has run there."""
    place, home = tmp_path_factory.mktemp("opt"), tmp_path_factory.mktemp("home")
    for source in copied(image):
        shutil.copy(ROOT / source, place)
    given = dict(pair.split("=", 1) for pair in one(image, "ENV").split())
    java = subprocess.run([ROOT / "tools" / "jdk"], capture_output=True, text=True, check=True, timeout=60)
    environment = given | {
        "CONNECT_LOCAL_HOST": HOST,
        "CONNECT_LOCAL_PORT": str(free_port()),
        "PATH": f"{os.path.dirname(java.stdout.strip())}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
    }
    for command in (json.loads(value) for name, value in image if name == "RUN" and value.startswith("[")):
        done = run(command, place, environment)
        assert done.returncode == 0, done.stderr
    return place, environment


def run(command, place, environment):
    return subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, timeout=120, check=False)


def free_port():
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        return taken.getsockname()[1]


def test_context_has_what_is_copied_and_nothing_else(image):
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    first, *kept = [line for line in lines if line and not line.startswith("#")]
    assert first == "*"
    assert sorted(kept) == sorted(f"!{source}" for source in copied(image))
    assert [source for source in copied(image) if not (ROOT / source).is_file()] == []


def test_image_listens_for_others_on_the_port_that_it_exposes(image):
    given = dict(pair.split("=", 1) for pair in one(image, "ENV").split())
    assert given["CONNECT_LOCAL_HOST"] == "0.0.0.0"
    assert given["CONNECT_LOCAL_PORT"] == one(image, "EXPOSE")
    assert given["CONNECT_LOCAL_LAMBDA_PORT"] == "0"


def test_image_makes_nothing_for_later_starts_which_each_container_lacks(image):
    given = dict(pair.split("=", 1) for pair in one(image, "ENV").split())
    assert given["EMULATOR_ARCHIVES"] == "no"  # tools/release/test_dist_runs.py starts the jar with it


def test_image_is_a_java_that_will_do_and_runs_as_nobody_special(image):
    assert re.fullmatch(r"eclipse-temurin:(1[7-9]|[2-9]\d)-jre-\w+", one(image, "FROM"))
    names = [name for name, _ in image]
    made = next(value for name, value in image if name == "RUN" and value.startswith("useradd"))
    assert made.endswith(f" {one(image, 'USER')}")
    assert names.index("USER") < names.index("ENTRYPOINT")


def test_commands_as_they_stand_serve_say_so_and_end(image, container):
    place, environment = container
    options, check = re.fullmatch(r"((?:--\S+ )*)CMD (\[.*\])", one(image, "HEALTHCHECK")).groups()
    assert "--start-period=" in options
    health = json.loads(check)
    assert run(health, place, environment).returncode == 1
    process = subprocess.Popen(
        json.loads(one(image, "ENTRYPOINT")),
        cwd=place,
        env=environment,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        assert address_of(process) == f"http://{HOST}:{environment['CONNECT_LOCAL_PORT']}"
        done = run(health, place, environment)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["types"], "the provider is not there"
        end = signal.Signals[one(image, "STOPSIGNAL")]
        process.send_signal(end)
        assert process.wait(30) == 128 + end
    finally:
        stop(process)
    assert sorted(file.name for file in place.iterdir()) == sorted(file.rpartition("/")[2] for file in copied(image))
