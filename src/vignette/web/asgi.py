"""The site as an ASGI application: pages, films and uploads in threads, and whoever listens to a review in none.

All that is asked goes the same way, through the WSGI application and its doors. A page that finds that somebody may
listen hands the line over, and its thread is free again. What comes in is read piece by piece as the page asks for it.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from a2wsgi import WSGIMiddleware

from vignette.web.wsgi import application as pages

from vignette.web.incoming import Incoming  # isort: skip
from vignette.web.listening import OVER, Listener, rooms  # isort: skip  # they need the site to be up
from vignette.web.pages.live import HANDED_OVER  # isort: skip

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

THREADS = 64
"""Each film on its way in holds a thread for as long as its line is open."""
WAITING = 2
"""Pieces of an answer that wait for a slow line."""
LET_GO = getattr(signal, "SIGUSR1", None)
"""By which the process that began this one asks it to let all listeners go; where there is none, they are cut off."""
GRACE = 1.0
"""Seconds in which a line has to take in the last that it is told."""


def _answer(environ: Any, start_response: Any) -> Any:
    given = environ["wsgi.input"]
    environ["wsgi.input"] = Incoming(given.loop, given.receive)
    return pages(environ, start_response)


# Its types know other servers than it is used with.
_threads: Any = WSGIMiddleware(_answer, workers=THREADS, send_queue_size=WAITING)

if LET_GO is not None and threading.current_thread() is threading.main_thread():
    signal.signal(LET_GO, lambda *_: rooms.end_all())


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] != "http":
        return
    handed: list[Listener] = []
    scope[HANDED_OVER] = (asyncio.get_running_loop(), handed.append)

    async def send_on(message: MutableMapping[str, Any]) -> None:
        if not (handed and message["type"] == "http.response.body"):
            await send(message)

    await _threads(scope, receive, send_on if scope["path"].endswith("/live") else send)
    if handed:
        await _keep_telling(handed[0], receive, send)


async def _keep_telling(listener: Listener, receive: Receive, send: Send) -> None:
    """Tell until the line breaks or leave is lost; a line that takes nothing in is not waited for."""
    rooms.join(listener)
    talking = asyncio.create_task(_talk(listener, send))
    ending = asyncio.create_task(listener.ended.wait())
    leaving = asyncio.create_task(_until_gone(receive))
    stopping = asyncio.create_task(listener.left_off.wait())
    try:
        await asyncio.wait({talking, ending, leaving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if ending.done():
            listener.woken.set()
            await asyncio.wait({talking}, timeout=GRACE)
    finally:
        rooms.leave(listener)
        for task in (talking, ending, leaving, stopping):
            task.cancel()


async def _talk(listener: Listener, send: Send) -> None:
    told = listener.newest
    await send({"type": "http.response.body", "body": told, "more_body": True})
    while not listener.ended.is_set():
        await listener.woken.wait()
        listener.woken.clear()
        if listener.newest is not told and not listener.ended.is_set():
            told = listener.newest
            await send({"type": "http.response.body", "body": told, "more_body": True})
    await send({"type": "http.response.body", "body": OVER, "more_body": False})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue
