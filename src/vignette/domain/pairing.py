"""Two films of one scene, laid beside each other: the film that is worked with, and a second view of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vignette.domain.film import FilmId
from vignette.domain.identity import Identity
from vignette.domain.span import MILLISECOND, Micros

NOTICED = Micros(40 * MILLISECOND)
"""How far sound may part from lips before people notice (ITU-R BT.1359-1, 1998, figure 2: from 45 ms on)."""

SURE, LIKELY = 0.8, 0.5
"""Confidence from which a fit is called sure, and from which it is told at all."""


class PairingId(Identity):
    kind = "pairing"
    __slots__ = ()


class Stage(StrEnum):
    """How far two films have come together."""

    SEEKING = "being compared"
    FOUND = "found"
    NOT_FOUND = "not found"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Offset:
    """How a second recording lies in the time of the first.

    It starts `by` microseconds after the first, before it where negative. Its clock loses `drift` millionths of every
    second, gains where negative. `confidence` is 0 to 1.
    """

    by: Micros
    confidence: float
    drift: float = 0.0

    @property
    def is_likely(self) -> bool:
        return self.confidence >= LIKELY

    @property
    def is_sure(self) -> bool:
        return self.confidence >= SURE

    def parted_after(self, length: Micros) -> Micros:
        """How far the two clocks have come apart after `length`."""
        return Micros(round(abs(self.drift) * length / 1_000_000))


@dataclass(frozen=True, slots=True)
class Pairing:
    """`other` is the second view of `film`, and starts `by` after it (before it where negative).

    `found` is what their sound told, None until then or where it told nothing. `by` is what the guider set, or else
    what was found. `is_other_heard` says whose sound is played.
    """

    id: PairingId
    film: FilmId
    other: FilmId
    stage: Stage
    by: Micros = Micros(0)
    found: Offset | None = None
    is_other_heard: bool = False

    @property
    def drift(self) -> float:
        """Millionths of every second that the second view's clock loses; nought where nothing is known."""
        return self.found.drift if self.found else 0.0

    @property
    def is_by_hand(self) -> bool:
        """Whether the guider set another time than the one that was found."""
        return self.stage is Stage.CONFIRMED and (self.found is None or self.found.by != self.by)
