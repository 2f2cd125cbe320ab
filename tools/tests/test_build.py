"""The build step in a repository of its own, with a Maven that the test commands."""

import contextlib
import fcntl
import os
import re
import shutil
import signal
import subprocess
import threading
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
JAR = "target/aws-connect-user-1.0-SNAPSHOT.jar"
# Notes the call, does what the test asks for, then shows the provider's jar or the emulator's as the real one does.
MAVEN = """#!/bin/bash
echo "$(basename "$PWD")" >>"$CALLS"
eval "${DO:-true}" || exit 1
mkdir -p target
if [[ -f .rpdk-config ]]; then echo whole >"target/aws-connect-user-1.0-SNAPSHOT.jar"
else echo whole >target/connect-emulator.jar; touch target/complete; fi
"""
JAVA = '#!/bin/bash\necho "java $*"\n'
VERSIONED = '#!/bin/bash\n[[ $1 != -version ]] || { echo "openjdk version \\"17.0.1\\"" >&2; exit; }\necho "java $*"\n'
STARTER = ROOT / "tools/workbench/connect-local.sh"


class Repository:
    """A repository with the real scripts, in a path with a space, and fakes of Maven and of a JDK."""

    def __init__(self, folder, name="my repository"):
        self.root = folder / name
        self.calls = folder / "calls"
        self.jdk = folder / "jdk"
        for name in ("tools/build", "tools/alone", "tools/jdk", "emulator/bin/emulator"):
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, self.root / name)
        for name in ("src/main/A.java", "emulator/src/main/B.java", ".rpdk-config", "aws-connect-user.json"):
            self.write(self.root / name, "")
        for name in ("pom.xml", "lombok.config", "emulator/pom.xml"):
            self.write(self.root / name, "")
        self.write(folder / "bin" / "mvn", MAVEN, program=True)
        for name in ("java", "javac"):
            self.write(self.jdk / "bin" / name, JAVA, program=True)
        self.write(self.jdk / "release", 'JAVA_VERSION="17.0.1"\n')
        self.environment = os.environ | {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "CALLS": str(self.calls)}
        self.environment |= {"JAVA_HOME": str(self.jdk)}
        self.environment.pop("EMULATOR_BUILD", None)

    @staticmethod
    def write(file, text, program=False):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        file.chmod(0o755 if program else 0o644)

    def start(self, *command, **environment):
        return subprocess.Popen(
            [self.root / command[0], *command[1:]],
            cwd=self.root,
            env=self.environment | environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def run(self, *command, **environment):
        process = self.start(*command, **environment)
        out, err = process.communicate(timeout=PATIENCE)
        return process.returncode, out, err

    def built(self):
        return self.calls.read_text().split("\n")[:-1] if self.calls.exists() else []

    def age(self, *names):
        for name in names:
            os.utime(self.root / name, (1, 1))


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path)


def test_build_both_missing_each_built_once_and_said_with_its_time(repository):
    code, out, err = repository.run("tools/build", "emulator", "provider")
    assert (code, out) == (0, "")
    assert repository.built() == ["emulator", "my repository"]
    for part in ("emulator", "provider"):
        assert f"build: the {part}, since it is missing" in err
        assert f"build: the {part} is built, " in err
    assert repository.run("tools/build", "emulator", "provider") == (0, "", "")
    assert len(repository.built()) == 2


def test_build_in_a_path_with_quotes_ends_well_and_leaves_nothing_behind(tmp_path):
    """Both folders, that of the repository and the one for temporary files."""
    repository = Repository(tmp_path, "o'brien's \"own\" $HOME")
    temporary = tmp_path / "temporary o'brien"
    temporary.mkdir()
    code, _, err = repository.run("tools/build", "provider", TMPDIR=str(temporary))
    assert (code, err.splitlines()[-1][:28]) == (0, "build: the provider is built")
    assert list(temporary.iterdir()) == []
    assert [file.name for file in (repository.root / "target").iterdir()] == [Path(JAR).name]


