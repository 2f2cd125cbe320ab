import os
import shutil
import subprocess
import sys
from pathlib import Path

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
