"""How far two codings of a transcript agree on which lines speak of the mind, told by the names of people.

Whether words about the body alone count is set for each coding. Figures of both ways are there; which of them leads is
decided as they are looked at, so that another setting makes nothing old.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vignette.counting.values import Comparison
from vignette.domain.coding import Coding
from vignette.domain.person import Person, PersonId
from vignette.evidence.agreement.figure import OfTheMind


@dataclass(frozen=True, slots=True)
class AdultsLines:
    """One adult by name: `ways` are both ways to count, that by which the two are compared first.

    `shares` are the parts of the lines, 0 to 1, that A and B find of the mind, each as its own coding counts; None
    where there is no line that both coded.
    """

    name: str
    ways: tuple[OfTheMind, ...]
    shares: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class LinesBeside:
    """What each of the two codings says of words about the body alone, and by which way both are compared."""

    is_counted_in: tuple[bool, bool]
    adults: tuple[AdultsLines, ...]

    @property
    def is_unlike(self) -> bool:
        return self.is_counted_in[0] is not self.is_counted_in[1]

    @property
    def counts_the_body(self) -> bool:
        """As both have it; where they differ, they are compared without such words, as the manual has it."""
        return all(self.is_counted_in)


def lines_beside(found: Comparison, one: Coding, other: Coding, people: tuple[Person, ...]) -> LinesBeside | None:
    """None where the two are of no lines, or were compared before this was told."""
    if not found.lines:
        return None
    names = {person.id: person.name for person in people}
    is_counted_in = (one.counts_the_body, other.counts_the_body)
    of_adults: dict[PersonId | None, list[OfTheMind]] = {}
    for each in found.lines:
        of_adults.setdefault(each.person, []).append(each)
    return LinesBeside(
        is_counted_in,
        tuple(_adult(_name(person, names), ways, is_counted_in) for person, ways in of_adults.items()),
    )


def _adult(name: str, ways: Sequence[OfTheMind], is_counted_in: tuple[bool, bool]) -> AdultsLines:
    ordered = sorted(ways, key=lambda each: each.counts_the_body is not all(is_counted_in))
    shares = {each.counts_the_body: each.shares for each in ways}
    one, other = (shares[counts] for counts in is_counted_in)
    return AdultsLines(name, tuple(ordered), (one[0], other[1]) if one and other else None)


def _name(person: PersonId | None, names: Mapping[PersonId, str]) -> str:
    return names.get(person, "Somebody") if person else "Somebody"
