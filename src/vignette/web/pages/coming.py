"""The body of a request as it comes in, on no more lines at once than leave the pages theirs."""

import threading
import time
from collections.abc import Iterator

from django.http import HttpRequest, UnreadablePostError

from vignette.domain.errors import InUse

LEAST, MOST = 64 * 1024, 1024 * 1024
"""Bytes read at once: the server waits until so many are there, so fewer are asked for on a slow line."""

QUICK = 0.1
"""Seconds within which a quick line has them together."""

MOST_LINES = 48
"""Films that this process takes in at the same time. The server's read cannot be called off: a line on which nothing
comes holds its thread until it breaks."""

_lines = threading.BoundedSemaphore(MOST_LINES)


def coming(request: HttpRequest) -> Iterator[bytes]:
    """The body, a piece at a time, up to its end or to where the line breaks; raises InUse where too many come in."""
    if not _lines.acquire(blocking=False):
        raise InUse("Many films are being sent just now: this one goes on in a moment.")
    try:
        size, asked = LEAST, time.monotonic()
        while piece := request.read(size):
            size = min(2 * size, MOST) if time.monotonic() - asked < QUICK else LEAST
            yield piece
            asked = time.monotonic()
    except UnreadablePostError:
        return
    finally:
        _lines.release()
