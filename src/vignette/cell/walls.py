"""The cell: a process that is about to read a film nobody knows shuts itself in, as tightly as its system lets it.

Four layers, each of which alone would keep a film from being carried off; every one that is to be had is used, and no
setting leaves one out. Nothing that parses media is imported, and no thread is started, before they stand.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from vignette.cell.reach import Reach

LARGEST_FILE = 8 << 30
"""Bytes: more than a minute of any film or the longest reel takes; nothing longer is written in a cell."""
MOST_OPEN = 256
"""Files open at once."""

_SYSTEM = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/usr/share/zoneinfo",
    "/proc/cpuinfo",
    "/sys/devices/system/cpu",
)
"""Shared libraries, time zones, and what numerical libraries ask about the processor; nothing about other processes."""
_NOWHERE = Path("/dev/null")


class Layer(StrEnum):
    """What keeps the reader in, named as `vignette doctor` names it."""

    NETWORK = "a network of its own with nothing in it"
    FILES = "Landlock"
    CALLS = "seccomp"
    POWERS = "no powers to gain"
    LIMITS = "limits on memory, time and files"


@dataclass(frozen=True, slots=True)
class Cell:
    """What goes in: the reach of the work, `code` to import from, and limits in bytes and seconds of processor time."""

    reach: Reach
    code: tuple[Path, ...]
    memory: int
    processor: float


_standing: list[Layer] = []


def standing() -> tuple[Layer, ...]:
    """The layers around this process: none, outside of a cell."""
    return tuple(_standing)


def shut_in(cell: Cell) -> None:
    """Close everything to this process for good but what `cell` names. Comes before any thread is started."""
    os.umask(0o077)
    with _layer(Layer.LIMITS):
        _limit(cell)
    if sys.platform == "linux":
        _shut_in_by_linux(cell)


def _shut_in_by_linux(cell: Cell) -> None:
    from vignette.cell import landlock, namespaces, seccomp

    with _layer(Layer.NETWORK):
        namespaces.leave_network()
    with _layer(Layer.POWERS):
        namespaces.give_up_powers()
    with _layer(Layer.FILES):
        readable = (*map(Path, _SYSTEM), Path(sys.base_prefix, "lib"), *cell.code, *cell.reach.readable)
        landlock.confine(readable=readable, writable=(_NOWHERE, *cell.reach.writable))
    with _layer(Layer.CALLS):
        seccomp.refuse_calls()


@contextmanager
def _layer(layer: Layer) -> Iterator[None]:
    """A layer that the system refuses is left out; the others stand all the same."""
    with suppress(OSError, ImportError, ValueError):
        yield
        _standing.append(layer)


def _limit(cell: Cell) -> None:
    """Processes are not counted here: the system's count would take in those of the same user outside."""
    import resource  # Windows has none

    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, LARGEST_FILE)
    _lower(resource.RLIMIT_NOFILE, MOST_OPEN)
    _lower(resource.RLIMIT_CPU, max(1, round(cell.processor)))
    # Last, because macOS takes no such limit.
    _lower(resource.RLIMIT_AS, cell.memory)


def _lower(kind: int, limit: int) -> None:
    import resource

    _, hardest = resource.getrlimit(kind)
    lowest = limit if hardest == resource.RLIM_INFINITY else min(limit, hardest)
    # The hard limit too, or whoever takes over the process would lift the other again.
    resource.setrlimit(kind, (lowest, lowest))
