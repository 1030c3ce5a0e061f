"""Sealed bytes over HTTP: whole or one range of them, in constant memory (RFC 9110, section 14)."""

import re
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import BinaryIO, Protocol

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from vignette.web.pages import problems

PIECE = 512 * 1024
"""Bytes held in memory at once, for each request."""

AT_ONCE = 4 * 1024 * 1024
"""Bytes sent where a browser asks for all that follows: few enough that no slow line keeps the server waiting."""

LEAVE_LASTS = 2.0
"""Seconds after which leave is asked again while an answer is still on its way."""

_SHUT = {"Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'"}
HEADERS = {"Accept-Ranges": "bytes", "Content-Disposition": "inline", **_SHUT}
_ONE_RANGE = re.compile(r"bytes=\s*(\d*)-(\d*)\s*", re.ASCII)
_EMBEDDED = {"video", "image", "audio", "empty"}


class Watched(Protocol):
    """What a reading action gives back; `mark` is a name that no other bytes ever have."""

    @property
    def mark(self) -> str: ...

    @property
    def size(self) -> int: ...

    def open(self) -> BinaryIO: ...

    def still_allowed(self) -> bool: ...


class Unsatisfiable(ValueError):
    """The range asked for lies outside the bytes there are."""


def serve(
    request: HttpRequest, watched: Watched, content_type: str, *, clock: Callable[[], float] = time.monotonic
) -> HttpResponseBase:
    """`watched` as `content_type`: the range asked for, or all of it, while leave lasts; `clock` tells seconds."""
    if not _is_embedded_here(request):
        return problems.nothing_here(request)
    size = watched.size
    try:
        asked = _asked(request, watched, size)
    except Unsatisfiable:
        refusal = {**HEADERS, "Content-Range": f"bytes */{size}"}
        return HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=refusal)
    first, last = asked or (0, size - 1)
    headers = {**HEADERS, "Content-Length": str(last - first + 1), "ETag": _tag(watched)}
    if asked:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    status = HTTPStatus.PARTIAL_CONTENT if asked else HTTPStatus.OK
    if request.method == "HEAD":
        return HttpResponse(status=status, content_type=content_type, headers=headers)
    pieces = _pieces(watched, first, last, clock)
    return StreamingHttpResponse(pieces, status=status, content_type=content_type, headers=headers)


class Leaving(Watched, Protocol):
    """What is taken out of this place; `let_go` ends it here."""

    def let_go(self) -> None: ...


def carried(
    leaving: Leaving, content_type: str, name: str, *, clock: Callable[[], float] = time.monotonic
) -> HttpResponseBase:
    """All of `leaving`, to be kept as a file called `name`, while leave lasts; afterwards it is no longer here."""
    told = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Length": str(leaving.size)}
    return StreamingHttpResponse(_then_gone(leaving, clock), content_type=content_type, headers=_SHUT | told)


def attached(content: bytes, content_type: str, name: str) -> HttpResponse:
    """A small file called `name`, to be kept."""
    told = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=_SHUT | told)


def _then_gone(leaving: Leaving, clock: Callable[[], float]) -> Iterator[bytes]:
    try:
        yield from _pieces(leaving, 0, leaving.size - 1, clock)
    finally:
        leaving.let_go()


def one_range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte to answer the one range asked for with; None where it asks for several, or is not understood.

    Raises Unsatisfiable where the range holds none of the `size` bytes.
    """
    match = _ONE_RANGE.fullmatch(header)
    if match is None or match.groups() == ("", ""):
        return None
    # Python refuses to read numbers of thousands of digits; no film is that long.
    first, last = (int(text[:20]) if text else None for text in match.groups())
    if first is None:
        first, last = max(0, size - (last or 0)), size - 1
    elif last is not None and last < first:
        return None
    if first >= size:
        raise Unsatisfiable
    return first, min(size - 1, first + AT_ONCE - 1 if last is None else last)


def _asked(request: HttpRequest, watched: Watched, size: int) -> tuple[int, int] | None:
    """The range to answer with, None for the whole: also where the bytes are no longer those the asker has some of.

    Only GET knows ranges; a date is never a strong enough name for If-Range, since none is given.
    """
    header, tag = request.headers.get("Range", ""), _tag(watched)
    if not header or request.method != "GET" or request.headers.get("If-Range", tag) != tag:
        return None
    return one_range(header, size)


def _tag(watched: Watched) -> str:
    return f'"{watched.mark}"'


def _pieces(watched: Watched, first: int, last: int, clock: Callable[[], float]) -> Iterator[bytes]:
    """The bytes asked for; they end early where leave was lost on the way, and the line is cut with them."""
    asked_at, left = clock(), last - first + 1
    with watched.open() as file:
        file.seek(first)
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
            if clock() - asked_at >= LEAVE_LASTS:
                if not watched.still_allowed():
                    return
                asked_at = clock()


def _is_embedded_here(request: HttpRequest) -> bool:
    """Whether one of our own pages asks; older browsers do not say, and the cookie's own rule has to do for them."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    destination = request.headers.get("Sec-Fetch-Dest", "empty")
    return site == "same-origin" and destination in _EMBEDDED
