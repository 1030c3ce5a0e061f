"""A shared review while it is held: what it is like now, as it changes, and what somebody does to it."""

import json
import time
from collections.abc import Iterator
from typing import TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.views.decorators.http import require_GET, require_POST
from pydantic import ValidationError

from vignette.actions import joining as acting
from vignette.actions import live, server_clock
from vignette.actions.live import Seat, Told
from vignette.domain.errors import NotAllowed
from vignette.domain.reel import ReelId
from vignette.web import live_messages as messages
from vignette.web.asking import actor_of
from vignette.web.pages.letters import reader
from vignette.web.wire import live as wire
from vignette.web.wire.base import Wire

LARGEST = 4096
"""Bytes of one message."""

Kind = TypeVar("Kind", bound=Wire)


@require_GET
def clock(request: HttpRequest) -> HttpResponse:
    """The server's clock, from which a browser reckons how far off its own is."""
    return JsonResponse({"clock": server_clock.now()})


@require_GET
def guiders_stream(request: HttpRequest, reel: ReelId) -> HttpResponseBase:
    return _stream(live.guiders_seat(actor_of(request), reel))


@require_GET
def clients_stream(request: HttpRequest) -> HttpResponseBase:
    return _stream(live.clients_seat(reader(request)))


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
    marks = acting.mark(actor, _message(request, wire.LiveMark).at)
    return JsonResponse([each.model_dump(by_alias=True) for each in messages.marks(marks)], safe=False)


def _commanded(request: HttpRequest, seat: Seat) -> HttpResponse:
    return _told(live.command(seat, messages.command(_message(request, wire.LiveCommand))))


def _heard(request: HttpRequest, seat: Seat) -> HttpResponse:
    its = _message(request, wire.LiveScreen)
    return _told(live.screen(seat, its.screen, is_ready=its.is_ready, is_waiting=its.is_waiting, at=its.at))


def _message(request: HttpRequest, kind: type[Kind]) -> Kind:
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        raise NotAllowed("This is too much at once: please reload the page.")
    try:
        return kind.model_validate_json(request.body)
    except ValidationError as error:
        raise NotAllowed("This page and the server do not understand each other: please reload.") from error


def _told(told: Told) -> HttpResponse:
    return _said(messages.live(told))


def _said(message: Wire) -> HttpResponse:
    return HttpResponse(message.model_dump_json(by_alias=True), content_type="application/json")


def _stream(seat: Seat) -> HttpResponseBase:
    headers = {"X-Accel-Buffering": "no"}
    return StreamingHttpResponse(_events(seat), content_type="text/event-stream", headers=headers)


def _events(seat: Seat) -> Iterator[bytes]:
    asked_at = sent_at = time.monotonic()
    number = -1
    while True:
        told = live.now_of(frozenset({seat.reel}))[seat.reel]
        if told.state.number != number or time.monotonic() - sent_at > 2:
            number, sent_at = told.state.number, time.monotonic()
            yield f"event: state\ndata: {messages.live(told).model_dump_json(by_alias=True)}\n\n".encode()
        if time.monotonic() - asked_at > 2:
            if not seat.still_allowed():
                yield f"event: over\ndata: {json.dumps({})}\n\n".encode()
                return
            asked_at = time.monotonic()
        time.sleep(0.1)
