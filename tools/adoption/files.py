"""Files that are there whole or not at all: written beside their place, then renamed."""

import os
import shutil

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def write_whole(path, text):
    """Put a text into a file in one step. Only its owner may read it, for it names people."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write_folder(folder, files):
    """Make a folder with these files, path to text, in one step; there must be none of that name, or an empty one."""
    beside = folder.with_name(f"{folder.name}.{os.getpid()}.new")
    try:
        beside.mkdir(mode=PRIVATE_FOLDER, parents=True)
        for path, text in files.items():
            file = beside / path
            file.parent.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            write_whole(file, text)
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
