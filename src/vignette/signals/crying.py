"""Crying as it is heard: told of in the evidence, and never a reason to suggest a moment."""

from collections.abc import Mapping

import numpy as np

from vignette.domain.observation import Happening, Observation
from vignette.domain.span import SECOND, Micros, Span, micros
from vignette.domain.track import Signal
from vignette.signals.hearing import HOP, Hearing, Numbers
from vignette.signals.runs import joined_over_gaps, mean_of, runs
from vignette.signals.settings import Settings
from vignette.signals.tracks import Signals
from vignette.signals.whose import whose_mouth

VOICED = 0.5
"""How much of a cry repeats at the least, 0 to 1: crying is rough."""
LIKELY, SURER = 0.6, 0.1
"""How likely a row just long enough is crying, and how much surer each further cry makes it."""
TOLD_FROM = 0.5
"""Crying at least so likely is told."""


def crying(heard: Hearing, *, settings: Settings) -> Numbers:
    """How likely crying is heard, 0 to 1, shape (n,).

    Crying is a row of long, high and loud voiced sounds with a breath after each (LaGasse, Neal & Lester 2005: about a
    second each, 350 to 600 Hz): `cry_least` s or longer, above `cry_from` Hz in the median, `cry_louder` dB above the
    film's quiet, the next begun within `cry_breath` s of the end of the last, `cry_calls` of them at the least. Taken
    for crying all the same: long calls and cheers in a row, high singing. Not heard: whimpering, sobs, a single cry.
    """
    likely = np.zeros(heard.at.shape, np.float32)
    for row in _rows(heard, settings):
        beyond = len(row) - settings.cry_calls
        if beyond >= 0:
            for cry in row:
                likely[heard.inside(cry)] = min(1.0, LIKELY + SURER * beyond)
    return likely


def cries(room: Signals, people: Mapping[str, Signals], *, settings: Settings) -> list[Observation]:
    """Each stretch of crying, breaths within, given to the one whose mouth clearly moves most or to nobody."""
    if Signal.CRYING not in room:
        return []
    found = []
    for span in joined_over_gaps(crying_heard(room), gap=micros(settings.cry_breath)):
        who, clearness, _ = whose_mouth(span, people, settings)
        likely = max(mean_of(room[Signal.CRYING], cry) for cry in crying_heard(room) if cry.within(span))
        evidence = {"crying 0 to 1": likely, "lasting s": span.length / SECOND}
        found.append(Observation(span, Happening.CRIES, who, likely * clearness, evidence))
    return found


def crying_heard(room: Signals) -> list[Span]:
    """The spans in which crying is heard, breath by breath."""
    return runs(room[Signal.CRYING] >= TOLD_FROM) if Signal.CRYING in room else []


def _rows(heard: Hearing, settings: Settings) -> list[list[Span]]:
    rows: list[list[Span]] = []
    for cry in _long_calls(heard, settings):
        if rows and HOP <= cry.gap_to(rows[-1][-1]) <= micros(settings.cry_breath):
            rows[-1].append(cry)
        else:
            rows.append([cry])
    return rows


def _long_calls(heard: Hearing, settings: Settings) -> list[Span]:
    is_loud = (heard.repeats >= VOICED) & (heard.loudness >= heard.floor + settings.cry_louder)
    voiced = joined_over_gaps((heard.span(run) for run in heard.runs(is_loud)), gap=Micros(2 * HOP))
    long = [span for span in voiced if span.length >= micros(settings.cry_least)]
    return [span for span in long if np.nanmedian(heard.pitch[heard.inside(span)]) >= settings.cry_from]