@pytest.mark.parametrize("command", [("tools/build", "provider"), ("tools/alone", "pom.xml", "mvn")])
def test_build_of_a_shell_that_hides_files_from_others_makes_them_as_any_other(repository, tmp_path, command):
    """The modes of files get into jars."""
    mask = os.umask(0o077)
    try:
        done = repository.run(*command, DO=f"umask >'{tmp_path / 'mask'}'")
    finally:
        os.umask(mask)
    assert done[0] == 0, done
    assert (tmp_path / "mask").read_text() == "0022\n"


@pytest.mark.parametrize("change", ["newer", "removed"])
def test_build_source_newer_or_removed_built_again(repository, change):
    repository.write(repository.root / "src/main/Gone.java", "")
    repository.run("tools/build", "provider")
    if change == "newer":
        repository.age(JAR)
    else:
        (repository.root / "src/main/Gone.java").unlink()
        os.utime(repository.root / "src/main", (2**31, 2**31))
    repository.run("tools/build", "provider")
    assert len(repository.built()) == 2


@pytest.mark.parametrize("part, source", [("provider", "src/main/A.java"), ("emulator", "emulator/src/main/B.java")])
def test_build_source_saved_while_it_runs_built_again(repository, part, source):
    """Maven may have read the source already, so the next build is to look at it."""
    saving = f"sleep 0.05; echo later >'{repository.root / source}'"
    assert repository.run("tools/build", part, DO=saving)[0] == 0
    assert "since it is missing or its sources changed" in repository.run("tools/build", part)[2]
    assert repository.run("tools/build", part) == (0, "", "")
    assert len(repository.built()) == 2


def test_build_time_is_that_of_the_files_beside_the_sources(repository, tmp_path):
    """Another file system may have another clock: what is made in its folder for temporary files is of 1970."""
    real = shutil.which("mktemp")
    made = f'#!/bin/bash\nfile=$({real} "$@")\n[[ $# -gt 0 ]] || touch -d @1 "$file"\necho "$file"\n'
    repository.write(tmp_path / "bin" / "mktemp", made, program=True)
    assert repository.run("tools/build", "provider")[0] == 0
    assert repository.run("tools/build", "provider") == (0, "", "")
    assert not list((repository.root / "target").glob("began-*"))


def test_build_emulator_jar_without_its_mark_of_completeness_built_again(repository):
    repository.run("tools/build", "emulator")
    (repository.root / "emulator/target/complete").unlink()
    repository.run("tools/build", "emulator")
    assert len(repository.built()) == 2


def test_build_half_written_jar_of_a_killed_packaging_never_trusted(repository):
    half = "mkdir -p target; echo half >target/aws-connect-user-1.0-SNAPSHOT-shaded.jar; kill -9 $$"
    code, _, err = repository.run("tools/build", "provider", DO=half)
    assert code != 0
    assert "is not built" in err
    assert not (repository.root / JAR).exists()
    assert repository.run("tools/build", "provider")[0] == 0
    assert (repository.root / JAR).read_text() == "whole\n"


def test_build_two_at_once_one_waits_and_then_has_nothing_to_do(repository, tmp_path):
    os.mkfifo(tmp_path / "go")
    first = repository.start("tools/build", "provider", DO=f"read -r _ <'{tmp_path / 'go'}'")
    go = (tmp_path / "go").open("w")  # opens when Maven runs
    second = repository.start("tools/build", "provider")
    assert "waiting for another process" in second.stderr.readline()
    go.write("go\n")
    go.close()
    assert first.communicate(timeout=PATIENCE)[0] == second.communicate(timeout=PATIENCE)[0] == ""
    assert (first.returncode, second.returncode) == (0, 0)
    assert repository.built() == ["my repository"]


def test_build_killed_while_maven_goes_on_next_one_waits_for_maven(repository, tmp_path):
    os.mkfifo(tmp_path / "go")
    first = repository.start("tools/build", "provider", DO=f"read -r _ <'{tmp_path / 'go'}'")
    go = (tmp_path / "go").open("w")
    first.kill()
    first.wait()
    second = repository.start("tools/build", "provider")
    assert "waiting for another process" in second.stderr.readline()
    go.write("go\n")
    go.close()
    second.communicate(timeout=PATIENCE)
    assert second.returncode == 0
    assert (repository.root / JAR).read_text() == "whole\n"


