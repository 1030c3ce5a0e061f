"""The steps at which coders are asked what they say, without ever walking through them one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vignette.domain.span import Micros, Span

Whole = npt.NDArray[np.int64]


def looked_at(coders: Sequence[Iterable[Span]], *, by: int) -> tuple[Span, ...]:
    """The stretches that at least `by` of the coders looked at, in order; those that touch are one."""
    turns = sorted((at, way) for spans in coders for span in spans for at, way in ((span.start, 1), (span.end, -1)))
    found: list[Span] = []
    eyes = 0
    start = Micros(0)
    for at, way in turns:
        before, eyes = eyes, eyes + way
        if before < by <= eyes:
            start = at
        elif eyes < by <= before and start < at:
            touches = found and found[-1].end == start
            found.append(Span(found.pop().start if touches else start, at))
    return tuple(found)


@dataclass(frozen=True, eq=False, slots=True)
class Grid:
    """A step every `step` microseconds from the start of each stretch, numbered through over all stretches.

    `starts` and `ends`, shape (n,), bound the stretches, in order and apart from each other; `firsts`, shape (n + 1,),
    is the number of the first step of each, and of all steps.
    """

    step: Micros
    starts: Whole
    ends: Whole
    firsts: Whole

    @classmethod
    def over(cls, stretches: Sequence[Span], step: Micros) -> Grid:
        starts = np.array([each.start for each in stretches], np.int64)
        ends = np.array([each.end for each in stretches], np.int64)
        counts = -((starts - ends) // step)
        return cls(step, starts, ends, np.concatenate(([0], np.cumsum(counts))).astype(np.int64))

    @property
    def size(self) -> int:
        """How many steps there are."""
        return int(self.firsts[-1])

    def before(self, times: Whole) -> Whole:
        """How many steps come before each of `times`, microseconds: the first step at or after it."""
        if not self.size:
            return np.zeros(times.shape, np.int64)
        where = np.searchsorted(self.starts, times, side="right") - 1
        within = np.maximum(where, 0)
        steps = self.firsts[within] - (self.starts[within] - times) // self.step
        return np.where(where < 0, 0, np.minimum(steps, self.firsts[within + 1]))

    def around(self, times: Whole) -> Whole:
        """The number of the step in which each of `times`, microseconds, lies; -1 outside all stretches."""
        if not self.size:
            return np.full(times.shape, -1, np.int64)
        where = np.searchsorted(self.starts, times, side="right") - 1
        within = np.maximum(where, 0)
        steps = self.firsts[within] + (times - self.starts[within]) // self.step
        return np.where((where < 0) | (times >= self.ends[within]), -1, steps)

    def times(self, steps: Whole) -> Whole:
        """When each of `steps`, all of them numbers of steps, is, in microseconds."""
        where = np.searchsorted(self.firsts, steps, side="right") - 1
        return self.starts[where] + (steps - self.firsts[where]) * self.step

    def ends_of(self, steps: Whole) -> Whole:
        """Where each of `steps` is over, in microseconds: a step later, or with its stretch."""
        where = np.searchsorted(self.firsts, steps, side="right") - 1
        return np.minimum(self.times(steps) + self.step, self.ends[where])
