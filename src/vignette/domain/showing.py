"""How a clip is shown: all of it refers into the film by its times, and nothing touches the film itself."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from vignette.domain.span import SECOND, Micros, Span

AS_IT_WAS = 100
SPEEDS = (25, 50, AS_IT_WAS)
"""Per cent of the pace at which it was filmed."""

LONGEST_STILL = Micros(15 * SECOND)
MOST_WORDS = 300
"""Letters on one picture: what is longer cannot be read while it stands."""

_LOUDEST = 18
_MOST = 60
_MOST_KEYS = 2_000


@dataclass(frozen=True, slots=True)
class Slow:
    """A stretch of film shown at `speed` per cent of its pace."""

    span: Span
    speed: int

    def __post_init__(self) -> None:
        _must_be_speed(self.speed)


@dataclass(frozen=True, slots=True)
class Again:
    """A stretch of film shown once more as soon as it is over, at `speed` per cent of its pace."""

    span: Span
    speed: int = AS_IT_WAS

    def __post_init__(self) -> None:
        _must_be_speed(self.speed)


@dataclass(frozen=True, slots=True)
class Freeze:
    """The picture showing at `at`, film time, stands still for `lasting`."""

    at: Micros
    lasting: Micros

    def __post_init__(self) -> None:
        if self.at < 0 or not 0 < self.lasting <= LONGEST_STILL:
            raise ValueError(f"a picture stands still for up to {LONGEST_STILL // SECOND} seconds")


@dataclass(frozen=True, slots=True)
class Caption:
    """Words below the picture for a stretch of film; in any script, from right to left where they begin so."""

    span: Span
    words: str

    def __post_init__(self) -> None:
        _must_be_words(self.words)


@dataclass(frozen=True, slots=True)
class Volume:
    """A stretch of film made louder or quieter by `decibels`; None makes it silent."""

    span: Span
    decibels: int | None

    def __post_init__(self) -> None:
        if self.decibels is not None and abs(self.decibels) > _LOUDEST:
            raise ValueError(f"sound is lifted or lowered by up to {_LOUDEST} dB")


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the upright picture, as shares of its width and height, 0 to 1."""

    left: float
    top: float
    width: float
    height: float

    def __post_init__(self) -> None:
        if not (self.width > 0 and self.height > 0 and self.left >= 0 and self.top >= 0):
            raise ValueError("a box lies in the picture")
        if self.left + self.width > 1.000_001 or self.top + self.height > 1.000_001:
            raise ValueError("a box lies in the picture")

    def towards(self, other: Box, share: float) -> Box:
        """The box that is `share`, 0 to 1, of the way from this one to `other`."""
        return Box(
            self.left + (other.left - self.left) * share,
            self.top + (other.top - self.top) * share,
            self.width + (other.width - self.width) * share,
            self.height + (other.height - self.height) * share,
        )


@dataclass(frozen=True, slots=True)
class Key:
    """Where a box lies at `at`, film time; `is_by_hand` where a person put it there, not the tracker."""

    at: Micros
    box: Box
    is_by_hand: bool = True


@dataclass(frozen=True, slots=True)
class Cover:
    """Somebody who is not to be seen: blurred from the first key on to the last, and straight from key to key between.

    Keys are in order of time. Before the first and after the last the box stays where it was, since somebody seen for
    one picture is seen.
    """

    keys: tuple[Key, ...]

    def __post_init__(self) -> None:
        if not 0 < len(self.keys) <= _MOST_KEYS or self.keys[0].at < 0:
            raise ValueError("a cover has keys, all of them in the film")
        if any(one.at >= other.at for one, other in pairwise(self.keys)):
            raise ValueError("the keys of a cover come one after the other")

    def at(self, at: Micros) -> Box:
        """Where it lies at film time `at`."""
        after = next((place for place, key in enumerate(self.keys) if key.at > at), len(self.keys))
        before, later = self.keys[max(0, after - 1)], self.keys[min(after, len(self.keys) - 1)]
        if later.at <= before.at:
            return before.box
        return before.box.towards(later.box, max(0.0, (at - before.at) / (later.at - before.at)))


@dataclass(frozen=True, slots=True)
class Showing:
    """All that is done to a clip when it is shown; as it stands here, nothing.

    `title` stands on a card before the clip. `before` and `after` are pictures that stand still around it.
    `asks` puts the clip's question on a card after it. `crop` is the part of the picture that is shown, None for all.
    """

    title: str = ""
    before: Freeze | None = None
    after: Freeze | None = None
    slow: tuple[Slow, ...] = ()
    again: tuple[Again, ...] = ()
    freezes: tuple[Freeze, ...] = ()
    captions: tuple[Caption, ...] = ()
    asks: bool = False
    volumes: tuple[Volume, ...] = ()
    is_muted: bool = False
    covers: tuple[Cover, ...] = ()
    crop: Box | None = None

    def __post_init__(self) -> None:
        if self.title:
            _must_be_words(self.title)
        lists = (self.slow, self.again, self.freezes, self.captions, self.volumes, self.covers)
        if max(map(len, lists)) > _MOST:
            raise ValueError("so much cannot be done to one clip")
        spans = sorted(each.span for each in self.slow)
        if any(one.overlaps(other) for one, other in pairwise(spans)):
            raise ValueError("a stretch has one speed")

    def spans(self) -> tuple[Span, ...]:
        """Every stretch of film that is spoken of; a picture is as long as a microsecond."""
        stretches: tuple[Slow | Again | Caption | Volume, ...] = (
            *self.slow, *self.again, *self.captions, *self.volumes,
        )  # fmt: skip
        stills = [still for still in (self.before, self.after, *self.freezes) if still is not None]
        at = [still.at for still in stills] + [key.at for cover in self.covers for key in cover.keys]
        return (*(each.span for each in stretches), *(Span(each, Micros(each + 1)) for each in at))

    def touches_pictures(self, span: Span) -> bool:
        """Whether pictures in `span` are other than those of the film."""
        return self.crop is not None or bool(self.covers) or any(each.span.overlaps(span) for each in self.captions)


def _must_be_speed(speed: int) -> None:
    if speed not in SPEEDS:
        raise ValueError(f"a clip is shown at {SPEEDS} per cent")


def _must_be_words(words: str) -> None:
    if not words.strip() or len(words) > MOST_WORDS:
        raise ValueError(f"words on a picture are up to {MOST_WORDS} letters")
