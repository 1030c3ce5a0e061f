"""A spoken-sounding sound whose pitch and place in time are known from its making: pulses through formants."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.signal import lfilter

RATE = 16_000
Samples = npt.NDArray[np.float64]

VOWELS = ((730, 1090, 2440), (530, 1840, 2480), (300, 870, 2240), (570, 840, 2410), (270, 2290, 3010))
"""First three formants in Hz of five vowels (Peterson & Barney 1952, men)."""
BANDWIDTHS = (60, 90, 150)
SYLLABLE = 0.18
ADULT, INFANT = (800.0, 1400.0, 2700.0), (1100.0, 2900.0, 4500.0)
"""Formants in Hz of an "aah"."""


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


def coo(
    pitches: Sequence[float],
    seconds: float,
    *,
    seed: int = 1,
    vowel: tuple[float, float, float] = INFANT,
    uneven: float = 0.008,
) -> npt.NDArray[np.float32]:
    """One wordless sound whose pitch runs through `pitches` (Hz), evenly spread, and trembles by the share `uneven`."""
    random = np.random.default_rng(seed)
    count = round(seconds * RATE)
    trembling = random.normal(0, uneven, count // 480 + 2)
    along = np.interp(np.linspace(0, 1, count), np.linspace(0, 1, len(pitches)), pitches)
    along = along * (1 + np.interp(np.arange(count) / 480, np.arange(trembling.size), trembling))
    source = _pulses(np.cumsum(along) / RATE, float(along.max())) + random.normal(0, 0.03, count)
    sung = _through(source, np.repeat(np.array(vowel, np.float64)[:, None], count, axis=1))
    sung *= np.minimum(1, np.minimum(np.arange(count), np.arange(count)[::-1]) / (0.05 * RATE))
    return np.asarray(0.4 * sung / np.abs(sung).max(), np.float32)


def laugh(pitch: float, bursts: int, rate: float, *, seed: int = 1) -> npt.NDArray[np.float32]:
    """So many voiced bursts, `rate` a second and falling in pitch, each half of its time and breath in the other."""
    random = np.random.default_rng(seed)
    ends = np.cumsum(1 + random.normal(0, 0.05, bursts)) / rate
    pieces = []
    for number, lasting in enumerate(np.diff(ends, prepend=0.0)):
        here = pitch * 2 ** ((2 - 5 * number / bursts) / 12)
        voiced = coo((here, here * 1.06, here * 0.98), lasting / 2, seed=seed + number, vowel=ADULT)
        breath = lfilter([0.1], [1, -0.9], random.normal(0, 0.05, round(lasting * RATE) - voiced.size))
        pieces += [voiced * 0.85**number, breath.astype(np.float32)]
    return np.concatenate(pieces)


def tone(pitches: Sequence[float], seconds: float, *, overtones: int = 3) -> npt.NDArray[np.float32]:
    """What no throat makes: a sound whose pitch runs through `pitches` as evenly as can be."""
    count = round(seconds * RATE)
    phase = np.cumsum(np.interp(np.linspace(0, 1, count), np.linspace(0, 1, len(pitches)), pitches)) / RATE
    sounding = sum(np.cos(2 * np.pi * h * phase) / h for h in range(1, overtones + 1))
    faded = np.minimum(1, np.minimum(np.arange(count), np.arange(count)[::-1]) / (0.01 * RATE))
    return np.asarray(0.2 * sounding * faded, np.float32)


def in_a_quiet_room(*sounds: npt.NDArray[np.float32], between: float = 1.0) -> npt.NDArray[np.float32]:
    """The sounds one after the other, with `between` seconds before, between and after."""
    pieces = [silence(between)]
    for number, sound in enumerate(sounds):
        pieces += [sound + silence(sound.size / RATE, seed=number)[: sound.size], silence(between, seed=number + 50)]
    return np.concatenate(pieces)


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
