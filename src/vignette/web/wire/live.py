"""What the screens of a shared review and the server tell each other. Times are whole microseconds."""

from typing import Literal

from pydantic import Field

from vignette.domain.span import Micros
from vignette.web.wire.base import Line, Name, Text, Wire


class Spot(Wire):
    """Where somebody points, as shares of the picture; `number` tells one pointing from the next."""

    x: float = Field(ge=0, le=1)
    y: float = Field(ge=0, le=1)
    number: int
    by: Literal["guider", "client"]


class Present(Wire):
    """A screen that is open; it is ready once it holds the whole reel."""

    who: Literal["guider", "client"]
    is_ready: bool
    is_waiting: bool = Field(description="Whether its film has to wait for bytes.")


class Live(Wire):
    """The state of a shared review, whole, each time it is told. No browser's own clock has any part in it.

    At `clock`, the server's own, the reel stands at `at`; while it plays it goes on at `speed` per cent and stops at
    `until`, the end of its clip. `number` counts changes: a lower one is old news.
    """

    number: int
    clock: Micros
    at: Micros
    until: Micros
    is_playing: bool
    speed: int
    lead: Literal["guider", "client"]
    wants_lead: bool = Field(description="Whether the client has asked for the lead.")
    spot: Spot | None
    asks: bool = Field(description="Whether the question of the clip is on the screen.")
    present: list[Present]
    is_over: bool


class LiveCommand(Wire):
    """What somebody does. `at` is reel time of play, pause and seek; `x` and `y` are where they point."""

    do: Literal["play", "pause", "seek", "speed", "point", "ask", "ask for lead", "give lead", "take lead", "finish"]
    at: Micros | None = None
    speed: int | None = None
    x: float | None = Field(default=None, ge=0, le=1)
    y: float | None = Field(default=None, ge=0, le=1)
    is_on: bool | None = Field(default=None, description="Whether the question shall be on the screen.")


class LiveScreen(Wire):
    """What a screen says of itself every second: whether it holds the reel, waits, and where it stands."""

    screen: Name
    is_ready: bool
    is_waiting: bool
    at: Micros


class LiveClock(Wire):
    clock: Micros


class LiveMark(Wire):
    """A moment that the client marked with one tap, reel time."""

    at: Micros


class LiveClip(Wire):
    """A clip as it stands in the reel; `question` may be shown to everybody, nothing here is private."""

    id: Name
    start: Micros
    end: Micros
    title: Line
    question: Line


class LiveNote(Wire):
    """What was seen in one clip: the client's words come before the guider's."""

    clip: Name
    client_words: Text
    guider_words: Text
    named_first: Literal["client", "guider"] | None


MESSAGES: tuple[type[Wire], ...] = (
    Spot,
    Present,
    Live,
    LiveCommand,
    LiveScreen,
    LiveClock,
    LiveMark,
    LiveClip,
    LiveNote,
)
