"""Laughter as it is heard. What it means is not told: "laughs" is "laughter heard"."""

from collections.abc import Mapping, Sequence

import numpy as np

from vignette.domain.observation import Happening, Observation
from vignette.domain.span import SECOND, Span, micros
from vignette.domain.track import Signal
from vignette.signals.hearing import HOP, Hearing, Numbers
from vignette.signals.runs import mean_of, runs
from vignette.signals.settings import Settings
from vignette.signals.tracks import Signals
from vignette.signals.whose import whose_mouth

VOICED = 0.6
"""How much of a burst repeats at the least, 0 to 1; of the breath after it, at the most."""
AROUND = 2
"""Measurements on each side (64 ms) than which a burst is louder."""
UNEVEN = 1.5
"""One interval between bursts is at most so many times the one before."""
LIKELY, SURER = 0.6, 0.1
"""How likely a row just long enough is laughter, and how much surer each further burst makes it."""
TOLD_FROM = 0.5
"""Laughter at least so likely is told."""


def laughter(heard: Hearing, *, settings: Settings) -> Numbers:
    """How likely laughter is heard, 0 to 1, shape (n,).

    Voiced laughter is a row of bursts of one colour and even pace, `laugh_slowest` to `laugh_fastest` a second, with
    breath between them (Provine & Yong 1991; Bachorowski, Smoski & Owren 2001). The syllables of speech come at such a
    pace too, but differ in colour. Surer with each burst beyond `laugh_bursts`. Not heard: snorts, silent laughter, a
    single "ha", laughter of two at once. Taken for laughter all the same: "ha ha ha ha" that is only said, some dogs.
    """
    likely = np.zeros(heard.at.shape, np.float32)
    for row in _rows(heard, settings):
        beyond = len(row) - settings.laugh_bursts
        if beyond >= 0 and np.median(_unlike(heard, row)) <= settings.laugh_alike:
            half = (row[-1] - row[0]) // (2 * (len(row) - 1))
            likely[max(0, row[0] - half) : row[-1] + half + 1] = min(1.0, LIKELY + SURER * beyond)
    return likely


def laughs(room: Signals, people: Mapping[str, Signals], *, settings: Settings) -> list[Observation]:
    """Each stretch of laughter, given to the one whose mouth clearly moves most, "" where that is unclear."""
    if Signal.LAUGHTER not in room:
        return []
    found = []
    for span in laughing(room):
        who, clearness, _ = whose_mouth(span, people, settings)
        likely = mean_of(room[Signal.LAUGHTER], span)
        evidence = {"laughter 0 to 1": likely, "lasting s": span.length / SECOND}
        found.append(Observation(span, Happening.LAUGHS, who, likely * clearness, evidence))
    return found


def laughing(room: Signals) -> list[Span]:
    """The spans in which laughter is heard."""
    return runs(room[Signal.LAUGHTER] >= TOLD_FROM) if Signal.LAUGHTER in room else []


def shared_laughter(laughed: Sequence[Observation], *, settings: Settings) -> list[Observation]:
    """Where two people laugh, at once or with at most `laugh_together` between them."""
    found = []
    for number, one in enumerate(laughed):
        for other in laughed[number + 1 :]:
            apart = one.span.gap_to(other.span)
            if one.who and other.who and one.who != other.who and apart <= micros(settings.laugh_together):
                sure, evidence = min(one.strength, other.strength), {"apart s": apart / SECOND}
                found.append(Observation(one.span.joined(other.span), Happening.SHARED_LAUGHTER, "", sure, evidence))
    return found


def _rows(heard: Hearing, settings: Settings) -> list[list[int]]:
    """Bursts that follow each other as those of laughter do, by their places in `heard`."""
    rows: list[list[int]] = []
    soonest = SECOND / settings.laugh_fastest - HOP
    for burst in _bursts(heard, settings):
        if rows and heard.at[burst] - heard.at[rows[-1][-1]] < soonest:
            if heard.loudness[burst] > heard.loudness[rows[-1][-1]]:
                rows[-1][-1] = burst
        elif rows and _goes_on(rows[-1], burst, heard, settings):
            rows[-1].append(burst)
        else:
            rows.append([burst])
    return rows


def _bursts(heard: Hearing, settings: Settings) -> list[int]:
    """Where the sound is voiced, audible and louder than around."""
    if not heard.at.size:
        return []
    padded = np.pad(heard.loudness, AROUND, constant_values=-np.inf)
    loudest = np.lib.stride_tricks.sliding_window_view(padded, 2 * AROUND + 1).max(axis=1)
    is_audible = (heard.repeats >= VOICED) & (heard.loudness >= heard.floor + settings.high_louder)
    return [int(place) for place in np.flatnonzero(is_audible & (heard.loudness >= loudest))]


def _unlike(heard: Hearing, row: Sequence[int]) -> Numbers:
    """How far the colour of each burst of the row is from that of the next: one number fewer than bursts."""
    return np.asarray(np.linalg.norm(np.diff(heard.colour[row], axis=0), axis=1), np.float32)


def _goes_on(row: Sequence[int], burst: int, heard: Hearing, settings: Settings) -> bool:
    """Whether `burst` comes at the pace of the row, after a breath, in the same colour."""
    last, between = row[-1], slice(row[-1], burst + 1)
    interval = heard.at[burst] - heard.at[last]
    falls = min(heard.loudness[last], heard.loudness[burst]) - heard.loudness[between].min()
    is_alike = _unlike(heard, [last, burst])[0] <= settings.laugh_unlike
    is_breathed = falls >= settings.laugh_falls and heard.repeats[between].min() <= VOICED
    if interval > SECOND / settings.laugh_slowest + HOP or not is_breathed or not is_alike:
        return False
    before = heard.at[last] - heard.at[row[-2]] if len(row) > 1 else interval
    return bool(max(before, interval) <= UNEVEN * min(before, interval))
