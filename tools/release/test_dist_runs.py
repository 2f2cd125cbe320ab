"""What `make dist` wrote, started as somebody starts it who has nothing but Java."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import tarfile
import time
import zipfile

import boto3
import pytest
import yaml

from bench import processes
from workbench import dist
from workbench.emulator import address_of, stop
from workbench.repository import ROOT
from workbench.steps import StepFailed

INSTANCE = "11111111-1111-1111-1111-111111111111"
JAVA_8 = 52
FREE_PORTS = ("--port", "0", "--lambda-port", "0")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """An empty directory, in a path with a space, with a home of its own."""
    place = tmp_path_factory.mktemp("some where")
    (place / "home").mkdir()
    return place


def environment(place, **variables):
    """Return an environment with the home of the directory and nothing else that is set."""
    kept = {name: os.environ[name] for name in ("PATH", "JAVA_HOME") if name in os.environ}
    return kept | {"HOME": str(place / "home"), "XDG_CACHE_HOME": str(place / "home" / "cache")} | variables


@contextlib.contextmanager
def started(command, place, **variables):
    """Start a command in the directory, with its home and no other setting than these; give its address."""
    process = subprocess.Popen(
        [str(part) for part in (*command, *FREE_PORTS)],
        cwd=place,
        env=environment(place, **variables),
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield address_of(process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 128 + signal.SIGTERM
    finally:
        stop(process)


def java():
    found = subprocess.run([ROOT / "tools" / "jdk"], capture_output=True, text=True, check=True, timeout=60)
    return found.stdout.strip()


def life_of_a_user(address):
    """Create, read and delete a user through Cloud Control, so through the provider inside."""
    client = boto3.client(
        "cloudcontrol",
        endpoint_url=address,
        region_name="us-east-1",
        aws_access_key_id="local",
        aws_secret_access_key="local",
    )
    arn = f"arn:aws:connect:us-east-1:123456789012:instance/{INSTANCE}"
    names = client.list_resources(TypeName="AWS::Connect::User", ResourceModel=json.dumps({"InstanceArn": arn}))
    model = json.loads((ROOT / "inputs" / "inputs_1_create.json").read_text(encoding="utf-8"))
    event = client.create_resource(TypeName="AWS::Connect::User", DesiredState=json.dumps(model))["ProgressEvent"]
    client.get_waiter("resource_request_success").wait(RequestToken=event["RequestToken"])
    more = client.list_resources(TypeName="AWS::Connect::User", ResourceModel=json.dumps({"InstanceArn": arn}))
    assert len(more["ResourceDescriptions"]) == len(names["ResourceDescriptions"]) + 1


def test_jar_from_an_empty_directory_runs_the_provider(place):
    shutil.copy(dist.DIST / "connect-local.jar", place)
    with started([java(), "-jar", "connect-local.jar"], place) as address:
        life_of_a_user(address)
    assert sorted(file.name for file in place.iterdir()) == ["connect-local.jar", "home"]
    unpacked = list((place / "home" / "cache" / "connect-local").iterdir())
    with zipfile.ZipFile(place / "connect-local.jar") as jar:
        assert [folder.name for folder in unpacked] == [jar.read("bundle.sha256").decode()]


def test_jar_a_later_start_runs_from_an_archive_and_ends_with_its_starter(place):
    shutil.copy(dist.DIST / "connect-local.jar", place)
    command = [java(), "-jar", "connect-local.jar"]
    with started(command, place):
        wait_for(lambda: archives(place), 240)
    with started(command, place) as address:
        life_of_a_user(address)
        emulator = processes.listening(int(address.rpartition(":")[2]))
        if processes.available():
            assert "/archives/emulator-" in (processes.PROC / str(emulator) / "maps").read_text()
        (starter,) = {int(line.split()[1]) for line in status_of(emulator) if line.startswith("PPid:")}
        assert starter != os.getpid()
    assert not processes.of(emulator).memory
    with contextlib.suppress(AssertionError), started(command, place) as address:
        emulator = processes.listening(int(address.rpartition(":")[2]))
        (starter,) = {int(line.split()[1]) for line in status_of(emulator) if line.startswith("PPid:")}
        os.kill(starter, signal.SIGKILL)
        wait_for(lambda: not processes.of(emulator).memory, 30)
    assert not processes.of(emulator).memory


def archives(place, name="emulator-*.jsa"):
    """Return what is there, beside the unpacked jar, for later starts to take less time."""
    return list(place.glob(f"home/cache/connect-local/*/emulator/target/archives/{name}"))


def test_jar_when_archives_are_not_wanted_none_is_made(tmp_path):
    """Another one, which starts later and wants them, has begun to make them; so would this one."""
    without, usual = tmp_path / "without", tmp_path / "usual"
    for place in (without, usual):
        (place / "home").mkdir(parents=True)
    command = [java(), "-jar", dist.DIST / "connect-local.jar"]
    with started(command, without, EMULATOR_ARCHIVES="no"), started(command, usual):
        wait_for(lambda: archives(usual, "*"), 120)
        assert archives(without, "*") == []


STARTER = """
package connectlocal.junit;

