"""What a coding's page and the server tell each other. Every time is a whole number of microseconds."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from vignette.domain.codebook import Shape
from vignette.domain.coding import Kind
from vignette.domain.span import Micros
from vignette.web.wire.base import Line, Name, Text, Wire
from vignette.web.wire.studio import Film, Lanes, Naming, Observation, Person, Seen, Track

Key = Annotated[str, StringConstraints(max_length=1)]


KeyName = Annotated[str, StringConstraints(pattern=r"^(alt\+|shift\+)?([^\p{C}]|[a-z]{2,10})$")]
"""A key as the page names it: what it writes or is called, and what is held with it."""


class CodedEvent(Wire):
    """One thing coded; a point ends where it starts. `person` is `null` for what belongs to both."""

    id: Name
    code: Name
    person: Name | None
    start: Micros
    end: Micros
    modifiers: dict[Name, list[Line]] = Field(max_length=20)
    note: Text


class Change(Wire):
    """What one event was, and what it is from now on; `null` where it did not, or does not any more, exist."""

    event: Name
    before: CodedEvent | None
    after: CodedEvent | None


class Deed(Wire):
    """What was done at one stroke, and is taken back as one; `undoes` names the deed that it takes back."""

    id: Name
    changes: list[Change] = Field(min_length=1, max_length=20_000)
    undoes: Name | None


class Deeds(Wire):
    """What the page sends: deeds in the order in which they were done."""

    deeds: list[Deed] = Field(min_length=1, max_length=200)


class Rival(Wire):
    """Another version of an event, `null` where it was taken away; `coder` is its coder's name, empty for the asker."""

    event: Name
    version: CodedEvent | None
    coder: Line


class RefusedDeed(Wire):
    id: str
    words: str


class DeedsAnswer(Wire):
    """`number` counts the deeds so far, `before` those before this request; `rivals` are all that wait now."""

    before: int
    number: int
    done: list[str]
    refused: list[RefusedDeed]
    rivals: list[Rival]


class Settling(Wire):
    """What becomes of an event that two people changed: the version that stands, or another; or the second as well."""

    event: Name
    choice: Literal["standing", "other", "both", "neither"]


class News(Wire):
    """What was done since, up to the `number`-th deed; `own` are the asker's, `rivals` all that wait now.

    `aside` is another word once the ratings, or how this coder works, are other than before.
    """

    number: int
    deeds: list[Deed]
    own: list[str]
    rivals: list[Rival]
    aside: str


class Extra(Wire):
    """What is said more closely of the event at `place` in the columns."""

    place: int
    modifiers: dict[str, list[str]]
    note: str


class Events(Wire):
    """Events in the order of time, in columns: `codes` and `people` are places in their lists, -1 for both people."""

    ids: list[str]
    codes: list[int]
    people: list[int]
    starts: list[Micros]
    lengths: list[Micros]
    extras: list[Extra]


class Modifier(Wire):
    code: str
    label: str
    values: list[str]
    takes_many: bool


class Code(Wire):
    code: str
    label: str
    hint: str
    is_attuned: bool
    shape: Shape
    key: str
    modifiers: list[str]
    within: str


class CodeLevel(Wire):
    letter: str
    title: str
    is_exclusive: bool
    codes: list[Code]


class Scale(Wire):
    code: str
    label: str
    hint: str
    low: str
    high: str
    lowest: int
    highest: int


class CodingBook(Wire):
    """`is_for_lines`: its events are lines of a transcript, of which one person may have several at one time."""

    reference: str
    title: str
    is_for_lines: bool
    levels: list[CodeLevel]
    modifiers: list[Modifier]
    scales: list[Scale]


class Rating(Wire):
    """How one person is rated on one scale; `value` is `null` where that is taken back."""

    scale: Name
    person: Name | None
    value: int | None
    note: Text


class Habit(Wire):
    """How one code is entered: by its `key` (empty: none), in a `mode`, with so much before and after one press."""

    code: Name
    key: Key
    mode: Literal["toggle", "hold", "chain", "moment", "marks"]
    lead: Micros = Field(ge=0, le=60_000_000)
    lag: Micros = Field(ge=0, le=60_000_000)


class OwnKey(Wire):
    """What the `standard` key does at first is done by `key` for this coder."""

    standard: KeyName
    key: KeyName


class Habits(Wire):
    """How this coder works with this codebook; `reaction` is taken off every key press while the film plays."""

    reaction: Micros = Field(ge=0, le=2_000_000)
    codes: list[Habit] = Field(max_length=500)
    keys: list[OwnKey] = Field(default_factory=list, max_length=60)


class Aside(Wire):
    """What lies beside the codes, of which the last word counts: the ratings, and how this coder works."""

    ratings: list[Rating]
    habits: Habits


class Stretch(Wire):
    start: Micros
    end: Micros


class Camera(Wire):
    """A second view of the same scene: it starts at `by` in the film's time, and parts from it by `drift` a second."""

    video: str
    length: Micros
    by: Micros
    drift: float
    is_sound: bool


class CodingState(Wire):
    id: str
    kind: Kind
    title: str
    stretches: list[Stretch]
    has_ended: bool
    is_mine: bool


class Desk(Wire):
    """All that a coding's page works with. `past` are this coder's deeds, latest last; `has_more`: older ones wait."""

    coding: CodingState
    film: Film
    frame_times: list[Micros] = Field(
        description="The first frame's time, then the distance from each frame to the next."
    )
    lanes: Lanes
    camera: Camera | None
    people: list[Person]
    book: CodingBook
    events: Events
    rivals: list[Rival]
    ratings: list[Rating]
    habits: Habits
    aside: str
    number: int
    past: list[Deed]
    has_more: bool
    tracks: list[Track]
    observations: list[Observation]
    seen: list[Seen] = Field(description="From left to right; voices that belong to no face come last.")
    naming: Naming
    draft_key: str = Field(description="Base64 of 32 bytes: what waits in the browser is sealed with it.")


class History(Wire):
    """This coder's deeds before those the page knows, latest last."""

    deeds: list[Deed]
    has_more: bool


MESSAGES: tuple[type[Wire], ...] = (
    CodedEvent,
    Change,
    Deed,
    Deeds,
    Rival,
    RefusedDeed,
    DeedsAnswer,
    Settling,
    News,
    Extra,
    Events,
    Modifier,
    Code,
    CodeLevel,
    Scale,
    CodingBook,
    Rating,
    Habit,
    OwnKey,
    Habits,
    Aside,
    Stretch,
    Camera,
    CodingState,
    Desk,
    History,
)