def test_build_that_takes_long_says_now_and_then_that_it_is_at_work(repository, tmp_path):
    beating_every(0.1, repository)
    os.mkfifo(tmp_path / "go")
    process = repository.start("tools/build", "provider", DO=f"echo first; read -r _ <'{tmp_path / 'go'}'; echo last")
    bound = threading.Timer(PATIENCE, os.killpg, [process.pid, signal.SIGKILL])
    bound.start()
    said = [process.stderr.readline() for _ in range(4)][1:]
    bound.cancel()
    assert "first\n" in said
    assert len([line for line in said if re.fullmatch(r"build: … provider: \d+ s\n", line)]) == 2
    (tmp_path / "go").write_text("go\n")
    rest = process.communicate(timeout=PATIENCE)[1].splitlines()
    assert process.returncode == 0
    assert "last" in rest
    assert rest[-1].startswith("build: the provider is built, ")


def test_build_that_is_done_nobody_has_its_lock_or_its_output_any_more(repository):
    beating_every(300, repository)
    process = repository.start("tools/build", "provider")
    try:
        assert process.wait(PATIENCE) == 0
        os.set_blocking(process.stderr.fileno(), False)
        with (repository.root / "pom.xml").open("r+b") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        deadline = time.monotonic() + PATIENCE
        while not at_end(process.stderr.fileno()):
            assert time.monotonic() < deadline
            time.sleep(0.05)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def beating_every(seconds, repository):
    build = repository.root / "tools/build"
    text = build.read_text()
    assert "\nheartbeat=20\n" in text
    build.write_text(text.replace("\nheartbeat=20\n", f"\nheartbeat={seconds}\n"))


def at_end(descriptor):
    """Whether nobody is left who could write to a pipe; what was written is thrown away."""
    try:
        while os.read(descriptor, 1 << 16):
            continue
    except BlockingIOError:
        return False
    return True


def test_build_no_word_of_newer_bash():
    """bash 3.2, which macOS has, says the same of a `read` that was late and of the end."""
    assert not re.search(r"\bread\b[^\n]* -\w*t", (ROOT / "tools/build").read_text())


@pytest.mark.parametrize("lacking", [["flock"], ["flock", "perl"]])
def test_alone_without_flock_or_perl_the_lock_holds_all_the_same(repository, tmp_path, lacking):
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("bash", "env", "cat", "perl", "python3"):
        if name not in lacking and shutil.which(name):
            (programs / name).symlink_to(shutil.which(name))
    os.mkfifo(tmp_path / "go")
    hold = f"echo held; read -r _ <'{tmp_path / 'go'}'"
    pom = str(repository.root / "pom.xml")
    first = repository.start("tools/alone", pom, "bash", "-c", hold, PATH=str(programs))
    assert first.stdout.readline() == "held\n"
    second = repository.start("tools/alone", pom, "bash", "-c", "echo second", PATH=str(programs))
    assert "waiting for another process" in second.stderr.readline()
    third = repository.start("tools/alone", pom, "bash", "-c", "echo third")
    assert "waiting for another process" in third.stderr.readline()
    (tmp_path / "go").write_text("go\n")
    assert second.communicate(timeout=PATIENCE)[0] == "second\n"
    assert third.communicate(timeout=PATIENCE)[0] == "third\n"
    first.communicate(timeout=PATIENCE)


@pytest.mark.parametrize("said", ["Unknown host repo: Name or service not known", "Could not transfer artifact a:b"])
def test_build_no_network_said_after_maven(repository, said):
    code, _, err = repository.run("tools/build", "emulator", DO=f"echo '{said}'; false")
    assert code == 1
    assert err.index(said) < err.index("needs the network once")


