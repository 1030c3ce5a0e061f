"""Time budgets: how often, how long, how much of the time, and with what gaps each person shows each code."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from vignette.domain.coding import Record
from vignette.domain.span import MINUTE, SECOND, Micros, Span
from vignette.evidence.sequences.bouts import Bouts, Names, Whole, bouts, clipped, groups, merged, running_most
from vignette.evidence.sequences.results import Amount, BinnedBudget, Budget

Seconds = npt.NDArray[np.float64]

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
    rows = {(row.person, row.code): row for row in _rows(split)}
    people = split.people or tuple(sorted(set(names.values())))
    wanted = {(person, code) for person in people for code in codes} | set(rows)
    return [rows.get(pair) or _nought(*pair, split.looked_at) for pair in sorted(wanted)]


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


def _rows(split: Bouts) -> list[Budget]:
    """A row for each person and code that occurs."""
    split = split.only(np.argsort(groups(split), kind="stable"))
    group, looked_at = groups(split), split.looked_at
    fresh, between = _fresh_time(split, group), _gaps(split, group)
    lengths = np.asarray((split.end - split.start) / SECOND)
    edges = np.flatnonzero(np.diff(split.who) | np.diff(split.what)) + 1
    bounds = [0, *edges.tolist(), len(split)] if len(split) else []
    rows = []
    for first, past in pairwise(bounds):
        whose = split.people[int(split.who[first])], split.codes[int(split.what[first])]
        total = Micros(int(fresh[first:past].sum()))
        gaps = between[first:past]
        rows.append(_budget(*whose, looked_at, total, lengths[first:past], gaps[gaps >= 0]))
    return rows


def _budget(person: str, code: str, looked_at: Micros, total: Micros, lengths: Seconds, gaps: Seconds) -> Budget:
    has_length = total > 0
    return Budget(
        person=person,
        code=code,
        count=lengths.size,
        per_minute=Amount(lengths.size * MINUTE / looked_at),
        total=total,
        share=Amount(total / looked_at) if has_length else Amount(None, NO_LENGTH),
        mean=Amount(float(lengths.mean())) if has_length else Amount(None, NO_LENGTH),
        median=Amount(_median(lengths)) if has_length else Amount(None, NO_LENGTH),
        deviation=_deviation(lengths) if has_length else Amount(None, NO_LENGTH),
        gaps=gaps.size,
        gap_mean=Amount(float(gaps.mean())) if gaps.size else Amount(None, NO_GAP),
        gap_median=Amount(_median(gaps)) if gaps.size else Amount(None, NO_GAP),
    )


def _nought(person: str, code: str, looked_at: Micros) -> Budget:
    """Nothing of this code: a rate of nought where there was something to look at, and no length at all."""
    none = Amount(None, NONE_SEEN)
    nothing = Amount(0.0) if looked_at else Amount(None, NOTHING_LOOKED_AT)
    return Budget(person, code, 0, nothing, Micros(0), nothing, none, none, none, 0, none, none)


def _deviation(lengths: Seconds) -> Amount:
    return Amount(float(lengths.std(ddof=1))) if lengths.size > 1 else Amount(None, ONE_SEEN)


def _median(values: Seconds) -> float:
    """Without the checks of NumPy's own, which take longer than all the rest of a row."""
    ordered, half = np.sort(values), values.size // 2
    return float(ordered[half] + ordered[-half - 1]) / 2


def _before(part: Bouts, group: Whole) -> Whole:
    """How far those before each reach in its group; -1 for the first. `part` is in the order of group and start."""
    before = np.full(len(part), -1)
    before[1:] = np.where(group[1:] == group[:-1], running_most(part.end, group)[:-1], -1)
    return before


def _fresh_time(part: Bouts, group: Whole) -> Whole:
    """What each bout covers that none before it in its group does."""
    return np.asarray(np.maximum(0, part.end - np.maximum(part.start, _before(part, group))))


def _gaps(part: Bouts, group: Whole) -> Seconds:
    """Seconds to each start from the end of what came before in its group; 0 where they touch, -1 for the first."""
    before = _before(part, group)
    return np.where(before < 0, -1.0, np.maximum(0, part.start - before) / SECOND)


def _share(covered: int, bin_: Span) -> Amount:
    """A state that is in a bin covers some of it, so what covers nothing is a point."""
    return Amount(covered / bin_.length) if covered else Amount(None, NO_LENGTH)


def _bins(span: Span, width: Micros) -> list[Span]:
    return [Span(Micros(at), Micros(min(at + width, span.end))) for at in range(span.start, span.end, width)]


def _sums(values: npt.NDArray[np.generic], firsts: Whole) -> list[int]:
    return [int(total) for total in np.add.reduceat(values.astype(np.int64), firsts)] if firsts.size else []
