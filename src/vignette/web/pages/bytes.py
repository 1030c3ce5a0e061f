"""Sealed bytes over HTTP: whole or one range of them, in constant memory (RFC 9110, section 14)."""

import hashlib
import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO, Protocol

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from vignette.web.pages import problems

PIECE = 256 * 1024
"""Bytes held in memory at once, for each request."""

AT_ONCE = 4 * 1024 * 1024
"""Bytes sent where a browser asks for all that follows: it then asks again, and leave is asked again with it."""

HEADERS = {
    "Accept-Ranges": "bytes",
    "Content-Disposition": "inline",
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
}
_ONE_RANGE = re.compile(r"bytes=\s*(\d*)-(\d*)\s*", re.ASCII)
_EMBEDDED = {"video", "image", "audio", "empty"}


class Sealed(Protocol):
    """What a reading action gives back."""

    @property
    def path(self) -> Path: ...

    @property
    def size(self) -> int: ...

    def open(self) -> BinaryIO: ...


class Unsatisfiable(ValueError):
    """The range asked for lies outside the bytes there are."""


def serve(request: HttpRequest, sealed: Sealed, content_type: str) -> HttpResponseBase:
    """`sealed` as `content_type`: the range asked for, or all of it."""
    if not _is_embedded_here(request):
        return problems.nothing_here(request)
    try:
        asked = _asked(request, sealed)
    except Unsatisfiable:
        refusal = {**HEADERS, "Content-Range": f"bytes */{sealed.size}"}
        return HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=refusal)
    return _answer(request, sealed, content_type, asked)


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


def _asked(request: HttpRequest, sealed: Sealed) -> tuple[int, int] | None:
    header, mark = request.headers.get("Range", ""), _mark(sealed)
    if not header or request.headers.get("If-Range", mark) != mark:
        return None
    return one_range(header, sealed.size)


def _mark(sealed: Sealed) -> str:
    """A strong entity tag: a sealed file is written once, under a name of its own, and that name stays inside."""
    return f'"{hashlib.sha256(sealed.path.name.encode()).hexdigest()[:24]}"'


def _answer(request: HttpRequest, sealed: Sealed, content_type: str, asked: tuple[int, int] | None) -> HttpResponseBase:
    first, last = asked or (0, sealed.size - 1)
    headers = {**HEADERS, "Content-Length": str(last - first + 1), "ETag": _mark(sealed)}
    if asked:
        headers["Content-Range"] = f"bytes {first}-{last}/{sealed.size}"
    status = HTTPStatus.PARTIAL_CONTENT if asked else HTTPStatus.OK
    if request.method == "HEAD":
        return HttpResponse(status=status, content_type=content_type, headers=headers)
    return StreamingHttpResponse(
        _pieces(sealed, first, last), status=status, content_type=content_type, headers=headers
    )


def _pieces(sealed: Sealed, first: int, last: int) -> Iterator[bytes]:
    with sealed.open() as file:
        file.seek(first)
        left = last - first + 1
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece


def _is_embedded_here(request: HttpRequest) -> bool:
    """Whether one of our own pages asks; older browsers do not say, and the cookie's own rule has to do for them."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    destination = request.headers.get("Sec-Fetch-Dest", "empty")
    return site == "same-origin" and destination in _EMBEDDED
