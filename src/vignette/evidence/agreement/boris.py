"""The numbers that BORIS 9.15 gives for a pair of codings, for whoever has to compare with published ones.

They are computed by what BORIS does, traps included: people are taken together in one table; a person without events
counts as agreement; times are held to the millisecond; and there are no stretches, only the first and the last event.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from vignette.domain.coding import Event
from vignette.domain.person import PersonId
from vignette.domain.span import MILLISECOND, SECOND, Micros
from vignette.evidence.agreement.alignment import identity
from vignette.evidence.agreement.crossing import Counts
from vignette.evidence.agreement.figure import Definition, Figure
from vignette.evidence.agreement.grid import Whole

People = Sequence[PersonId | None]
"""Whoever was selected in BORIS; None is its "No focal subject"."""

BY = "As BORIS 9.15 computes it"
NO_EVENTS = "Of the people selected one of the two has no events, and BORIS then gives no number."
NOT_A_NUMBER = "Both say one and the same thing throughout, and BORIS then gives no number."
TOO_LONG = "The film has too many steps of this size to be aligned."
LONGEST = 20_000
"""Steps that can be aligned in a few seconds; the work grows with their square."""

NO_BEHAVIOUR = 0
"""The one label of nothing coded, which in BORIS all people share."""


def time_unit_kappa(one: Sequence[Event], other: Sequence[Event], people: People, unit: Micros) -> Figure:
    """Menu entry "Cohen's kappa", without modifiers, to the three decimals that BORIS shows."""
    definition = Definition(
        "boris-time-unit-kappa",
        1,
        f"Cohen's kappa, time unit {unit / SECOND:g} s, as BORIS",
        f"{BY}, time unit {unit / SECOND:g} s: from the first start to the last stop of the people selected, all of "
        "them in one table; a state holds from its start to its stop, both included, and a point half a unit around.",
    )
    said = _asked(one, other, people, unit)
    if said is None or not all(any(_by_person(side, people).values()) for side in (one, other)):
        return Figure(definition, None, reason=NO_EVENTS)
    first, second = (labels.ravel() for labels in said)
    return Figure(definition, _kappa(first, second, np.ones(first.size), alike=1.0))


def needleman_wunsch(one: Sequence[Event], other: Sequence[Event], people: People, unit: Micros) -> Figure:
    """Menu entry "Needleman-Wunsch similarity", without modifiers: the identity in percent, with three decimals."""
    definition = Definition(
        "boris-needleman-wunsch",
        1,
        f"Needleman-Wunsch identity, time unit {unit / SECOND:g} s, as BORIS",
        f"{BY}, time unit {unit / SECOND:g} s: what all people selected do at each unit, aligned as a whole (+1 the "
        "same, -1 different, -1 left out); the part of the alignment that is the same. Chance is not allowed for.",
        "%",
    )
    said = _asked(one, other, people, unit)
    if said is None:
        return Figure(definition, None, reason=NO_EVENTS)
    if said.shape[2] > LONGEST:
        return Figure(definition, None, reason=TOO_LONG)
    both = np.concatenate((said[0], said[1]), axis=1)
    first, second = np.split(_numbered(both.T), 2)
    return Figure(definition, round(identity(first, second), 3))


def unweighted_kappa(one: Sequence[Event], other: Sequence[Event], *, decimals: int = 3) -> Figure:
    """Plugin "Unweighted Cohen's Kappa", with times rounded to `decimals` of a second, -5 to 3."""
    definition = Definition(
        "boris-unweighted-kappa",
        1,
        "Unweighted Cohen's kappa, as BORIS's plugin",
        f"{BY} in its plugin, times rounded to {decimals} decimals: every stretch between two edges of states counts "
        "once, however long it is, and so does every time at which there is a point; all people together.",
    )
    return _by_plugin(definition, one, other, decimals, is_weighted=False)


def weighted_kappa(one: Sequence[Event], other: Sequence[Event], *, decimals: int = 3) -> Figure:
    """Plugin "Weighted Cohen's Kappa", with times rounded to `decimals` of a second, -5 to 3, and points weighing 1."""
    definition = Definition(
        "boris-weighted-kappa",
        1,
        "Cohen's kappa weighted by time, as BORIS's plugin",
        f"{BY} in its plugin, times rounded to {decimals} decimals: every stretch between two edges of states counts "
        "as much as it has seconds, and every time at which there is a point counts 1; all people together.",
    )
    return _by_plugin(definition, one, other, decimals, is_weighted=True)


def _asked(one: Sequence[Event], other: Sequence[Event], people: People, unit: Micros) -> Whole | None:
    """What each coder says of each person at each unit, shape (2, people, units); None where there is no unit.

    The same number is the same label; 0 is nothing, of whomever.
    """
    sides = [_by_person(side, people) for side in (one, other)]
    times = [_times(events) for side in sides for events in side.values() if events]
    if not times:
        return None
    ticks = _Ticks.over(min(int(each[0].min()) for each in times), max(int(each[1].max()) for each in times), unit)
    if not ticks.count:
        return None
    labels = np.zeros((2, len(people), ticks.count), np.int64)
    for number, person in enumerate(people):
        kinds = sorted({(each.code, each.is_point) for side in sides for each in side[person]})
        rows = {kind: row for row, kind in enumerate(kinds)}
        active = np.concatenate([_active(side[person], rows, ticks) for side in sides])
        label = np.where(active.any(axis=1), _numbered(active) + 1 + labels.max(), NO_BEHAVIOUR)
        labels[:, number] = label.reshape(2, -1)
    return labels


def _by_person(events: Iterable[Event], people: People) -> dict[PersonId | None, list[Event]]:
    """The events of each of `people`."""
    found: dict[PersonId | None, list[Event]] = {person: [] for person in people}
    for event in events:
        if event.person in found:
            found[event.person].append(event)
    return found


def _times(events: Iterable[Event]) -> Whole:
    """Starts and ends to the millisecond, in microseconds, shape (2, n)."""
    times = np.array([(each.start, each.end) for each in events], np.int64).reshape(-1, 2).T
    return np.rint(times / MILLISECOND).astype(np.int64) * MILLISECOND


@dataclass(frozen=True, slots=True)
class _Ticks:
    """`count` times from `first` on, `unit` apart, microseconds."""

    first: Micros
    unit: Micros
    count: int

    @classmethod
    def over(cls, first: int, last: int, unit: Micros) -> _Ticks:
        """To `last` and with it, if the binary number nearest to it, in seconds, is not below it; so it is in BORIS."""
        count = (last - first) // unit + 1
        is_reached = (last - first) % unit or Fraction(last, SECOND) <= Fraction(last / SECOND)
        return cls(Micros(first), unit, count if is_reached else count - 1)

    def seconds(self, ticks: Whole) -> Counts:
        return (self.first + ticks * self.unit) / SECOND


def _active(events: Sequence[Event], kinds: Mapping[tuple[str, bool], int], ticks: _Ticks) -> Whole:
    """How many events of each kind hold at each tick, shape (ticks, kinds)."""
    turns = np.zeros((ticks.count + 1, max(1, len(kinds))), np.int64)
    start, end = _times(events)
    kind = np.array([kinds[each.code, each.is_point] for each in events], np.int64)
    state = np.array([not each.is_point for each in events], np.bool_)
    _hold(turns, kind[state], -((ticks.first - start[state]) // ticks.unit), (end[state] - ticks.first) // ticks.unit)
    for step in range(-1, 3):
        tick = (start[~state] - ticks.first) // ticks.unit + step
        # Seconds as binary numbers, since whether an edge belongs to the half unit rests on how they are rounded.
        near = np.abs(start[~state] / SECOND - ticks.seconds(tick)) <= ticks.unit / (2 * SECOND)
        _hold(turns, kind[~state][near], tick[near], tick[near])
    return np.cumsum(turns, axis=0)[:-1]


def _hold(turns: Whole, kind: Whole, first: Whole, last: Whole) -> None:
    """Note in `turns`, which is one longer than the ticks, that something begins at `first` and ends after `last`."""
    first, last = np.maximum(first, 0), np.minimum(last, len(turns) - 2)
    holds = first <= last
    np.add.at(turns, (first[holds], kind[holds]), 1)
    np.add.at(turns, (last[holds] + 1, kind[holds]), -1)


def _by_plugin(
    definition: Definition, one: Sequence[Event], other: Sequence[Event], decimals: int, *, is_weighted: bool
) -> Figure:
    kinds: dict[tuple[PersonId | None, str], int] = {}
    for each in (*one, *other):
        kinds.setdefault((each.person, each.code), len(kinds))
    sides = [_rounded([kinds[each.person, each.code] for each in side], side, decimals) for side in (one, other)]
    if not kinds:
        return Figure(definition, None, reason=NO_EVENTS)
    states = [each[:, each[1] < each[2]] for each in sides]
    points = [each[:, each[1] >= each[2]] for each in sides]
    edges = np.unique(np.concatenate([each[1:].ravel() for each in states]))
    instants = np.unique(np.concatenate([each[1] for each in points]))
    said = [_said(state, point, edges, instants, len(kinds)) for state, point in zip(states, points, strict=True)]
    first, second = np.split(_numbered(np.concatenate(said)), 2)
    lengths = np.diff(edges) if is_weighted else np.ones(max(0, edges.size - 1))
    value = _kappa(first, second, np.concatenate((lengths, np.ones(instants.size))), alike=math.nan)
    return Figure(definition, None, reason=NOT_A_NUMBER) if math.isnan(value) else Figure(definition, value)


def _rounded(kinds: Sequence[int], events: Sequence[Event], decimals: int) -> Counts:
    """Kind, start and end, shape (3, n); times in seconds, rounded as the plugin rounds them."""
    return np.concatenate((np.array([kinds], float), np.round(_times(events) / SECOND, decimals)))


def _said(states: Counts, points: Counts, edges: Counts, instants: Counts, kinds: int) -> Whole:
    """How often each kind holds between the edges, and then at the instants; shape (edges - 1 + instants, kinds)."""
    turns = np.zeros((edges.size + 1, kinds), np.int64)
    kind = states[0].astype(np.int64)
    np.add.at(turns, (np.searchsorted(edges, states[1]), kind), 1)
    np.add.at(turns, (np.searchsorted(edges, states[2]), kind), -1)
    between = np.cumsum(turns, axis=0)
    at = between[np.searchsorted(edges, instants, side="right") - 1]
    np.add.at(at, (np.searchsorted(instants, points[1]), points[0].astype(np.int64)), 1)
    return np.concatenate((between[: max(0, edges.size - 1)], at))


def _numbered(rows: Whole) -> Whole:
    """A number from 0 on for each of `rows`, the same for equal ones."""
    _, number = np.unique(rows, axis=0, return_inverse=True)
    return number.reshape(-1).astype(np.int64)


def _kappa(first: Whole, second: Whole, weights: Counts, *, alike: float) -> float:
    """Cohen's kappa of labels with `weights`, to three decimals; `alike` where chance alone explains everything."""
    kinds = int(max(first.max(), second.max())) + 1
    rows, columns = (np.bincount(side, weights, minlength=kinds) for side in (first, second))
    total = float(weights.sum())
    # Label by label, as BORIS adds up: a last binary digit can decide which way a half is rounded.
    chance = float(sum(rows * columns / total))
    if total == chance:
        return alike
    return round((float(weights[first == second].sum()) - chance) / (total - chance), 3)
