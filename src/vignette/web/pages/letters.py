"""The client's letter: opening it on a phone, watching, writing back, stopping."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vignette.actions import live, sharing
from vignette.domain.errors import ConsentMissing, NotAllowed, NotYours
from vignette.domain.leave import Actor
from vignette.domain.reel import ClipId
from vignette.web.asking import written
from vignette.web.pages.bytes import serve
from vignette.web.pages.problems import letter_closed
from vignette.web.policy import holding_sound_and_film

COOKIE = "letter"
MAY_SPEAK = "camera=(), microphone=(self), geolocation=(), payment=(), usb=(), display-capture=()"
"""What the opened letter alone may use; on every other page of the client the microphone is denied too."""

REMEMBERED = 60 * 24 * 60 * 60
"""Seconds a phone is remembered; the letter itself ends earlier, on its own day."""


def device_of(request: HttpRequest) -> str:
    """The secret by which a phone is known again, empty for a phone that opened nothing yet."""
    return request.COOKIES.get(COOKIE, "")


def reader(request: HttpRequest) -> Actor:
    actor = sharing.letter_reader(device_of(request))
    if actor is None:
        raise NotYours
    return actor


@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest) -> HttpResponse:
    """The letter, on a phone that opened it; on any other, the page that opens it."""
    if request.method == "POST":
        return _open(request)
    try:
        page = render(request, "letter/letter.html", {"letter": sharing.read_letter(reader(request))})
    except (NotYours, ConsentMissing):
        return render(request, "letter/closed.html", {"had_one": bool(device_of(request))})
    page.headers["Permissions-Policy"] = MAY_SPEAK
    return holding_sound_and_film(page)


def _open(request: HttpRequest) -> HttpResponse:
    secret = written(request, "secret")
    try:
        opened = sharing.open_letter(secret, device_of(request) or None)
    except sharing.NeedsCode:
        return render(request, "letter/code.html", {"secret": secret})
    except (NotYours, ConsentMissing):
        return letter_closed(request)
    return _remember(opened)


@require_POST
def code(request: HttpRequest) -> HttpResponse:
    """Another phone, let in by the digits that the guider reads out."""
    secret = written(request, "secret")
    try:
        return _remember(sharing.open_with_code(secret, written(request, "code")))
    except (NotYours, ConsentMissing):
        return letter_closed(request)
    except NotAllowed as error:
        return render(request, "letter/code.html", {"secret": secret, "words": str(error)}, status=422)


@require_safe
def together(request: HttpRequest) -> HttpResponse:
    """The film watched together with the guider; the page holds nothing, and asks for what it shows."""
    live.clients_seat(reader(request))
    return holding_sound_and_film(render(request, "letter/together.html"))


@require_safe
def film(request: HttpRequest) -> HttpResponseBase:
    return serve(request, sharing.letter_film(reader(request)), "video/mp4")


@require_safe
def still(request: HttpRequest, clip: ClipId) -> HttpResponseBase:
    return serve(request, sharing.letter_still(reader(request), clip), "image/jpeg")


@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return render(request, "letter/stop.html")
    sharing.stop(reader(request))
    response = render(request, "letter/stopped.html")
    response.delete_cookie(COOKIE, path="/letter")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _remember(opened: sharing.Opened) -> HttpResponse:
    response = redirect("letter")
    response.set_cookie(
        COOKIE,
        opened.device,
        max_age=REMEMBERED,
        path="/letter",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
