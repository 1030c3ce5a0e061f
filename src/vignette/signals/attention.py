"""Looking at the same place, and looking where the other looked, as far as the lines of two heads tell."""

from bisect import bisect
from collections.abc import Mapping
from itertools import pairwise

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from vignette.domain.observation import Happening, Observation
from vignette.domain.span import SECOND, Micros, Span, micros
from vignette.domain.track import STEP, Signal
from vignette.signals.gaze import line_between
from vignette.signals.runs import Values, mean_of, runs, stays_below
from vignette.signals.settings import Settings
from vignette.signals.tracks import Signals


def lines_apart(
    own: Signals, other: Signals, beside: Values, other_beside: Values, *, aspect: float, settings: Settings
) -> Values:
    """By how much the lines of two heads pass each other where they meet, in picture heights, shape (n,).

    Seen from above, two lines in one room nearly always cross somewhere; whether both heads point at one place is told
    by their heights there. NaN where either is out of sight, where the lines meet behind a head, close to a face or too
    far off to tell, and where both look towards each other (`beside` and `other_beside`, degrees each head points from
    the other).
    """
    across, up, away = line_between(own, other, aspect, settings)
    yaw, other_yaw = (np.radians(signals[Signal.YAW]) for signals in (own, other))
    with np.errstate(divide="ignore", invalid="ignore"):
        turned = np.sin(yaw - other_yaw)
        reach = (across * np.cos(other_yaw) + away * np.sin(other_yaw)) / turned
        other_reach = (across * np.cos(yaw) + away * np.sin(yaw)) / turned
        height = reach * np.tan(np.radians(own[Signal.PITCH]))
        other_height = up + other_reach * np.tan(np.radians(other[Signal.PITCH]))
        apart = np.abs(height - other_height) * (own[Signal.FACE_SIZE] + other[Signal.FACE_SIZE]) / 2
    is_outside = np.minimum(reach, other_reach) >= settings.joint_apart
    is_near = np.maximum(reach, other_reach) <= settings.joint_farthest
    is_mutual = np.maximum(beside, other_beside) <= settings.look_within
    return np.where(is_outside & is_near & ~is_mutual, apart, np.nan).astype(np.float32)


def joint_attention(apart: Values, *, settings: Settings) -> list[Observation]:
    """Where the lines of both heads keep meeting for `joint_least` seconds; `apart` as from `lines_apart`.

    They meet from `joint_within` picture heights on, until they pass each other by more than `joint_until`. Of both, so
    `who` is empty; strength falls as they pass each other by more; the evidence is the mean of `apart`, "lines apart
    heights". After Bakeman & Adamson 1984.
    """
    meet = stays_below(apart, enter=settings.joint_within, leave=settings.joint_until)
    return [
        Observation(span, Happening.JOINT_ATTENTION, "", _closeness(off, settings), {"lines apart heights": off})
        for span in runs(meet, at_least=micros(settings.joint_least))
        for off in [mean_of(apart, span)]
    ]


def follows(
    people: Mapping[str, Signals], beside: Mapping[str, Values], apart: Values, *, settings: Settings
) -> list[Observation]:
    """Where one of two people turns to the place that the other turned to shortly before.

    Neither looks at the other's face then, and the lines of both heads meet: `beside`, of the two, and `apart` are as
    for `lines_apart`. The other stays there until the follower has come, who has been nowhere else in between. `people`
    are the tracks of both by who they are. `who` is the follower, the span their head's rest after the turn; the
    evidence is "other turned at s", "after s" and "lines apart heights".
    """
    arrived = {who: arrivals(people[who][Signal.YAW], settings=settings) for who in beside}
    found: list[Observation] = []
    for who, other in zip(beside, reversed(list(beside)), strict=True):
        yaw = people[other][Signal.YAW]
        for before, step in pairwise([-1, *arrived[who]]):
            latest = arrived[other][bisect(arrived[other], before) : bisect(arrived[other], step)]
            led = [at for at in latest if _leads(at, step, yaw, settings)]
            if led:
                here, there = _rest(step, settings), _rest(led[-1], settings)
                off = mean_of(apart, here)
                nearest = np.min([mean_of(beside[who], here), mean_of(beside[other], there)])
                if nearest > settings.look_within and off <= settings.joint_within:
                    found.append(_follow(who, here, there, off, settings))
    return found


def arrivals(yaw: Values, *, settings: Settings) -> list[int]:
    """The steps at which a head, after a turn of at least `follow_by` degrees, has come to rest for `turn_stays`.

    `yaw` is degrees, shape (n,); a head out of sight (NaN) on the way arrives nowhere.
    """
    back, stay = max(1, round(micros(settings.turn_within) / STEP)), _stay(settings)
    found: list[int] = []
    for step in _comes_to_rest(yaw, back, stay, settings.follow_by):
        before = yaw[max(0, step - back, *found[-1:]) : step]
        moved = np.abs(_seen_last(before) - np.median(yaw[step : step + stay]))
        if moved.size and np.max(moved) >= settings.follow_by:
            found.append(step)
    return found


def _comes_to_rest(yaw: Values, back: int, stay: int, by: float) -> list[int]:
    """The steps from which on a head moves by no more than `by` for `stay` steps, but did so at some time in `back`.

    Few are left to look at more closely: most of a film, nobody turns.
    """
    if yaw.size <= stay:
        return []
    ahead = sliding_window_view(yaw, stay)[1:]
    before = sliding_window_view(np.pad(yaw, (back, 0), constant_values=np.nan), back)[1 : len(ahead) + 1]
    lowest, highest = (reach(before, axis=1) for reach in (np.fmin.reduce, np.fmax.reduce))
    resting = np.median(ahead, axis=1)
    turned = np.fmax(np.abs(lowest - resting), np.abs(highest - resting)) >= by
    steps: list[int] = (np.flatnonzero((np.ptp(ahead, axis=1) <= by) & turned) + 1).tolist()
    return steps


def _stay(settings: Settings) -> int:
    return max(1, round(micros(settings.turn_stays) / STEP))


def _rest(step: int, settings: Settings) -> Span:
    """The time a head that arrives at `step` stays at the least."""
    return Span(Micros(step * STEP), Micros((step + _stay(settings)) * STEP))


def _follow(who: str, here: Span, there: Span, off: float, settings: Settings) -> Observation:
    after = (here.start - there.start) / SECOND
    evidence = {"other turned at s": there.start / SECOND, "after s": after, "lines apart heights": off}
    return Observation(here, Happening.FOLLOWS, who, _closeness(off, settings), evidence)


def _leads(at: int, step: int, yaw: Values, settings: Settings) -> bool:
    """Whether the turn that ended at `at` came soon enough before `step`, with the head still there."""
    after = micros((step - at) * STEP / SECOND)
    is_soon = micros(settings.follow_soonest) <= after <= micros(settings.follow_within)
    return is_soon and bool(np.ptp(yaw[at : step + 1]) <= 2 * settings.follow_by)


def _seen_last(values: Values) -> Values:
    """What follows the last sample out of sight."""
    unseen = np.flatnonzero(np.isnan(values))
    return values[unseen[-1] + 1 :] if unseen.size else values


def _closeness(apart: float, settings: Settings) -> float:
    """1 where the lines meet, a half at the outer limit."""
    return float(np.clip(1 - apart / (2 * settings.joint_until), 0, 1))
