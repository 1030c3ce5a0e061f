"""The order of events: what follows what, and the strings of behaviour that they make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from vignette.domain.coding import Record
from vignette.evidence.sequences.bouts import Bouts, Names, Whole, bouts
from vignette.evidence.sequences.labelled import Labelled
from vignette.evidence.sequences.results import Transitions

Labels = npt.NDArray[np.object_]

END, START, POINT = -1, 1, 2
NOTHING_FOLLOWS = "Nothing follows it."


def ordered(
    record: Record,
    names: Names,
    *,
    people: Sequence[str] | None = None,
    codes: Sequence[str] | None = None,
    by_person: bool = True,
) -> Labelled:
    """The labels of what begins, in order, a row for each looked-at stretch.

    Order is that of start; what begins at once is in the order of person, then code, by name, then of end, so that the
    order of entry never matters. A label is "person: code", or the code alone unless `by_person`. What began before
    its stretch is left out: nobody saw what it followed.
    """
    split = bouts(record, names)
    split = split.only(split.begins).of(people=people, codes=codes)
    return Labelled.from_places(_names(split, by_person), np.split(_places(split, by_person), _edges(split)))


def transitions(sequences: Labelled, *, lag: int = 1, repeats: bool = True) -> Transitions:
    """How often each label is followed by each, `lag` places on; never from one sequence into another.

    Without `repeats` what follows itself at once is one, as where a code cannot follow itself.
    """
    if lag < 1:
        raise ValueError("a lag is one place or more")
    kept = sequences if repeats else sequences.without_repeats()
    size = len(kept.labels)
    table = np.zeros(size * size, np.int64)
    for at in kept.rows:
        table += np.bincount(at[:-lag] * size + at[lag:], minlength=size * size)
    counts = table.reshape(size, size)
    totals = counts.sum(1, keepdims=True)
    parts = (counts / np.maximum(totals, 1)).tolist()
    chances = tuple(tuple(row) if total else None for row, total in zip(parts, totals[:, 0].tolist(), strict=True))
    return Transitions(kept.labels, lag, tuple(map(tuple, counts.tolist())), chances)


def strings(
    record: Record,
    names: Names,
    *,
    people: Sequence[str] | None = None,
    codes: Sequence[str] | None = None,
    by_person: bool = True,
) -> Labelled:
    """What holds together at each moment at which something begins or ends, a row for each looked-at stretch.

    A state holds from its start up to, but not including, its end; a point at its own moment. Labels (as in `ordered`)
    are sorted and joined by "+", whatever began or was entered first. A moment at which nothing holds has none.
    """
    split = bouts(record, names).of(people=people, codes=codes)
    labels = np.array(_names(split, by_person), object)[_places(split, by_person)]
    stretches: list[Whole] = np.split(np.arange(len(split)), _edges(split))
    return Labelled.of([list(_together(split.only(part), labels[part])) for part in stretches])


def _together(part: Bouts, labels: Labels) -> Iterator[str]:
    holding: Counter[str] = Counter()
    said: dict[frozenset[str], str] = {}
    for _, changes in groupby(_changes(part, labels), key=itemgetter(0)):
        points = set()
        for _, change, label in changes:
            if change == POINT:
                points.add(label)
                continue
            holding[label] += change
            if not holding[label]:
                del holding[label]
        if held := frozenset(points.union(holding)):
            if held not in said:
                said[held] = "+".join(sorted(held))
            yield said[held]


def _changes(part: Bouts, labels: Labels) -> Iterator[tuple[int, int, str]]:
    """(moment, change, label) in the order of moments, and at one moment ends first."""
    points, states = np.flatnonzero(part.is_point), np.flatnonzero(~part.is_point)
    source = np.concatenate((states, states, points))
    change = np.repeat([END, START, POINT], [states.size, states.size, points.size])
    moment = np.concatenate((part.end[states], part.start[states], part.start[points]))
    order = np.lexsort((change, moment))
    return zip(moment[order].tolist(), change[order].tolist(), labels[source[order]].tolist(), strict=True)


def _names(split: Bouts, by_person: bool) -> list[str]:
    return [f"{person}: {code}" for person in split.people for code in split.codes] if by_person else list(split.codes)


def _places(split: Bouts, by_person: bool) -> Whole:
    """Where the label of each bout stands in `_names`."""
    return np.asarray(split.who * len(split.codes) + split.what) if by_person else split.what


def _edges(split: Bouts) -> Whole:
    """Where a new stretch begins."""
    return np.asarray(np.searchsorted(split.stretch, np.arange(1, len(split.stretches))))