import java.util.List;

class Starter {
    public static void main(String[] args) throws Exception {
        var local = LocalProcess.start("", List.of());
        System.out.println("ready " + local.endpoint());
        Thread.sleep(600_000);
        local.close();
    }
}
"""


@pytest.mark.parametrize(
    "variables",
    [{}, {"EMULATOR_ARCHIVES": "no"}, {"JAVA_TOOL_OPTIONS": "-XX:+UseParallelGC"}],
    ids=["from an archive", "in one JVM", "with another collector"],
)
def test_extension_for_junit_its_local_aws_ends_with_a_jvm_of_tests_that_is_killed(place, tmp_path, variables):
    shutil.copy(dist.DIST / "connect-local.jar", place)
    if not variables and not archives(place):
        with started([java(), "-jar", "connect-local.jar"], place):
            wait_for(lambda: archives(place), 240)
    source = tmp_path / "Starter.java"
    source.write_text(STARTER, encoding="utf-8")
    (extension,) = (dist.DIST / "maven").glob(f"{dist.GROUP}/connect-local-junit/*/*.jar")
    path = os.pathsep.join(map(str, [place / "connect-local.jar", extension, tmp_path]))
    compiler = os.path.join(os.path.dirname(java()), "javac")
    subprocess.run([compiler, "-proc:none", "-cp", path, "-d", tmp_path, source], check=True, timeout=120)
    tests = subprocess.Popen(
        [java(), "-cp", path, "connectlocal.junit.Starter"],
        cwd=place,
        env=environment(place, **variables),
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        emulator = processes.listening(int(address_of(tests).rpartition(":")[2]))
        mapped = (processes.PROC / str(emulator) / "maps").read_text()
        assert ("/archives/emulator-" in mapped) is not bool(variables)
        tests.kill()
        tests.wait()
        wait_for(lambda: not processes.of(emulator).memory, 30)
    finally:
        stop(tests)


def status_of(pid):
    """Return the lines of Linux's status of a process."""
    return (processes.PROC / str(pid) / "status").read_text().splitlines()


def wait_for(happened, seconds):
    """Wait until something has happened. Raises StepFailed when it has not in this time."""
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            raise StepFailed(f"not after {seconds} s")
        time.sleep(0.2)


def test_command_of_the_archive_through_a_link_runs_the_provider(place):
    with tarfile.open(dist.DIST / f"connect-local-{dist.VERSION}.tar.gz") as archive:
        archive.extractall(place / "tools of mine", filter="data")
    command = place / "tools of mine" / f"connect-local-{dist.VERSION}" / "bin" / "connect-local"
    link = place / "connect-local"
    link.symlink_to(command)
    with started([link], place, JDK_JAVA_OPTIONS="-XX:+UseParallelGC") as address:
        life_of_a_user(address)


def test_command_of_the_archive_takes_names_with_other_letters_in_any_locale(place, tmp_path):
    command = ROOT / "tools" / "workbench" / "connect-local.sh"
    (tmp_path / "bin").mkdir()
    shutil.copy(command, tmp_path / "bin")
    shutil.copy(dist.DIST / "connect-local.jar", tmp_path)
    (tmp_path / "größe.yaml").write_text("instances: []\n", encoding="utf-8")
    check = [tmp_path / "bin" / command.name, "seed", "--check", tmp_path / "größe.yaml"]
    done = ended(check, place, LC_ALL="C")
    assert (done.returncode, done.stdout) == (0, f"{tmp_path}/größe.yaml: ok, 0 instances, 0 users\n")


