"""Who speaks: the one whose mouth moves with the sound, and nobody without evidence."""

import numpy as np

from tests.signals.hand import SETTINGS, Values, chewing, face, held, room, span
from vignette.domain.observation import Happening
from vignette.signals.turns import HIGHER, LOWER, pauses, turns

ONE = held((0, 1), (1, 1), (0, 3))
OTHER = held((0, 2.8), (1, 1), (0, 1.2))
FACING = held((0, 5))


def spoken(one_mouth: Values, other_mouth: Values) -> list[tuple[str, float]]:
    people = {"A": face(0.4, FACING, mouth_open=one_mouth), "B": face(1.4, FACING, mouth_open=other_mouth)}
    heard = turns(room(np.maximum(ONE, OTHER)), people, settings=SETTINGS)
    return [(turn.who, turn.span.start / 1e6) for turn in heard]


def test_the_mouth_that_moves_with_the_sound_speaks() -> None:
    assert spoken(chewing(ONE), chewing(OTHER)) == [("A", 0.96), ("B", 2.8)]


def test_two_mouths_moving_alike_leave_the_speaker_unknown() -> None:
    both = chewing(np.maximum(ONE, OTHER))

    assert spoken(both, both) == [("", 0.96), ("", 2.8)]


def test_a_voice_with_no_mouth_in_sight_belongs_to_nobody_known() -> None:
    unseen = held((np.nan, 5))

    assert spoken(unseen, unseen) == [("", 0.96), ("", 2.8)]


def test_the_pause_between_two_people_is_told() -> None:
    people = {"A": face(0.4, FACING, mouth_open=chewing(ONE)), "B": face(1.4, FACING, mouth_open=chewing(OTHER))}
    heard = turns(room(np.maximum(ONE, OTHER)), people, settings=SETTINGS)

    (pause,) = pauses(heard, settings=SETTINGS)

    assert pause.happening is Happening.PAUSE
    assert pause.span == span(2, 2.8)


def test_a_breath_inside_a_turn_does_not_end_it() -> None:
    speech = held((1, 0.96), (0, 0.24), (1, 0.96), (0, 2.84))
    people = {"A": face(0.4, FACING, mouth_open=chewing(held((1, 3), (0, 2)))), "B": face(1.4, FACING)}

    assert [turn.who for turn in turns(room(speech), people, settings=SETTINGS)] == ["A"]


def test_a_high_and_a_low_voice_are_told_apart_where_no_face_is() -> None:
    speech = np.tile(held((1, 0.8), (0, 0.8)), 4)
    sound = room(speech)
    pitch = np.repeat([250, 110, 250, 110], speech.size // 4).astype(np.float32)
    sound = {**sound, next(s for s in sound if s.value == "voice pitch"): np.where(speech > 0, pitch, np.nan)}

    heard = turns(sound, {}, settings=SETTINGS)

    assert [turn.who for turn in heard] == [HIGHER, LOWER, HIGHER, LOWER]


def test_two_voices_of_one_height_stay_unknown() -> None:
    heard = turns(room(np.tile(held((1, 0.8), (0, 0.8)), 4)), {}, settings=SETTINGS)

    assert {turn.who for turn in heard} == {""}


def test_a_film_without_sound_has_no_turns() -> None:
    assert turns({}, {"A": face(0.4, FACING)}, settings=SETTINGS) == []


def test_an_unbroken_voice_stays_with_whoever_was_seen_to_speak_it() -> None:
    speech = held((0, 0.96), (1, 1.6), (0, 2.44))
    hidden_halfway = np.where(np.arange(speech.size) < 22, chewing(speech), np.float32(np.nan)).astype(np.float32)
    people = {"A": face(0.4, FACING, mouth_open=hidden_halfway), "B": face(1.4, FACING)}

    (turn,) = turns(room(speech), people, settings=SETTINGS)

    assert (turn.who, turn.span) == ("A", span(0.96, 2.56))
    assert turn.strength < 1
