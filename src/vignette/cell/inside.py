"""The far side of `aside`: what runs inside the process that may die."""

import errno
import os
import pickle
import sys
import threading
import time
import traceback
from dataclasses import dataclass
from importlib import import_module
from typing import IO

from vignette.cell.walls import Cell, shut_in
from vignette.domain.errors import VignetteError

ANSWER, PROBLEM, SHARE, FULL, MISTAKE = b"A", b"P", b"S", b"F", b"M"
LENGTH = 8
"""Bytes that tell how long what follows is."""

_SELDOM = 0.1


@dataclass(frozen=True, slots=True)
class Way:
    """What is needed before anything else is unpickled: the cell to work in, and a function's `module` and `name`."""

    cell: Cell
    module: str
    name: str


def package_of(module: str) -> str:
    """The one at the top that `module` is in."""
    return module.partition(".")[0]


def run() -> None:
    """Read one errand from standard input, do it in a cell, and write its progress and its end to standard output."""
    answers = _claim_output()
    way: Way = pickle.loads(_told())  # noqa: S301  # from the parent that started us
    asked = _told()
    # Found from here on without a look at the folder it lies in, which need not be one of code alone.
    import_module(package_of(way.module))
    shut_in(way.cell)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        _do(way, pickle.loads(asked), answers)  # noqa: S301  # from the parent that started us
    except BaseException as mistake:
        is_full = isinstance(mistake, OSError) and mistake.errno in (errno.ENOSPC, errno.EDQUOT)
        _say(answers, FULL if is_full else MISTAKE, _places(mistake).encode(errors="replace"))
        raise


def _places(mistake: BaseException) -> str:
    """What kind of mistake it was and where, never its message: that may hold words from the film."""
    frames = traceback.extract_tb(mistake.__traceback__)[-4:]
    return f"{type(mistake).__name__} at " + " < ".join(
        f"{frame.filename}:{frame.lineno}" for frame in reversed(frames)
    )


def _do(way: Way, asked: tuple[object, ...], answers: IO[bytes]) -> None:
    from vignette.cell.answer import packed, packed_problem

    function = getattr(import_module(way.module), way.name)
    try:
        _say(answers, ANSWER, packed(function(*asked, progress=_Teller(answers))))
    except VignetteError as problem:
        _say(answers, PROBLEM, packed_problem(problem))


class _Teller:
    """Passes progress on, but no more than some times a second."""

    def __init__(self, answers: IO[bytes]) -> None:
        from vignette.cell.answer import packed

        self._packed = packed
        self._answers = answers
        self._last = -_SELDOM

    def __call__(self, share: float) -> None:
        now = time.monotonic()
        if now - self._last >= _SELDOM:
            self._last = now
            _say(self._answers, SHARE, self._packed(float(share)))


def _claim_output() -> IO[bytes]:
    """The way out, kept from libraries that print."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _told() -> bytes:
    return sys.stdin.buffer.read(int.from_bytes(sys.stdin.buffer.read(LENGTH), "big"))


def _say(answers: IO[bytes], kind: bytes, content: bytes) -> None:
    answers.write(kind + len(content).to_bytes(LENGTH, "big") + content)
    answers.flush()


def _end_with_parent() -> None:
    """The parent holds the other end of standard input open for as long as it lives and waits."""
    sys.stdin.buffer.read(1)
    os._exit(1)
