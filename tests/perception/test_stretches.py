"""The stretches of a film's sound in which a voice is heard, and the sound that belongs to them."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vignette.domain.film import Sound
from vignette.domain.measurement import VoiceHeard
from vignette.domain.span import MILLISECOND, SECOND, Micros, Span
from vignette.perception.stretches import HEARD, LONGEST, Tape, stretches

NOTHING = Micros(0)
PAUSE = Micros(100 * MILLISECOND)


def heard(*speech: float) -> list[VoiceHeard]:
    """A measurement every 32 ms."""
    return [VoiceHeard(Micros(i * HEARD), each, 200.0, -20.0) for i, each in enumerate(speech)]


def found(voices: list[VoiceHeard], *, pause: Micros = PAUSE) -> list[tuple[int, int]]:
    spans = stretches(voices, voice_from=0.5, pause=pause, after=NOTHING)
    return [(span.start // HEARD, span.end // HEARD) for span in spans]


def test_a_voice_is_one_stretch_over_a_short_pause_and_two_over_a_long_one() -> None:
    assert found(heard(0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1)) == [(1, 7), (11, 12)]


def test_without_a_voice_there_is_no_stretch() -> None:
    assert found(heard(0, 0.4, 0)) == []


def test_an_endless_voice_is_cut_where_it_was_faintest() -> None:
    count = LONGEST // HEARD
    speech = [1.0] * (count + 50)
    speech[count - 100] = 0.6

    assert found(heard(*speech)) == [(0, count - 100), (count - 100, count + 50)]


@given(st.lists(st.sampled_from([0.0, 0.0, 0.6, 1.0]), max_size=200), st.integers(0, 5))
def test_every_voice_lies_in_exactly_one_stretch_and_none_begins_in_silence(speech: list[float], hops: int) -> None:
    spans = list(stretches(heard(*speech), voice_from=0.5, pause=Micros(hops * HEARD), after=NOTHING))

    for voice in heard(*speech):
        assert voice.speech < 0.5 or sum(span.holds(voice.at) for span in spans) == 1
    assert all(speech[span.start // HEARD] >= 0.5 and speech[span.end // HEARD - 1] >= 0.5 for span in spans)
    assert all(one.end + hops * HEARD < other.start for one, other in pairwise(spans))


def test_a_stretch_is_given_when_what_comes_after_it_is_on_the_tape() -> None:
    def told(waited: list[int]) -> Iterator[VoiceHeard]:
        for voice in heard(1, 1, *[0] * 20):
            waited.append(voice.at // HEARD)
            yield voice

    waited: list[int] = []
    next(stretches(told(waited), voice_from=0.5, pause=PAUSE, after=Micros(10 * HEARD)))

    assert waited[-1] == 2 + 10 - 1


def test_the_tape_gives_back_what_was_played_and_silence_where_nothing_was() -> None:
    blocks = [Sound(Micros(start * SECOND), 16_000, np.full(16_000, start, np.float32)) for start in (1, 2)]
    tape = Tape(blocks)
    assert len(list(tape)) == 2

    around = tape.between(Span(Micros(SECOND // 2), Micros(3 * SECOND + SECOND // 2)))

    assert np.array_equal(around, np.repeat(np.float32([0, 1, 1, 2, 2, 0]), 8_000))


def test_the_tape_forgets_what_nobody_can_ask_for_any_more() -> None:
    blocks = [Sound(Micros(start * SECOND), 16_000, np.ones(16_000, np.float32)) for start in range(60)]
    tape = Tape(blocks)
    assert len(list(tape)) == 60

    assert not tape.between(Span(Micros(0), Micros(SECOND))).any()
    assert tape.between(Span(Micros(30 * SECOND), Micros(60 * SECOND))).all()
