"""Looks towards the other, mutual gaze and turns towards, as far as heads tell; where eyes are read, they are told."""

import numpy as np

from vignette.domain.observation import Happening, Observation
from vignette.domain.span import SECOND, Micros, Span, micros
from vignette.domain.track import STEP, Signal
from vignette.signals.runs import Values, mean_of, overlap, runs, smoothed, stays_below
from vignette.signals.settings import Settings
from vignette.signals.tracks import Signals


def off_the_other(own: Signals, other: Signals, *, aspect: float, settings: Settings) -> tuple[Values, Values]:
    """How far a gaze may miss the other's face beside it, and above (+) or below, in degrees.

    Between where the head points and where eyes usually go with a head so turned, nothing is missed. NaN where either
    is out of sight; the height also where the face showed no features. `aspect` is the picture's width over its height.
    """
    across, up, away = line_between(own, other, aspect, settings)
    missing = _wrapped(np.degrees(np.arctan2(across, -away)) - own[Signal.YAW])
    by_eyes = np.clip(own[Signal.YAW] * (1 / settings.head_share - 1), -settings.eyes_reach, settings.eyes_reach)
    is_that_way = (missing * by_eyes > 0) & (np.abs(missing) < 90)
    left = np.abs(missing) - np.where(is_that_way, np.abs(by_eyes), 0)
    above = own[Signal.PITCH] - np.degrees(np.arctan2(up, np.hypot(across, away)))
    return np.maximum(left, 0).astype(np.float32), above.astype(np.float32)


def looks(who: str, beside: Values, above: Values, *, settings: Settings) -> list[Observation]:
    """Where a head stays near the line to the other; `beside` and `above` as from `off_the_other`."""
    beside = np.where(np.abs(above) > settings.look_height_within, np.float32(np.nan), beside)
    near = stays_below(beside, enter=settings.look_within, leave=settings.look_until)
    return [
        Observation(span, Happening.LOOKS_TOWARDS, who, _straightness(off, settings), {"off the line degrees": off})
        for span in runs(near, at_least=micros(settings.look_least))
        for off in [mean_of(beside, span)]
    ]


def mutual_gaze(one: list[Observation], other: list[Observation], *, settings: Settings) -> list[Observation]:
    """Where the looks of both overlap long enough; as strong as the weaker."""
    return [
        Observation(both, Happening.MUTUAL_GAZE, "", min(a.strength, b.strength))
        for a in one
        for b in other
        if (both := overlap(a.span, b.span)) and both.length >= micros(settings.look_least)
    ]


def turns_towards(who: str, beside: Values, *, settings: Settings) -> list[Observation]:
    """Where the head comes nearer to the line by enough degrees, quickly, and stays there."""
    back, stay = (max(1, round(micros(s) / STEP)) for s in (settings.turn_within, settings.turn_stays))
    found: list[Observation] = []
    free_from = 0
    for i in range(1, beside.size - stay + 1):
        before = beside[max(free_from, i - back) : i]
        reached = float(np.max(beside[i : i + stay]))
        if not before.size or np.all(np.isnan(before)) or not reached <= settings.turn_ends_within:
            continue
        if (fall := float(np.nanmax(before)) - reached) >= settings.turn_by:
            start = i - before.size + _last(before, reached + 0.9 * fall)
            found.append(_turn(who, start, i, fall))
            free_from = i + stay
    return found


def line_between(own: Signals, other: Signals, aspect: float, settings: Settings) -> tuple[Values, Values, Values]:
    """From one face to the other in space: across (+ right), up, away from the camera; in heights of the own face.

    Nearness comes from the sizes of the faces, which nobody changes within a second: their median tells it. As a
    child's face is smaller than an adult's by nature, only what the two differ beyond that, or otherwise than they
    mostly do in this film, counts as distance.
    """
    (x, y, size), (other_x, other_y, other_size) = (
        (s[Signal.FACE_X], s[Signal.FACE_Y], smoothed(s[Signal.FACE_SIZE], over=SECOND)) for s in (own, other)
    )
    other_size = other_size * _alike(size, other_size, settings.face_sizes_differ)
    across = (other_x - aspect / 2) / other_size - (x - aspect / 2) / size
    up = (y - 0.5) / size - (other_y - 0.5) / other_size
    away = settings.focal * aspect * (1 / other_size - 1 / size)
    most = np.tan(np.radians(settings.look_depth_lean)) * np.abs(across)
    return across, up, np.clip(away, -most, most)


def _alike(size: Values, other_size: Values, most: float) -> np.float32:
    """What the other's size is multiplied by to undo what the sizes mostly differ by, up to `most` times."""
    seen, other_seen = (sizes[~np.isnan(sizes)] for sizes in (size, other_size))
    if not seen.size or not other_seen.size:
        return np.float32(1)
    return np.float32(np.clip(np.median(seen) / np.median(other_seen), 1 / most, most))


def _wrapped(degrees: Values) -> Values:
    """The same directions between -180 and 180."""
    return (degrees + 180) % 360 - 180


def _straightness(off: float, settings: Settings) -> float:
    """1 straight at the other, a half at the outer limit."""
    return float(np.clip(1 - off / (2 * settings.look_until), 0, 1))


def _last(values: Values, level: float) -> int:
    """Where `values` last stood at `level` or above."""
    return int(np.flatnonzero(values >= level)[-1])


def _turn(who: str, start: int, end: int, fall: float) -> Observation:
    span = Span(Micros(start * STEP), Micros((end + 1) * STEP))
    return Observation(span, Happening.TURNS_TOWARDS, who, min(1.0, fall / 40), {"by degrees": fall})
