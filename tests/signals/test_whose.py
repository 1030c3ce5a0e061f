"""Two voices of one height, told apart by their colour where mouths taught how each sounds."""

from collections.abc import Sequence

import numpy as np
import pytest

from tests.perception.speaker import RATE, babble, in_a_quiet_room
from tests.signals.hand import SETTINGS, did
from vignette.domain.film import Sound
from vignette.domain.measurement import Table, VoiceHeard
from vignette.domain.observation import Happening, Observation
from vignette.domain.span import Micros
from vignette.perception.voices import Voices
from vignette.signals.hearing import Hearing
from vignette.signals.whose import told_by_sound

PITCH = 210.0


@pytest.fixture(scope="module")
def ears() -> Voices:
    return Voices()


def heard_turns(ears: Voices, tracts: Sequence[float], known: str) -> tuple[list[Observation], Hearing]:
    """A turn of a second for each of `tracts` (the length of the throat), and the sound; `known` is whose each is."""
    sound = in_a_quiet_room(*(babble(PITCH, 1.0, seed=i, tract=tract) for i, tract in enumerate(tracts)))
    heard = Hearing.of([Table.of(list(ears.heard_in([Sound(Micros(0), RATE, sound)])), VoiceHeard)])
    turns = [did(who.strip(), Happening.SPEAKS, 1 + 2 * i, 2 + 2 * i) for i, who in enumerate(known)]
    return turns, heard


def whose(ears: Voices, tracts: Sequence[float], known: str) -> str:
    turns, heard = heard_turns(ears, tracts, known)
    return "".join(turn.who or " " for turn in told_by_sound(turns, heard, settings=SETTINGS))


TWO = [1.0, 1.25]


def test_two_voices_of_one_height_are_told_apart_by_their_colour(ears: Voices) -> None:
    assert whose(ears, TWO * 6, "ABABABAB    ") == "ABABABABABAB"


def test_one_voice_taken_for_two_tells_nothing(ears: Voices) -> None:
    assert whose(ears, [1.0] * 12, "ABABABAB    ") == "ABABABAB    "


def test_somebody_heard_but_twice_is_not_known_by_their_voice(ears: Voices) -> None:
    assert whose(ears, TWO * 4, "ABA AB  ") == "ABA AB  "


def test_a_voice_without_colour_stays_nobodys(ears: Voices) -> None:
    turns, heard = heard_turns(ears, TWO * 4, "ABABAB  ")
    unvoiced = Hearing(heard.at, heard.speech, heard.pitch, heard.loudness, np.zeros_like(heard.repeats), heard.colour)

    assert told_by_sound(turns, unvoiced, settings=SETTINGS) == turns
