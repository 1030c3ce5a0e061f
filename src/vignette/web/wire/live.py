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
    `until`, in the last picture of its clip. `number` counts changes: a lower one is old news.
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
    """What somebody does. `at` is reel time of play, pause and seek; `x` and `y` are where they point.

    To play where a clip stands at its end goes on with the next. "begin again" is the guider's, after "finish" too.
    """

    do: Literal[
        "play",
        "pause",
        "seek",
        "speed",
        "point",
        "ask",
        "ask for lead",
        "give lead",
        "take lead",
        "finish",
        "begin again",
    ]
    at: Micros | None = None
    speed: int | None = None
    x: float | None = Field(default=None, ge=0, le=1)
    y: float | None = Field(default=None, ge=0, le=1)
    is_on: bool | None = Field(default=None, description="Whether the question, or the wish for the lead, shall stand.")


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
    """What was seen in one clip: the client's words come before the guider's, or that they said nothing."""

    clip: Name
    client_words: Text
    guider_words: Text
    said_nothing: bool
    named_first: Literal["client", "guider"] | None


class LiveMarked(Wire):
    """A moment that was marked, reel time."""

    clip: Name
    at: Micros


class LiveTrial(Wire):
    """What to try until the next film: planned, tried or not (null until somebody told), and what happened."""

    planned: Text
    was_tried: bool | None
    happened: Text


class LiveGoal(Wire):
    """A goal, its newest rating from 0 to 10 (null where there is none), and the address a new `value` goes to."""

    id: Name
    words: Text
    latest: int | None
    rating: Line


class LiveWatched(Wire):
    """How often a clip was begun in this review, and what its moment is called in the codebook (empty for none)."""

    clip: Name
    runs: int
    principle: Line


class LiveReply(Wire):
    """What the client wrote back from their phone."""

    favourites: list[Name]
    words: Text


class LivePresenter(Wire):
    """All that the guider's own screen shows, and no other: private. `before` is the trial of the review before.

    `began_at` and `held_at` are written as in ISO 8601, null where it has not come to that.
    """

    clips: list[LiveClip]
    notes: list[LiveNote]
    watched: list[LiveWatched]
    marks: list[LiveMarked]
    trial: LiveTrial
    before: LiveTrial | None
    goals: list[LiveGoal]
    reply: LiveReply | None
    question: Text = Field(description="The helping question.")
    began_at: str | None
    held_at: str | None
    is_apart: bool
    is_closed: bool


class LiveWords(Wire):
    """What the client said of a clip, in their words."""

    clip: Name
    words: Text


class LiveJoining(Wire):
    """All that the client's screen begins with: their own, and nothing of the guider's notes. `film` is an address."""

    clips: list[LiveClip]
    film: Line
    length: Micros
    guider: Line
    marks: list[LiveMarked]
    words: list[LiveWords]


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
    LiveMarked,
    LiveTrial,
    LiveGoal,
    LiveWatched,
    LiveReply,
    LivePresenter,
    LiveWords,
    LiveJoining,
)
