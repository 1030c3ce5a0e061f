"""Two murmuring voices, added up from sine waves and a little breath."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.signal import lfilter

from .script import CHILD, MOTHER, Say, Script

Samples = npt.NDArray[np.float32]
Curve = npt.NDArray[np.float64]

RATE = 48_000
CONTROL = 240
"""Samples from one value of the voice's controls to the next: 5 ms."""

VOWELS: dict[str, tuple[float, float, float]] = {
    "a": (820, 1380, 2780),
    "e": (560, 2050, 2850),
    "i": (360, 2500, 3150),
    "o": (540, 960, 2650),
    "u": (390, 880, 2550),
    "m": (270, 1150, 2300),
}
"""The first three resonances of a woman's mouth in Hz (after Hillenbrand et al. 1995), and of a hum."""

OPENNESS = {"a": 1.0, "e": 0.65, "i": 0.40, "o": 0.75, "u": 0.45, "m": 0.06}
ROUNDING = {"a": 0.1, "e": 0.0, "i": 0.0, "o": 0.9, "u": 1.0, "m": 0.2}

ONSETS: dict[str, tuple[float, float, float]] = {
    "m": (270, 1100, 2300),
    "n": (270, 1650, 2500),
    "b": (320, 900, 2300),
    "d": (320, 1750, 2650),
    "l": (380, 1250, 2750),
    "w": (330, 720, 2300),
    "y": (320, 2400, 3000),
    "h": (600, 1500, 2700),
    "": (500, 1500, 2700),
}
"""Where the resonances come from when a syllable begins with this sound."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody's voice: its usual pitch in Hz, how high its resonances lie against a woman's, and how loud it is.

    `liveliness` is how much of the written melody it makes; a child's is high already.
    """

    pitch: float
    mouth: float
    liveliness: float
    strength: float


VOICES = {MOTHER: Voice(208.0, 1.0, 0.85, 0.10), CHILD: Voice(296.0, 1.12, 0.55, 0.09)}

TUNES: dict[str, tuple[float, ...]] = {
    "calm": (1, 2, 0, -2),
    "call": (0, 1, 3, 6),
    "ask": (0, -1, 1, 5),
    "warm": (2, 7, 3, -1),
    "glad": (4, 9, 6, 1),
    "play": (3, 8, 3, 7),
    "tell": (2, 3, 1, -3),
    "laugh": (7, 6, 4, 1),
    "hum": (0, 5, -1, 3),
    "singsong": (0, 14, 2, 15, 1),
}
"""The melody of a turn in semitones above the speaker's own pitch, evenly spread over it."""


@dataclass(frozen=True, slots=True)
class Syllable:
    """One syllable: milliseconds, the sound it begins with (may be empty), its vowel, and what the mouth does."""

    start: float
    end: float
    onset: str
    vowel: str
    openness: float
    rounding: float


def syllables(say: Say) -> list[Syllable]:
    """The syllables of a turn, nearly as long as each other but for the last, which lingers."""
    parts = [re.fullmatch(r"([mnbdlwyh]?)([aeioum])", text) for text in say.sounds.split("-")]
    if not all(parts):
        raise ValueError(f"nobody here can say {say.sounds!r}")
    weights = 1 + 0.22 * np.sin(2.4 * np.arange(len(parts)) + say.start)
    weights[-1] = 1.0 if say.tune == "laugh" else 1.4
    edges = say.start + (say.end - say.start) * np.concatenate(([0], np.cumsum(weights) / weights.sum()))
    return [
        Syllable(float(a), float(b), p[1], p[2], OPENNESS[p[2]], ROUNDING[p[2]])
        for a, b, p in zip(edges[:-1], edges[1:], parts, strict=True)
        if p
    ]


