"""Who listens to which shared review, in this process: one look at the rows serves all of them.

A listener holds no thread. One thread looks at the states of every review that anybody listens to, at once when
something was done in this process and else ten times a second, for what was done in others; another one asks again
and again whether each listener still has leave. A state is whole, so whoever is slow is told the newest alone.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import Error, connection

from vignette.actions import live
from vignette.actions.live import Seat, Told
from vignette.domain.reel import ReelId
from vignette.web import live_messages

LOOKS = 0.1
"""Seconds between two looks at what others may have done."""
BETWEEN_LOOKS = 0.01
"""Seconds that pass at least, however much is done."""
TOLD_AGAIN = 2.0
"""Seconds after which a state is told again: whoever missed it has it then, and a line that is dead shows."""
LEAVE_LASTS = 2.0
"""Seconds after which leave is asked again."""
MOST_OF_ONE = 8
"""Lines that one side of one review holds open; with one more, the oldest ends."""

OVER = b"event: over\ndata: {}\n\n"
"""The last that is told to whoever has no leave any more."""

log = logging.getLogger(__name__)


def event(told: Told) -> bytes:
    return b"event: state\ndata: " + live_messages.live(told).model_dump_json(by_alias=True).encode() + b"\n\n"


@dataclass(eq=False, slots=True)
class Listener:
    """Somebody who is told of one review until they leave it, or lose leave.

    `may_stay` asks whether they still have it; `key` is the same for those of whom that needs to be asked once.
    """

    seat: Seat
    key: str
    may_stay: Callable[[], bool]
    loop: asyncio.AbstractEventLoop
    newest: bytes
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    left_off: asyncio.Event = field(default_factory=asyncio.Event)

    def end(self) -> None:
        """Tell them that it is over for them; from any thread."""
        self.loop.call_soon_threadsafe(self.ended.set)

    def leave_off(self) -> None:
        """Cut their line, so that they come again; from any thread."""
        self.loop.call_soon_threadsafe(self.left_off.set)


@dataclass(slots=True)
class _LastTold:
    what: object = None
    at: float = 0.0


class Rooms:
    """All who listen in this process; safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rooms: dict[ReelId, list[Listener]] = defaultdict(list)
        self._told: dict[ReelId, _LastTold] = {}
        self._something = threading.Event()
        self._is_watched = False

    def join(self, listener: Listener) -> None:
        with self._lock:
            room = self._rooms[listener.seat.reel]
            same = [each for each in room if each.seat.side is listener.seat.side]
            room.append(listener)
            self._watch()
        if len(same) >= MOST_OF_ONE:
            # Most likely a line that broke without a word: whoever is still there comes again.
            same[0].leave_off()
        self._something.set()

    def leave(self, listener: Listener) -> None:
        with self._lock:
            room = self._rooms[listener.seat.reel]
            room.remove(listener)
            if not room:
                del self._rooms[listener.seat.reel]
                self._told.pop(listener.seat.reel, None)

    def end_all(self) -> None:
        """Let everybody go: the site is about to stop, and they come again."""
        with self._lock:
            listeners = [each for room in self._rooms.values() for each in room]
        for each in listeners:
            each.leave_off()

    def look_now(self) -> None:
        """Something was done in this process: whoever listens is told at once."""
        self._something.set()

    def _watch(self) -> None:
        if not self._is_watched:
            self._is_watched = True
            for work in (self._keep_looking, self._keep_asking):
                threading.Thread(target=work, daemon=True, name=work.__name__).start()

    def _keep_looking(self) -> None:
        while True:
            self._something.wait(LOOKS if self._rooms else None)
            self._something.clear()
            with self._lock:
                reels = frozenset(self._rooms)
            _surely(lambda reels=reels: self._tell(live.now_of(reels).items()))  # type: ignore[misc]  # bound at once
            time.sleep(BETWEEN_LOOKS)

    def _tell(self, those: Iterable[tuple[ReelId, Told]]) -> None:
        now = time.monotonic()
        for reel, told in those:
            last = self._told.setdefault(reel, _LastTold())
            what = (told.state.number, told.state.is_playing, told.present)
            if what == last.what and now - last.at < TOLD_AGAIN:
                continue
            last.what, last.at = what, now
            self._send(reel, event(told))

    def _send(self, reel: ReelId, what: bytes) -> None:
        by_loop: dict[asyncio.AbstractEventLoop, list[Listener]] = defaultdict(list)
        with self._lock:
            for listener in self._rooms.get(reel, ()):
                by_loop[listener.loop].append(listener)
        for loop, listeners in by_loop.items():
            loop.call_soon_threadsafe(_wake, listeners, what)

    def _keep_asking(self) -> None:
        while True:
            begun = time.monotonic()
            _surely(self._ask_all)
            time.sleep(max(BETWEEN_LOOKS, LEAVE_LASTS - (time.monotonic() - begun)))

    def _ask_all(self) -> None:
        same: dict[tuple[Seat, str], list[Listener]] = defaultdict(list)
        with self._lock:
            for room in self._rooms.values():
                for listener in room:
                    same[listener.seat, listener.key].append(listener)
        for listeners in same.values():
            if not listeners[0].may_stay():
                for each in listeners:
                    each.end()


def _wake(listeners: Iterable[Listener], what: bytes) -> None:
    for each in listeners:
        each.newest = what
        each.woken.set()


def _surely(work: Callable[[], None]) -> None:
    """Do it, whatever becomes of the database meanwhile: it is asked anew the next time."""
    try:
        work()
    except Error:
        log.exception("the state of the shared reviews could not be read")
        connection.close()


rooms = Rooms()
