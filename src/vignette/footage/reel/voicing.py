"""How the sound of a clip is shaped: louder, quieter or silent in parts, slower at the same pitch, soft at its ends."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from vignette.domain.score import Run
from vignette.domain.showing import AS_IT_WAS, Volume
from vignette.domain.span import SECOND, Micros
from vignette.footage.reel.flow import through
from vignette.footage.sound import Channels
from vignette.footage.written import SOUND_RATE

FADE = SOUND_RATE * 5 // 1000
"""Samples over which sound comes and goes at the ends of a cue, so that a join does not click."""
RAMP = SOUND_RATE * 8 // 1000
"""Samples over which a volume changes, before its stretch and after it: within, nothing of what is silenced is left."""

# What slowing down still holds back when the sound ends is pushed out by so much silence.
_PUSH = SOUND_RATE // 4


def silenced(blocks: Iterable[Channels], start: Micros, volumes: Sequence[Volume]) -> Iterator[Channels]:
    """The sound, from film time `start` on, without what `volumes` make silent."""
    return _changed(blocks, start, [(each, 0.0) for each in volumes if each.decibels is None])


def lifted(blocks: Iterable[Channels], start: Micros, volumes: Sequence[Volume]) -> Iterator[Channels]:
    """The sound, from film time `start` on, louder and quieter where `volumes` make it so."""
    factors = [(each, 10 ** (each.decibels / 20)) for each in volumes if each.decibels is not None]
    return _changed(blocks, start, factors)


def slowed(blocks: Iterable[Channels], run: Run) -> Iterator[Channels]:
    """The sound at the pace of `run`, its pitch as it was; somewhat more than there is of it, the rest silence."""
    if run.speed == AS_IT_WAS:
        yield from blocks
        return
    # At less than half the pace the filter is used twice.
    paces, pace = [], run.speed / AS_IT_WAS
    while pace < 0.5:
        paces.append(0.5)
        pace /= 0.5
    yield from through(_pushed(blocks), *(("atempo", f"{each}") for each in (*paces, pace)))


def exactly(blocks: Iterable[Channels], count: int) -> Iterator[Channels]:
    """`count` samples of the sound, silence where it has no more, coming and going over `FADE` samples at its ends."""
    given = 0
    for block in blocks:
        part = block[:, : count - given]
        yield _faded(part, given, count)
        given += part.shape[1]
        if given >= count:
            return
    yield np.zeros((2, count - given), np.float32)


def _pushed(blocks: Iterable[Channels]) -> Iterator[Channels]:
    yield from blocks
    yield np.zeros((2, _PUSH), np.float32)


def _changed(blocks: Iterable[Channels], start: Micros, factors: Sequence[tuple[Volume, float]]) -> Iterator[Channels]:
    position = start * SOUND_RATE / SECOND
    for block in blocks:
        place = position + np.arange(block.shape[1])
        position += block.shape[1]
        for volume, factor in factors:
            block = block * (1 + (factor - 1) * _share(volume, place)).astype(np.float32)
        yield block


def _share(volume: Volume, place: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    """How far the change has come, 0 to 1, at each place, counted in samples from film time zero."""
    begin, end = (at * SOUND_RATE / SECOND for at in (volume.span.start, volume.span.end))
    inside: npt.NDArray[np.floating] = np.clip(1 + np.minimum(place - begin, end - place) / RAMP, 0, 1)
    return inside


def _faded(part: Channels, position: int, count: int) -> Channels:
    place = np.arange(position, position + part.shape[1])
    loudness = np.clip(np.minimum(place + 0.5, count - place - 0.5) / FADE, 0, 1)
    return part * loudness.astype(np.float32)
