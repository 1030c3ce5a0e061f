"""A film arrives and goes on where it broke off; what a program or another browser needs to send one."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vignette.actions import arriving as acting
from vignette.actions import films
from vignette.domain.errors import NotAllowed
from vignette.domain.film import EARLIEST, FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.leave import Actor
from vignette.domain.parcel import LARGEST, Parcel
from vignette.domain.person import PersonId
from vignette.domain.reel import ReelId
from vignette.web import words
from vignette.web.asking import actor_of, identities
from vignette.web.pages import tus
from vignette.web.pages.coming import coming
from vignette.web.rules import KEY


@require_http_methods(["OPTIONS", "POST"])
@tus.spoken
def arriving(request: HttpRequest, family: FamilyId) -> HttpResponse:
    """Announce a film: who is in it, how large it is, what the file is called."""
    if request.method == "OPTIONS":
        return tus.abilities(LARGEST)
    return _begin(request, family)


@require_http_methods(["OPTIONS", "POST"])
@tus.spoken
def arriving_review(request: HttpRequest, reel: ReelId) -> HttpResponse:
    """Announce a film of the review of this reel: who is in it, how large it is, what the file is called."""
    if request.method == "OPTIONS":
        return tus.abilities(LARGEST)

    def add(parcel: Parcel, in_frame: Sequence[PersonId]) -> FilmId:
        return acting.add_review_film(actor_of(request), reel, parcel, in_frame=in_frame)

    return _announced(request, add)


@require_http_methods(["OPTIONS", "POST"])
@tus.spoken
def arriving_sound(request: HttpRequest, film: FilmId) -> HttpResponse:
    """Announce what a sound recorder heard of a film: how large it is, what the file is called."""
    if request.method == "OPTIONS":
        return tus.abilities(LARGEST)
    size, told = tus.length(request), tus.metadata(request)
    if size > LARGEST:
        return _too_large("This file is too large: a recording is at most 20 GB.")
    actor = actor_of(request)
    recording = acting.add_sound(actor, film, _parcel(told, size))
    return _begun(recording, {KEY: acting.give_key(actor, recording)})


@require_http_methods(["OPTIONS", "HEAD", "POST", "PATCH", "DELETE"])
@tus.spoken
def arriving_film(request: HttpRequest, film: FilmId) -> HttpResponse:
    """How much of a film is here, its next piece, its length where it was announced without, or no more of it."""
    if request.method == "OPTIONS":
        return tus.abilities(LARGEST)
    does = {"HEAD": _so_far, "POST": _measure, "PATCH": _take, "DELETE": _give_up}[str(request.method)]
    return does(request, film)


@require_POST
def key(request: HttpRequest, film: FilmId) -> HttpResponse:
    """A new key to send this film with, for whoever comes back to it."""
    return tus.answer(HTTPStatus.NO_CONTENT, {KEY: acting.give_key(actor_of(request), film)})


@require_GET
def outcome(request: HttpRequest, film: FilmId) -> HttpResponse:
    """What became of a film, for whoever sent it and wants to know that every byte arrived."""
    became = acting.outcome(_sender(request, film), film)
    return JsonResponse({"state": became.readiness, "digest": became.digest, "problem": became.problem})


@require_POST
def by_program(request: HttpRequest, family: FamilyId) -> HttpResponse:
    """Announce a film that a program sends."""
    in_frame = identities(request.POST.getlist("people"), PersonId)
    return _told(request, acting.announce_film(actor_of(request), family, in_frame=in_frame))


@require_POST
def code(request: HttpRequest, film: FilmId) -> HttpResponse:
    """A new code for a film that a program sends."""
    return _told(request, acting.Code(film, acting.give_key(actor_of(request), film)))


def _sender(request: HttpRequest, film: FilmId) -> Actor:
    """Whoever holds the key, or is signed in where there is none."""
    key = request.headers.get(KEY)
    return acting.holder(film, key) if key is not None else actor_of(request)


def _begin(request: HttpRequest, family: FamilyId) -> HttpResponse:
    def add(parcel: Parcel, in_frame: Sequence[PersonId]) -> FilmId:
        return acting.add_film(actor_of(request), family, parcel, in_frame=in_frame)

    return _announced(request, add)


def _announced(request: HttpRequest, add: Callable[[Parcel, Sequence[PersonId]], FilmId]) -> HttpResponse:
    """What the request says of a film handed to `add`, and the key with which it can be sent."""
    size, told = tus.length(request), tus.metadata(request)
    if size > LARGEST:
        return _too_large("This file is too large: a film is at most 20 GB.")
    in_frame = identities([text for text in told.get("people", "").split(",") if text], PersonId)
    film = add(_parcel(told, size), in_frame)
    return _begun(film, {KEY: acting.give_key(actor_of(request), film)})


def _measure(request: HttpRequest, film: FilmId) -> HttpResponse:
    actor, size, told = _sender(request, film), tus.length(request), tus.metadata(request)
    if size > LARGEST:
        return _too_large("This file is too large: a film is at most 20 GB.")
    acting.measure(actor, film, _parcel(told, size))
    return _begun(film, {})


def _begun(film: FilmId, more: dict[str, str]) -> HttpResponse:
    place = settings.ORIGIN + reverse("arriving-film", args=[film])
    return tus.answer(HTTPStatus.CREATED, {"Location": place, "Upload-Offset": "0", **_expires(_later()), **more})


def _so_far(request: HttpRequest, film: FilmId) -> HttpResponse:
    here = acting.arrived(_sender(request, film), film)
    length = {"Upload-Length": str(here.size)} if here.size else {"Upload-Defer-Length": "1"}
    name = {"Upload-Metadata": tus.written({"filename": here.file_name})} if here.file_name else {}
    return tus.answer(HTTPStatus.OK, {"Upload-Offset": str(here.offset), **length, **name, **_expires(here.until)})


def _take(request: HttpRequest, film: FilmId) -> HttpResponse:
    actor = _sender(request, film)
    if request.content_type != tus.PIECES:
        return tus.answer(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    offset, checksum = tus.number(request, "Upload-Offset"), tus.checksum(request)
    try:
        offset = acting.receive(actor, film, offset=offset, chunks=coming(request), checksum=checksum)
    except NotAllowed as error:
        return _too_large(str(error))
    return tus.answer(HTTPStatus.NO_CONTENT, {"Upload-Offset": str(offset), **_expires(_later())})


def _give_up(request: HttpRequest, film: FilmId) -> HttpResponse:
    acting.give_up(_sender(request, film), film)
    return tus.answer(HTTPStatus.NO_CONTENT)


def _parcel(told: dict[str, str], size: int) -> Parcel:
    """What the metadata of an upload says of the files that come."""
    texts = told.get("pieces", str(size)).split(",")
    if not all(text.isascii() and text.isdecimal() and len(text) < 20 for text in texts):
        raise tus.Misspoken
    if sum(pieces := [int(text) for text in texts]) != size:
        raise tus.Misspoken
    return Parcel(
        tuple(pieces),
        filename=words.label(told.get("filename", "")),
        file_day=_day(told.get("file-day", "")),
        is_enveloped=told.get("enveloped") == "1",
    )


def _day(text: str) -> date | None:
    """The day on which a file was written; None where the clock that said so was set wrong."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day <= timezone.localdate() else None


def _too_large(sentence: str) -> HttpResponse:
    return tus.answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, words=sentence)


def _later() -> datetime:
    return timezone.now() + acting.KEPT_FOR


def _expires(at: datetime) -> dict[str, str]:
    return {"Upload-Expires": tus.when(at)}


def _told(request: HttpRequest, code: acting.Code) -> HttpResponse:
    page = films.see_film(actor_of(request), code.film)
    return render(request, "films/code.html", {"page": page, "code": str(code), "origin": settings.ORIGIN})
