"""When a voice is heard, and how high it is."""

from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from vignette.domain.span import Micros, Span
from vignette.domain.track import STEP, Signal
from vignette.signals.runs import part
from vignette.signals.tracks import Signals

PIECE = Micros(10 * STEP)
"""0.8 s, after which a long stretch of voice is looked at anew: someone else may have gone on."""


def pieces_of_voice(voices: Iterable[Span]) -> list[Span]:
    """The stretches in which a voice is heard, cut into pieces short enough to be one person's."""
    return [piece for span in voices for piece in _cut(span)]


def pitch_in(room: Signals, span: Span) -> float:
    """The median pitch in Hz, NaN where nothing was voiced."""
    heard = part(room[Signal.VOICE_PITCH], span)
    heard = heard[~np.isnan(heard)]
    return float(np.median(heard)) if heard.size else float("nan")


def semitones(pitch: float) -> float:
    """Above 1 Hz; only differences mean something."""
    return 12 * float(np.log2(pitch))


def _cut(span: Span) -> list[Span]:
    edges = np.linspace(span.start, span.end, max(1, round(span.length / PIECE)) + 1).round().astype(int)
    return [Span(Micros(int(a)), Micros(int(b))) for a, b in pairwise(edges)]
