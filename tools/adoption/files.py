"""Files that are there whole or not at all: written beside their place, then renamed."""

import contextlib
import os
import shutil
from pathlib import Path

from adoption.refusal import Refusal

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


@contextlib.contextmanager
def refusing(path):
    """Tell what is wrong when a file or a folder cannot be written."""
    try:
        yield
    except OSError as failure:
        raise Refusal(f"{path} cannot be written: {failure.strerror}; give another --out") from failure


def require_room(folder):
    """Return the whole path of a folder that can be made, or that is empty; refuse any other before work begins."""
    with refusing(folder):
        whole = folder.resolve()
        if whole.exists() and (not whole.is_dir() or any(whole.iterdir())):
            raise Refusal(f"{folder} is there already; give another --out, or take it away", 2)
        above = next(each for each in whole.parents if each.exists())
        if not above.is_dir() or not os.access(above, os.W_OK | os.X_OK):
            raise Refusal(f"{folder} cannot be written, for {above} is no folder or not yours; give another --out", 2)
    return whole


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
    """Make a folder with these files, path to text, in one step; there must be none of that name, or an empty one.

    The folder that somebody works in stays where it is, for its shell would be left in one that is gone: its files come
    to their place one by one.
    """
    inside = folder == Path.cwd()
    beside = (folder / folder.name if inside else folder).with_name(f"{folder.name}.{os.getpid()}.new")
    try:
        beside.mkdir(mode=PRIVATE_FOLDER, parents=True)
        for path, text in files.items():
            file = beside / path
            file.parent.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            write_whole(file, text)
        if not inside:
            beside.rename(folder)
        else:
            for entry in beside.iterdir():
                entry.rename(folder / entry.name)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
