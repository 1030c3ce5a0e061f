"""What two people do with each other, taken from one coding, or for each of them from a coding of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vignette.counting.choices import Beginnings, Whose, settled
from vignette.domain.codebook import Codebook
from vignette.domain.coding import Record
from vignette.domain.person import Person, PersonId
from vignette.evidence.agreement.grid import looked_at
from vignette.evidence.sequences.yes_series import Grammar

FROM_TWO = (
    "From two codings: what {by} does is from {theirs}, all else from {own}. Only what both looked at is counted."
)

FROM_THE_SAME = "From the same two codings."


@dataclass(frozen=True, slots=True)
class TwoSides:
    """One record of both, and what is chosen of them: `by` who begins and `receiver`, by name, empty where nobody is.

    `told` says in one sentence where both sides come from, empty where that is one coding.
    """

    record: Record
    names: Mapping[PersonId | None, str]
    choice: Beginnings
    grammar: Grammar
    by: str
    receiver: str
    own: Codebook
    begun_in: Codebook
    told: str

    def label(self, person: str, code: str) -> str:
        """What a code of the person called `person` means, in the words it was coded in."""
        return (self.begun_in if person == self.by else self.own).label_of(code)

    def is_partners(self, code: str) -> bool:
        """Whether a code of a series is of the one who begins."""
        its = self.grammar
        return code in its.initiatives | its.taking_up | its.turning_away

    def name(self, person: str) -> str:
        """Of an identity, empty for both together."""
        return self.names[PersonId.parse(person) if person else None]

    def seen(self) -> dict[Whose, int]:
        """How often each code of each person was coded in what is counted."""
        counts: dict[Whose, int] = {}
        for event in self.record.events:
            if any(span.holds(event.start) for span in self.record.stretches):
                whose = str(event.person or ""), event.code
                counts[whose] = counts.get(whose, 0) + 1
        return counts


def two_sides(
    records: Sequence[Record],
    books: Sequence[Codebook],
    people: Sequence[Person],
    names: Mapping[PersonId | None, str],
    chosen: Beginnings,
) -> TwoSides:
    """`records` are the coding that is counted and, where it was chosen, the one with the side of whoever begins.

    Of two, all that the one who begins does is of the second, all else of the first, and only what both looked at.
    """
    own, begun_in = books[0], books[-1]
    choice = settled(chosen, people, own, begun_in)
    by = PersonId.parse(choice.by) if choice.by else None
    called = {str(person): name for person, name in names.items()}
    sources = [f"{each.coder} (“{book.title}”)" for each, book in zip(records, books, strict=True)]
    moves = choice.begins, choice.receives, choice.takes_up, choice.turns_away
    merged = _together(records[0], records[1], by) if by and len(records) > 1 else records[0]
    is_one = merged is records[0]
    return TwoSides(
        record=merged,
        names=names,
        choice=choice,
        grammar=Grammar(*(frozenset(codes or ()) for codes in moves)),
        by=called.get(choice.by, ""),
        receiver=called.get(choice.receiver, ""),
        own=own,
        begun_in=begun_in,
        told="" if is_one else FROM_TWO.format(by=called[choice.by], theirs=sources[-1], own=sources[0]),
    )


def _together(own: Record, beside: Record, by: PersonId) -> Record:
    return Record(
        coder=f"{own.coder} and {beside.coder}",
        stretches=looked_at((own.stretches, beside.stretches), by=2),
        events=(
            *(each for each in own.events if each.person != by),
            *(each for each in beside.events if each.person == by),
        ),
    )
