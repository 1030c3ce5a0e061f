"""The pitch of a voice by autocorrelation, after Boersma (1993): the window's own autocorrelation divided out."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

LOWEST, HIGHEST = 60.0, 1000.0
"""Hz; an infant's voice reaches beyond 600."""
OCTAVE_COST = 0.01
"""How much a pitch an octave lower must be clearer to be preferred (Boersma 1993)."""
FINER = 4
"""The autocorrelation is computed at this many points a sample, or high pitches would fall between its points."""


def pitch_of(window: npt.NDArray[np.float32], rate: int, *, voiced_from: float = 0.5) -> float:
    """The pitch in Hz of `window`, shape (n,), which holds at least three periods of it; NaN where unvoiced.

    `voiced_from` is the least share, 0 to 1, of the sound that must repeat.
    """
    samples = window.astype(np.float64) - window.mean()
    if not np.any(samples):
        return float("nan")
    repeats = _repeats(samples)
    peaks = _peaks(repeats, first=int(rate * FINER / HIGHEST), last=int(rate * FINER / LOWEST))
    peaks = peaks[repeats[peaks] >= voiced_from]
    if not peaks.size:
        return float("nan")
    score = repeats[peaks] - OCTAVE_COST * np.log2(peaks)
    return rate * FINER / _summit(repeats, int(peaks[np.argmax(score)]))


def _repeats(samples: Floats) -> Floats:
    """How much of the sound comes again after each lag, 1 at none; lags in quarters of a sample, to half the window."""
    bell = np.hanning(samples.size)
    sound, shape = _correlated(samples * bell), _correlated(bell)
    half = samples.size * FINER // 2
    return np.asarray((sound / sound[0])[:half] / (shape / shape[0])[:half])


def _correlated(samples: Floats) -> Floats:
    """The autocorrelation, with points between the samples: a longer transform whose higher frequencies are empty."""
    size = 2 * samples.size
    power = np.abs(np.fft.rfft(samples, size)) ** 2
    return np.fft.irfft(power, size * FINER) * FINER


def _peaks(values: Floats, *, first: int, last: int) -> npt.NDArray[np.intp]:
    inside = values[first : last + 1]
    is_peak = (inside[1:-1] > inside[:-2]) & (inside[1:-1] >= inside[2:])
    return np.flatnonzero(is_peak) + first + 1


def _summit(values: Floats, at: int) -> float:
    """Where the parabola through three points is highest."""
    before, here, after = values[at - 1 : at + 2]
    bend = before - 2 * here + after
    return at + (0.5 * float((before - after) / bend) if bend else 0.0)
