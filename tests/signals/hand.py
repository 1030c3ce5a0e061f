"""Small tracks made by hand, whose answers are seen by eye. A dot is 80 ms."""

import numpy as np
import numpy.typing as npt

from vignette.domain.moment import Suggestion
from vignette.domain.observation import Happening, Observation
from vignette.domain.span import SECOND, Micros, Span
from vignette.domain.track import STEP, Signal
from vignette.signals.chronicle import Chronicle
from vignette.signals.scene import Scene
from vignette.signals.settings import default
from vignette.signals.tracks import Signals

SETTINGS = default()
ASPECT = 16 / 9
Values = npt.NDArray[np.float32]


def track(*values: float) -> Values:
    return np.array(values, np.float32)


def held(*pieces: tuple[float, float]) -> Values:
    """Each (value, seconds) held for so long, to the nearest step of the whole."""
    edges = np.round(np.cumsum([0.0, *(seconds for _, seconds in pieces)]) * SECOND / STEP).astype(int)
    return np.repeat(np.array([value for value, _ in pieces], np.float32), np.diff(edges))


def span(start: float, end: float) -> Span:
    return Span(Micros(round(start * 1e6)), Micros(round(end * 1e6)))


def face(x: float, yaw: Values, **others: Values) -> Signals:
    """Somebody sitting at `x` (fraction of height), their face a fifth of the picture high; unseen where `yaw` is."""
    still = {Signal.FACE_X: x, Signal.FACE_Y: 0.4, Signal.FACE_SIZE: 0.2, Signal.PITCH: 0.0}
    still |= {Signal.SMILE: 0.0, Signal.MOUTH_OPEN: 0.0}
    signals = {signal: np.full_like(yaw, value) for signal, value in still.items()}
    signals |= {Signal[name.upper()]: values for name, values in others.items()} | {Signal.YAW: yaw}
    return {signal: np.where(np.isnan(yaw), np.float32(np.nan), values) for signal, values in signals.items()}


def room(speech: Values, pitch: float = 200.0) -> Signals:
    voiced = np.where(speech > 0.5, np.float32(pitch), np.float32(np.nan))
    return {Signal.SPEECH: speech, Signal.VOICE_PITCH: voiced, Signal.LOUDNESS: np.zeros_like(speech)}


def chewing(speaks: Values) -> Values:
    """A mouth that opens and closes where `speaks` is above a half."""
    wave = np.where(np.arange(speaks.size) % 2 == 0, 0.05, 0.25)
    return np.where(speaks > 0.5, wave, 0.05).astype(np.float32)


def scene(observations: list[Observation], tracks: dict[str, Signals], *, length: float) -> Scene:
    people = tuple(sorted(who for who in tracks if who))
    return Scene(Micros(round(length * 1e6)), people, Chronicle(observations), tracks, SETTINGS)


def did(who: str, happening: Happening, start: float, end: float, **evidence: float) -> Observation:
    """Something clearly seen, from `start` to `end` seconds; underscores in the names of evidence stand for spaces."""
    named = {name.replace("_", " "): value for name, value in evidence.items()}
    return Observation(span(start, end), happening, who, 0.8, named)


def rules_of(suggestions: list[Suggestion]) -> list[str]:
    return [suggestion.rule for suggestion in suggestions]
