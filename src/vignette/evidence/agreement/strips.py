"""What coders say at every step, kept as the steps at which it changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from vignette.domain.coding import Event
from vignette.domain.span import Span
from vignette.evidence.agreement.grid import Grid, Whole

NOTHING = 0
UNSEEN = -1


@dataclass(frozen=True, eq=False, slots=True)
class Strip:
    """From the step `edges[i]` on, the label is `labels[i]`, until the next edge; both shape (n,), the first edge is 0.

    0 is the label of nothing coded, -1 of not looked at. Where edges coincide, the last one counts.
    """

    edges: Whole
    labels: Whole

    def at(self, steps: Whole) -> Whole:
        """The labels at `steps`, shape (m,)."""
        return self.labels[np.searchsorted(self.edges, steps, side="right") - 1]


def strip_of_code(events: Iterable[Event], grid: Grid) -> Strip:
    """Where any of `events`, which are of one code, holds (label 1): a point marks the step it lies in."""
    every = list(events)
    states = np.array([(each.start, each.end) for each in every if not each.is_point], np.int64).reshape(-1, 2)
    points = grid.around(np.array([each.start for each in every if each.is_point], np.int64))
    points = points[points >= 0]
    starts = np.concatenate((grid.before(states[:, 0]), points))
    ends = np.concatenate((grid.before(states[:, 1]), points + 1))
    starts, ends = _joined(starts, ends)
    return _laid(starts, ends, np.ones(starts.shape, np.int64))


def strip_of_level(events: Iterable[Event], labels: Mapping[str, int], grid: Grid) -> Strip:
    """Which code of an exclusive level holds, by its number in `labels`; points are none of it.

    A state ends at the latest where the next of its level begins, as it does when it is coded.
    """
    states = sorted((each for each in events if not each.is_point), key=lambda each: (each.start, each.end, each.code))
    starts = np.array([each.start for each in states], np.int64)
    ends = np.array([each.end for each in states], np.int64)
    ends[:-1] = np.minimum(ends[:-1], starts[1:])
    return _laid(grid.before(starts), grid.before(ends), np.array([labels[each.code] for each in states], np.int64))


def strip_unseen(strip: Strip, looked: Sequence[Span], grid: Grid) -> Strip:
    """The same strip, with -1 outside of what was `looked` at."""
    spans = np.array([(each.start, each.end) for each in looked], np.int64).reshape(-1, 2)
    seen = _laid(grid.before(spans[:, 0]), grid.before(spans[:, 1]), np.ones(len(spans), np.int64))
    edges = np.unique(np.concatenate((strip.edges, seen.edges)))
    return Strip(edges, np.where(seen.at(edges) == 1, strip.at(edges), UNSEEN))


def _joined(starts: Whole, ends: Whole) -> tuple[Whole, Whole]:
    """The same steps as runs that are in order and apart from each other."""
    order = np.argsort(starts, kind="stable")
    starts, ends = starts[order], np.maximum.accumulate(ends[order])
    new = np.concatenate(([True], starts[1:] > ends[:-1]))[: starts.size]
    return starts[new], ends[np.concatenate((new[1:], [True]))[: ends.size]]


def _laid(starts: Whole, ends: Whole, labels: Whole) -> Strip:
    """A strip of runs in order that do not overlap; empty ones leave no trace."""
    holds = starts < ends
    starts, ends, labels = starts[holds], ends[holds], labels[holds]
    edges = np.concatenate(([0], np.stack((starts, ends), axis=1).ravel()))
    values = np.concatenate(([NOTHING], np.stack((labels, np.full_like(labels, NOTHING)), axis=1).ravel()))
    return Strip(edges.astype(np.int64), values.astype(np.int64))
