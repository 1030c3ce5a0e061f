"""What the studio's page and the server tell each other. Every time is a whole number of microseconds."""

from typing import Literal

from pydantic import Field

from vignette.domain.moment import Origin, Standing
from vignette.domain.span import Micros
from vignette.web.wire.base import Line, Name, Text, Wire


class Reason(Wire):
    at: Micros
    words: Line


class Moment(Wire):
    id: Name
    film: Name
    start: Micros
    end: Micros
    title: Line
    principle: Name | None
    person: Name | None
    origin: Origin
    standing: Standing
    codebook: Name
    reasons: list[Reason] = Field(max_length=40)
    note: Text


class Edit(Wire):
    """One change to one moment. `null` means that it did not exist then."""

    id: Name
    before: Moment | None
    after: Moment | None


class Refusal(Wire):
    id: str
    words: str
    now: Moment | None


class EditsAnswer(Wire):
    saved: list[str]
    refused: list[Refusal]


class Analysis(Wire):
    state: Literal["none", "waiting", "running", "done", "failed", "not allowed"]
    share: float
    words: str


class Film(Wire):
    id: str
    length: Micros
    width: int
    height: int
    video: str
    has_sound: bool


class Sprite(Wire):
    """One sheet of small pictures, row after row; picture k stands for film time k * every up to (k + 1) * every."""

    address: str
    width: int
    height: int
    columns: int
    every: Micros
    count: int


class Lanes(Wire):
    """What runs along the timeline, `null` where it was not made yet; `peaks` is the address of its loudness."""

    peaks: str | None
    sprite: Sprite | None


class Person(Wire):
    id: str
    name: str


class Principle(Wire):
    code: str
    label: str
    hint: str
    is_attuned: bool


class Level(Wire):
    letter: str
    title: str
    principles: list[Principle]


class Codebook(Wire):
    reference: str
    title: str
    levels: list[Level]


class Track(Wire):
    who: str
    signal: str
    step: Micros
    values: list[float | None]


class Observation(Wire):
    start: Micros
    end: Micros
    happening: str
    who: str
    strength: float
    words: str = Field(description="What was done, with its numbers; a sentence without its subject.")


class Seen(Wire):
    """Somebody the analysis told apart: `who` in tracks and observations, `words` in reasons."""

    who: str
    words: str


class Named(Wire):
    who: Name
    person: Name


class Swap(Wire):
    """From `at` on, the analysis took each of these two for the other."""

    at: Micros
    one: Name
    other: Name


class Naming(Wire):
    """Who is who: `who` as in tracks, `person` as in people."""

    names: list[Named] = Field(max_length=20)
    swaps: list[Swap] = Field(max_length=100)


class Looking(Wire):
    """Whether the film shall be looked through now, or no further."""

    is_wanted: bool


class NamingEdit(Wire):
    """What was said of who is who, and what is said now."""

    before: Naming
    after: Naming


class Workspace(Wire):
    film: Film
    frame_times: list[Micros] = Field(
        description="The first frame's time, then the distance from each frame to the next."
    )
    lanes: Lanes
    people: list[Person]
    codebook: Codebook = Field(description="In whose words new moments are.")
    older: list[Codebook] = Field(description="In whose words other moments are.")
    tracks: list[Track]
    observations: list[Observation]
    seen: list[Seen] = Field(description="From left to right; voices that belong to no face come last.")
    seen_well: float = Field(description="The share of a moment below which somebody was poorly seen.")
    naming: Naming
    guesses: list[Named] = Field(description="Who somebody may be who is not named any more, to be asked.")
    moments: list[Moment]
    analysis: Analysis
    cautions: list[str]


MESSAGES: tuple[type[Wire], ...] = (
    Reason,
    Moment,
    Edit,
    Refusal,
    EditsAnswer,
    Analysis,
    Film,
    Sprite,
    Lanes,
    Person,
    Principle,
    Level,
    Codebook,
    Track,
    Observation,
    Seen,
    Named,
    Swap,
    Naming,
    Looking,
    NamingEdit,
    Workspace,
)
