"""A shared review while it is held: what it is like now, as it changes, and what somebody does to it."""

import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TypeVar

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.views.decorators.http import require_GET, require_POST
from pydantic import ValidationError

from vignette.actions import joining as acting
from vignette.actions import live, server_clock, sharing
from vignette.actions.live import Seat, Told
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.reel import ReelId
from vignette.web import live_messages as messages
from vignette.web.asking import actor_of
from vignette.web.listening import LOOKS, OVER, Listener, event, rooms
from vignette.web.pace import Pace
from vignette.web.pages.letters import device_of, reader
from vignette.web.wire import live as wire
from vignette.web.wire.base import Wire

SESSIONS = import_module(settings.SESSION_ENGINE)
STREAM = "text/event-stream"
HANDED_OVER = "vignette.handed_over"
"""Where the server takes over the line of somebody who listens."""
LARGEST = 4096
"""Bytes of one message."""

PACE = Pace(a_second=25, at_once=50)
"""What one side of a review may say: to draw with a spot takes up to twenty messages a second."""

Kind = TypeVar("Kind", bound=Wire)


@require_GET
def clock(request: HttpRequest) -> HttpResponse:
    """The server's clock, from which a browser reckons how far off its own is."""
    return JsonResponse({"clock": server_clock.now()})


@require_GET
def guiders_stream(request: HttpRequest, reel: ReelId) -> HttpResponseBase:
    seat = live.guiders_seat(actor_of(request), reel)
    key = request.session.session_key or ""
    return _stream(request, seat, key, lambda: _is_signed_in(key) and seat.still_allowed())


@require_GET
def clients_stream(request: HttpRequest) -> HttpResponseBase:
    seat, device = live.clients_seat(reader(request)), device_of(request)
    return _stream(request, seat, device, lambda: sharing.letter_reader(device) == seat.actor and seat.still_allowed())


@require_POST
def guiders_command(request: HttpRequest, reel: ReelId) -> HttpResponse:
    return _commanded(request, live.guiders_seat(actor_of(request), reel))


@require_POST
def clients_command(request: HttpRequest) -> HttpResponse:
    return _commanded(request, live.clients_seat(reader(request)))


@require_POST
def guiders_screen(request: HttpRequest, reel: ReelId) -> HttpResponse:
    return _heard(request, live.guiders_seat(actor_of(request), reel))


@require_POST
def clients_screen(request: HttpRequest) -> HttpResponse:
    return _heard(request, live.clients_seat(reader(request)))


@require_GET
def joining(request: HttpRequest) -> HttpResponse:
    """What the client's screen begins with."""
    return _said(messages.joining(acting.join(reader(request))))


@require_POST
def mark(request: HttpRequest) -> HttpResponse:
    actor = reader(request)
    PACE.keep(actor)
    marks = acting.mark(actor, _message(request, wire.LiveMark).at)
    return JsonResponse([each.model_dump(by_alias=True) for each in messages.marks(marks)], safe=False)


def _commanded(request: HttpRequest, seat: Seat) -> HttpResponse:
    PACE.keep(seat)
    return _told(live.command(seat, messages.command(_message(request, wire.LiveCommand))))


def _heard(request: HttpRequest, seat: Seat) -> HttpResponse:
    PACE.keep(seat)
    its = _message(request, wire.LiveScreen)
    return _told(live.screen(seat, its.screen, is_ready=its.is_ready, is_waiting=its.is_waiting, at=its.at))


def _message(request: HttpRequest, kind: type[Kind]) -> Kind:
    if not 0 < int(request.META.get("CONTENT_LENGTH") or 0) <= LARGEST:
        raise NotAllowed("This is too much at once: please reload the page.")
    try:
        return kind.model_validate_json(request.body)
    except ValidationError as error:
        raise NotAllowed("This page and the server do not understand each other: please reload.") from error


def _is_signed_in(key: str) -> bool:
    """Whether this session still stands: signed out elsewhere is signed out here."""
    asked = HttpRequest()
    asked.session = SESSIONS.SessionStore(key)
    return get_user(asked).is_authenticated


def _told(told: Told) -> HttpResponse:
    rooms.look_now()
    return _said(messages.live(told))


def _said(message: Wire) -> HttpResponse:
    return HttpResponse(message.model_dump_json(by_alias=True), content_type="application/json")


def _stream(request: HttpRequest, seat: Seat, key: str, may_stay: Callable[[], bool]) -> HttpResponseBase:
    """Hand the line over to those who listen; where the site is served by threads alone, it keeps this one."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise NotYours
    PACE.keep(seat)
    headers = {"X-Accel-Buffering": "no"}
    first = event(live.listen(seat))
    if (server := request.META.get("asgi.scope")) is None:
        return StreamingHttpResponse(_in_a_thread(seat, first, may_stay), content_type=STREAM, headers=headers)
    loop, hand_over = server[HANDED_OVER]
    hand_over(Listener(seat, key, may_stay, loop, first))
    # It has no length: nobody knows how long somebody listens.
    return StreamingHttpResponse((), content_type=STREAM, headers=headers)


def _in_a_thread(seat: Seat, first: bytes, may_stay: Callable[[], bool]) -> Iterator[bytes]:
    yield first
    pause = threading.Event()
    while may_stay():
        pause.wait(LOOKS)
        yield event(live.now_of(frozenset({seat.reel}))[seat.reel])
    yield OVER
