"""Whose a turn or a track is once the guider said from where on the analysis took two people for each other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from vignette.domain.naming import Swap
from vignette.domain.observation import Observation
from vignette.domain.span import Micros
from vignette.domain.track import Signal, Track


def mended(observations: Iterable[Observation], swaps: Sequence[Swap]) -> list[Observation]:
    """The same, each of whoever it truly is."""
    return [replace(each, who=who_at(each.who, each.span.start, swaps)) for each in observations]


def who_at(who: str, at: Micros, swaps: Sequence[Swap]) -> str:
    """Who it truly is that the analysis calls `who` at `at`."""
    return _through(who, [swap for swap in _in_order(swaps) if swap.at <= at])


def as_analysed(observations: Iterable[Observation], swaps: Sequence[Swap]) -> list[Observation]:
    """What is known of whoever it truly is, by the letters of the analysis: the way back from `mended`."""
    return [replace(each, who=_called(each.who, each.span.start, swaps)) for each in observations]


def tracks_as_analysed(tracks: Sequence[Track], swaps: Sequence[Swap]) -> list[Track]:
    """As `as_analysed`, stretch by stretch between the swaps; NaN where there is no such track of whoever it was."""
    if not swaps:
        return list(tracks)
    its = {(track.who, track.signal): track for track in tracks}
    letters = sorted({track.who for track in tracks} | {who for swap in swaps for who in (swap.one, swap.other)})
    signals = list(dict.fromkeys(track.signal for track in tracks))
    return [_back(replace(tracks[0], who=who, signal=signal), its, swaps) for who in letters for signal in signals]


def _back(track: Track, its: Mapping[tuple[str, Signal], Track], swaps: Sequence[Swap]) -> Track:
    values = np.full_like(track.values, np.nan)
    starts = [Micros(0), *(swap.at for swap in _in_order(swaps))]
    for at in starts:
        truly = its.get((who_at(track.who, at, swaps), track.signal))
        since = -(-at // track.step)
        values[since:] = truly.values[since:] if truly else np.nan
    return replace(track, values=values)


def _called(who: str, at: Micros, swaps: Sequence[Swap]) -> str:
    return _through(who, [swap for swap in _in_order(swaps) if swap.at <= at][::-1])


def _through(who: str, swaps: Iterable[Swap]) -> str:
    for swap in swaps:
        who = {swap.one: swap.other, swap.other: swap.one}.get(who, who)
    return who


def _in_order(swaps: Sequence[Swap]) -> list[Swap]:
    return sorted(swaps, key=lambda swap: swap.at)
