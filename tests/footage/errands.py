"""Functions that behave badly, for a process that may die of them; each at the top of its module to be found there."""

import ctypes
import os
import signal
import time
from pathlib import Path

from vignette.domain.errors import UnsuitableFilm
from vignette.domain.work import Progress, unheard
from vignette.footage.aside import aside


def doubled(number: int, *, progress: Progress) -> int:
    progress(0.5)
    return 2 * number


def who_am_i(*, progress: Progress) -> tuple[int, bool]:
    import sys

    return os.getpid(), "django" in sys.modules


def chattering(*, progress: Progress) -> str:
    os.write(1, b"libraries print what they like\n")
    return "unharmed"


def unsuitable(*, progress: Progress) -> None:
    raise UnsuitableFilm("This film is too dark.")


def aborting(*, progress: Progress) -> None:
    os.abort()


def reading_nowhere(*, progress: Progress) -> None:
    ctypes.string_at(0)


def leaving(*, progress: Progress) -> None:
    os._exit(0)


def mistaken(*, progress: Progress) -> None:
    raise KeyError("a mistake of ours")


def for_ever(note: Path, *, progress: Progress) -> None:
    note.write_text(str(os.getpid()))
    while True:
        progress(0.25)


def for_ever_without_a_word(note: Path, *, progress: Progress) -> None:
    note.write_text(str(os.getpid()))
    signal.pause()


def greedy(*, progress: Progress) -> int:
    hoard = []
    while True:
        hoard.append(bytearray(1 << 26))
        for page in range(0, 1 << 26, 4096):
            hoard[-1][page] = 1


def parent_of(note: str) -> None:
    """What a worker does; it is killed while it waits."""
    aside(for_ever_without_a_word, Path(note), progress=unheard, seconds=300)


def gone(process: int, *, within: float) -> bool:
    """Whether a process ends in time (a zombie has ended)."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        os.sched_yield()
    return False
