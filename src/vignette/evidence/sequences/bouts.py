"""The events of a record as sorted arrays, clipped at what was looked at: where every count of this room begins."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from vignette.domain.coding import Record
from vignette.domain.person import PersonId
from vignette.domain.span import Micros, Span

Whole = npt.NDArray[np.int64]
Truth = npt.NDArray[np.bool_]
Names = Mapping[PersonId | None, str]
"""How people are called in a result; None stands for both together."""


_CODE, _PERSON, _START, _END = map(attrgetter, ("code", "person", "start", "end"))


@dataclass(frozen=True, eq=False, slots=True)
class Bouts:
    """Bouts in the order of start, then person, code and end: never in the order in which they were entered.

    `who` and `what` are places in `people` and `codes`, which are sorted; `start` and `end` are microseconds; `stretch`
    is the place of the looked-at stretch that a bout lies in, `begins` whether its own beginning does. A state that
    runs over what was not looked at is a bout in each stretch: nobody knows what lay between.
    """

    people: tuple[str, ...]
    codes: tuple[str, ...]
    stretches: tuple[Span, ...]
    who: Whole
    what: Whole
    start: Whole
    end: Whole
    stretch: Whole
    begins: Truth

    def __len__(self) -> int:
        return int(self.start.size)

    @property
    def looked_at(self) -> Micros:
        return Micros(sum(span.length for span in self.stretches))

    @property
    def is_point(self) -> Truth:
        return np.asarray(self.start == self.end)

    def only(self, keep: Truth | Whole) -> Bouts:
        """Those that are true in `keep`, or those at its places in its order."""
        arrays = {name: getattr(self, name)[keep] for name in ("who", "what", "start", "end", "stretch", "begins")}
        return replace(self, **arrays)

    def of(self, *, people: Collection[str] | None = None, codes: Collection[str] | None = None) -> Bouts:
        """Those of these people and codes; None is all of them."""
        return self.only(self.are_of(people=people, codes=codes))

    def are_of(self, *, people: Collection[str] | None = None, codes: Collection[str] | None = None) -> Truth:
        """Which of them are of these people and codes; None is all of them."""
        keep = np.ones(len(self), np.bool_)
        if people is not None:
            keep &= np.isin(self.who, [place for place, name in enumerate(self.people) if name in set(people)])
        if codes is not None:
            keep &= np.isin(self.what, [place for place, name in enumerate(self.codes) if name in set(codes)])
        return keep


def bouts(record: Record, names: Names) -> Bouts:
    """What of `record` lies in its stretches; nothing where there are none.

    A point at the end of a stretch lies outside. Raises KeyError where `names` lacks somebody.
    """
    codes, whom = list(map(_CODE, record.events)), list(map(_PERSON, record.events))
    # One person is one object for thousands of events: looking it up once spares hashing it as often.
    marks = list(map(id, whom))
    called = {mark: names[person] for mark, person in dict(zip(marks, whom, strict=True)).items()}
    people, kinds = sorted(set(called.values())), sorted(set(codes))
    place = {name: at for at, name in enumerate(people)}
    whole = Bouts(
        people=tuple(people),
        codes=tuple(kinds),
        stretches=record.stretches,
        who=_places(marks, {mark: place[name] for mark, name in called.items()}),
        what=_places(codes, {code: at for at, code in enumerate(kinds)}),
        start=np.fromiter(map(_START, record.events), np.int64, len(marks)),
        end=np.fromiter(map(_END, record.events), np.int64, len(marks)),
        stretch=np.zeros(len(marks), np.int64),
        begins=np.ones(len(marks), np.bool_),
    )
    return clipped(whole, record.stretches)


def clipped(whole: Bouts, spans: Sequence[Span]) -> Bouts:
    """What of `whole` lies in `spans`, which are in order and do not overlap, bout by bout and span by span."""
    starts, ends = _array([span.start for span in spans]), _array([span.end for span in spans])
    first = np.searchsorted(ends, whole.start, "right")
    past = np.where(
        whole.is_point, np.searchsorted(starts, whole.start, "right"), np.searchsorted(starts, whole.end, "left")
    )
    parts = np.maximum(past - first, 0)
    source = np.repeat(np.arange(len(whole)), parts)
    stretch = np.repeat(first, parts) + _counted(parts)
    start, end = whole.start[source], whole.end[source]
    cut = Bouts(
        people=whole.people,
        codes=whole.codes,
        stretches=tuple(spans),
        who=whole.who[source],
        what=whole.what[source],
        start=np.maximum(start, starts[stretch]),
        end=np.minimum(end, ends[stretch]),
        stretch=stretch,
        begins=whole.begins[source] & (start >= starts[stretch]),
    )
    return _in_order(cut)


def merged(split: Bouts) -> Bouts:
    """The states that touch or overlap others of the same person and code, made into one; points stay as they are."""
    states, points = split.only(~split.is_point), split.only(split.is_point)
    group = groups(states)
    by = np.lexsort((states.start, group))
    states, group = states.only(by), group[by]
    reach = running_most(states.end, group)
    fresh = np.ones(len(states), np.bool_)
    fresh[1:] = (group[1:] != group[:-1]) | (states.start[1:] > reach[:-1])
    last = np.append(np.flatnonzero(fresh)[1:] - 1, len(states) - 1) if len(states) else np.zeros(0, np.int64)
    joined = replace(states.only(fresh), end=reach[last])
    return _in_order(_beside(joined, points))


def groups(split: Bouts) -> Whole:
    """A number for each bout that is the same for those of one person, code and stretch."""
    return (split.who * max(1, len(split.codes)) + split.what) * max(1, len(split.stretches)) + split.stretch


def running_most(values: Whole, group: Whole) -> Whole:
    """The most of `values` so far, begun anew in each group; `group` is sorted and `values` are not negative."""
    if not values.size:
        return values
    lift = (np.cumsum(np.append(False, group[1:] != group[:-1]))) * (int(values.max()) + 1)
    return np.asarray(np.maximum.accumulate(values + lift) - lift)


def _beside(some: Bouts, others: Bouts) -> Bouts:
    names = ("who", "what", "start", "end", "stretch", "begins")
    arrays: dict[str, Any] = {name: np.concatenate((getattr(some, name), getattr(others, name))) for name in names}
    return replace(some, **arrays)


def _in_order(some: Bouts) -> Bouts:
    return some.only(np.lexsort((some.end, some.what, some.who, some.start)))


def _counted(parts: Whole) -> Whole:
    """0, 1, 2... for each of `parts`, one after the other."""
    total = int(parts.sum())
    return np.asarray(np.arange(total) - np.repeat(np.cumsum(parts) - parts, parts))


def _places(names: Sequence[Any], place: Mapping[Any, int]) -> Whole:
    return np.fromiter(map(place.__getitem__, names), np.int64, len(names))


def _array(values: Sequence[int]) -> Whole:
    return np.array(values, np.int64)
