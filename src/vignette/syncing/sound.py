"""Two films laid beside each other by their sound."""

import numpy as np
import numpy.typing as npt

from vignette.domain.pairing import Offset
from vignette.domain.source import Source
from vignette.domain.span import SECOND
from vignette.domain.work import Progress, unheard
from vignette.footage.sound import sound
from vignette.signals.sync import offset_between

RATE = 8_000
"""Samples a second: voices reach to 4 kHz. Four hours are 230 MB."""

_ONE_HEARD, _BOTH_HEARD = 0.45, 0.9
_FULL = 32_767


def synced(one: Source, other: Source, *, progress: Progress = unheard) -> Offset | None:
    """When `other` starts in the time of `one`, told by their sound; None where it tells nothing.

    Raises FilmProblem where one of them cannot be read.
    """
    first = _heard(one)
    progress(_ONE_HEARD)
    second = _heard(other)
    progress(_BOTH_HEARD)
    found = offset_between(first, second, rate=RATE)
    progress(1.0)
    return found


def _heard(source: Source) -> npt.NDArray[np.int16]:
    """The whole sound from film time zero on, shape (n,); silent until it sets in, empty where there is none."""
    parts: list[npt.NDArray[np.int16]] = []
    for stretch in sound(source, rate=RATE):
        if not parts:
            parts.append(np.zeros(round(stretch.start * RATE / SECOND), np.int16))
        parts.append(np.round(np.clip(stretch.samples, -1, 1) * _FULL).astype(np.int16))
    return np.concatenate(parts) if parts else np.zeros(0, np.int16)