def spoken(script: Script, voices: Mapping[str, Voice] = VOICES) -> Samples:
    """The voices alone: silent outside what is said."""
    total = np.zeros(script.length * RATE // 1000, np.float32)
    for number, say in enumerate(script.of(Say)):
        turn = _turn(say, voices[say.who], seed=number)
        start = say.start * RATE // 1000
        total[start : start + turn.size] += turn
    return total


def _turn(say: Say, voice: Voice, seed: int) -> Samples:
    rng = np.random.default_rng(seed)
    count = (say.end - say.start) * RATE // 1000
    controls = np.arange(0, count + CONTROL, CONTROL) / RATE * 1000 + say.start
    resonances, loudness, breath = _mouth_over(say, voice, controls)
    return sung(voice, count, rng, _melody(say, voice, controls, rng), resonances, loudness, breath)


def sung(
    voice: Voice,
    count: int,
    rng: np.random.Generator,
    pitch: Curve,
    resonances: Curve,
    loudness: Curve,
    breath: Curve,
) -> Samples:
    """`count` samples of a voice from its controls, one value each `CONTROL` samples.

    `pitch` and `resonances` (three rows) are Hz, `loudness` and `breath` shares of the voice's own strength.
    """
    samples = np.arange(count) / CONTROL
    index = np.arange(pitch.size)
    phase = 2 * np.pi * np.cumsum(np.interp(samples, index, pitch)) / RATE
    voiced = np.zeros(count)
    for harmonic in range(1, int(5200 / pitch.min())):
        gain, shift = _response(harmonic * pitch, resonances)
        # A soft voice has few overtones: 7 dB less with each octave, after the lips have opened the sound up again.
        gain = gain * harmonic**-1.2 * np.clip((6200 - harmonic * pitch) / 1500, 0, 1)
        voiced += np.interp(samples, index, gain) * np.cos(harmonic * phase + np.interp(samples, index, shift))
    noise = _breath(rng, count, voice.mouth)
    body = voiced * np.interp(samples, index, loudness) + 0.5 * noise * np.interp(samples, index, breath)
    level = voice.strength / np.sqrt(np.mean(body**2))
    fade = np.minimum(1, np.minimum(np.arange(count), np.arange(count)[::-1]) / (0.012 * RATE))
    return np.asarray(np.tanh(level * body * fade * 1.2) / 1.2, np.float32)


def _mouth_over(say: Say, voice: Voice, controls: Curve) -> tuple[Curve, Curve, Curve]:
    """Resonances (3, n) in Hz, loudness and breath (n) over a turn."""
    resonances = np.zeros((3, controls.size))
    loudness, breath = np.full(controls.size, 0.02), np.zeros(controls.size)
    parts = syllables(say)
    for i, part in enumerate(parts):
        here = (controls >= part.start) & (controls <= part.end)
        since, left = controls[here] - part.start, part.end - controls[here]
        glide = np.exp(-since / 38)
        for band in range(3):
            resonances[band, here] = VOWELS[part.vowel][band] * (1 - glide) + ONSETS[part.onset][band] * glide
        attack = 90 if part.onset in "mnlwy" else 45
        rise = 0.30 + 0.70 * np.clip(since / attack, 0, 1) if part.onset else np.clip(since / 60, 0, 1)
        fall = np.clip(left / (150 if i == len(parts) - 1 else 45), 0.25, 1)
        loudness[here] = rise * fall * (0.55 if part.vowel == "m" else 1)
        breath[here] = 0.030 + (0.16 * np.exp(-since / 30) if part.onset in ("h", "b", "d") else 0)
        if say.tune == "laugh":
            loudness[here] *= np.clip(since / 40, 0.05, 1) * np.clip(left / 70, 0.03, 1)
            breath[here] += 0.05
    resonances[:, resonances[0] == 0] = np.array(VOWELS["a"])[:, None]
    kernel = np.hanning(9) / np.hanning(9).sum()
    smooth = [np.convolve(np.pad(row, 4, mode="edge"), kernel, "valid") for row in (*resonances, loudness, breath)]
    return np.stack(smooth[:3]) * voice.mouth, smooth[3], smooth[4]


def _melody(say: Say, voice: Voice, controls: Curve, rng: np.random.Generator) -> Curve:
    tune = TUNES[say.tune]
    share = (controls - say.start) / (say.end - say.start)
    semitones = np.interp(share, np.linspace(0, 1, len(tune)), tune)
    width = min(controls.size, 31)
    kernel = np.hanning(width + 2)[1:-1]
    semitones = np.convolve(np.pad(semitones, width, mode="edge"), kernel / kernel.sum(), "same")[width:-width]
    wander = np.convolve(rng.normal(0, 0.6, controls.size + 20), np.hanning(21) / 10.5, "valid")
    tremble = 0.12 * np.sin(2 * np.pi * 5.3 * (controls - say.start) / 1000)
    above = voice.liveliness * semitones + wander[: controls.size] + tremble + rng.uniform(-0.6, 0.6)
    return voice.pitch * 2 ** (above / 12)


def _response(frequency: Curve, resonances: Curve) -> tuple[Curve, Curve]:
    """Gain and phase of the mouth at `frequency`, its resonances in a row."""
    bands = np.concatenate([resonances, np.full((1, frequency.size), 3900.0)])
    widths = np.array([85, 110, 160, 260])[:, None]
    reply = np.prod(bands**2 / (bands**2 - frequency**2 + 1j * widths * frequency), axis=0)
    return np.abs(reply), np.angle(reply)


def _breath(rng: np.random.Generator, count: int, size: float) -> Curve:
    noise = rng.normal(0, 1, count)
    for centre in (1500 * size, 2800 * size):
        radius, angle = 0.965, 2 * np.pi * centre / RATE
        noise = lfilter([1 - radius], [1, -2 * radius * np.cos(angle), radius**2], noise)
    return noise / (np.std(noise) + 1e-9)
