"""Someone, or the analysis, says that this happened here."""

from dataclasses import dataclass, field
from enum import StrEnum

from vignette.domain.span import Span


class Happening(StrEnum):
    """What can be observed, in words that claim no more than was measured."""

    LOOKS_TOWARDS = "looks towards the other"
    MUTUAL_GAZE = "both look towards each other"
    TURNS_TOWARDS = "turns towards the other"
    SMILES = "smiles"
    SHARED_SMILE = "both smile"
    SPEAKS = "voice"
    PAUSE = "a pause between voices"
    SPEAKS_FIRST = "speaks first after a pause"
    INITIATIVE = "starts something"
    RECEIVED = "is answered"
    MISSED = "starts something, no answer seen"
    FOUND_AGAIN = "answers when the other tries again"
    WAITS = "waits, turned to the other"
    JOINT_ATTENTION = "both look at the same place"
    FOLLOWS = "looks where the other looked"
    OVERLAP = "voices at the same time"
    EXCHANGE = "voices take turns"
    PLAYFUL_VOICE = "a playful voice"
    SAME_TUNE = "the same tune as the other"
    LAUGHS = "laughs"
    SHARED_LAUGHTER = "both laugh"
    CRIES = "cries"
    REACHES = "reaches out"
    SHOWS = "holds something towards the other"
    NODS = "nods"
    MOVES_CLOSER = "moves closer"
    SAME_MOVEMENT = "moves as the other just did"
    IN_TIME = "both move in time with each other"


class Role(StrEnum):
    """What somebody is to the other in a film, as far as that is clear."""

    ADULT = "adult"
    CHILD = "child"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """Something that happened in a span, who did it, and how strongly it was seen.

    `who` is empty for what belongs to both or to nobody known. `strength` is 0 to 1. `evidence` holds the numbers
    behind it, by name with the unit in the name ("after s": 0.8).
    """

    span: Span
    happening: Happening
    who: str
    strength: float
    evidence: dict[str, float] = field(default_factory=dict)
