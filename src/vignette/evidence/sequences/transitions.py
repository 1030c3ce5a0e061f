"""The order of events: what follows what, and the strings of behaviour that they make."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import count, groupby
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from vignette.domain.coding import Record
from vignette.evidence.sequences.bouts import Bouts, Names, Whole, bouts
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
) -> list[list[str]]:
    """The labels of what begins, in order, a list for each looked-at stretch.

    Order is that of start; what begins at once is in the order of person, then code, by name, then of end, so that the
    order of entry never matters. A label is "person: code", or the code alone unless `by_person`. What began before
    its stretch is left out: nobody saw what it followed.
    """
    split = bouts(record, names)
    split = split.only(split.begins).of(people=people, codes=codes)
    labels = _labels(split, by_person)
    edges = np.searchsorted(split.stretch, np.arange(1, len(split.stretches)))
    return [part.tolist() for part in np.split(labels, edges)]


def transitions(sequences: Sequence[Sequence[str]], *, lag: int = 1, repeats: bool = True) -> Transitions:
    """How often each label is followed by each, `lag` places on; never from one sequence into another.

    Without `repeats` what follows itself at once is one, as where a code cannot follow itself.
    """
    if lag < 1:
        raise ValueError("a lag is one place or more")
    kept = list(sequences) if repeats else [without_repeats(sequence) for sequence in sequences]
    # A label gets its place where it first comes: what takes long is to look at each of them, so that is done once.
    place: defaultdict[str, int] = defaultdict(count().__next__)
    places = [np.fromiter(map(place.__getitem__, sequence), np.int64, len(sequence)) for sequence in kept]
    labels, size = sorted(place), len(place)
    table = np.zeros(size * size, np.int64)
    for at in places:
        table += np.bincount(at[:-lag] * size + at[lag:], minlength=size * size)
    order = [place[label] for label in labels]
    counts = table.reshape(size, size)[np.ix_(order, order)]
    totals = counts.sum(1, keepdims=True)
    parts = (counts / np.maximum(totals, 1)).tolist()
    chances = tuple(tuple(row) if total else None for row, total in zip(parts, totals[:, 0].tolist(), strict=True))
    return Transitions(tuple(labels), lag, tuple(map(tuple, counts.tolist())), chances)


def without_repeats(sequence: Sequence[str]) -> list[str]:
    return [label for at, label in enumerate(sequence) if not at or sequence[at - 1] != label]


def strings(
    record: Record,
    names: Names,
    *,
    people: Sequence[str] | None = None,
    codes: Sequence[str] | None = None,
    by_person: bool = True,
) -> list[list[str]]:
    """What holds together at each moment at which something begins or ends, a list for each looked-at stretch.

    A state holds from its start up to, but not including, its end; a point at its own moment. Labels (as in `ordered`)
    are sorted and joined by "+", whatever began or was entered first. A moment at which nothing holds has none.
    """
    split = bouts(record, names).of(people=people, codes=codes)
    labels = _labels(split, by_person)
    edges = np.searchsorted(split.stretch, np.arange(1, len(split.stretches)))
    places: list[Whole] = np.split(np.arange(len(split)), edges)
    return [list(_together(split.only(part), labels[part])) for part in places]


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


def _labels(split: Bouts, by_person: bool) -> Labels:
    names = [f"{person}: {code}" if by_person else code for person in split.people for code in split.codes]
    return np.array(names, object)[split.who * len(split.codes) + split.what] if names else np.empty(0, object)
