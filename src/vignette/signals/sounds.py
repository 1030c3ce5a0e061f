"""The sound of a film as tracks of the room, on one regular step."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from vignette.domain.span import Micros
from vignette.domain.track import STEP, Signal, Track
from vignette.signals.crying import crying
from vignette.signals.ears import voice_in
from vignette.signals.hearing import Hearing, Numbers
from vignette.signals.laughter import laughter
from vignette.signals.runs import Values
from vignette.signals.settings import Settings
from vignette.signals.tracks import steps_in

Summary = Callable[[Numbers], np.floating]


def sound_tracks(heard: Hearing, *, length: Micros, settings: Settings) -> list[Track]:
    """Speech, pitch, loudness, laughter and crying of the room; none where the film has no sound."""
    if not heard.at.size:
        return []
    voice = voice_in(heard, settings=settings)
    pitch = np.where(voice >= settings.pitch_from, heard.pitch, np.float32(np.nan))
    speech = _in_steps(heard.at, voice, np.mean, length)
    loudness = _in_steps(heard.at, heard.loudness, np.mean, length)
    usual = np.median(loudness[speech >= settings.voice_from]) if np.any(speech >= settings.voice_from) else 0.0
    values = {
        Signal.SPEECH: speech,
        Signal.VOICE_PITCH: _in_steps(heard.at, pitch, np.median, length),
        Signal.LOUDNESS: loudness - np.float32(usual),
        Signal.LAUGHTER: _in_steps(heard.at, laughter(heard, settings=settings), np.max, length),
        Signal.CRYING: _in_steps(heard.at, crying(heard, settings=settings), np.max, length),
    }
    return [Track("", signal, track) for signal, track in values.items()]


def _in_steps(at: npt.NDArray[np.int64], values: Numbers, summary: Summary, length: Micros) -> Values:
    """The `summary` of the values that fall into each step, NaN where there are none; `at` ascends."""
    track = np.full(steps_in(length), np.nan, np.float32)
    steps = at // STEP
    known = ~np.isnan(values) & (steps < track.size)
    filled, starts = np.unique(steps[known], return_index=True)
    for step, together in zip(filled, np.split(values[known], starts)[1:], strict=True):
        track[step] = summary(together)
    return track
