"""What the reel's page and the server tell each other. Every time is a whole number of microseconds."""

from typing import Literal

from pydantic import Field

from vignette.domain.span import Micros
from vignette.web.wire.base import Line, Name, Pages, Text, Wire
from vignette.web.wire.studio import Person


class Stretch(Wire):
    start: Micros
    end: Micros


class Slow(Wire):
    """A stretch of film shown at `speed` per cent of its pace: 25 or 50."""

    start: Micros
    end: Micros
    speed: int


class Again(Wire):
    """A stretch of film shown once more as soon as it is over, at `speed` per cent: 25, 50 or 100."""

    start: Micros
    end: Micros
    speed: int


class Freeze(Wire):
    """The picture showing at `at`, film time, stands still for `lasting`."""

    at: Micros
    lasting: Micros


class Caption(Wire):
    start: Micros
    end: Micros
    words: Line


class Volume(Wire):
    """A stretch of film made louder or quieter; `null` decibels make it silent."""

    start: Micros
    end: Micros
    decibels: int | None


class Box(Wire):
    """A part of the upright picture, as shares of its width and height, 0 to 1."""

    left: float
    top: float
    width: float
    height: float


class Key(Wire):
    at: Micros
    box: Box
    is_by_hand: bool


class Cover(Wire):
    """Somebody who is not to be seen; the box goes straight from key to key."""

    keys: list[Key] = Field(max_length=2000)


class Showing(Wire):
    title: Line
    before: Freeze | None
    after: Freeze | None
    slow: list[Slow] = Field(max_length=60)
    again: list[Again] = Field(max_length=60)
    freezes: list[Freeze] = Field(max_length=60)
    captions: list[Caption] = Field(max_length=60)
    asks: bool = Field(description="Whether the question stands on a card after the clip.")
    volumes: list[Volume] = Field(max_length=60)
    is_muted: bool
    covers: list[Cover] = Field(max_length=60)
    crop: Box | None


class ReelClip(Wire):
    """A clip of the reel; `trim` is null while it follows its moment."""

    id: Name
    moment: Name
    film: Name
    trim: Stretch | None
    question: Line
    override: Line
    showing: Showing
    is_clients_choice: bool = Field(description="Whether the client chose it, where the programme lets them.")


class ReelEdit(Wire):
    """All of a reel that can be changed. What is sent takes the place of what was there."""

    clips: list[ReelClip] = Field(max_length=40)
    why: Line
    opening: Line
    closing: Line
    script: Pages = Field(description="What the guider wants to say when it is watched; nobody else ever sees it.")


class ReelChange(Wire):
    """A reel as it shall be, where it was the one counted `number` until now."""

    number: int
    reel: ReelEdit


class ReelStep(Wire):
    """What is shown from `start` on for `lasting`, reel time.

    A card has words; a hold stands at film time `at`; a run goes from film time `at` at `speed` per cent. `clip` is
    null for the reel's own opening and closing words.
    """

    kind: Literal["card", "hold", "run"]
    start: Micros
    lasting: Micros
    clip: Name | None
    words: str
    at: Micros
    speed: int


class ReelAnswer(Wire):
    """What the reel is now, how often it was changed, and how it plays."""

    number: int
    reel: ReelEdit
    steps: list[ReelStep]
    length: Micros
    is_made: bool = Field(description="Whether the film of the reel shows it as it is now.")


class ReelRefusal(Wire):
    """The reel was changed in another window: how it stands now."""

    words: str
    now: ReelAnswer


class ReelFilm(Wire):
    """A film that clips are taken from, or could be; `name` tells it from the others."""

    id: Name
    name: Line
    video: str
    length: Micros
    width: int
    height: int
    has_sound: bool
    frame_times: list[Micros] = Field(
        description="The first frame's time, then the distance from each frame to the next."
    )
    peaks: str | None


class ReelMoment(Wire):
    """A kept moment: one in the reel, or one that could go in; `blocked` says in one sentence why it cannot."""

    id: Name
    film: Name
    start: Micros
    end: Micros
    title: Line
    principle: Line
    is_attuned: bool
    blocked: Line


class ReelVoice(Wire):
    """Stretches in which somebody is heard in a film, as far as the analysis knows."""

    film: Name
    words: str
    spans: list[Stretch]


class ReelPlace(Wire):
    """A place in the programme's order of clips, with what belongs there."""

    title: Line
    hint: Text


class ReelWorkbench(Wire):
    """All that the reel's page works with.

    `theme` is what the programme plans this reel to be about, empty where it leaves that open; `script_hint` says what
    belongs into the script, empty where the programme has none.
    """

    answer: ReelAnswer
    films: list[ReelFilm]
    moments: list[ReelMoment]
    people: list[Person]
    voices: list[ReelVoice]
    places: list[ReelPlace]
    theme: Line
    script_hint: Text
    most: int
    longest: Micros
    attuned_only: bool
    client_chooses: bool


class CoverWish(Wire):
    """Follow what lies in `box` at film time `at`, to both ends of the clip or, with `until`, only that far."""

    at: Micros
    box: Box
    until: Micros | None


class CoverFound(Wire):
    """How far following has come; `keys` once it is done, `words` where it failed or lost what it followed."""

    state: Literal["none", "waiting", "running", "done", "failed"]
    share: float
    keys: list[Key]
    words: str


MESSAGES: tuple[type[Wire], ...] = (
    Stretch,
    Slow,
    Again,
    Freeze,
    Caption,
    Volume,
    Box,
    Key,
    Cover,
    Showing,
    ReelClip,
    ReelEdit,
    ReelChange,
    ReelStep,
    ReelAnswer,
    ReelRefusal,
    ReelFilm,
    ReelMoment,
    ReelVoice,
    ReelPlace,
    ReelWorkbench,
    CoverWish,
    CoverFound,
)
