"""What was chosen of how one coding is counted, and what stands where nothing was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vignette.domain.codebook import Codebook, Move
from vignette.domain.person import Part, Person
from vignette.domain.span import MINUTE, SECOND, Micros, Span
from vignette.evidence.sequences.times import REPAIR_WINDOW, WINDOW

WIDTHS = (Micros(10 * SECOND), Micros(30 * SECOND), MINUTE, Micros(2 * MINUTE), Micros(5 * MINUTE))
MOST_BINS = 20
"""Parts of a film that can be taken in at a glance."""
REPAIRS = (Micros(3 * SECOND), REPAIR_WINDOW, Micros(10 * SECOND))
UNITS = (Micros(SECOND // 2), SECOND, Micros(2 * SECOND))
NEAR = tuple(Micros(seconds * SECOND) for seconds in (2, 3, 5, 10))

Whose = tuple[str, str]
"""Whose code: the identity of a person, empty for both together, and the code."""


@dataclass(frozen=True, slots=True)
class Beginnings:
    """Who begins and who receives (identities of people), and which of their codes are which move.

    `beside` is the coding from which all that the one who begins does is taken, empty for this one. Codes that are None
    are those that the codebook says. A reception comes within `window`; what was missed is mended within `repair`.
    """

    by: str = ""
    receiver: str = ""
    beside: str = ""
    begins: tuple[str, ...] | None = None
    receives: tuple[str, ...] | None = None
    takes_up: tuple[str, ...] | None = None
    turns_away: tuple[str, ...] | None = None
    window: Micros = WINDOW
    repair: Micros = REPAIR_WINDOW


@dataclass(frozen=True, slots=True)
class Nearness:
    """Whether `target` begins in pieces of `unit` up to `within` after `given`; None is what was coded most often."""

    given: Whose | None = None
    target: Whose | None = None
    unit: Micros = SECOND
    within: Micros = Micros(2 * SECOND)


@dataclass(frozen=True, slots=True)
class Choices:
    """How one coding is counted; `width` is that of the parts a film is cut into, None for what fits its length."""

    width: Micros | None = None
    beginnings: Beginnings = Beginnings()
    nearness: Nearness = Nearness()


def fitting_width(stretches: Sequence[Span]) -> Micros:
    """The narrowest of WIDTHS that makes at most MOST_BINS parts; the widest where none does."""
    fits = (each for each in WIDTHS if sum(-(-span.length // each) for span in stretches) <= MOST_BINS)
    return next(fits, WIDTHS[-1])


def settled(its: Beginnings, people: Sequence[Person], own: Codebook, begun_in: Codebook) -> Beginnings:
    """`its` with people and codes for all that was not chosen, or is not there any more.

    `begun_in` is the codebook in which the one who begins was coded. `by` and `receiver` are empty where the film has
    nobody left for it.
    """
    by = _somebody(its.by, people, Part.PARTNER)
    receiver = _somebody(its.receiver, [each for each in people if str(each.id) != by], Part.CLIENT)
    return replace(
        its,
        by=by,
        receiver=receiver,
        begins=_codes(its.begins, begun_in, Move.BEGINS),
        receives=_codes(its.receives, own, Move.RECEIVES),
        takes_up=_codes(its.takes_up, begun_in, Move.TAKES_UP),
        turns_away=_codes(its.turns_away, begun_in, Move.TURNS_AWAY),
    )


def _somebody(chosen: str, people: Sequence[Person], part: Part) -> str:
    """Whoever was chosen, else the first who has this part in the work, else the first at all."""
    ordered = sorted(people, key=lambda each: (str(each.id) != chosen, each.part is not part))
    return str(ordered[0].id) if ordered else ""


def _codes(chosen: tuple[str, ...] | None, book: Codebook, move: Move) -> tuple[str, ...]:
    if chosen is None:
        return book.moves(move)
    return tuple(code for code in chosen if book.find(code))
