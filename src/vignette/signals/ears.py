"""When a voice is heard: by the network for speech, and by a second ear that it lacks.

The network was made for adults' speech. It takes up to 0.4 s to believe in a child's first syllable, hardly hears
voices above 450 Hz, and may miss any that say no words. The second ear knows nothing of speech: it hears a sound that
repeats (voiced, by whatever), stands out of the room's quiet, and moves as a voice does.
"""

from itertools import pairwise

import numpy as np

from vignette.domain.span import SECOND, Span
from vignette.signals.hearing import HOP, Hearing, Mask, Numbers
from vignette.signals.settings import Settings

SECOND_EAR = 0.6
"""How far a voice that only the second ear hears is trusted."""
JUMP = 3.0
"""Semitones from one measurement to the next beyond which it is not one voice that moves."""
NO_VOICE = 0.1
"""How likely a sound is a voice whose pitch holds still, or that has died away."""
STILL_FOR = 7
"""Measurements (0.2 s) in which any voice moves."""
BREATH = 6.0
"""Seconds: what sounds longer without a break draws no breath."""
LEVEL = 75
"""Per cent of a voice that are no louder than its level."""
FADES = 5.0
"""dB above the film's quiet in which nothing more is heard of a voice."""
FALLS_BY = 25.0
"""dB below the voice that it leads to or follows, below which a sound is its echo."""


def voice_in(heard: Hearing, *, settings: Settings) -> Numbers:
    """How likely there is a voice, 0 to 1, shape (n,): at least `voice_from` wherever one is taken to be.

    A voice that the network has begun to hear lasts until it falls below `voice_stays`. It begins and ends with the
    unbroken voiced sound around it, `voice_reach` seconds before and after at most. A sound whose pitch holds perfectly
    still is no voice, whatever the network says: at the start of a hum it may say so.
    """
    certain = _lasting(heard, settings)
    holds = certain | _with_edges(heard, certain, settings) | high_voices(heard, settings=settings)
    voice = np.where(holds, np.maximum(heard.speech, max(SECOND_EAR, settings.voice_from)), heard.speech)
    no_voice = _is_still(heard, settings) | _faint_edges(heard, holds, settings)
    return np.where(no_voice, np.minimum(voice, NO_VOICE), voice).astype(np.float32)


def voice_spans(heard: Hearing, *, settings: Settings) -> list[Span]:
    """The stretches in which a voice is taken to be heard, to 32 ms."""
    voice = voice_in(heard, settings=settings)
    return [heard.span(run) for run in heard.runs(voice >= settings.voice_from)]


def high_voices(heard: Hearing, *, settings: Settings) -> Mask:
    """Where a voice sounds that is higher than most men's, words or none, such as an infant's: shape (n,).

    The pitch lies above `high_from`, stands out of the film's quiet by `high_louder` dB, and never holds still as that
    of a beep, a kettle, a motor, a siren or an instrument's note does: mostly its rise changes by `high_wavers`
    semitones from one measurement to the next, and it covers `high_moves` within a stretch. Taken for voices all the
    same: a violin played with wide vibrato, some squeaks, animals. Not heard: a voice as even as an instrument, and any
    in loud music.
    """
    is_high = (heard.pitch >= settings.high_from) & (heard.repeats >= settings.high_repeats)
    loud = is_high & (heard.loudness >= heard.floor + settings.high_louder)
    steps = np.diff(heard.semitones, prepend=np.float32(np.nan))
    found = np.zeros(loud.shape, np.bool_)
    for run in _unjumping(heard, loud, steps):
        long_enough = settings.voice_least * SECOND <= heard.span(run).length + HOP <= BREATH * SECOND
        if long_enough and _wavers(heard.semitones[run], steps[run], settings):
            found[run] = True
    return found


def _wavers(semitones: Numbers, steps: Numbers, settings: Settings) -> bool:
    moves = float(np.subtract(*np.percentile(semitones, [90, 10])))
    return moves >= settings.high_moves and float(np.median(np.abs(np.diff(steps[1:])))) >= settings.high_wavers


def _unjumping(heard: Hearing, holds: Mask, steps: Numbers) -> list[slice]:
    """The stretches of `holds`, cut where the pitch jumps."""
    cut: list[slice] = []
    for run in heard.runs(holds):
        jumps = run.start + 1 + np.flatnonzero(np.abs(steps[run.start + 1 : run.stop]) > JUMP)
        edges = [run.start, *jumps.tolist(), run.stop]
        cut += [slice(a, b) for a, b in pairwise(edges)]
    return cut


def _is_still(heard: Hearing, settings: Settings) -> Mask:
    """Where a clear pitch covers less than `voice_moves` semitones in the fifth of a second around."""
    clear = np.where(heard.repeats >= settings.high_repeats, heard.semitones, np.float32(np.nan))
    padded = np.pad(clear, STILL_FOR // 2, constant_values=np.nan)
    around = np.lib.stride_tricks.sliding_window_view(padded, STILL_FOR)
    is_core = around.max(axis=1) - around.min(axis=1) < settings.voice_moves
    spread = np.lib.stride_tricks.sliding_window_view(np.pad(is_core, STILL_FOR // 2), STILL_FOR)
    return np.asarray(spread.any(axis=1))


def _lasting(heard: Hearing, settings: Settings) -> Mask:
    """Where the network has begun to hear a voice and not yet lost it again."""
    holds = np.zeros(heard.speech.shape, np.bool_)
    for run in heard.runs(heard.speech >= settings.voice_stays):
        above = np.flatnonzero(heard.speech[run] >= settings.voice_from)
        if above.size:
            holds[run.start + int(above[0]) : run.stop] = True
    return holds


def _with_edges(heard: Hearing, certain: Mask, settings: Settings) -> Mask:
    """Where the sound around a voice is voiced and loud enough, and steady enough in pitch, to begin or to end it."""
    reach = round(settings.voice_reach * SECOND / HOP)
    steps = np.abs(np.diff(heard.semitones, prepend=np.float32(np.nan)))
    audible = (heard.repeats >= settings.voice_repeats) & (heard.loudness >= heard.floor + settings.high_louder)
    holds = np.zeros(certain.shape, np.bool_)
    for run in heard.runs(certain):
        near = audible & (heard.loudness >= np.median(heard.loudness[run]) - FALLS_BY)
        first, last = max(0, run.start - reach), run.stop + reach
        before = near[first : run.start] & (steps[first + 1 : run.start + 1] <= JUMP)
        after = near[run.stop : last] & (steps[run.stop : last] <= JUMP)
        holds[run.start - _unbroken(before[::-1]) : run.start] = True
        holds[run.stop : run.stop + _unbroken(after)] = True
    return holds


def _faint_edges(heard: Hearing, holds: Mask, settings: Settings) -> Mask:
    """Where a voice has not begun to sound yet or died away already, though the network still believes in it."""
    faint = np.zeros(holds.shape, np.bool_)
    for run in heard.runs(holds):
        level = float(np.percentile(heard.loudness[run], LEVEL))
        below = heard.loudness[run] < max(level - FALLS_BY, heard.floor + min(FADES, (level - heard.floor) / 2))
        faint[run.start : run.start + _unbroken(below)] = True
        faint[run.stop - _unbroken(below[::-1]) : run.stop] = True
    return faint


def _unbroken(holds: Mask) -> int:
    """How many hold before the first that does not."""
    return int(np.argmin(holds)) if not holds.all() else int(holds.size)
