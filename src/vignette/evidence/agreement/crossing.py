"""Strips of several coders laid over each other: how often which labels meet, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vignette.domain.span import SECOND, Micros
from vignette.evidence.agreement.figure import Found, Place
from vignette.evidence.agreement.grid import Grid, Whole
from vignette.evidence.agreement.strips import UNSEEN, Strip

Counts = npt.NDArray[np.float64]

BLOCK = Micros(20 * SECOND)
FEWEST, MOST = 6, 60
"""How many blocks of film an interval rests on; of fewer it would say nothing."""


@dataclass(frozen=True, eq=False, slots=True)
class Crossing:
    """Runs of steps in which no coder changes: the first step of each, its length, and what each coder says.

    `starts` and `lengths`, shape (n,), in order and together all steps of `grid`; `labels`, shape (coders, n), from
    -1 (not looked at) and 0 (nothing) to `kinds` - 1.
    """

    grid: Grid
    kinds: int
    starts: Whole
    lengths: Whole
    labels: Whole

    @classmethod
    def of(cls, strips: Sequence[Strip], grid: Grid, kinds: int, *, cuts: Sequence[int] = ()) -> Crossing:
        """The strips over each other; runs end with their stretch, and at `cuts`, numbers of steps."""
        edges = np.unique(np.concatenate([strip.edges for strip in strips] + [grid.firsts, np.array(cuts, np.int64)]))
        edges = edges[edges < grid.size]
        lengths = np.diff(np.append(edges, grid.size))
        labels = np.stack([strip.at(edges) for strip in strips])
        return cls(grid, kinds, edges, lengths, labels)

    def table(self) -> Whole:
        """How many steps have which pair of labels of the first two coders, shape (kinds, kinds)."""
        table = np.zeros((self.kinds, self.kinds), np.int64)
        np.add.at(table, (self.labels[0], self.labels[1]), self.lengths)
        return table

    def places(self, codes: Sequence[str], found: Callable[[tuple[str, ...]], Found]) -> tuple[Place, ...]:
        """Every run in which somebody coded something, in order, with its film; `codes` are the words of the labels."""
        kept = np.flatnonzero((self.labels > 0).any(axis=0))
        starts = self.grid.times(self.starts[kept]).tolist()
        ends = self.grid.ends_of(self.starts[kept] + self.lengths[kept] - 1).tolist()
        words = ["", *codes]
        said = ([words[max(label, 0)] for label in column] for column in self.labels[:, kept].T.tolist())
        return tuple(
            Place(found(tuple(each)), Micros(start), Micros(end), tuple(each))
            for start, end, each in zip(starts, ends, said, strict=True)
        )

    def seen_by(self, coders: int) -> Crossing:
        """The runs that at least so many coders looked at."""
        kept = (self.labels != UNSEEN).sum(axis=0) >= coders
        return Crossing(self.grid, self.kinds, self.starts[kept], self.lengths[kept], self.labels[:, kept])


def blocks(grid: Grid) -> list[int]:
    """The first steps of the blocks that the film is cut into for intervals, and all steps; empty for too few."""
    many = min(MOST, grid.size * grid.step // BLOCK)
    return [grid.size * number // many for number in range(many + 1)] if many >= FEWEST else []


def without_each_block(crossing: Crossing, cuts: Sequence[int]) -> Iterator[Crossing]:
    """The crossing, cut at `cuts`, without the first block, then without the second, and so on."""
    block = np.searchsorted(np.array(cuts), crossing.starts, side="right") - 1
    for number in range(len(cuts) - 1):
        kept = block != number
        yield Crossing(
            crossing.grid,
            crossing.kinds,
            crossing.starts[kept],
            crossing.lengths[kept],
            crossing.labels[:, kept],
        )
