"""Who speaks: the one whose mouth moves with the sound, and nobody without evidence."""

import numpy as np

from tests.signals.hand import SETTINGS, Values, chewing, face, held, room, span
from vignette.domain.observation import Happening
from vignette.domain.track import Signal
from vignette.signals.turns import pauses, turns
from vignette.signals.whose import HIGHER, LOWER

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


def spoken_at(heights: list[float], clear: list[bool]) -> list[str]:
    """Who is heard in turns by A and B in alternation, of these pitches; where not `clear`, both mouths move alike."""
    speech = np.tile(held((0, 0.8), (1, 0.8)), len(heights))
    pieces = np.repeat(np.arange(len(heights)), speech.size // len(heights))
    mouths = {
        who: chewing(speech * np.array([not clear[i] or i % 2 == number for i in pieces], np.float32))
        for number, who in enumerate("AB")
    }
    people = {who: face(0.4 + number, np.zeros_like(speech), mouth_open=mouths[who]) for number, who in enumerate("AB")}
    pitch = np.where(speech > 0, np.array(heights, np.float32)[pieces], np.float32(np.nan))
    sound = {**room(speech), Signal.VOICE_PITCH: pitch}
    return [turn.who for turn in turns(sound, people, settings=SETTINGS)]


HEARD = [300.0, 200.0, 310.0, 210.0, 320.0, 220.0]


def test_an_unclear_voice_is_given_to_the_one_who_alone_speaks_so_high() -> None:
    assert spoken_at([*HEARD, 315.0, 205.0], [True] * 6 + [False] * 2) == ["A", "B"] * 4


def test_an_unclear_voice_between_the_two_heights_stays_unclear() -> None:
    assert spoken_at([*HEARD, 255.0], [True] * 6 + [False]) == ["A", "B"] * 3 + [""]


def test_two_who_speak_at_one_height_are_not_told_apart_by_it() -> None:
    assert spoken_at([210.0, 205.0, 220.0, 215.0, 200.0, 210.0, 210.0], [True] * 6 + [False]) == ["A", "B"] * 3 + [""]


def test_somebody_heard_but_twice_is_not_known_by_their_voice() -> None:
    assert spoken_at([*HEARD[:4], 315.0], [True] * 4 + [False]) == ["A", "B"] * 2 + [""]
