"""Functions that behave badly, for a process that may die of them; each at the top of its module to be found there."""

import ctypes
import os
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

from tests.aside import aside
from vignette.cell.walls import Layer, standing
from vignette.domain.errors import UnsuitableFilm
from vignette.domain.source import PlainFile, Source
from vignette.domain.work import Progress, unheard
from vignette.footage.probe import probe


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


def environment(*, progress: Progress) -> dict[str, str]:
    return dict(os.environ)


def layers(*, progress: Progress) -> tuple[Layer, ...]:
    return standing()


def frames(source: Source, *, progress: Progress) -> int:
    return probe(source).frames


def contents(source: Source, *, progress: Progress) -> bytes:
    with source.open() as file:
        return file.read()


def contents_of_another(source: PlainFile, name: str, *, progress: Progress) -> bytes:
    return source.path.with_name(name).read_bytes()


def contents_of_clips(clips: list[tuple[Source, int]], *, progress: Progress) -> tuple[bytes, ...]:
    return tuple(contents(source, progress=progress) for source, _ in clips)


def write_into(folder: Path, name: str, *, progress: Progress) -> None:
    (folder / name).write_text("made")


def link_to(made: Path, target: str, *, progress: Progress) -> str:
    try:
        made.symlink_to(target)
    except OSError:
        return "refused"
    return "linked"


def answering(said: bytes, *, progress: Progress) -> int:
    """Whoever has taken over the process knows the way out, and says there what it likes."""
    for way_out in range(3, 8):
        with suppress(OSError):
            os.write(way_out, said)
    os._exit(0)


def chattering_for_ever(said: bytes, *, progress: Progress) -> int:
    while True:
        for way_out in range(3, 8):
            with suppress(OSError):
                os.write(way_out, said)


def parent_of(note: str) -> None:
    """What a worker does; it is killed while it waits."""
    aside(for_ever_without_a_word, Path(note), progress=unheard, seconds=300)


def gone(process: int, *, within: float) -> bool:
    """Whether a process ends in time (a zombie has ended)."""
    deadline, pause = time.monotonic() + within, threading.Event()
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        pause.wait(0.02)
    return False
