"""Bodies as tracks on the regular step: shoulders, hands, lean, and how far two people are from each other.

A body is looked at about twice a second. Each look holds until the next one, but no longer than a look may take to
come (`body_every`): then the body counts as out of sight. A hand that the latest look did not see is out of sight.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from vignette.domain.measurement import BodySeen
from vignette.domain.span import SECOND, Micros, micros
from vignette.domain.track import STEP, Signal, Track
from vignette.signals.identity import Somebody
from vignette.signals.runs import Values, smoothed
from vignette.signals.settings import Settings
from vignette.signals.tracks import Signals, best_seen_pair, by_person, steps_in

_OF_BODY: Mapping[Signal, Callable[[BodySeen], float]] = {
    Signal.SHOULDERS_X: lambda body: body.x,
    Signal.SHOULDERS_Y: lambda body: body.y,
    Signal.SHOULDERS_WIDTH: lambda body: body.width,
    Signal.TORSO: lambda body: body.torso,
    Signal.LEFT_HAND_X: lambda body: body.left_x,
    Signal.LEFT_HAND_Y: lambda body: body.left_y,
    Signal.RIGHT_HAND_X: lambda body: body.right_x,
    Signal.RIGHT_HAND_Y: lambda body: body.right_y,
}
HANDS = ((Signal.LEFT_HAND_X, Signal.LEFT_HAND_Y), (Signal.RIGHT_HAND_X, Signal.RIGHT_HAND_Y))


def body_tracks(people: Sequence[Somebody], *, length: Micros, settings: Settings) -> list[Track]:
    """Eight tracks for each person whose body was seen at all."""
    return [
        Track(somebody.who, signal, values)
        for somebody in people
        if somebody.bodies
        for held in [_held(somebody.bodies, length, settings)]
        for signal, measure in _OF_BODY.items()
        for values in [np.array([*map(measure, somebody.bodies), np.nan], np.float32)[held]]
    ]


def between_two(tracks: Sequence[Track]) -> tuple[Track, ...]:
    """How far each of the two best seen leans towards the other, and how far apart the faces are; none without two."""
    people = {who: signals for who, signals in by_person(tracks).items() if who}
    pair = best_seen_pair(people)
    if pair is None:
        return ()
    one, other = (people[who] for who in pair)
    leans = [
        Track(who, Signal.LEAN, lean(own, beside))
        for who, own, beside in ((pair[0], one, other), (pair[1], other, one))
        if Signal.SHOULDERS_X in own
    ]
    return (*leans, Track("", Signal.DISTANCE, distance(one, other)))


def lean(own: Signals, other: Signals) -> Values:
    """How far the shoulders are towards the other from where they mostly are, in picture heights; NaN out of sight.

    A camera that is turned looks like a lean of both.
    """
    shoulders = own[Signal.SHOULDERS_X]
    if np.all(np.isnan(shoulders)) or np.all(np.isnan(other[Signal.FACE_X])):
        return np.full_like(shoulders, np.nan)
    usual = np.nanmedian(shoulders)
    return np.asarray((shoulders - usual) * np.sign(np.nanmedian(other[Signal.FACE_X]) - usual), np.float32)


def distance(one: Signals, other: Signals) -> Values:
    """Between the middles of two faces, in mean face heights; NaN where either is out of sight."""
    across, down = (one[signal] - other[signal] for signal in (Signal.FACE_X, Signal.FACE_Y))
    size = (usual_size(one) + usual_size(other)) / 2
    return np.asarray(np.hypot(across, down) / size, np.float32)


def usual_size(own: Signals) -> Values:
    """The height of a face, of which a turn of the head or an unsteady look makes nothing."""
    return smoothed(own[Signal.FACE_SIZE], over=SECOND)


def _held(bodies: Sequence[BodySeen], length: Micros, settings: Settings) -> npt.NDArray[np.int64]:
    """The place in `bodies` of the look that holds at each step; their number where none does."""
    at = np.array([body.at for body in bodies], np.int64)
    ends = np.arange(1, steps_in(length) + 1, dtype=np.int64) * STEP
    latest = np.searchsorted(at, ends) - 1
    # A step more, for pictures that do not come evenly.
    is_fresh = (latest >= 0) & (ends - STEP - at[latest] <= micros(settings.body_every) + STEP)
    return np.where(is_fresh, latest, at.size)
