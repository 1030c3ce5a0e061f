"""The far side of `aside`: what runs inside the process that may die."""

import os
import pickle
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from vignette.domain.errors import VignetteError

ANSWER = "answer"
ERROR = "error"
PROGRESS = "progress"

LARGEST_FILE = 32 << 30
"""Bytes: four hours of a phone's full high definition."""

_SELDOM = 0.1


@dataclass(frozen=True, slots=True)
class Errand:
    """A function with its arguments, and how much memory (bytes) and processor time (seconds) it may take."""

    function: Callable[..., object]
    arguments: tuple[object, ...]
    memory: int
    processor: float


def run() -> None:
    """Read one errand from standard input, do it, and write its progress and its end to standard output."""
    answers = _claim_output()
    size = int.from_bytes(sys.stdin.buffer.read(8), "big")
    errand: Errand = pickle.loads(sys.stdin.buffer.read(size))  # noqa: S301  # from the parent that started us
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _limit(errand)
    try:
        result = errand.function(*errand.arguments, progress=_Teller(answers))
        _say(answers, ANSWER, result)
    except VignetteError as error:
        _say(answers, ERROR, (type(error), error.args, error.__dict__))


class _Teller:
    """Passes progress on, but no more than some times a second."""

    def __init__(self, answers: IO[bytes]) -> None:
        self._answers = answers
        self._last = -_SELDOM

    def __call__(self, share: float) -> None:
        now = time.monotonic()
        if now - self._last >= _SELDOM:
            self._last = now
            _say(self._answers, PROGRESS, share)


def _claim_output() -> IO[bytes]:
    """The way out, kept from libraries that print."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _say(answers: IO[bytes], kind: str, content: object) -> None:
    answers.write(pickle.dumps((kind, content)))
    answers.flush()


def _end_with_parent() -> None:
    """The parent holds the other end of standard input open for as long as it lives and waits."""
    sys.stdin.buffer.read(1)
    os._exit(1)


def _limit(errand: Errand) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's clock remains.
        return
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, LARGEST_FILE)
    _lower(resource.RLIMIT_AS, errand.memory)
    _lower(resource.RLIMIT_CPU, max(1, round(errand.processor)))


def _lower(kind: int, limit: int) -> None:
    import resource

    _, hardest = resource.getrlimit(kind)
    lowest = limit if hardest == resource.RLIM_INFINITY else min(limit, hardest)
    resource.setrlimit(kind, (lowest, hardest))
