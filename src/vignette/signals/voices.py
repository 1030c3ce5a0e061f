"""When a voice is heard, and how high it is."""

from itertools import pairwise

import numpy as np

from vignette.domain.span import Micros, Span
from vignette.domain.track import STEP, Signal
from vignette.signals.runs import Values, part, runs
from vignette.signals.settings import Settings
from vignette.signals.tracks import Signals

PIECE = 10
"""Steps (0.8 s) after which a long stretch of voice is looked at anew: someone else may have gone on."""


def pieces_of_voice(speech: Values, *, settings: Settings) -> list[Span]:
    """The stretches in which a voice is heard, cut into pieces short enough to be one person's."""
    return [piece for span in runs(speech >= settings.voice_from) for piece in _cut(span)]


def pitch_in(room: Signals, span: Span) -> float:
    """The median pitch in Hz, NaN where nothing was voiced."""
    heard = part(room[Signal.VOICE_PITCH], span)
    heard = heard[~np.isnan(heard)]
    return float(np.median(heard)) if heard.size else float("nan")


def semitones(pitch: float) -> float:
    """Above 1 Hz; only differences mean something."""
    return 12 * float(np.log2(pitch))


def _cut(span: Span) -> list[Span]:
    steps = span.length // STEP
    edges = np.linspace(0, steps, max(1, round(steps / PIECE)) + 1).round().astype(int)
    return [Span(Micros(span.start + int(a) * STEP), Micros(span.start + int(b) * STEP)) for a, b in pairwise(edges)]
