"""Dangerous work done aside: in a process of its own that can run wild, be killed, and take nothing with it.

Films come from anywhere, and the libraries that decode them are written in C. What they do to the process they run in
is not to be the caller's trouble: it reaches the films it was given and nothing else (see `walls`), and what it answers
is believed only as far as it is of the kind that was asked for (see `answer`).
"""

import errno
import logging
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import IO, Any, cast

from vignette.cell import answer
from vignette.cell.inside import ANSWER, FULL, LENGTH, MISTAKE, PROBLEM, SHARE, Way, package_of
from vignette.cell.reach import reach_of
from vignette.cell.walls import Cell
from vignette.domain.errors import ReaderStopped, ReaderTooSlow
from vignette.domain.work import Answer, Asked, Errand, Progress, unheard

MEMORY = 4 << 30
"""Bytes of address space, where the platform can limit it."""

_HEARTBEAT = 1.0
_GLANCE = 0.05
_LONGEST_MISTAKE = 1000
# What an interpreter needs to start at all; settings, the master key among them, are none of its business.
_KEPT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TZ")
# NumPy would start a thread for each processor, which takes longer than what they are ever given to do here.
_QUICK = {"OPENBLAS_NUM_THREADS": "1"}

_log = logging.getLogger(__name__)


def aside(
    errand: Errand[*Asked, Answer],
    *asked: *Asked,
    progress: Progress = unheard,
    seconds: float,
    memory: int = MEMORY,
) -> Answer:
    """What the function that `errand` names answers to what is `asked`, in a process of its own that is shut off.

    Nothing of it is imported here; what goes in can be pickled. It reads the files of the sources among what is asked
    and writes into the folders of the paths among it (see `reach_of`), and reaches nothing else. The FilmProblem,
    Sealed or Misconfigured it raises is raised here. `progress` is called about once a second, and more often where
    there is news; when it raises, the process is killed and the error goes on. ReaderTooSlow after `seconds`;
    ReaderStopped where the process dies or answers something else than it should; OSError where it finds the disk full.
    The process ends by itself when this one does.
    """
    deadline = time.monotonic() + seconds
    processor = seconds * (os.cpu_count() or 1)
    way = Way(Cell(reach_of(asked), _code(errand.module), memory, processor), errand.module, errand.name)
    with _process() as process:
        _send(process, pickle.dumps(way), pickle.dumps(asked))
        heard = _listening(process)
        _wait(heard, progress, deadline)
    believed: Answer = _believed(heard, errand.answer)
    return believed


@dataclass(slots=True)
class _Heard:
    """What the process has said: how far it has come, and its last word, None where it ended without one."""

    share: float = 0.0
    last: tuple[bytes, bytes] | None = None
    is_over: threading.Event = field(default_factory=threading.Event)


@contextmanager
def _process() -> Iterator["subprocess.Popen[bytes]"]:
    start = f"import sys; sys.path[:] = {sys.path!r}; from vignette.cell.inside import run; run()"
    process = subprocess.Popen(  # noqa: S603  # our own interpreter, running our own module
        # Nothing on this machine has a say in what is loaded before the cell stands.
        [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", start],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_QUICK | {name: os.environ[name] for name in _KEPT if name in os.environ},
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            _close(pipe)


def _code(module: str) -> tuple[Path, ...]:
    """Where code is imported from. The working folder, which Python adds where it likes to, may hold anything."""
    here = Path.cwd()
    named = (folder for each in sys.path if each and (folder := Path(each)) != here)
    return (*named, *_places("vignette"), *_places(package_of(module)))


def _places(package: str) -> Iterator[Path]:
    """The folder of a package, or the file of a module that is none."""
    module = import_module(package)
    for place in getattr(module, "__path__", None) or [getattr(module, "__file__", None)]:
        if place:
            yield Path(place)


def _send(process: "subprocess.Popen[bytes]", *messages: bytes) -> None:
    way_in = cast(IO[bytes], process.stdin)
    try:
        for message in messages:
            way_in.write(len(message).to_bytes(LENGTH, "big") + message)
        # The pipe stays open: its end tells the process that nobody waits any more.
        way_in.flush()
    except BrokenPipeError as error:
        raise ReaderStopped from error


def _listening(process: "subprocess.Popen[bytes]") -> _Heard:
    heard = _Heard()
    threading.Thread(target=_listen, args=(process.stdout, heard), daemon=True).start()
    return heard


def _listen(pipe: IO[bytes], heard: _Heard) -> None:
    try:
        while (message := _message(pipe)) is not None:
            kind, content = message
            if kind != SHARE:
                heard.last = message
                return
            heard.share = answer.unpacked_share(content)
    except (OSError, ValueError, answer.Unfit):
        return
    finally:
        heard.is_over.set()


def _message(pipe: IO[bytes]) -> tuple[bytes, bytes] | None:
    """The next one; None where there is none, or where it is none of ours."""
    kind, size = pipe.read(1), int.from_bytes(pipe.read(LENGTH), "big")
    if kind not in (ANSWER, PROBLEM, SHARE, FULL, MISTAKE) or size > answer.LARGEST:
        return None
    content = pipe.read(size)
    return (kind, content) if len(content) == size else None


def _wait(heard: _Heard, progress: Progress, deadline: float) -> None:
    told, told_at = 0.0, time.monotonic()
    while not heard.is_over.wait(_GLANCE):
        now = time.monotonic()
        if now >= deadline:
            raise ReaderTooSlow
        if heard.share != told or now - told_at >= _HEARTBEAT:
            told, told_at = heard.share, now
            progress(told)
    if heard.share != told:
        progress(heard.share)


def _believed(heard: _Heard, kind: Any) -> Any:
    said, content = heard.last or (b"", b"")
    try:
        if said == PROBLEM:
            raise answer.unpacked_problem(content)
        if said == ANSWER:
            return answer.unpacked(content, kind)
    except answer.Unfit as error:
        raise ReaderStopped from error
    if said == FULL:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if said == MISTAKE:
        words = content.decode(errors="replace")
        _log.error("A reader of films stopped: %s", answer.in_one_line(words, _LONGEST_MISTAKE))
    raise ReaderStopped


def _close(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        try:
            pipe.close()
        except BrokenPipeError:
            return
