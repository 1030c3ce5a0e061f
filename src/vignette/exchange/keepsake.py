"""What a keepsake says, in the order in which it says it: the same for the page to print and for the folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum


@dataclass(frozen=True, slots=True)
class Memory:
    """A moment of the reel: a JPEG of it or None, whether the client likes it best, and what they saw in it."""

    still: bytes | None
    is_favourite: bool
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """All that goes into a keepsake; words that are empty and days that are None are left out.

    `why` is the guider's sentence; `words` came back from the client's phone; `to_try` is what was agreed, and
    `happened` what came of it. `language` is a tag as in RFC 5646.
    """

    client: str
    guider: str
    why: str
    memories: tuple[Memory, ...]
    words: str
    to_try: str
    happened: str
    filmed_on: date | None
    watched_on: date | None
    made_on: date
    has_reel: bool
    language: str = "en"


class Role(Enum):
    """What a piece of a keepsake is."""

    TITLE = "title"
    DAY = "day"
    LEAD = "lead"
    SIGNED = "signed"
    FILM = "film"
    HEADING = "heading"
    STILL = "still"
    LIKED = "liked"
    SAID = "said"


@dataclass(frozen=True, slots=True)
class Item:
    """One piece: its words, and for a still the picture, whose words then say what it shows."""

    role: Role
    words: str
    still: bytes = b""


LIKED = "You liked this moment best."


def title(told: Told) -> str:
    return f"Good moments of {told.client}" if told.client else "Good moments"


def items(told: Told) -> Iterator[Item]:
    """The pieces from the first to the last."""
    yield Item(Role.TITLE, title(told))
    yield from (Item(Role.DAY, words) for words in _days(told))
    yield from _said(Role.LEAD, told.why)
    yield from _said(Role.SIGNED, told.guider if told.why else "")
    if told.has_reel:
        yield Item(Role.FILM, "Your film")
    for number, memory in enumerate(told.memories, start=1):
        yield from _memory(number, memory)
    yield from _headed("What you saw", told.words)
    yield from _headed("What you wanted to try", told.to_try)
    yield from _headed("What happened then", told.happened)


def _days(told: Told) -> Iterator[str]:
    if told.filmed_on is not None:
        yield f"Filmed on {_day(told.filmed_on)}."
    if told.watched_on is not None:
        yield f"Looked at together on {_day(told.watched_on)}."


def _memory(number: int, memory: Memory) -> Iterator[Item]:
    """A moment of which there is nothing to show or to say is left out."""
    if memory.still is None and not memory.is_favourite and not memory.words:
        return
    yield Item(Role.HEADING, f"Moment {number}")
    if memory.still is not None:
        yield Item(Role.STILL, f"Moment {number}", memory.still)
    if memory.is_favourite:
        yield Item(Role.LIKED, LIKED)
    yield from _said(Role.SAID, memory.words)


def _headed(heading: str, words: str) -> Iterator[Item]:
    if words:
        yield Item(Role.HEADING, heading)
        yield Item(Role.SAID, words)


def _said(role: Role, words: str) -> Iterator[Item]:
    if words:
        yield Item(role, words)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
