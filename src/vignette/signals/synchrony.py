"""Whether two people move in time with each other more than by chance, and who leads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vignette.domain.span import SECOND, Micros
from vignette.domain.track import STEP
from vignette.signals.runs import Values
from vignette.signals.settings import Settings

Profile = npt.NDArray[np.float64]

SEED = 20_040
"""Fixed, so that the same film always gives the same answer."""
FARTHEST = 0.999
"""A correlation beyond it is taken for it: Fisher's z of 1 has no end."""


STILL = 1e-9
"""A variance below which somebody did not move at all in a window."""


@dataclass(frozen=True, slots=True)
class Cut:
    """How two tracks are laid into windows: all in steps; `seen` is the least share of a window, 0 to 1."""

    window: int
    every: int
    lag: int
    seen: float

    @property
    def least(self) -> int:
        return max(3, round(self.seen * self.window))

    def starts(self, steps: int) -> range:
        return range(0, steps - self.window + 1, self.every)


@dataclass(frozen=True, slots=True)
class Synchrony:
    """How closely two movements go together, as Fisher's z at the best lag, beside that of `pairs` pseudo-pairs.

    `lead` is by how much the first is ahead, in microseconds; below zero the second leads, and zero is neither. It
    means something only where `is_above_chance`. `seen` is the share of windows, 0 to 1, in which both were in sight.
    """

    is_above_chance: bool
    closeness: float
    by_chance: float
    lead: Micros
    pairs: int
    seen: float


def synchrony(one: Values, other: Values, *, step: Micros = STEP, settings: Settings) -> Synchrony | None:
    """Two movement energies, each shape (n,), NaN out of sight, compared by windowed cross-lagged correlation.

    In windows of `moving_window` seconds, every `moving_every`, the one is held against the other at all lags up to
    `moving_lag`; Fisher's z is averaged over windows, and the best lag counts. Chance is the same measure on
    pseudo-pairs: the second track in stretches of twice the lag, shuffled, which keeps how it moves and parts it from
    when. None where the film is shorter than three windows, or where both are seldom
    seen together.

    After rMEA (Kleinbub & Ramseyer 2021) and SUSY (Tschacher & Meier 2020).
    """
    window, every, lag = (
        max(1, round(seconds * SECOND / step))
        for seconds in (settings.moving_window, settings.moving_every, settings.moving_lag)
    )
    if one.size != other.size or one.size < 3 * window:
        return None
    cut = Cut(window, every, lag, settings.moving_seen)
    real = closeness_by_lag(one, other, cut)
    if np.all(np.isnan(real)):
        return None
    random = np.random.default_rng(SEED)
    pseudo = (shuffled(other, 2 * lag, random) for _ in range(int(settings.moving_pairs)))
    measured = np.array([_best(closeness_by_lag(one, each, cut)) for each in pseudo])
    chance = measured[~np.isnan(measured)]
    if chance.size < measured.size / 2:
        return None
    share = (1 + np.sum(chance >= _best(real))) / (1 + chance.size)
    return Synchrony(
        is_above_chance=bool(share <= settings.moving_chance),
        closeness=_best(real),
        by_chance=float(np.mean(chance)),
        lead=Micros((int(np.nanargmax(real)) - lag) * step),
        pairs=chance.size,
        seen=_seen(one, other, cut),
    )


def shuffled(values: Values, length: int, random: np.random.Generator) -> Values:
    """`values` in a new order: stretches of `length` steps, the last perhaps shorter, cut from a random place on."""
    turned = np.roll(values, random.integers(values.size))
    stretches = np.split(turned, np.arange(length, values.size, length))
    return np.concatenate([stretches[i] for i in random.permutation(len(stretches))])


def closeness_by_lag(one: Values, other: Values, cut: Cut) -> Profile:
    """Fisher's z averaged over windows for each lag from -`cut.lag` to `cut.lag`, shape (2 lag + 1,).

    At a lag above zero the one is held against what the other does so many steps later. NaN where no window was seen
    well enough at that lag, or nobody moved.
    """
    around = np.pad(other, cut.lag, constant_values=np.nan)
    ends = cut.window + 2 * cut.lag
    profiles = np.array(
        [
            _fisher(_correlations(one[start : start + cut.window], around[start : start + ends], cut.least))
            for start in cut.starts(one.size)
        ]
    )
    known = ~np.isnan(profiles)
    total, count = np.where(known, profiles, 0).sum(axis=0), known.sum(axis=0)
    return np.where(count, total / np.maximum(count, 1), np.nan)


def _correlations(one: Values, around: Values, least: int) -> Profile:
    """Pearson's r of `one`, shape (w,), with each stretch of its length in `around`, over the samples seen in both."""
    (x, here), (y, there) = (_without_gaps(values) for values in (one, around))
    count = np.correlate(there, here, "valid")
    sum_x, sum_y = np.correlate(there, x, "valid"), np.correlate(y, here, "valid")
    with np.errstate(divide="ignore", invalid="ignore"):
        together = np.correlate(y, x, "valid") - sum_x * sum_y / count
        spread_x = np.correlate(there, x**2, "valid") - sum_x**2 / count
        spread_y = np.correlate(y**2, here, "valid") - sum_y**2 / count
        moved = (count >= least) & (np.minimum(spread_x, spread_y) > STILL * count)
        return np.where(moved, together / np.sqrt(spread_x * spread_y), np.nan)


def _without_gaps(values: Values) -> tuple[Profile, Profile]:
    """The values with nothing in the place of NaN, and 1 where there was something."""
    seen = ~np.isnan(values)
    return np.where(seen, values, 0).astype(np.float64), seen.astype(np.float64)


def _fisher(correlations: Profile) -> Profile:
    return np.arctanh(np.clip(correlations, -FARTHEST, FARTHEST))


def _best(profile: Profile) -> float:
    return float(np.nanmax(profile)) if np.any(~np.isnan(profile)) else float("nan")


def _seen(one: Values, other: Values, cut: Cut) -> float:
    """The share of windows in which both were in sight for long enough."""
    both = ~np.isnan(one) & ~np.isnan(other)
    return float(np.mean([np.sum(both[start : start + cut.window]) >= cut.least for start in cut.starts(one.size)]))
