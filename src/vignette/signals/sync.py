"""How far apart two recordings of one scene began, told by what both heard.

Where sounds begin gives the few offsets worth a closer look; at many places in the film the waves themselves are then
laid over each other, and the offset is believed as far as these places agree. Places agree on a line, not on a number:
the clocks of two recorders part by up to a few hundredths of a second each minute.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import fft

from vignette.domain.pairing import Offset
from vignette.domain.span import SECOND, Micros
from vignette.signals.onsets import HIGHEST, LOWEST, PER_SECOND, Onsets, Samples, onsets

Values = npt.NDArray[np.float64]

CANDIDATES = 5
LEAST_TOGETHER = 10.0
"""Seconds that two recordings must overlap by, or half of the shorter one."""
MOST_DRIFT = 300e-6
"""Clocks of phones and recorders are within 100 millionths of the true time; both may be off."""

_PLACES = 24
_PLACE_EVERY, _PLACE_LASTS = 5.0, 4.0
_NEAR = 0.25
_AGREES = 0.015
_APART = PER_SECOND // 2
_CLEAR = 5.5
_WHITENING = 0.8
# Where scenes have nothing in common, places that agree by accident have a clearness that adds up, squared, to a half.
_HALF_SURE, _CHANCE = 0.12, 0.5


@dataclass(frozen=True, slots=True)
class _Place:
    """One place where both were laid over each other: seconds into the first, and how much later it is than the second.

    `clearness` is 0 to 1: how far the best fit stands out.
    """

    at: float
    later: float
    clearness: float


@dataclass(frozen=True, slots=True)
class _Fit:
    """A line through the places: `later` seconds at the second's start, and so much more in each second after."""

    later: float
    slope: float
    strength: float
    """The mean clearness of all places, those that do not agree counted as nought."""
    is_more_than_chance: float
    """0 where a few places might agree like this by accident, 1 where they cannot."""


def offset_between(one: Samples, other: Samples, *, rate: int) -> Offset | None:
    """When `other` began in the time of `one`; None where nothing was heard by both.

    Both are mono, at `rate` samples a second (8000 or more), of any loudness. A confidence under one half means that
    they may have nothing in common, or that the same sound comes back again and again.
    """
    heard = onsets(one, rate), onsets(other, rate)
    if min(each.shape[1] for each in heard) < PER_SECOND:
        return None
    busy = _busy(heard[0]), _busy(heard[1])
    fits = []
    for lag in _candidates(*heard):
        places = list(_laid_over(one, other, rate, lag / PER_SECOND, _places(*busy, lag)))
        fits += [fit] if (fit := _agreed(places)) else []
    return _offset(sorted(fits, key=lambda fit: -fit.strength))


def _offset(fits: Sequence[_Fit]) -> Offset | None:
    if not fits:
        return None
    best = fits[0]
    rival = max((fit.strength for fit in fits[1:] if abs(fit.later - best.later) > 2 * _NEAR), default=0.0)
    is_alone = min(1.0, 2 * (1 - rival / best.strength))
    confidence = is_alone * best.is_more_than_chance * best.strength / (best.strength + _HALF_SURE)
    # The line runs in the first one's time; the second one starts where the two meet.
    begins = best.later / (1 - best.slope)
    return Offset(Micros(round(begins * SECOND)), float(confidence), float(best.slope / (1 - best.slope) * 1e6))


def _candidates(one: Onsets, other: Onsets) -> list[int]:
    """Lags, in steps of onsets, at which the two have most in common, if that is more than chance would give."""
    lags, likeness = _likeness(one, other)
    known = likeness[np.isfinite(likeness)]
    usual = np.median(known)
    scatter = 1.4826 * np.median(np.abs(known - usual)) + 1e-9
    found = []
    for _ in range(CANDIDATES):
        best = int(np.argmax(likeness))
        if likeness[best] < usual + _CLEAR * scatter:
            break
        found.append(int(lags[best]))
        likeness[max(0, best - _APART) : best + _APART + 1] = -np.inf
    return found


