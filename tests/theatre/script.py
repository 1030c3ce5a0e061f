"""What a film of the theatre is made from, as plain values: who looks, smiles, speaks and moves what, and when.

Times in a script are milliseconds from the first frame; in a `Truth` they are whole microseconds.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

MOTHER, CHILD = "mother", "child"

STEP_MS = 80
"""The step of the truth's curves: 12.5 samples a second."""


class Towards(StrEnum):
    OTHER = "the other"
    BLOCKS = "the blocks"
    ASIDE = "aside"
    TOWER = "the tower"
    OWN = "their own things"


@dataclass(frozen=True, slots=True)
class Look:
    """From `at`, this person turns towards something, and arrives `turning` milliseconds later."""

    who: str
    at: int
    towards: Towards
    turning: int = 420


@dataclass(frozen=True, slots=True)
class Smile:
    """A smile that begins at `start`, is full 350 ms later and gone at `end`; `strength` is 0 to 1."""

    who: str
    start: int
    end: int
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Say:
    """One turn of voice; `sounds` are syllables with hyphens, `tune` one of `voices.TUNES`."""

    who: str
    start: int
    end: int
    sounds: str
    tune: str = "calm"


@dataclass(frozen=True, slots=True)
class Move:
    """A hand fetches block number `block` and puts it down at `place` (column, row of the stage) at `end`."""

    who: str
    block: int
    start: int
    end: int
    place: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Tumble:
    """The tower falls."""

    at: int


@dataclass(frozen=True, slots=True)
class Laugh:
    """Laughter with a broad smile: `rate` bursts of voice a second, 3 to 6."""

    who: str
    start: int
    end: int
    rate: float = 4.5


@dataclass(frozen=True, slots=True)
class Cry:
    """Crying, with a face to it."""

    who: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reach:
    """An arm goes out towards the other from `start`, stays there, and is back at `end`."""

    who: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Show:
    """A block is taken from the table, held up towards the other and put back; two moves carry it."""

    who: str
    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Nod:
    """The head goes down and up again, about twice a second."""

    who: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Raise:
    """An arm goes up beside the head from `start`, stays there, and is down again at `end`."""

    who: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Errand:
    """From `start` to `end` this person leaves the picture and comes back, `beside` the old place.

    Only a production that has errands plays them; `beside` is pixels to the right in a picture 720 high.
    """

    who: str
    start: int
    end: int
    beside: float


@dataclass(frozen=True, slots=True)
class Named:
    """A moment that somebody who looks closely should find, by the name of its rule."""

    rule: str
    start: int
    end: int
    words: str


Cue = Look | Smile | Say | Move | Tumble | Laugh | Cry | Reach | Show | Nod | Raise | Errand


@dataclass(frozen=True, slots=True)
class Script:
    """A whole film: its length, its cues in any order, what there is to find in it, and where both look at first.

    `air` is how much louder the empty room is than the demonstration's, which is as quiet as a studio.
    """

    name: str
    length: int
    cues: tuple[Cue, ...]
    moments: tuple[Named, ...]
    rest: Towards = Towards.BLOCKS
    air: float = 1.0

    def of(self, kind: type[Any], who: str | None = None) -> list[Any]:
        """The cues of one kind, of one person where `who` is given, in the order of time."""
        return [cue for cue in self.cues if isinstance(cue, kind) and (who is None or getattr(cue, "who", who) == who)]


@dataclass(frozen=True, slots=True)
class PersonTruth:
    """What one person does. Curves have a value each 80 ms, at the start of the step.

    `yaw` and `pitch` are degrees (yaw + towards the person's own left, pitch + upwards) against the line of sight to
    the camera, about 19 degrees beside the middle of the picture for both; `smile` is 0 to 1. `looks` (towards the
    other person's face), `smiles` and `speaks` (laughter too) are spans in microseconds.
    """

    yaw: tuple[float, ...]
    pitch: tuple[float, ...]
    smile: tuple[float, ...]
    looks: tuple[tuple[int, int], ...]
    smiles: tuple[tuple[int, int], ...]
    speaks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class MomentTruth:
    """A moment to find: its rule, its span in microseconds, and what happens in it."""

    rule: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Truth:
    """All that is known of a film of the theatre, in microseconds from its first frame."""

    name: str
    length: int
    step: int
    people: dict[str, PersonTruth]
    moments: tuple[MomentTruth, ...]

    def as_json(self) -> str:
        """This truth as one line of JSON, keys as the fields here."""
        return json.dumps(asdict(self), separators=(",", ":")) + "\n"
