"""Which files people have written: those that git has or would take, and without git those that .gitignore leaves.

Who has downloaded the repository as an archive has no git repository, and perhaps no git.
"""

import fnmatch
import os
import subprocess
from pathlib import Path

from workbench.repository import ROOT

LIST = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")


def written(root=ROOT):
    """Return the files' paths below the repository, in order."""
    return listed(root) or walked(root)


def listed(root):
    """Return what git lists; nothing where there is no git, or no repository that it reads."""
    try:
        done = subprocess.run(LIST, cwd=root, capture_output=True, text=True, timeout=60, check=False)
    except FileNotFoundError:
        return []
    return sorted({name for name in done.stdout.split("\0") if name and (root / name).is_file()})


def walked(root):
    """Return what lies in a folder but for what its .gitignore names, and for folders that want to be left alone."""
    rules, found = [".git", *rules_of(root)], []
    for place, folders, files in os.walk(root):
        if "*" in rules_of(Path(place)):  # as the folders are in which tools keep what they can make again
            folders.clear()
            continue
        here = Path(place).relative_to(root)
        folders[:] = [name for name in folders if not ignored(rules, here / name, folder=True)]
        found += [here / name for name in files if not ignored(rules, here / name)]
    return sorted(path.as_posix() for path in found if (root / path).is_file())


def rules_of(folder):
    """Return the rules of a folder's .gitignore, if there is one."""
    file = folder / ".gitignore"
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def ignored(rules, path, folder=False):
    """Whether a rule names a path: as a whole where the rule has a slash before its end, else by its last part."""
    for rule in rules:
        pattern = rule.rstrip("/")
        if pattern != rule and not folder:
            continue
        text = path.as_posix() if "/" in pattern else path.name
        if fnmatch.fnmatchcase(text, pattern.lstrip("/")):
            return True
    return False
