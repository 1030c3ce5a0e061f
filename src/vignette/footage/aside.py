"""Dangerous work done aside: in a process of its own that can run wild, be killed, and take nothing with it.

Films come from anywhere, and the libraries that decode them are written in C. What they do to the process they run in
is not to be the caller's trouble.
"""

import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any, TypeVar, cast

from vignette.domain.errors import UnreadableFilm, VignetteError
from vignette.domain.work import Progress, unheard
from vignette.footage.errand import ANSWER, ERROR, PROGRESS, Errand

Result = TypeVar("Result")

MEMORY = 4 << 30
"""Bytes of address space, where the platform can limit it."""

_STOPPED = "This film stopped our reader; please copy it from the camera again, or save it as MP4 (H.264)."
_TOO_SLOW = "This film took too long to read; please cut it into shorter parts, or save it as MP4 (H.264)."
_HEARTBEAT = 1.0
_START = "from vignette.footage.errand import run; run()"


def aside(
    function: Callable[..., Result],
    *arguments: object,
    progress: Progress = unheard,
    seconds: float,
    memory: int = MEMORY,
) -> Result:
    """What `function(*arguments, progress=...)` returns, computed in a process of its own.

    `function` is found by its name at the top of its module; what goes in and comes out can be pickled. A VignetteError
    it raises is raised here. `progress` is called about once a second, and more often where there is news; when it
    raises, the process is killed and the error goes on. After `seconds`, or when the process dies, UnreadableFilm.
    The process ends by itself when this one does.
    """
    deadline = time.monotonic() + seconds
    with _process() as process:
        errand = Errand(function, arguments, memory=memory, processor=seconds * (os.cpu_count() or 1))
        _send(process, pickle.dumps(errand))
        result: Result = _awaited(_messages(process), progress, deadline)
        return result


@contextmanager
def _process() -> Iterator["subprocess.Popen[bytes]"]:
    # Settings, the master key among them, are none of its business.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("VIGNETTE_")}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    process = subprocess.Popen(  # noqa: S603  # our own interpreter, running our own module
        [sys.executable, "-c", _START], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            _close(pipe)


def _send(process: "subprocess.Popen[bytes]", errand: bytes) -> None:
    way_in = cast(IO[bytes], process.stdin)
    try:
        # The pipe stays open: its end tells the process that nobody waits any more.
        way_in.write(len(errand).to_bytes(8, "big") + errand)
        way_in.flush()
    except BrokenPipeError as error:
        raise UnreadableFilm(_STOPPED) from error


def _messages(process: "subprocess.Popen[bytes]") -> "queue.SimpleQueue[tuple[str, Any] | None]":
    """What the process says, as it says it; None once it says no more."""
    said: queue.SimpleQueue[tuple[str, Any] | None] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(process.stdout, said), daemon=True).start()
    return said


def _listen(pipe: IO[bytes], said: "queue.SimpleQueue[tuple[str, Any] | None]") -> None:
    try:
        while True:
            said.put(pickle.load(pipe))  # noqa: S301  # from our own process, of the same user
    except (EOFError, OSError, ValueError, pickle.UnpicklingError):
        said.put(None)


def _awaited(said: "queue.SimpleQueue[tuple[str, Any] | None]", progress: Progress, deadline: float) -> Any:
    reached = 0.0
    while (left := deadline - time.monotonic()) > 0:
        try:
            message = said.get(timeout=min(left, _HEARTBEAT))
        except queue.Empty:
            progress(reached)
            continue
        if message is None:
            raise UnreadableFilm(_STOPPED)
        kind, content = message
        if kind == ANSWER:
            return content
        if kind == ERROR:
            raise _again(*content)
        if kind == PROGRESS:
            reached = content
            progress(reached)
    raise UnreadableFilm(_TOO_SLOW)


def _again(kind: type[VignetteError], arguments: tuple[object, ...], state: dict[str, object]) -> VignetteError:
    """The error as it was there; not made by calling its class, whose arguments may differ from what it says."""
    error = kind.__new__(kind)
    error.args = arguments
    error.__dict__.update(state)
    return error


def _close(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        try:
            pipe.close()
        except BrokenPipeError:
            return
