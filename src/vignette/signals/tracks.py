"""Sightings as tracks on one regular step, NaN where nothing was seen."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from vignette.domain.measurement import FaceSeen
from vignette.domain.span import Micros
from vignette.domain.track import STEP, Signal, Track
from vignette.signals.identity import Somebody
from vignette.signals.mouths import evened, smiling
from vignette.signals.runs import Values
from vignette.signals.settings import Settings

Signals = Mapping[Signal, Values]
"""The tracks of one person, or of the room, by what they measure."""

STILL = 0.01
"""What a picture of somebody at rest changes by, per second: nobody's movement is measured in smaller units."""

_OF_FACE: Mapping[Signal, Callable[[FaceSeen], float]] = {
    Signal.FACE_X: lambda face: face.x,
    Signal.FACE_Y: lambda face: face.y,
    Signal.FACE_SIZE: lambda face: face.size,
    Signal.YAW: lambda face: face.yaw,
    Signal.PITCH: lambda face: face.pitch,
    Signal.ROLL: lambda face: face.roll,
    Signal.EYES_ACROSS: lambda face: face.eyes_across,
    Signal.EYES_UP: lambda face: face.eyes_up,
    Signal.BLINK: lambda face: face.blink,
    Signal.SMILE: lambda face: face.smile,
    Signal.MOUTH_OPEN: lambda face: face.mouth_open,
    Signal.MOVEMENT: lambda face: face.movement,
}
_ANGLES = (Signal.YAW, Signal.PITCH, Signal.ROLL)
_SEEN_BY_TURNS = (Signal.MOUTH_OPEN, Signal.EYES_ACROSS, Signal.EYES_UP)
"""Read from one side and the other in turn, which are put together."""


def face_tracks(
    people: Sequence[Somebody], looked: Sequence[Micros], *, length: Micros, settings: Settings
) -> list[Track]:
    """Twelve tracks a person. `looked` are the times of all frames that were looked at, whoever was in them."""
    return [track for somebody in people for track in _tracks_of(somebody, looked, length, settings)]


def by_person(tracks: Sequence[Track]) -> dict[str, Signals]:
    """The tracks sorted by whose they are, the room's own under the empty name: each float32, shape (n,)."""
    people: dict[str, dict[Signal, Values]] = {}
    for track in tracks:
        people.setdefault(track.who, {})[track.signal] = track.values
    return dict(people)


def best_seen_pair(people: Mapping[str, Signals]) -> tuple[str, str] | None:
    """The two whose faces are seen most, in the order of their letters; None where there are not two."""
    ordered = sorted(people, key=lambda who: (-int(np.sum(~np.isnan(people[who][Signal.FACE_X]))), who))
    return (min(ordered[:2]), max(ordered[:2])) if len(ordered) >= 2 else None


def steps_in(length: Micros) -> int:
    """How many samples a track of a film of this length has: one for each step of 80 ms that begins in it."""
    return -(-length // STEP)


def in_own_medians(movement: Values) -> Values:
    """How much somebody moves in units of their own median in this film, or of rest where they hardly move at all."""
    seen = movement[~np.isnan(movement)]
    return np.asarray(movement / max(STILL, float(np.median(seen))), np.float32) if seen.size else movement


def steadied(values: Values) -> Values:
    """The median of each sample of `values`, shape (n,), and its two neighbours; what was unseen (NaN) stays so.

    A neighbour that was unseen is passed over.
    """
    padded = np.concatenate(([np.nan], values, [np.nan]))
    around = np.stack([padded[:-2], padded[1:-1], padded[2:]])
    around = np.where(np.isnan(around), padded[1:-1], around)
    return np.asarray(np.median(around, axis=0), np.float32)


def _tracks_of(somebody: Somebody, looked: Sequence[Micros], length: Micros, settings: Settings) -> list[Track]:
    frame_of = _frame_of_each_step(np.array(looked, np.int64), length)
    seen = {face.at: face for face in somebody.faces}
    of_each = [*(seen.get(at) for at in looked), None]

    def track(measure: Callable[[FaceSeen], float]) -> Values:
        return np.array([measure(face) if face else np.nan for face in of_each], np.float32)[frame_of]

    tracks = {signal: track(measure) for signal, measure in _OF_FACE.items()}
    for signal in _ANGLES:
        tracks[signal] = steadied(tracks[signal])
    for signal in _SEEN_BY_TURNS:
        tracks[signal] = evened(tracks[signal])
    tracks[Signal.SMILE] = smiling(tracks[Signal.SMILE], track(lambda face: face.lift), settings=settings)
    tracks[Signal.MOVEMENT] = in_own_medians(tracks[Signal.MOVEMENT])
    return [Track(somebody.who, signal, values) for signal, values in tracks.items()]


def _frame_of_each_step(looked: npt.NDArray[np.int64], length: Micros) -> npt.NDArray[np.int64]:
    """The place in `looked` of the frame nearest to each step's start; its length where none is within a step."""
    starts = np.arange(steps_in(length), dtype=np.int64) * STEP
    if not looked.size:
        return np.zeros(starts.size, np.int64)
    after = np.clip(np.searchsorted(looked, starts), 0, looked.size - 1)
    before = np.maximum(after - 1, 0)
    nearest = np.where(np.abs(looked[before] - starts) < np.abs(looked[after] - starts), before, after)
    return np.where(np.abs(looked[nearest] - starts) <= STEP, nearest, looked.size)
