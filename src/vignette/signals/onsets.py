"""When something begins to sound, and how high: what two microphones in one room agree on, however they differ.

Each of `BANDS` bands of pitch has its own row, so that a low voice is not taken for a high one. Only rises count, each
against what is usual for its band and time: gain, hum, steady noise and the colour of a microphone fall away.
"""

from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy import fft
from scipy.ndimage import uniform_filter1d

Samples = npt.NDArray[np.int16]
"""Mono sound, shape (n,)."""
Onsets = npt.NDArray[np.float32]
"""How much begins in each band, shape (bands, n): 100 a second, about nought where nothing does."""

PER_SECOND = 100
BANDS = 12
LOWEST, HIGHEST = 200.0, 3600.0
"""Hz: below, microphones hear wind and hands; above, phones differ."""

_WINDOW = 0.032
_AT_ONCE = 4096
_RISE = 4
_AROUND, _USUAL = 3 * PER_SECOND, 30 * PER_SECOND
_MOST = 4.0


def onsets(samples: Samples, rate: int) -> Onsets:
    """The onsets of `samples` at `rate` a second (8000 or more), in memory of about a third of the sound's own."""
    loudness = _loudness(samples, rate)
    if not loudness.shape[1]:
        return loudness
    return np.stack([_rises(band) for band in loudness])


def _loudness(samples: Samples, rate: int) -> Onsets:
    """Power in each band, shape (bands, n)."""
    hop, size = rate // PER_SECOND, 1 << (round(rate * _WINDOW) - 1).bit_length()
    count = max(0, (len(samples) - size) // hop + 1)
    weights = _weights(size, rate)
    loudness = np.empty((BANDS, count), np.float32)
    window = np.hanning(size).astype(np.float32)
    for first in range(0, count, _AT_ONCE):
        last = min(count, first + _AT_ONCE)
        stretch = samples[first * hop : (last - 1) * hop + size].astype(np.float32)
        pieces = np.lib.stride_tricks.sliding_window_view(stretch, size)[::hop] * window
        loudness[:, first:last] = weights @ (np.abs(fft.rfft(pieces, axis=1)) ** 2).T
    return loudness


def _weights(size: int, rate: int) -> Onsets:
    """Which frequencies make up each band, shape (bands, frequencies): each as wide, to the ear, as the others."""
    frequencies = np.fft.rfftfreq(size, 1 / rate)
    edges = np.searchsorted(frequencies, np.geomspace(LOWEST, min(HIGHEST, 0.45 * rate), BANDS + 1))
    place = np.arange(len(frequencies))
    bands = [(place >= low) & (place < max(high, low + 1)) for low, high in pairwise(edges)]
    return np.stack(bands).astype(np.float32)


def _rises(power: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """How much louder one band becomes within 40 ms, against what is usual around."""
    floor = np.quantile(power, 0.2) + 1e-9 * power.max() + np.float32(1e-12)
    level = uniform_filter1d(np.log(power + floor), 3)
    rise = np.zeros_like(level)
    rise[_RISE:] = np.maximum(0, level[_RISE:] - level[:-_RISE])
    rise -= uniform_filter1d(rise, _AROUND, mode="nearest")
    usual = np.sqrt(uniform_filter1d(rise * rise, _USUAL, mode="nearest"))
    least = 0.3 * np.sqrt(np.mean(rise * rise)) + 1e-9
    return np.asarray(np.clip(rise / np.maximum(usual, least), -1, _MOST), np.float32)
