"""What a process and its children use, from Linux's /proc: memory now, processor time so far."""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
LISTENING = "0A"  # TCP_LISTEN of the kernel's tcp_states.h
PAGE = os.sysconf("SC_PAGE_SIZE")


class NeedsLinux(Exception):
    """There is no /proc to read; the message says so."""

    def __init__(self):
        super().__init__(f"memory and processor time are read from {PROC}, which is not here: this needs Linux")


@dataclass(frozen=True)
class Use:
    """Resident memory in bytes and processor time in seconds."""

    memory: int = 0
    processor: float = 0.0

    def __add__(self, other):
        return Use(self.memory + other.memory, self.processor + other.processor)


def available():
    """Whether this system has what the other functions read; where it has not, they raise NeedsLinux."""
    return (PROC / "stat").is_file()


def required():
    """Raise NeedsLinux where nothing can be measured."""
    if not available():
        raise NeedsLinux


def of(pid):
    """Return what one process uses; nothing when it has ended."""
    required()
    try:
        # The name in the second field may hold spaces, so count from its closing bracket.
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
        resident = int((PROC / str(pid) / "statm").read_text().split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return Use()
    return Use(resident * PAGE, (int(fields[11]) + int(fields[12])) / TICKS)


def machine():
    """Return the processor time that the whole machine has spent busy, in seconds."""
    required()
    user, nice, system, _, _, interrupt, soft, *_ = map(int, (PROC / "stat").read_text().split("\n")[0].split()[1:])
    return (user + nice + system + interrupt + soft) / TICKS


def children(pid):
    """Return the processes that a process started, and those that they started."""
    required()
    parents = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found, new = [], [pid]
    while new:
        new = [child for parent in new for child in parents.get(parent, [])]
        found += new
    return found


def listening(port):
    """Return the process that listens on a TCP port of this machine. Raises LookupError when none of ours does."""
    required()
    sockets = set()
    for table in (PROC / "net" / "tcp", PROC / "net" / "tcp6"):
        rows = table.read_text().splitlines()[1:] if table.is_file() else []
        for fields in map(str.split, rows):
            if fields[3] == LISTENING and int(fields[1].rpartition(":")[2], 16) == port:
                sockets.add(f"socket:[{fields[9]}]")
    for entry in PROC.iterdir():
        if entry.name.isdigit() and sockets & set(open_files(entry)):
            return int(entry.name)
    raise LookupError(f"no process of this user listens on port {port}")


def open_files(entry):
    """Return what the descriptors of a process stand for; nothing when it has ended or is somebody else's."""
    found = []
    with contextlib.suppress(OSError):
        for descriptor in (entry / "fd").iterdir():
            with contextlib.suppress(OSError):
                found.append(os.readlink(descriptor))
    return found