def _likeness(one: Onsets, other: Onsets) -> tuple[npt.NDArray[np.int64], Values]:
    """Every lag, and what the two have in common there; minus infinity where they hardly overlap."""
    first, second = one.shape[1], other.shape[1]
    size = fft.next_fast_len(first + second - 1, real=True)
    spectrum = np.zeros(size // 2 + 1, np.complex64)
    for here, there in zip(one, other, strict=True):
        spectrum += fft.rfft(here, size) * np.conj(fft.rfft(there, size))
    common = np.roll(fft.irfft(spectrum, size), second - 1)[: first + second - 1]
    lags = np.arange(1 - second, first)
    together = np.minimum(first, lags + second) - np.maximum(0, lags)
    least = min(LEAST_TOGETHER * PER_SECOND, min(first, second) / 2)
    return lags, np.where(together >= least, common / np.sqrt(np.maximum(1, together)), -np.inf)


def _busy(heard: Onsets) -> Values:
    """How much begins in the few seconds from each step on, shape (n,)."""
    total = np.concatenate(([0.0], np.cumsum(np.maximum(0, heard).sum(axis=0), dtype=np.float64)))
    ends = np.minimum(np.arange(heard.shape[1]) + round(_PLACE_LASTS * PER_SECOND), heard.shape[1])
    return np.asarray(total[ends] - total[:-1])


def _places(one: Values, other: Values, lag: int) -> list[float]:
    """Seconds into the first where a few seconds are worth laying over each other: all over, where most is going on."""
    begin, end = max(0, lag), min(len(one), len(other) + lag)
    both = one[begin:end] * other[begin - lag : end - lag]
    last = max(1, len(both) - round(_PLACE_LASTS * PER_SECOND))
    count = int(np.clip(last / PER_SECOND / _PLACE_EVERY, 3, _PLACES))
    stretches = np.array_split(both[:last], min(count, last))
    starts = np.cumsum([0] + [len(stretch) for stretch in stretches[:-1]])
    tops = [
        (float(stretch.max()), start + int(stretch.argmax())) for start, stretch in zip(starts, stretches, strict=True)
    ]
    least = 0.1 * np.quantile([top for top, _ in tops], 0.9)
    return [(begin + place) / PER_SECOND for top, place in tops if top > least]


def _laid_over(one: Samples, other: Samples, rate: int, lag: float, places: Sequence[float]) -> Iterator[_Place]:
    middle = (places[0] + places[-1]) / 2 if places else 0.0
    for at in places:
        reach = _NEAR + MOST_DRIFT * abs(at - middle)
        start = round(at * rate)
        here = one[start : start + round(_PLACE_LASTS * rate)].astype(np.float32)
        there = _cut(other, round((at - lag - reach) * rate), len(here) + round(2 * reach * rate))
        if here.any() and there.any():
            match = _match(here, there, rate)
            best = int(np.argmax(match))
            later = at - (round((at - lag - reach) * rate) + best) / rate
            yield _Place(at, later, _clearness(match, best, rate))


def _cut(samples: Samples, start: int, count: int) -> npt.NDArray[np.float32]:
    """`count` samples from `start` on, silence where there are none."""
    cut = np.zeros(count, np.float32)
    low, high = max(0, start), min(len(samples), start + count)
    if low < high:
        cut[low - start : high - start] = samples[low:high]
    return cut


def _match(here: npt.NDArray[np.float32], there: npt.NDArray[np.float32], rate: int) -> Values:
    """How well `here` fits into the longer `there` from each of its samples on.

    Correlation of the phases alone, nearly (Knapp and Carter 1976, table I, PHAT): echoes and the colour of microphones
    would otherwise smear it. A little of the loudness stays, so that what is only noise counts less.
    """
    size = fft.next_fast_len(len(here) + len(there), real=True)
    both = fft.rfft(there, size) * np.conj(fft.rfft(here, size))
    strength = np.abs(both)
    both /= strength**_WHITENING + 1e-9 * strength.max() ** _WHITENING + 1e-12
    frequency = np.fft.rfftfreq(size, 1 / rate)
    both[(frequency < LOWEST) | (frequency > HIGHEST)] = 0
    return np.asarray(np.abs(fft.irfft(both, size)[: len(there) - len(here) + 1]), np.float64)


def _clearness(match: Values, best: int, rate: int) -> float:
    """0 where the best fit is one of many, 1 where nothing comes near it."""
    around = rate // 200
    rest = np.concatenate((match[: max(0, best - around)], match[best + around + 1 :]))
    usual = np.sqrt(np.mean(rest**2)) if rest.size else 0.0
    return float(np.clip((match[best] / usual - 3.5) / 6.5, 0, 1)) if usual else 0.0


def _agreed(places: Sequence[_Place]) -> _Fit | None:
    """The line on which most places agree, weighed by how clear they are; None where no two do."""
    if len(places) < 2:
        return None
    at, later, clear = (np.array(each) for each in zip(*((p.at, p.later, p.clearness) for p in places), strict=True))
    level = max((_support(later - each, clear), each) for each in later)
    tilted = max(_tilted(at, later, clear), default=(0.0, 0.0, 0.0))
    offset, slope = (tilted[1], tilted[2]) if tilted[0] > 1.3 * level[0] else (level[1], 0.0)
    agree = np.abs(later - offset - slope * at) < _AGREES
    if agree.sum() < 2 or not clear[agree].any():
        return None
    offset, slope = _line(at[agree], later[agree], clear[agree] + 1e-3)
    beyond_chance = float(np.clip(np.sum(clear[agree] ** 2) - _CHANCE, 0, 1))
    return _Fit(offset, slope, float(clear[agree].sum() / len(places)), beyond_chance)


def _support(off: Values, clear: Values) -> float:
    return float(clear[np.abs(off) < _AGREES].sum())


def _tilted(at: Values, later: Values, clear: Values) -> Iterator[tuple[float, float, float]]:
    """(support, offset, slope) of every line through two places that clocks could draw."""
    for first in range(len(at)):
        for second in range(first):
            slope = (later[first] - later[second]) / (at[first] - at[second])
            if abs(slope) <= MOST_DRIFT:
                offset = later[first] - slope * at[first]
                yield _support(later - offset - slope * at, clear), float(offset), float(slope)


def _line(at: Values, later: Values, weight: Values) -> tuple[float, float]:
    """(offset, slope) through places that agree; level where a slope would only follow chance."""
    middle = np.average(at, weights=weight)
    offset = np.average(later, weights=weight)
    spread = np.sum(weight * (at - middle) ** 2)
    slope = np.sum(weight * (at - middle) * (later - offset)) / spread if spread else 0.0
    off = later - offset - slope * (at - middle)
    chance = np.sqrt(np.average(off**2, weights=weight) * weight.mean() / spread) if spread else 0.0
    if len(at) < 5 or abs(slope) < 4 * chance or abs(slope) > MOST_DRIFT:
        return _median(later, weight), 0.0
    return float(offset - slope * middle), float(slope)


def _median(values: Values, weight: Values) -> float:
    order = np.argsort(values)
    return float(values[order][np.searchsorted(np.cumsum(weight[order]), weight.sum() / 2)])
