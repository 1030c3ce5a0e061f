"""The pitch of a voice by autocorrelation, after Boersma (1993): the window's own autocorrelation divided out."""

from functools import cache

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

LOWEST, HIGHEST = 60.0, 1000.0
"""Hz; an infant's voice reaches beyond 600."""
OCTAVE_COST = 0.01
"""How much a pitch an octave lower must be clearer to be preferred (Boersma 1993)."""
FINER = 2
"""The autocorrelation is computed at this many points a sample, or high pitches would fall between its points."""


def pitch_of(window: Numbers, rate: int, *, voiced_from: float = 0.5) -> float:
    """The pitch in Hz of `window`, shape (n,), which holds at least three periods of it; NaN where unvoiced.

    `voiced_from` is the least share, 0 to 1, of the sound that must repeat.
    """
    return float(pitches_of(powers_of(window[None]), rate, voiced_from=voiced_from)[0][0])


def powers_of(windows: Numbers) -> Numbers:
    """The power of each of `windows`, shape (m, n), at n + 1 frequencies from 0 to half the rate: shape (m, n + 1)."""
    size = windows.shape[1]
    freed = (windows - windows.mean(axis=1, keepdims=True)) * _bell(size)
    spectra = np.fft.rfft(freed, 2 * size, axis=1)
    return np.asarray(spectra.real**2 + spectra.imag**2, np.float32)


def pitches_of(powers: Numbers, rate: int, *, voiced_from: float = 0.5) -> tuple[Numbers, Numbers]:
    """The pitch in Hz of each window whose `powers` these are, and the share of it that repeats, 0 to 1.

    Both of shape (m,). Pitch is NaN where less than `voiced_from` repeats; the share is 0 where nothing does.
    """
    first, last = int(rate * FINER / HIGHEST), int(rate * FINER / LOWEST)
    is_peak, beyond, heights = _peaks(_repeats(powers, first, last + 2))
    costs = OCTAVE_COST * np.log2(np.arange(first + 1, last + 1, dtype=np.float32))
    clear = is_peak & (heights >= voiced_from)
    best = np.argmax(np.where(clear, heights - costs, -np.inf), axis=1)
    share = np.max(np.where(is_peak, heights, 0), axis=1)
    lags = first + 1 + best + beyond[np.arange(len(best)), best]
    pitch = np.where(clear.any(axis=1), rate * FINER / lags, np.nan)
    return pitch.astype(np.float32), np.clip(share, 0, 1).astype(np.float32)


def _repeats(powers: Numbers, first: int, last: int) -> Numbers:
    """How much of the sound comes again after each lag from `first` to before `last`, in parts of a sample."""
    size = powers.shape[1] - 1
    sound = np.fft.irfft(powers, 2 * size * FINER, axis=1)
    usual = np.where(sound[:, :1] > 0, sound[:, :1], 1)
    return np.asarray(sound[:, first:last] / (usual * _shape(size)[first:last]), np.float32)


@cache
def _bell(size: int) -> Numbers:
    return np.hanning(size).astype(np.float32)


@cache
def _shape(size: int) -> Numbers:
    """The autocorrelation of the window itself."""
    power = np.abs(np.fft.rfft(np.hanning(size), 2 * size)) ** 2
    shape = np.fft.irfft(power, 2 * size * FINER)[: size * FINER // 2]
    return np.asarray(shape / shape[0], np.float32)


def _peaks(repeats: Numbers) -> tuple[Mask, Numbers, Numbers]:
    """Which lags but the first and the last are peaks; how far beyond each, in lags, it is highest, and how high there.

    Told by the parabola through three points: without it a high voice, whose peaks fall between two lags, would be
    taken for the octave below.
    """
    before, here, after = repeats[:, :-2], repeats[:, 1:-1], repeats[:, 2:]
    is_peak = (here > before) & (here >= after)
    bend = np.where(is_peak, before - 2 * here + after, np.float32(-np.inf))
    beyond = np.asarray(0.5 * (before - after) / bend, np.float32)
    return is_peak, beyond, np.asarray(here - 0.25 * (before - after) * beyond, np.float32)
