"""Where each thing that was observed is marked along a film, and by what sign: the same on every page that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from vignette.domain.observation import Happening


class Kind(StrEnum):
    """The lanes: four for each person, and one for both."""

    TURNED = "turned"
    SMILE = "smile"
    VOICE = "voice"
    MOVEMENT = "movement"
    TOGETHER = "together"


class Sign(StrEnum):
    """How a mark is drawn."""

    BAR = "bar"  # for as long as it lasted
    ARROW = "arrow"  # where it began
    OVER = "over"  # a thin line above the bars: what was special about them
    DOTS = "dots"  # laughter
    OPEN = "open"  # a bar that only its edge shows


@dataclass(frozen=True, slots=True)
class Place:
    """In which lane, how, and in which of four bands from the top where the lane is that of both."""

    kind: Kind
    sign: Sign = Sign.BAR
    band: int = 0


BANDS = 4
GAZE, SMILE, VOICE, MOVEMENT = range(BANDS)

PLACES: Mapping[Happening, Place] = {
    Happening.LOOKS_TOWARDS: Place(Kind.TURNED),
    Happening.TURNS_TOWARDS: Place(Kind.TURNED, Sign.ARROW),
    Happening.FOLLOWS: Place(Kind.TURNED, Sign.ARROW),
    Happening.WAITS: Place(Kind.TURNED, Sign.OVER),
    Happening.SMILES: Place(Kind.SMILE),
    Happening.SPEAKS: Place(Kind.VOICE),
    Happening.SPEAKS_FIRST: Place(Kind.VOICE, Sign.ARROW),
    Happening.PLAYFUL_VOICE: Place(Kind.VOICE, Sign.OVER),
    Happening.SAME_TUNE: Place(Kind.VOICE, Sign.OVER),
    Happening.LAUGHS: Place(Kind.VOICE, Sign.DOTS),
    Happening.CRIES: Place(Kind.VOICE, Sign.OPEN),
    Happening.SHOWS: Place(Kind.MOVEMENT),
    Happening.REACHES: Place(Kind.MOVEMENT, Sign.ARROW),
    Happening.NODS: Place(Kind.MOVEMENT, Sign.ARROW),
    Happening.MOVES_CLOSER: Place(Kind.MOVEMENT, Sign.ARROW),
    Happening.SAME_MOVEMENT: Place(Kind.MOVEMENT, Sign.OVER),
    Happening.MUTUAL_GAZE: Place(Kind.TOGETHER, Sign.BAR, GAZE),
    Happening.JOINT_ATTENTION: Place(Kind.TOGETHER, Sign.OPEN, GAZE),
    Happening.SHARED_SMILE: Place(Kind.TOGETHER, Sign.BAR, SMILE),
    Happening.SHARED_LAUGHTER: Place(Kind.TOGETHER, Sign.DOTS, SMILE),
    Happening.EXCHANGE: Place(Kind.TOGETHER, Sign.BAR, VOICE),
    Happening.OVERLAP: Place(Kind.TOGETHER, Sign.OPEN, VOICE),
    Happening.IN_TIME: Place(Kind.TOGETHER, Sign.BAR, MOVEMENT),
}
"""What is not named here has no place of its own: it is made of marks that have one."""

SHORT: Mapping[Happening, str] = {
    Happening.TURNS_TOWARDS: "turns",
    Happening.FOLLOWS: "looks along",
    Happening.WAITS: "waits",
    Happening.SPEAKS_FIRST: "speaks first",
    Happening.SAME_TUNE: "takes up the tune",
    Happening.SAME_MOVEMENT: "moves alike",
    Happening.SHARED_LAUGHTER: "laughs",
    Happening.JOINT_ATTENTION: "both look at one place",
    Happening.OVERLAP: "voices at once",
}
"""What a sign is said to mean, where that is shorter than the happening's own name."""
