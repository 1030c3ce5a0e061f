"""How loud a film is, for drawing it under the timeline, near and far."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vignette.domain.source import Source
from vignette.domain.span import SECOND
from vignette.domain.work import Progress, unheard
from vignette.footage.sound import sound

Loudness = npt.NDArray[np.uint8]

ZOOMS = (200, 50, 10)
"""Peaks a second, finest first; each is a multiple of the next."""

_MARK = b"peak"
_RATE = 16_000
_EACH = _RATE // ZOOMS[0]


@dataclass(frozen=True, eq=False, slots=True)
class Peaks:
    """The largest absolute sample of each stretch of sound, 0 to 255 (255 is full), by peaks a second.

    Entry k of zoom z is about k / z up to (k + 1) / z seconds of film time; all are empty where there is no sound.
    """

    zooms: dict[int, Loudness]

    def packed(self) -> bytes:
        """The bytes `peak`, then as little-endian uint32 the number of zooms n and n pairs (peaks a second, how many);
        then the peaks themselves, a byte each, zoom after zoom in the same order."""
        header = [len(self.zooms)] + [number for zoom, peaks in self.zooms.items() for number in (zoom, len(peaks))]
        return _MARK + np.array(header, "<u4").tobytes() + b"".join(peaks.tobytes() for peaks in self.zooms.values())

    @classmethod
    def unpacked(cls, content: bytes) -> Peaks:
        """What `packed` wrote; ValueError where it is anything else."""
        if content[:4] != _MARK or len(content) < 8:
            raise ValueError("these are no peaks")
        pairs = np.frombuffer(content, "<u4", count=2 * int.from_bytes(content[4:8], "little"), offset=8).reshape(-1, 2)
        ends = np.cumsum(pairs[:, 1]) + 8 + pairs.nbytes
        if len(content) != (ends[-1] if len(ends) else 8):
            raise ValueError("these peaks are not whole")
        zooms = zip(pairs.tolist(), ends.tolist(), strict=True)
        return cls({zoom: np.frombuffer(content, np.uint8, count, end - count) for (zoom, count), end in zooms})


def peaks(source: Source, *, progress: Progress = unheard) -> Peaks:
    """The peaks of `source` at all ZOOMS, in one pass; raises UnreadableFilm where it is no film."""
    finest = _finest(source)
    progress(1.0)
    return Peaks({zoom: _coarser(finest, ZOOMS[0] // zoom) for zoom in ZOOMS})


def _finest(source: Source) -> Loudness:
    tops: list[Loudness] = []
    left = np.zeros(0, np.float32)
    for stretch in sound(source, rate=_RATE):
        if not tops and not len(left):
            left = np.zeros(round(stretch.start * _RATE / SECOND), np.float32)
        left = np.concatenate((left, np.abs(stretch.samples)))
        whole = len(left) // _EACH * _EACH
        tops.append(_as_bytes(left[:whole].reshape(-1, _EACH).max(axis=1)))
        left = left[whole:]
    return np.concatenate([*tops, _as_bytes(left.max(keepdims=True))] if len(left) else [np.zeros(0, np.uint8), *tops])


def _as_bytes(tops: npt.NDArray[np.float32]) -> Loudness:
    return np.round(np.clip(tops, 0, 1) * 255).astype(np.uint8)


def _coarser(finest: Loudness, together: int) -> Loudness:
    padded = np.pad(finest, (0, -len(finest) % together))
    return np.asarray(padded.reshape(-1, together).max(axis=1, initial=0), dtype=np.uint8)
