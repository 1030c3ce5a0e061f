"""A spoken-sounding sound whose pitch and place in time are known from its making: pulses through formants."""

import numpy as np
import numpy.typing as npt
from scipy.signal import lfilter

RATE = 16_000
Samples = npt.NDArray[np.float64]

VOWELS = ((730, 1090, 2440), (530, 1840, 2480), (300, 870, 2240), (570, 840, 2410), (270, 2290, 3010))
"""First three formants in Hz of five vowels (Peterson & Barney 1952, men)."""
BANDWIDTHS = (60, 90, 150)
SYLLABLE = 0.18


def silence(seconds: float, *, seed: int = 1) -> npt.NDArray[np.float32]:
    """A quiet room: faint noise."""
    return (np.random.default_rng(seed).normal(0, 2e-4, round(seconds * RATE))).astype(np.float32)


def babble(pitch: float, seconds: float, *, seed: int = 1, tract: float = 1.0) -> npt.NDArray[np.float32]:
    """Syllables of changing vowels at `pitch` Hz, which wavers by half a per cent; `tract` scales the formants."""
    random = np.random.default_rng(seed)
    count = round(seconds * RATE)
    time = np.arange(count) / RATE
    phase = np.cumsum(pitch * (1 + 0.005 * np.sin(2 * np.pi * 5 * time))) / RATE
    source = _pulses(phase, pitch) + random.normal(0, 0.03, count)
    spoken = _through(source, _formants_over(time, tract, random))
    spoken *= 0.15 + 0.85 * np.sin(np.pi * ((time / SYLLABLE) % 1)) ** 0.7
    spoken *= np.minimum(1, np.minimum(time, time[::-1]) / 0.03)
    return (0.5 * spoken / np.abs(spoken).max()).astype(np.float32) + silence(seconds, seed=seed)[:count]


def _pulses(phase: Samples, pitch: float) -> Samples:
    """All harmonics below half the rate, falling by 6 dB an octave: no pulse has to sit on a sample."""
    harmonics = np.arange(1, int(0.45 * RATE / pitch) + 1)
    return np.asarray(sum(np.cos(2 * np.pi * h * phase) / h for h in harmonics))


def _formants_over(time: Samples, tract: float, random: np.random.Generator) -> Samples:
    """The formants at each moment, shape (3, n), gliding from vowel to vowel."""
    count = int(time[-1] / SYLLABLE) + 3
    stops = np.array([VOWELS[i] for i in random.integers(0, len(VOWELS), count)], np.float64) * tract
    return np.stack([np.interp(time / SYLLABLE, np.arange(count), stops[:, i]) for i in range(3)])


def _through(source: Samples, formants: Samples, *, piece: int = 80) -> Samples:
    """The source through three resonances that move every five milliseconds."""
    for tracks, bandwidth in zip(formants, BANDWIDTHS, strict=True):
        rest = np.zeros(2)
        out = np.empty_like(source)
        for start in range(0, source.size, piece):
            radius = np.exp(-np.pi * bandwidth / RATE)
            poles = [1, -2 * radius * np.cos(2 * np.pi * tracks[start] / RATE), radius**2]
            out[start : start + piece], rest = lfilter([sum(poles)], poles, source[start : start + piece], zi=rest)
        source = out
    return source
