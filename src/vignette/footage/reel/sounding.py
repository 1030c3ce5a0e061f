"""The sound of a reel, cut to the sample and in step with its pictures from beginning to end."""

from collections.abc import Iterable, Iterator

import numpy as np

from vignette.domain.score import Cue, Run, Score
from vignette.domain.showing import AS_IT_WAS
from vignette.domain.source import Source
from vignette.domain.span import SECOND, Micros
from vignette.footage.reel.films import Films
from vignette.footage.sound import Channels, filled
from vignette.footage.written import SOUND_LAYOUT, SOUND_RATE

FADE = SOUND_RATE * 5 // 1000
"""Samples over which sound comes and goes at the ends of a cue, so that a join does not click."""


def is_heard(score: Score, films: Films) -> bool:
    """Whether anything of the reel can be heard at all."""
    return any(
        films[cue.clip.film].has_sound and not cue.clip.showing.is_muted
        for cue in score
        if cue.clip is not None and isinstance(cue.step, Run)
    )


def sounding(score: Score, films: Films) -> Iterator[Channels]:
    """The sound of all cues; rounding to samples is cumulative, so that it never drifts from the pictures."""
    for cue in score:
        count = _sample(cue.end) - _sample(cue.start)
        source = films[cue.clip.film].source if cue.clip is not None else None
        yield from _heard(cue, source, count)


def _heard(cue: Cue, source: Source | None, count: int) -> Iterator[Channels]:
    if source is None or not isinstance(cue.step, Run) or cue.step.speed != AS_IT_WAS:
        yield np.zeros((2, count), np.float32)
        return
    yield from _faded(filled(source, cue.step.span, rate=SOUND_RATE, layout=SOUND_LAYOUT, count=count), count)


def _sample(at: Micros) -> int:
    return round(at * SOUND_RATE / SECOND)


def _faded(blocks: Iterable[Channels], count: int) -> Iterator[Channels]:
    """The same sound, coming and going over `FADE` samples at its two ends."""
    position = 0
    for block in blocks:
        place = np.arange(position, position + block.shape[1])
        loudness = np.clip(np.minimum(place + 0.5, count - place - 0.5) / FADE, 0, 1)
        position += block.shape[1]
        yield block * loudness.astype(np.float32)