def test_build_no_maven_said(repository, tmp_path):
    (tmp_path / "bin" / "mvn").unlink()
    only = ":".join(part for part in os.environ["PATH"].split(":") if not (Path(part) / "mvn").exists())
    for name in ("bash", "env", "dirname", "readlink", "sed", "find"):  # they may lie beside Maven
        if not shutil.which(name, path=only):
            (tmp_path / "bin" / name).symlink_to(shutil.which(name))
    code, _, err = repository.run("tools/build", "emulator", PATH=f"{tmp_path / 'bin'}:{only}")
    assert code == 1
    assert "Maven 3.8 or newer is needed" in err


def test_jdk_new_enough_its_java_printed(repository):
    assert repository.run("tools/jdk", "--compiler") == (0, f"{repository.jdk}/bin/java\n", "")


@pytest.mark.parametrize(("version", "shown"), [("1.8.0_402", "1.8.0_402"), ("11.0.2", "11.0.2"), ("16", "16")])
def test_jdk_too_old_its_version_and_where_it_came_from_said(repository, version, shown):
    repository.write(repository.jdk / "release", f'JAVA_VERSION="{version}"\n')
    code, out, err = repository.run("emulator/bin/emulator")
    assert (code, out) == (1, "")
    assert f"JAVA_HOME is {repository.jdk}, which is version {shown}; JDK 17 or newer is needed" in err
    assert repository.built() == []


def test_jdk_without_release_file_asked_for_its_version(repository):
    (repository.jdk / "release").unlink()
    repository.write(
        repository.jdk / "bin/java", "#!/bin/bash\necho 'openjdk version \"11.0.9\" 2020' >&2\n", program=True
    )
    assert "which is version 11.0.9;" in repository.run("tools/jdk")[2]


def test_jdk_java_home_that_is_none_named(repository):
    code, _, err = repository.run("emulator/bin/emulator", JAVA_HOME="/no/such jdk")
    assert code == 1
    assert "JAVA_HOME is /no/such jdk, and there is no bin/java in it" in err


def test_jdk_without_compiler_enough_to_run_not_to_build(repository):
    (repository.jdk / "bin/javac").unlink()
    assert repository.run("tools/jdk")[0] == 0
    assert "no compiler" in repository.run("tools/build", "emulator")[2]


def test_emulator_builds_both_and_then_starts(repository):
    code, out, _ = repository.run("emulator/bin/emulator", "--port", "0")
    assert code == 0
    assert sorted(repository.built()) == ["emulator", "my repository"]
    assert out.endswith(f"-jar {repository.root.resolve()}/emulator/target/connect-emulator.jar --port 0\n")
    assert out.count("\n") == 1


@pytest.mark.parametrize("arguments", [["--provider", "a.jar", "--schema", "a.json"], ["--help"], ["--provider=a.jar"]])
def test_emulator_with_a_provider_of_its_own_does_not_build_the_repository_s(repository, arguments):
    assert repository.run("emulator/bin/emulator", *arguments)[0] == 0
    assert repository.built() == ["emulator"]


def test_emulator_told_not_to_build_starts_what_is_there(repository):
    assert repository.run("emulator/bin/emulator", EMULATOR_BUILD="no")[0] == 0
    assert repository.built() == []


OPTIONS = ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
CHOICES = [(name, option) for name in OPTIONS for option in ("-Da=b -XX:+UseG1GC", "-XX:+UseParallelGC")]


@pytest.mark.parametrize(
    ("name", "options", "ours"),
    [("OTHER", "", True), *((name, "-Xmx1g -Da=b@c", True) for name in OPTIONS)]
    + [(*choice, False) for choice in CHOICES]
    + [("JDK_JAVA_OPTIONS", options, False) for options in ("@options", "-Da=b @/my/options")],
)
def test_starters_choose_the_collector_unless_the_user_may_have_chosen_one(repository, name, options, ours):
    """A JVM does not start with two of them."""
    repository.write(repository.jdk / "bin/java", VERSIONED, program=True)
    repository.write(repository.root / "bin/connect-local", STARTER.read_text(), program=True)
    for starter in ("emulator/bin/emulator", "bin/connect-local"):
        code, out, err = repository.run(starter, "--port", "0", **{name: options})
        assert code == 0, err
        assert ("-XX:+UseSerialGC" in out.split()) is ours
        assert out.endswith(".jar --port 0\n")


