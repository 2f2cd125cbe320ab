"""What is looked at as written by people, with git and without."""

import shutil

from workbench import check, listing
from workbench.repository import ROOT

WRITTEN = ["README.md", "docs/dist/b.md", "src/build/A.java", "src/a b.py"]
MADE = ["target/a.txt", "emulator/target/x/b.txt", ".venv-sam/c.py", "src/__pycache__/d.pyc", "src/d.pyc", "e.log"]
MADE += [
    "build/f.md",
    "dist/g.md",
    "rpdk.log.1",
    "h.zip",
    "examples/cdk/cdk.out/i.json",
    ".git/j.txt",
    ".ruff_cache/deep/k.json",
]


def test_written_in_a_folder_that_is_no_git_repository(tmp_path):
    assert listing.written(downloaded(tmp_path)) == sorted([".gitignore", *WRITTEN])


def test_written_where_there_is_no_git(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert listing.written(downloaded(tmp_path / "repository")) == sorted([".gitignore", *WRITTEN])
    assert check.tracked() != []


def test_walked_is_what_git_lists_of_this_repository():
    """Where there is a git to ask."""
    assert listing.listed(ROOT) in ([], listing.walked(ROOT))


def downloaded(folder):
    """Make a folder with files of both kinds and the repository's .gitignore."""
    for name in (*WRITTEN, *MADE):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("")
    shutil.copy(ROOT / ".gitignore", folder)
    (folder / ".ruff_cache" / ".gitignore").write_text("# Automatically created\n*\n")
    return folder
