"""The body of a request as it comes in, on no more lines at once than leave the pages theirs."""

import threading
from collections.abc import Iterator

from django.http import HttpRequest, UnreadablePostError

from vignette.domain.errors import InUse

PIECE = 64 * 1024
"""Bytes read at once: the server waits until so many are there, so a slow line is heard of often enough."""

MOST_LINES = 48
"""Films that this process takes in at the same time. The server's read cannot be called off: a line on which nothing
comes holds its thread until it breaks."""

_lines = threading.BoundedSemaphore(MOST_LINES)


def coming(request: HttpRequest) -> Iterator[bytes]:
    """The body, a piece at a time, up to its end or to where the line breaks; raises InUse where too many come in."""
    if not _lines.acquire(blocking=False):
        raise InUse("Many films are being sent just now: this one goes on in a moment.")
    try:
        while piece := request.read(PIECE):
            yield piece
    except UnreadablePostError:
        return
    finally:
        _lines.release()
