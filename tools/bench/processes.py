"""What a process and its children use, from /proc: memory now, processor time so far."""

import os
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Use:
    """Resident memory in bytes and processor time in seconds."""

    memory: int = 0
    processor: float = 0.0

    def __add__(self, other):
        return Use(self.memory + other.memory, self.processor + other.processor)


def of(pid):
    """Return what one process uses; nothing when it has ended."""
    try:
        # The name in the second field may hold spaces, so count from its closing bracket.
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
        resident = int((PROC / str(pid) / "statm").read_text().split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return Use()
    return Use(resident * PAGE, (int(fields[11]) + int(fields[12])) / TICKS)


def machine():
    """Return the processor time that the whole machine has spent busy, in seconds."""
    user, nice, system, _, _, interrupt, soft, *_ = map(int, (PROC / "stat").read_text().split("\n")[0].split()[1:])
    return (user + nice + system + interrupt + soft) / TICKS


def children(pid):
    """Return the processes that a process started, and those that they started."""
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