@pytest.mark.parametrize(
    ("variables", "arguments", "code"), [({}, ["--seed", "größe.yaml"], 2), ({"XDG_CACHE_HOME": "größe"}, [], 1)]
)
def test_jar_in_a_locale_without_the_letters_of_a_name_says_which_has_them(place, variables, arguments, code):
    done = ended([java(), "-jar", dist.DIST / "connect-local.jar", *arguments], place, LC_ALL="C", **variables)
    assert done.returncode == code
    assert done.stderr.startswith("connect-local: ")
    assert done.stderr.endswith("set LC_ALL=C.UTF-8, then start again\n")
    assert done.stderr.count("\n") == 1


def ended(command, place, **variables):
    """Run a command in the directory, with its home and no other setting than these, to its end."""
    run = {"cwd": place, "env": environment(place, **variables), "capture_output": True, "encoding": "utf-8"}
    return subprocess.run([str(part) for part in command], **run, timeout=120, check=False)


OLDER = """
class Older {
    public static void main(String[] args) throws Throwable {
        System.setProperty("java.specification.version", args[0]);
        connectlocal.launch.Start.main(new String[] {"--version"});
    }
}
"""


@pytest.mark.parametrize(("version", "code"), [("1.8", 1), ("11", 1), ("16", 1), ("17", 0), ("26", 0)])
def test_jar_java_too_old_says_so(place, tmp_path, version, code):
    with zipfile.ZipFile(dist.DIST / "connect-local.jar") as jar:
        (name,) = re.findall(r"^Main-Class: (\S+)$", jar.read("META-INF/MANIFEST.MF").decode(), re.MULTILINE)
        head = jar.read(f"{name.replace('.', '/')}.class")[:8]
    assert head[:4] == b"\xca\xfe\xba\xbe"
    assert int.from_bytes(head[6:]) <= JAVA_8, "an older Java would say that it does not know the class's version"
    (tmp_path / "Older.java").write_text(OLDER, encoding="utf-8")
    done = ended([java(), "-cp", dist.DIST / "connect-local.jar", tmp_path / "Older.java", version], place)
    assert done.returncode == code, done.stderr
    if code:
        assert "Java 17 or newer is needed" in done.stderr
        assert f" is {version}. " in done.stderr
        assert done.stderr.count("\n") == 1


def test_command_of_the_archive_java_too_old_says_so(place, tmp_path):
    old = tmp_path / "bin" / "java"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho 'openjdk version \"1.8.0_402\"' >&2\n", encoding="utf-8")
    old.chmod(0o755)
    command = ROOT / "tools" / "workbench" / "connect-local.sh"
    environment = {"PATH": os.environ["PATH"], "JAVA_HOME": str(tmp_path)}
    done = subprocess.run([command], env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "Java 17 or newer is needed" in done.stderr
    assert "is 8." in done.stderr


def attached():
    """Return the names of what the workflow attaches to a release of this version."""
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8"))
    runs = [step.get("run", "") for step in workflow["jobs"]["release"]["steps"]]
    (run,) = (each for each in runs if "gh release create" in each)
    return re.findall(r"dist/([\w.-]+)", run.replace("${GITHUB_REF_NAME#v}", dist.VERSION))


def test_sums_of_a_download_are_checked_by_one_command(place):
    names = attached()
    folder = place / "downloads"
    folder.mkdir()
    for name in names:
        shutil.copy(dist.DIST / name, folder)
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {f"{name}: OK" for name in names if name != "SHA256SUMS"} == set(done.stdout.splitlines())


def test_jars_have_no_time_of_this_build():
    """Two builds are the same bytes only while no entry has the time at which it was made."""
    own = {}
    for name in (dist.PROVIDER, dist.EMULATOR):
        with zipfile.ZipFile(ROOT / name) as jar:
            entries = [
                entry
                for entry in jar.infolist()
                if entry.filename.startswith(("software/amazon/connect/", "connectlocal/"))
            ]
            own[name] = {entry.date_time for entry in entries}
    assert {len(times) for times in own.values()} == {1}, own
