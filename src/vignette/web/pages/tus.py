"""The protocol by which films come in: tus 1.0.0, its headers in and out (https://tus.io/protocols/resumable-upload)."""

import base64
import binascii
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

from vignette.actions.portions import ALGORITHMS, Checksum
from vignette.domain.errors import Garbled, VignetteError
from vignette.web.pages.problems import status_of

VERSION = "1.0.0"
EXTENSIONS = "creation,checksum,termination,expiration"
PIECES = "application/offset+octet-stream"
GARBLED = 460
"""The protocol's own status for a part that is not what was sent."""


Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Given], HttpResponse]


class Misspoken(Exception):
    """A header is missing or makes no sense."""


def spoken(view: View[Given]) -> View[Given]:
    """`view` for whoever speaks this version; whatever it refuses is said in the protocol's own way."""

    @wraps(view)
    def answered(request: HttpRequest, /, *given: Given.args, **named: Given.kwargs) -> HttpResponse:
        if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
            return answer(HTTPStatus.PRECONDITION_FAILED)
        try:
            return view(request, *given, **named)
        except Misspoken:
            return answer(HTTPStatus.BAD_REQUEST, words="This program and the server do not understand each other.")
        except VignetteError as error:
            return answer(GARBLED if isinstance(error, Garbled) else status_of(error), words=str(error))

    return answered


def abilities(largest: int) -> HttpResponse:
    """What this server can do."""
    told = {
        "Tus-Extension": EXTENSIONS,
        "Tus-Max-Size": str(largest),
        "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
    }
    return answer(HTTPStatus.NO_CONTENT, told)


def answer(status: int, headers: Mapping[str, str] | None = None, words: str = "") -> HttpResponse:
    told = {"Tus-Resumable": VERSION, "Tus-Version": VERSION, **(headers or {})}
    reason = "Checksum Mismatch" if status == GARBLED else None
    kind = "text/plain; charset=utf-8"
    return HttpResponse(words, status=status, reason=reason, content_type=kind, headers=told)


def number(request: HttpRequest, header: str) -> int:
    """The whole number in a header; raises Misspoken where there is none."""
    text = request.headers.get(header, "")
    if not (text.isascii() and text.isdecimal() and len(text) < 20):
        raise Misspoken
    return int(text)


def length(request: HttpRequest) -> int:
    """The length of what is to be sent, which has to be known from the beginning."""
    if "Upload-Defer-Length" in request.headers:
        raise Misspoken
    return number(request, "Upload-Length")


def checksum(request: HttpRequest) -> Checksum | None:
    """What the part must come to; None where nothing was said, Misspoken where it was said in words unknown here."""
    told = request.headers.get("Upload-Checksum")
    if told is None:
        return None
    algorithm, _, value = told.partition(" ")
    if algorithm not in ALGORITHMS:
        raise Misspoken
    return Checksum(algorithm, _decoded(value))


def metadata(request: HttpRequest) -> dict[str, str]:
    """The pairs of an Upload-Metadata header."""
    told: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in request.headers.get("Upload-Metadata", "").split(","))):
        key, _, value = pair.partition(" ")
        if key in told:
            raise Misspoken
        try:
            told[key] = _decoded(value).decode()
        except UnicodeDecodeError as error:
            raise Misspoken from error
    return told


def written(pairs: Mapping[str, str]) -> str:
    """`pairs` as an Upload-Metadata header."""
    return ",".join(f"{key} {base64.b64encode(text.encode()).decode()}" for key, text in pairs.items())


def when(at: datetime) -> str:
    return http_date(at.timestamp())


def _decoded(value: str) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except binascii.Error as error:
        raise Misspoken from error
