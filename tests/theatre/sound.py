"""The whole sound of a film: voices, wooden clicks and a quiet room."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.signal import fftconvolve, lfilter

from .outbursts import outbursts
from .script import Move, Script, Tumble
from .voices import RATE, VOICES, Samples, Voice, spoken


def mixed(script: Script, voices: Mapping[str, Voice] = VOICES) -> Samples:
    """The film's whole sound: float32 mono at 48 kHz, -1 to 1."""
    count = script.length * RATE // 1000
    sound = spoken(script, voices) + outbursts(script, voices) + clicks(script)
    return np.asarray(np.clip(_roomy(sound) + script.air * _room_tone(count), -1, 1), np.float32)


def clicks(script: Script) -> Samples:
    """A soft wooden click where a block is put down, and a rattle where the tower falls."""
    total = np.zeros(script.length * RATE // 1000 + RATE, np.float32)
    rng = np.random.default_rng(7)
    moments = [(move.end, 0.05) for move in script.of(Move)]
    for tumble in script.of(Tumble):
        moments += [(tumble.at + 180 + int(60 * i + rng.uniform(0, 40)), 0.085 * rng.uniform(0.5, 1)) for i in range(9)]
    time = np.arange(RATE // 8) / RATE
    for at, level in moments:
        pitch = rng.uniform(0.9, 1.15)
        knock = sum(
            a * np.sin(2 * np.pi * f * pitch * time) * np.exp(-time * d)
            for a, f, d in ((1, 620, 60), (0.6, 1180, 95), (0.3, 2350, 150))
        )
        start = at * RATE // 1000
        total[start : start + time.size] += np.asarray(level * knock, np.float32)
    return total[: script.length * RATE // 1000]


def _roomy(sound: Samples) -> Samples:
    """A small furnished room answers softly and for a short while."""
    rng = np.random.default_rng(3)
    time = np.arange(int(0.11 * RATE)) / RATE
    answer = rng.normal(0, 1, time.size) * np.exp(-time * 55) * (time > 0.006)
    answer = lfilter([0.35], [1, -0.65], answer)
    answer *= 0.12 / np.sqrt(np.sum(answer**2))
    return np.asarray(sound + fftconvolve(sound, answer)[: sound.size], np.float32)


def _room_tone(count: int) -> Samples:
    """Air and a far-off refrigerator, at about -64 dB of full scale."""
    rng = np.random.default_rng(11)
    air = lfilter([0.03], [1, -0.97], rng.normal(0, 1, count))
    return np.asarray(6e-4 * air / np.std(air), np.float32)
