"""Agreement on what is said more closely of the events that both coded: modifier by modifier, never over events alone.

Notes are words of their own, and no part of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from vignette.domain.codebook import Codebook
from vignette.domain.coding import Event
from vignette.evidence.agreement import definitions
from vignette.evidence.agreement.figure import Figure, Found, Place, Table
from vignette.evidence.agreement.grid import Whole
from vignette.evidence.agreement.judgements import Definitions, agreement_of, counts_of

ITS = Definitions(definitions.SAME_DETAIL, definitions.DETAIL_KAPPA, definitions.DETAIL_AC1)

Pair = tuple[Event, Event]


def details(
    pairs: Sequence[Pair], book: Codebook
) -> Iterator[tuple[str, tuple[Figure, ...], Table, tuple[Place, ...]]]:
    """For each modifier that somebody chose of in `pairs`, the events that both coded: code, figures, table, places.

    The codes of a place are what each chose. Of no pairs, or where nothing was chosen, there is nothing to tell.
    """
    chosen = dict.fromkeys(
        name for pair in pairs for event in pair for name, values in event.modifiers.items() if values
    )
    order = {each.code: number for number, each in enumerate(book.modifiers)}
    for modifier in sorted(chosen, key=lambda name: (order.get(name, len(order)), name)):
        labels = _labels(modifier, pairs, book)
        table = _table(modifier, pairs, labels)
        yield modifier, agreement_of(table, ITS), Table(labels, counts_of(table)), tuple(_places(modifier, pairs))


def _labels(modifier: str, pairs: Iterable[Pair], book: Codebook) -> tuple[str, ...]:
    """Nothing, then the codebook's values, then what was chosen together."""
    known = (value for each in book.modifiers if each.code == modifier for value in each.values)
    used = sorted(_value(event, modifier) for pair in pairs for event in pair)
    return tuple(dict.fromkeys(("", *known, *used)))


def _table(modifier: str, pairs: Iterable[Pair], labels: Sequence[str]) -> Whole:
    number = {label: place for place, label in enumerate(labels)}
    table = np.zeros((len(labels), len(labels)), np.int64)
    for (one, other), count in Counter((_value(a, modifier), _value(b, modifier)) for a, b in pairs).items():
        table[number[one], number[other]] = count
    return table


def _places(modifier: str, pairs: Iterable[Pair]) -> Iterator[Place]:
    for one, other in pairs:
        said = _value(one, modifier), _value(other, modifier)
        found = Found.AGREED if said[0] == said[1] else Found.OTHER_DETAIL
        yield Place(found, min(one.start, other.start), max(one.end, other.end), said, (one, other))


def _value(event: Event, modifier: str) -> str:
    """All that was chosen of it as one value, empty for nothing."""
    return ", ".join(sorted(event.modifiers.get(modifier, ())))
