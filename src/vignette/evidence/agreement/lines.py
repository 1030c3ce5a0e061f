"""Agreement on which lines of a transcript speak of the mind, line by line: the first step of mind-mindedness."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from vignette.domain.coding import Event, Record
from vignette.domain.mindedness import is_of_the_mind, of_the_same_line
from vignette.domain.person import PersonId
from vignette.domain.span import Span
from vignette.evidence.agreement import definitions
from vignette.evidence.agreement.figure import Found, OfTheMind, Place, Table
from vignette.evidence.agreement.judgements import Definitions, agreement_of, counts_of
from vignette.evidence.agreement.report import touches

ITS = Definitions(definitions.SAME_LINE, definitions.LINE_KAPPA, definitions.LINE_AC1)
LABELS = ("of the mind", "not of the mind")

Line = tuple[Event, Event]
"""What each of two coders says of one line."""


def compare_lines(one: Record, other: Record) -> tuple[OfTheMind, ...]:
    """Person by person, first without words about the body alone, and then with them as ones of the mind.

    Of lines that lie in what both looked at, at least in part. A line that one of them has not coded is left out.
    """
    both: defaultdict[PersonId | None, list[Line]] = defaultdict(list)
    alone: Counter[tuple[PersonId | None, bool]] = Counter()
    sides = (_in_both(each.events, (one.stretches, other.stretches)) for each in (one, other))
    for first, second in of_the_same_line(*sides):
        if first and second:
            both[first.person].append((first, second))
        elif left_out := first or second:
            alone[left_out.person, left_out is first] += 1
    people = sorted({*both, *(person for person, _ in alone)}, key=lambda each: str(each or ""))
    return tuple(
        _of_person(person, both[person], (alone[person, True], alone[person, False]), counts_the_body=counts)
        for person in people
        for counts in (False, True)
    )


def _in_both(events: Iterable[Event], looked: Sequence[Sequence[Span]]) -> list[Event]:
    return [event for event in events if all(touches(event, stretches) for stretches in looked)]


def _of_person(
    person: PersonId | None, lines: Sequence[Line], alone: tuple[int, int], *, counts_the_body: bool
) -> OfTheMind:
    table = np.zeros((2, 2), np.int64)
    places = []
    for line in lines:
        one, other = (not is_of_the_mind(each, counts_the_body=counts_the_body) for each in line)
        table[int(one), int(other)] += 1
        if one is not other:
            said = (LABELS[one], LABELS[other])
            places.append(Place(Found.OTHER_CODE, line[0].start, line[0].end, said, line))
    return OfTheMind(
        person=person,
        counts_the_body=counts_the_body,
        figures=agreement_of(table, ITS),
        table=Table(LABELS, counts_of(table)),
        places=tuple(places),
        alone=alone,
    )
