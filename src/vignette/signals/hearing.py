"""The sound of a film as it was heard, every 32 ms, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from vignette.domain.measurement import Table, VoiceHeard
from vignette.domain.span import Micros, Span

Numbers = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

HOP = Micros(32_000)
"""How long one measurement lasts."""
QUIETEST = -75.0
"""dB re full scale: a floor below it says more of the microphone than of the room."""
REST = 10
"""Per cent of a film taken to be its quiet."""


@dataclass(frozen=True, eq=False)
class Hearing:
    """What was heard, in order of time; every array has the shape (n,), `colour` (n, 8).

    `at` is int64 microseconds, the others are as in `VoiceHeard`.
    """

    at: npt.NDArray[np.int64]
    speech: Numbers
    pitch: Numbers
    loudness: Numbers
    repeats: Numbers
    colour: Numbers

    @classmethod
    def of(cls, tables: Sequence[Table]) -> Hearing:
        """The parts of a film put together."""
        at = np.concatenate([np.zeros(0, np.int64), *(table.at for table in tables)])
        empty = Table.of((), VoiceHeard).values
        values = np.concatenate([empty, *(table.values for table in tables)])
        speech, pitch, loudness, repeats = values[:, :4].T
        return cls(at, speech, pitch, loudness, repeats, values[:, 4:])

    @cached_property
    def floor(self) -> float:
        """The loudness of this film's quiet, in dB re full scale."""
        return max(QUIETEST, float(np.percentile(self.loudness, REST))) if self.at.size else QUIETEST

    @cached_property
    def semitones(self) -> Numbers:
        """The pitch in semitones above 1 Hz, NaN where unvoiced."""
        return np.asarray(12 * np.log2(self.pitch), np.float32)

    def inside(self, span: Span) -> slice:
        """The measurements that begin in `span`."""
        first, last = np.searchsorted(self.at, (span.start, span.end))
        return slice(int(first), int(last))

    def runs(self, holds: Mask) -> list[slice]:
        """The stretches of `holds`, shape (n,), without a gap in the sound."""
        follows = np.diff(self.at, prepend=-HOP) <= HOP * 3 // 2
        begins = holds & ~(np.concatenate(([False], holds[:-1])) & follows)
        ends = holds & ~(np.concatenate((holds[1:], [False])) & np.concatenate((follows[1:], [False])))
        pairs = zip(np.flatnonzero(begins), np.flatnonzero(ends), strict=True)
        return [slice(int(first), int(last) + 1) for first, last in pairs]

    def span(self, run: slice) -> Span:
        """The time that a stretch takes."""
        return Span(Micros(int(self.at[run.start])), Micros(int(self.at[run.stop - 1]) + HOP))
