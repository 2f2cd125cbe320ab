import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

import make_venv

TOOLS = Path(__file__).resolve().parents[1]


def test_venv_python_with_a_space_in_its_path_is_used(tmp_path):
    tools = tmp_path / "tools"
    tools.mkdir()
    shutil.copy(TOOLS / "venv", tools)
    (tools / "requirements.txt").write_text("")
    (tools / "make_venv.py").write_text("import os\nprint('made by', os.environ['MADE_BY'])\n")
    python = tmp_path / "my pythons" / "python3"
    python.parent.mkdir()
    python.write_text(f'#!/bin/sh\nMADE_BY="$0" exec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    done = subprocess.run(
        [tools / "venv"], env=os.environ | {"PYTHON": str(python)}, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == f"made by {python}"
    assert done.stdout.strip() == str(tmp_path.resolve() / ".venv")


@pytest.mark.parametrize(
    ("tool", "arguments", "program"),
    [
        ("py", ["aws"], "bin/aws"),
        ("sam", [], "bin/sam"),
        ("validate", [], "bin/python"),
        ("cdk", [], "node_modules/.bin/cdk"),
        ("node", [], "bin/node"),
    ],
)
def test_programs_of_an_environment_have_the_library_of_its_own_python(tmp_path, tool, arguments, program):
    """Not that which PYTHONHOME names, for another Python; Node.js is started by a Python, too."""
    tools, started = tmp_path / "tools", tmp_path / "made" / program
    tools.mkdir()
    started.parent.mkdir(parents=True)
    shutil.copy(TOOLS / tool, tools)
    for file, text in {tools / "venv": f'echo "{tmp_path}/made"', started: 'echo "home: ${PYTHONHOME-none}"'}.items():
        file.write_text(f"#!/bin/sh\n{text}\n")
        file.chmod(0o755)
    done = subprocess.run(
        [tools / tool, *arguments], env=os.environ | {"PYTHONHOME": "/nowhere"}, capture_output=True, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"home: none\n", b"")


def test_main_requirements_that_cannot_be_opened_said_in_a_line(tmp_path):
    requirements = tmp_path / "requirements.txt"
    requirements.mkdir()
    (tmp_path / "stamp").write_text("x")
    command = [sys.executable, TOOLS / "make_venv.py", tmp_path / ".venv", requirements, tmp_path / "stamp"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(f"tools/venv: could not make {tmp_path}/.venv: ")
    assert done.stderr.count("\n") == 1
    assert str(requirements) in done.stderr


def test_venv_asked_for_its_python_makes_nothing(tmp_path):
    (tmp_path / "tools").mkdir()
    shutil.copy(TOOLS / "venv", tmp_path / "tools")
    command = [tmp_path / "tools" / "venv", "--python"]
    done = subprocess.run(
        command, env=os.environ | {"PYTHON": sys.executable}, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, sys.executable, "")
    assert [entry.name for entry in tmp_path.iterdir()] == ["tools"]


@pytest.mark.parametrize(("name", "mended"), [("with a space", True), ("plain", False), ("l" * 120, True)])
def test_scripts_of_an_environment_start_wherever_it_is(tmp_path, name, mended):
    folder = tmp_path / name
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").symlink_to(sys.executable)
    script = folder / "bin" / "aws"
    script.write_text(f"#!{folder}/bin/python\nimport sys\n\nprint('started', sys.argv[1:])\n")
    script.chmod(0o755)
    other = folder / "bin" / "other"
    other.write_text("#!/bin/sh\necho other\n")
    before = script.read_text()
    (tmp_path / "cached").hardlink_to(script)
    make_venv.make_scripts_startable(folder)
    assert (script.read_text() != before) is mended
    assert other.read_text() == "#!/bin/sh\necho other\n"
    assert (tmp_path / "cached").read_text() == before
    if " " in name or not mended:
        assert "started ['a b']" in output_of([script, "a b"])
    assert "started ['a b']" in output_of([sys.executable, script, "a b"])


def output_of(command):
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout


def test_stamp_of_a_path_with_a_space_another_than_before(tmp_path):
    text = (TOOLS / "venv").read_text()
    stamp = text[text.index("stamp() {") : text.index("\n}\n", text.index("stamp() {")) + 2]
    script = f'requirements={tmp_path}/requirements.txt\npackages=\n{stamp}\nvenv="$1"\nstamp'
    (tmp_path / "requirements.txt").write_text("a==1\n")
    assert output_of(["bash", "-c", script, "x", "/plain/.venv"]) == "a==1\n# at /plain/.venv\n"
    assert output_of(["bash", "-c", script, "x", "/my path/.venv"]).endswith("# scripts start in a path with spaces\n")


def test_main_interrupted_one_line_and_no_traceback(tmp_path):
    """A Python that makes environments is interrupted while it does."""
    (tmp_path / "requirements.txt").write_text("")
    (tmp_path / "stamp").write_text("x")
    (tmp_path / "venv.py").write_text("def create(*_, **__):\n    raise KeyboardInterrupt\n")
    for name in ("make_venv.py", "installers.py"):
        shutil.copy(TOOLS / name, tmp_path)
    command = [sys.executable, tmp_path / "make_venv.py", tmp_path / ".venv", tmp_path / "requirements.txt"]
    done = subprocess.run([*command, tmp_path / "stamp"], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 130
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "tools/venv: interrupted; the next start makes the environment anew"


# As the real one: who asks it for pip has it run by the new Python.
VENV = """
import subprocess
from pathlib import Path

def create(folder, with_pip=False):
    bin = Path(folder) / "bin"
    bin.mkdir(parents=True)
    for name, text in {programs!r}.items():
        (bin / name).write_text(text)
        (bin / name).chmod(0o755)
    if with_pip:
        subprocess.check_output([bin / "python", "-m", "ensurepip"])
"""


@pytest.fixture(params=["ensurepip", "npm"])
def at_work(tmp_path, request):
    """An environment that is being made, by an installer that does not come to its end; and what that has started."""
    (tmp_path / "requirements.txt").write_text("")
    (tmp_path / "stamp").write_text("x")
    packages = tmp_path / "packages"
    packages.mkdir()
    for name in ("package.json", "package-lock.json"):
        (packages / name).write_text("{}")
    works = f"sleep 300 &\necho $! > {tmp_path}/child.new\nmv {tmp_path}/child.new {tmp_path}/child\nwait\n"
    python, npm = "", works
    if request.param == "ensurepip":
        python, npm = f'case "$*" in *ensurepip*)\n{works};;\nesac\n', ""
    programs = {"python": f"#!/bin/sh\n{python}", "npm": f"#!/bin/sh\n{npm}"}
    (tmp_path / "venv.py").write_text(VENV.replace("{programs!r}", repr(programs)))
    for name in ("make_venv.py", "installers.py"):
        shutil.copy(TOOLS / name, tmp_path)
    command = [sys.executable, tmp_path / "make_venv.py", tmp_path / ".venv", tmp_path / "requirements.txt"]
    # Who starts tests in the background has them ignore Ctrl-C, and children with them.
    maker = subprocess.Popen(
        [*command, tmp_path / "stamp", packages],
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    child = None
    try:
        deadline = time.monotonic() + 60
        while not (tmp_path / "child").exists():
            assert maker.poll() is None, maker.stdout.read()
            assert time.monotonic() < deadline, f"{request.param} did not begin"
            time.sleep(0.05)
        child = int((tmp_path / "child").read_text())
        yield maker, child
    finally:
        maker.kill()
        maker.wait()
        if child and running(child):
            os.kill(child, signal.SIGKILL)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_main_ended_while_an_installer_is_at_work_leaves_nobody_who_writes(at_work, how):
    maker, child = at_work
    maker.send_signal(how)
    assert maker.wait(timeout=60) == make_venv.INTERRUPTED
    deadline = time.monotonic() + 30
    while running(child):
        assert time.monotonic() < deadline, "what it had started is still at work"
        time.sleep(0.05)


def test_main_killed_while_an_installer_is_at_work_nobody_else_begins_before_that_has_ended(at_work, tmp_path):
    maker, child = at_work
    maker.kill()
    maker.wait()
    with (tmp_path / "requirements.txt").open("r+b") as lock:
        with pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.kill(child, signal.SIGKILL)  # it waits for nothing else
        deadline = time.monotonic() + 30
        while not taken(lock):
            assert time.monotonic() < deadline, "nobody is at work and the lock is not free"
            time.sleep(0.05)


@pytest.fixture
def tiny(tmp_path):
    """Makes an environment of one package that lies there; gives the folder."""
    wheel = tmp_path / "tiny-1-py3-none-any.whl"
    metadata = "Metadata-Version: 2.1\nName: tiny\nVersion: 1\n"
    files = {
        "tiny.py": "",
        "tiny-1.dist-info/METADATA": metadata,
        "tiny-1.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: by hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "tiny-1.dist-info/RECORD": "tiny.py,,\ntiny-1.dist-info/METADATA,,\ntiny-1.dist-info/WHEEL,,\n",
    }
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    (tmp_path / "requirements.txt").write_text(f"{wheel}\n")
    (tmp_path / "stamp").write_text("x")
    folder = tmp_path / "made"
    command = [sys.executable, TOOLS / "make_venv.py", folder, tmp_path / "requirements.txt", tmp_path / "stamp"]

    def make(**variables):
        done = subprocess.run(command, env=os.environ | variables, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
        return folder

    return make


def test_environment_is_compiled_and_its_own_whatever_the_user_has_set(tiny):
    """pip would refuse to install for the user, and leave the compiling to every single start."""
    folder = tiny(PIP_USER="1", PIP_COMPILE="0", PYTHONDONTWRITEBYTECODE="1")
    assert list(folder.rglob("__pycache__/tiny.*.pyc"))


def taken(lock):
    """Whether a lock could be had."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def running(pid):
    """Whether a process is at work; one that nobody has waited for yet is not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
