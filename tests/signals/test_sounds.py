"""From what was heard to tracks of the room."""

import numpy as np

from tests.signals.hand import SETTINGS
from vignette.domain.measurement import Table, VoiceHeard
from vignette.domain.span import Micros
from vignette.domain.track import STEP, Signal
from vignette.signals.hearing import Hearing
from vignette.signals.sounds import sound_tracks
from vignette.signals.tracks import by_person


def heard(*voices: VoiceHeard) -> Hearing:
    return Hearing.of([Table.of(voices, VoiceHeard)])


def test_a_film_without_sound_has_no_tracks_of_sound() -> None:
    assert sound_tracks(heard(), length=STEP, settings=SETTINGS) == []


def test_loudness_is_told_against_the_films_own_speech() -> None:
    voices = [VoiceHeard(Micros(i * 32_000), float(i >= 50), 200.0, -30.0 if i >= 50 else -60.0) for i in range(100)]

    room = by_person(sound_tracks(heard(*voices), length=Micros(3_200_000), settings=SETTINGS))[""]

    assert room[Signal.LOUDNESS][0] == -30
    assert room[Signal.LOUDNESS][-1] == 0
    assert room[Signal.SPEECH][-1] == 1


def test_laughter_and_crying_are_out_of_hearing_only_where_there_is_no_sound() -> None:
    late = [VoiceHeard(Micros(800_000 + i * 32_000), 0.0, float("nan"), -60.0) for i in range(50)]

    room = by_person(sound_tracks(heard(*late), length=Micros(2_400_000), settings=SETTINGS))[""]

    for signal in (Signal.LAUGHTER, Signal.CRYING):
        assert np.isnan(room[signal][:10]).all()
        assert not np.isnan(room[signal][10:]).any()
