"""The body of a request as it comes in, for work that must not wait for a line on which nothing comes."""

import queue
import threading
from collections.abc import Iterator

from django.http import HttpRequest, UnreadablePostError

PIECE = 256 * 1024
QUIET = 1.0
"""Seconds without a byte after which whoever waits is told."""

SILENT = 30
"""Quiet seconds after which a line counts as dead."""

_AHEAD = 4
_END = b""


def coming(request: HttpRequest) -> Iterator[bytes]:
    """The body, a piece at a time, and an empty piece for each second in which nothing came.

    It ends where the body ends, where the line breaks, and after thirty silent seconds. The server's own read cannot
    be called off, so a thread of its own waits in it: it ends with the connection, once the answer is given.
    """
    pieces: queue.Queue[bytes] = queue.Queue(_AHEAD)
    gone = threading.Event()
    threading.Thread(target=_read, args=(request, pieces, gone), daemon=True).start()
    try:
        yield from _told(pieces)
    finally:
        gone.set()
        _drain(pieces)


def _told(pieces: "queue.Queue[bytes]") -> Iterator[bytes]:
    quiet = 0
    while quiet < SILENT:
        try:
            piece = pieces.get(timeout=QUIET)
        except queue.Empty:
            quiet += 1
            yield b""
            continue
        if piece == _END:
            return
        quiet = 0
        yield piece


def _read(request: HttpRequest, pieces: "queue.Queue[bytes]", gone: threading.Event) -> None:
    try:
        while not gone.is_set() and (piece := request.read(PIECE)):
            pieces.put(piece)
    except UnreadablePostError:
        return
    finally:
        pieces.put(_END)


def _drain(pieces: "queue.Queue[bytes]") -> None:
    """Make room for what the reading thread still holds, so that it comes to its end."""
    while True:
        try:
            pieces.get_nowait()
        except queue.Empty:
            return
