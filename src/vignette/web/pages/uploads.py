"""A film arrives piece by piece and goes on where it broke off (tus 1.0.0: core and creation)."""

import base64
import binascii
from collections.abc import Iterator
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from vignette.actions import arriving as arrivals
from vignette.domain.errors import NotAllowed
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.person import PersonId
from vignette.web.asking import actor_of, identities

VERSION = "1.0.0"
PIECE = 256 * 1024
PIECES = "application/offset+octet-stream"


@require_http_methods(["OPTIONS", "POST"])
def arriving(request: HttpRequest, family: FamilyId) -> HttpResponse:
    """Announce a film: who is in it, how large it is, what the file is called."""
    if request.method == "OPTIONS":
        return _answer(HTTPStatus.NO_CONTENT, {"Tus-Extension": "creation", "Tus-Max-Size": str(arrivals.LARGEST)})
    if refusal := _wrong_version(request):
        return refusal
    size = _number(request, "Upload-Length")
    told = metadata(request.headers.get("Upload-Metadata", ""))
    if size is None or told is None or "Upload-Defer-Length" in request.headers:
        return _answer(HTTPStatus.BAD_REQUEST)
    if size > arrivals.LARGEST:
        return _answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, words="This file is too large: a film is at most 20 GB.")
    in_frame = identities([text for text in told.get("people", "").split(",") if text], PersonId)
    name = told.get("filename", "")
    film = arrivals.add_film(actor_of(request), family, in_frame=in_frame, pieces=[size], filename=name)
    place = settings.ORIGIN + reverse("arriving-film", args=[film])
    return _answer(HTTPStatus.CREATED, {"Location": place, "Upload-Offset": "0"})


@require_http_methods(["HEAD", "PATCH"])
def arriving_film(request: HttpRequest, film: FilmId) -> HttpResponse:
    """How much of a film is here, or its next piece."""
    if refusal := _wrong_version(request):
        return refusal
    if request.method == "HEAD":
        arrival = arrivals.arrived(actor_of(request), film)
        return _answer(HTTPStatus.OK, {"Upload-Offset": str(arrival.offset), "Upload-Length": str(arrival.size)})
    if request.content_type != PIECES:
        return _answer(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    offset = _number(request, "Upload-Offset")
    if offset is None:
        return _answer(HTTPStatus.BAD_REQUEST)
    return _take(request, film, offset)


def _take(request: HttpRequest, film: FilmId, offset: int) -> HttpResponse:
    try:
        arrival = arrivals.receive(actor_of(request), film, offset=offset, chunks=_pieces(request))
    except NotAllowed as error:
        return _answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, words=str(error))
    return _answer(HTTPStatus.NO_CONTENT, {"Upload-Offset": str(arrival.offset)})


def metadata(header: str) -> dict[str, str] | None:
    """The pairs of an Upload-Metadata header, or None where it is not one."""
    told: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in header.split(","))):
        key, _, value = pair.partition(" ")
        try:
            text = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            return None
        if key in told:
            return None
        told[key] = text
    return told


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    """The body, a piece at a time; what came before the line broke is kept."""
    try:
        while piece := request.read(PIECE):
            yield piece
    except UnreadablePostError:
        return


def _number(request: HttpRequest, header: str) -> int | None:
    text = request.headers.get(header, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else None


def _wrong_version(request: HttpRequest) -> HttpResponse | None:
    is_ours = request.headers.get("Tus-Resumable") == VERSION
    return None if is_ours else _answer(HTTPStatus.PRECONDITION_FAILED)


def _answer(status: HTTPStatus, headers: dict[str, str] | None = None, words: str = "") -> HttpResponse:
    told = {"Tus-Resumable": VERSION, "Tus-Version": VERSION, **(headers or {})}
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8", headers=told)
