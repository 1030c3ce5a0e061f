"""One scene, heard by two microphones that have nothing in common but the room: when each began is known exactly."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from scipy.ndimage import map_coordinates
from scipy.signal import butter, fftconvolve, lfilter, sosfilt

RATE = 8_000
Sound = npt.NDArray[np.float64]
Samples = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Microphone:
    """How something hears: from `lowest` to `highest` Hz, with its own noise `noise` dB below the scene.

    The room echoes for `echo` seconds; `direct` is how much louder the sound itself comes than all of its echoes.
    """

    lowest: float = 80.0
    highest: float = 3_800.0
    noise: float = 15.0
    echo: float = 0.3
    direct: float = 1.2


ON_THE_SHELF = Microphone()
ACROSS_THE_ROOM = Microphone(lowest=250.0, highest=3_200.0, echo=0.6, direct=0.7)


@cache
def scene(seed: int, seconds: float) -> Sound:
    """Two people's murmuring and a knock now and then, with pauses: unlike that of any other `seed`."""
    rng = np.random.default_rng(seed)
    sounds = np.zeros(round(seconds * RATE))
    at = rng.exponential(0.6)
    while at < seconds - 1:
        for made in (_murmur(rng), _knock(rng)) if rng.random() < 0.3 else (_murmur(rng),):
            start = round(at * RATE)
            made = made[: len(sounds) - start]
            sounds[start : start + len(made)] += made
            at += len(made) / RATE + 0.05
        at += rng.exponential(1.0)
    return sounds


def recorded(
    heard: Sound, microphone: Microphone, *, seed: int, start: float = 0.0, seconds: float, loses: float = 0.0
) -> Samples:
    """`seconds` of what `microphone` makes of the scene from `start` on; its clock `loses` so many millionths."""
    rng = np.random.default_rng(seed)
    echoed = _in_a_room(heard, microphone, rng)[round(start * RATE) :]
    ticks = np.arange(min(round(seconds * RATE), int(len(echoed) / (1 + loses * 1e-6))))
    clocked = map_coordinates(echoed, [ticks * (1 + loses * 1e-6)], order=3) if loses else echoed[: len(ticks)]
    band = butter(2, [microphone.lowest, microphone.highest], "band", fs=RATE, output="sos")
    noise = sosfilt(band, rng.normal(size=len(clocked)))
    noise *= np.std(clocked) / np.std(noise) * 10 ** (-microphone.noise / 20)
    said = sosfilt(band, clocked) + noise
    return np.asarray(said / np.abs(said).max() * rng.uniform(2_000, 30_000), np.int16)


def _murmur(rng: np.random.Generator) -> Sound:
    count = round(rng.uniform(0.12, 0.6) * RATE)
    phase = 2 * np.pi * np.cumsum(rng.uniform(180, 340) * 2 ** np.cumsum(rng.normal(0, 0.01, count))) / RATE
    voice = sum(np.sin(number * phase) / number**0.7 for number in range(1, 12))
    for resonance in (rng.uniform(350, 900), rng.uniform(900, 2400)):
        turn = 2 * np.pi * resonance / RATE
        voice = lfilter([0.04], [1, -1.92 * np.cos(turn), 0.96**2], voice) + 0.3 * voice
    voice = (voice + 0.05 * rng.normal(size=count)) * np.sqrt(np.hanning(count))
    return np.asarray(voice / np.std(voice) * rng.uniform(0.3, 1))


def _knock(rng: np.random.Generator) -> Sound:
    time = np.arange(round(0.06 * RATE)) / RATE
    return np.asarray(2 * np.sin(2 * np.pi * rng.uniform(500, 2500) * time) * np.exp(-80 * time))


def _in_a_room(heard: Sound, microphone: Microphone, rng: np.random.Generator) -> Sound:
    time = np.arange(round(microphone.echo * RATE)) / RATE
    answer = rng.normal(size=time.size) * np.exp(-6.9 * time / microphone.echo) * (time > 0.004)
    answer /= np.sqrt(np.sum(answer**2))
    answer[0] = microphone.direct
    return np.asarray(fftconvolve(heard, answer)[: len(heard)])
