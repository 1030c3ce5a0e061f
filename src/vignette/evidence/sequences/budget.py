"""Time budgets: how often, how long, how much of the time, and with what gaps each person shows each code."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from vignette.domain.coding import Record
from vignette.domain.span import MINUTE, SECOND, Micros, Span
from vignette.evidence.sequences.bouts import Bouts, Names, Whole, bouts, clipped, groups, merged, running_most
from vignette.evidence.sequences.results import BinnedBudget, Budget, Figure

NOTHING_LOOKED_AT = "Nothing was looked at."
NO_LENGTH = "A point has no length."
NONE_SEEN = "None was coded."
ONE_SEEN = "One alone does not vary."
NO_GAP = "No two follow each other in one stretch."


def time_budget(record: Record, names: Names, *, merge: bool = False, codes: Sequence[str] = ()) -> list[Budget]:
    """A row for each person and code that occurs, and for each person with each of `codes`, which may be at nought.

    Two bouts of one code that touch stay two unless `merge`. Bouts are cut at the stretches that were looked at.
    """
    split = bouts(record, names)
    split = merged(split) if merge else split
    looked_at = split.looked_at
    rows = {(split.people[who], split.codes[what]): _budget(part, looked_at) for who, what, part in _each_code(split)}
    people = split.people or tuple(sorted(set(names.values())))
    wanted = {(person, code) for person in people for code in codes} | set(rows)
    return [rows.get(pair) or _nought(*pair, looked_at) for pair in sorted(wanted)]


def binned_budget(record: Record, names: Names, *, width: Micros) -> list[BinnedBudget]:
    """The same in half-open bins of `width` from the start of each stretch; the last of a stretch may be shorter.

    A bout counts as begun in the one bin that holds its start, and its time in every bin that it covers.
    """
    bins = [each for span in record.stretches for each in _bins(span, width)]
    split = clipped(bouts(record, names), bins)
    begun: dict[tuple[int, int, int], int] = {}
    covered: dict[tuple[int, int, int], int] = {}
    key = groups(split)
    order = np.lexsort((split.start, key))
    split, key = split.only(order), key[order]
    fresh = _fresh_time(split, key)
    firsts = np.flatnonzero(np.append(True, key[1:] != key[:-1])) if key.size else np.zeros(0, np.int64)
    for first, begins, time in zip(firsts, _sums(split.begins, firsts), _sums(fresh, firsts), strict=True):
        place = (int(split.stretch[first]), int(split.who[first]), int(split.what[first]))
        begun[place], covered[place] = begins, time
    return [
        BinnedBudget(
            bins[bin_],
            split.people[who],
            split.codes[what],
            begun[bin_, who, what],
            Micros(covered[bin_, who, what]),
            _share(covered[bin_, who, what], bins[bin_]),
        )
        for bin_, who, what in sorted(begun)
    ]


def _each_code(split: Bouts) -> list[tuple[int, int, Bouts]]:
    """(person, code, bouts) for each that occurs, its bouts in the order of start."""
    key = split.who * max(1, len(split.codes)) + split.what
    order = np.argsort(key, kind="stable")
    edges = np.flatnonzero(np.diff(key[order])) + 1
    parts = [split.only(part) for part in np.split(order, edges) if part.size]
    return [(int(part.who[0]), int(part.what[0]), part) for part in parts]


def _budget(part: Bouts, looked_at: Micros) -> Budget:
    person, code = part.people[int(part.who[0])], part.codes[int(part.what[0])]
    total = Micros(int(_fresh_time(part, part.stretch).sum()))
    lengths = np.asarray((part.end - part.start) / SECOND)
    has_length = bool(np.any(lengths > 0))
    between = _gaps(part)
    return Budget(
        person=person,
        code=code,
        count=len(part),
        per_minute=Figure(len(part) * MINUTE / looked_at),
        total=total,
        share=Figure(total / looked_at) if has_length else Figure(None, NO_LENGTH),
        mean=Figure(float(lengths.mean())) if has_length else Figure(None, NO_LENGTH),
        median=Figure(float(np.median(lengths))) if has_length else Figure(None, NO_LENGTH),
        deviation=_deviation(lengths) if has_length else Figure(None, NO_LENGTH),
        gaps=int(between.size),
        gap_mean=Figure(float(between.mean())) if between.size else Figure(None, NO_GAP),
        gap_median=Figure(float(np.median(between))) if between.size else Figure(None, NO_GAP),
    )


def _nought(person: str, code: str, looked_at: Micros) -> Budget:
    """Nothing of this code: a rate of nought where there was something to look at, and no length at all."""
    none = Figure(None, NONE_SEEN)
    nothing = Figure(0.0) if looked_at else Figure(None, NOTHING_LOOKED_AT)
    return Budget(person, code, 0, nothing, Micros(0), nothing, none, none, none, 0, none, none)


def _deviation(lengths: npt.NDArray[np.float64]) -> Figure:
    return Figure(float(lengths.std(ddof=1))) if lengths.size > 1 else Figure(None, ONE_SEEN)


def _fresh_time(part: Bouts, group: Whole) -> Whole:
    """What each bout covers that none before it in its group does; `part` is in the order of group and start."""
    reach = running_most(part.end, group)
    before = np.zeros_like(reach)
    before[1:] = np.where(group[1:] == group[:-1], reach[:-1], 0)
    return np.asarray(np.maximum(0, part.end - np.maximum(part.start, before)))


def _gaps(part: Bouts) -> npt.NDArray[np.float64]:
    """Seconds from the end of what came before to each next start in the same stretch; 0 where they touch."""
    reach = running_most(part.end, part.stretch)
    same = part.stretch[1:] == part.stretch[:-1]
    return np.asarray(np.maximum(0, part.start[1:] - reach[:-1])[same] / SECOND)


def _share(covered: int, bin_: Span) -> Figure:
    """A state that is in a bin covers some of it, so what covers nothing is a point."""
    return Figure(covered / bin_.length) if covered else Figure(None, NO_LENGTH)


def _bins(span: Span, width: Micros) -> list[Span]:
    return [Span(Micros(at), Micros(min(at + width, span.end))) for at in range(span.start, span.end, width)]


def _sums(values: npt.NDArray[np.generic], firsts: Whole) -> list[int]:
    return [int(total) for total in np.add.reduceat(values.astype(np.int64), firsts)] if firsts.size else []