UNSET = {"LC_ALL": "", "LC_CTYPE": "", "LANG": ""}
IN_LOCALE = VERSIONED.replace("java $*", "java in $LC_ALL $*")


@pytest.mark.parametrize(
    ("variables", "chosen"),
    [({}, "C.UTF-8"), ({"LANG": "C"}, "C.UTF-8"), ({"LC_CTYPE": "POSIX", "LANG": "de_DE"}, "C.UTF-8")]
    + [({"LC_ALL": "C", "LC_CTYPE": "de_DE.UTF-8"}, "C.UTF-8"), ({"LC_ALL": "POSIX"}, "C.UTF-8")]
    + [({"LC_ALL": name}, name) for name in ("ja_JP.eucJP", "de_DE", "en_US.utf8", "C.UTF-8")]
    + [({"LC_CTYPE": "de_DE@euro", "LANG": "C"}, ""), ({"LANG": "ru_RU.KOI8-R"}, "")],
    ids=str,
)
def test_starters_choose_the_letters_of_names_only_where_the_locale_has_none_but_ascii(repository, variables, chosen):
    """With another one than the user's, files are not found whose names are in the letters of the user's."""
    repository.write(repository.jdk / "bin/java", IN_LOCALE, program=True)
    repository.write(repository.root / "bin/connect-local", STARTER.read_text(), program=True)
    for starter in ("emulator/bin/emulator", "bin/connect-local"):
        code, out, err = repository.run(starter, **UNSET | variables)
        assert code == 0, err
        assert out.startswith(f"java in {chosen} "), out


def test_emulator_build_that_fails_nothing_started(repository):
    code, out, err = repository.run("emulator/bin/emulator", DO="echo reason; false")
    assert (code, out) == (1, "")
    assert "reason\n" in err


def test_pom_everything_is_made_beside_target_and_renamed_into_it_last():
    space = {"m": "http://maven.apache.org/POM/4.0.0"}
    pom = ElementTree.parse(ROOT / "pom.xml").getroot()
    plugins = {
        each.find("m:artifactId", space).text: each for each in pom.iterfind("m:build/m:plugins/m:plugin", space)
    }
    for name in ("maven-jar-plugin", "maven-shade-plugin"):
        assert plugins[name].find("m:configuration/m:outputDirectory", space).text == "${jar.workshop}"
    assert pom.find("m:properties/m:jar.workshop", space).text == "${project.build.directory}/packaging"
    order = list(plugins)  # plugins of one phase run in this order
    assert order.index("maven-shade-plugin") < order.index("maven-antrun-plugin")
    kept, move = plugins["maven-antrun-plugin"].iterfind(".//m:move", space)
    assert (kept.get("file"), kept.get("tofile")) == ("${fresh}", "${shrunk}")
    assert move.get("tofile") == "${project.build.directory}/${project.build.finalName}.jar"


@pytest.mark.parametrize("name", ["pom.xml", "emulator/pom.xml"])
def test_pom_jvms_that_a_build_starts_have_no_options_of_the_shell(name):
    """Maven itself has those of the user, and none that would be a second collector."""
    space = {"m": "http://maven.apache.org/POM/4.0.0"}
    plugins = ElementTree.parse(ROOT / name).getroot().findall("m:build/m:plugins/m:plugin", space)
    of = {each.find("m:artifactId", space).text: each for each in plugins}
    for plugin in ("maven-surefire-plugin", "maven-failsafe-plugin"):
        excluded = of[plugin].iterfind("m:configuration/m:excludedEnvironmentVariables/*", space)
        assert sorted(each.text for each in excluded) == sorted(OPTIONS)
    started = list(of["maven-antrun-plugin"].iterfind(".//m:java", space))
    assert [each.get("newenvironment") for each in started] == ["true"]
    assert all(each.findall("m:env", space) for each in started), "without one Ant hands the shell's on"
    assert "GC" not in (ROOT / ".mvn" / "jvm.config").read_text()
