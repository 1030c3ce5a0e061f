"""Words as a small model spells them: "o" for a low tone, "i" for a high one, and a gap where it is quiet."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.perception.registering import WRITTEN, put_all
from tests.perception.small_models import (
    HIGH,
    LETTERS,
    LOW,
    bands_as_speaker,
    loudness_as_voice,
    nothing_but_passed_on,
    tones_as_words,
)
from tests.perception.sounds import pause, tone
from tests.perception.speaker import RATE
from vignette.domain.errors import Misconfigured
from vignette.domain.film import Sound
from vignette.domain.measurement import WordHeard
from vignette.domain.span import SECOND, Micros, Span
from vignette.perception.registry import SHIPPED
from vignette.perception.words import Words, spelt

TEN_SECONDS = Span(Micros(0), Micros(10 * SECOND))


def small(folder: Path, model: bytes | None = None, letters: bytes = WRITTEN) -> Words:
    own = {"voices": loudness_as_voice(), "words": model or tones_as_words()}
    return Words(put_all(folder, own, letters=letters), voice_from=0.5)


def played(*sounds: npt.NDArray[np.float32]) -> list[Sound]:
    """The sounds one after the other, as a film gives them: in blocks of a second."""
    whole = np.concatenate([*sounds, pause(1.0)])
    return [Sound(Micros(at * SECOND // RATE), RATE, whole[at : at + RATE]) for at in range(0, whole.size, RATE)]


SAID = played(
    pause(1.0), tone(LOW, 0.3), tone(HIGH, 0.3), pause(0.2), tone(LOW, 0.3), pause(2.0), tone(HIGH, 0.4), tone(LOW, 0.2)
)


def test_what_was_said_is_spelt_word_by_word_in_its_place(tmp_path: Path) -> None:
    words = list(small(tmp_path).heard_in(SAID, TEN_SECONDS))

    assert [word.text for word in words] == ["oi", "o", "io"]
    assert [word.span.start / SECOND for word in words] == pytest.approx([1.0, 1.8, 4.1], abs=0.05)
    assert [word.span.end / SECOND for word in words] == pytest.approx([1.6, 2.1, 4.7], abs=0.05)


@pytest.mark.parametrize("cut", [500_000, 1_300_000, 4_200_000])
def test_parts_put_together_hold_every_word_once(tmp_path: Path, cut: int) -> None:
    ear, end = small(tmp_path), TEN_SECONDS.end

    whole = list(ear.heard_in(SAID, TEN_SECONDS))
    parts = [Span(Micros(0), Micros(cut)), Span(Micros(cut), end)]

    assert [word for part in parts for word in ear.heard_in(SAID, part)] == whole


def test_nobody_listens_on_when_the_last_voice_of_a_part_has_ended(tmp_path: Path) -> None:
    blocks = iter(played(tone(LOW, 0.5), pause(120.0)))

    words = list(small(tmp_path).heard_in(blocks, Span(Micros(0), Micros(SECOND))))

    assert [word.text for word in words] == ["o"]
    assert len(list(blocks)) > 90


def columns(*letters: int) -> npt.NDArray[np.float32]:
    """Logits in which each of these letters is the likeliest of four, in a part of the time of its own."""
    return np.float32(np.eye(4)[list(letters)])


def test_a_letter_that_goes_on_is_one_and_two_where_nothing_stands_between() -> None:
    words = spelt(columns(2, 2, 0, 2, 1, 3), LETTERS, Span(Micros(0), Micros(600_000)))

    assert words == [
        WordHeard(Span(Micros(0), Micros(400_000)), "oo"),
        WordHeard(Span(Micros(500_000), Micros(600_000)), "i"),
    ]


def test_pieces_of_words_begin_a_word_where_they_say_so() -> None:
    pieces = ("<pad>", "\u2581he", "llo", "\u2581you")

    assert [word.text for word in spelt(columns(1, 2, 0, 3), pieces, TEN_SECONDS)] == ["hello", "you"]


def test_silence_is_no_word() -> None:
    assert spelt(columns(0, 0, 1, 1, 0), LETTERS, TEN_SECONDS) == []


@given(st.lists(st.integers(0, 3), min_size=1, max_size=300))
def test_words_follow_each_other_and_hold_what_is_written_and_nothing_else(letters: list[int]) -> None:
    words = spelt(columns(*letters), LETTERS, TEN_SECONDS)

    assert set("".join(word.text for word in words)) <= {"o", "i"}
    assert all(one.span.end <= other.span.start for one, other in pairwise(words))
    assert bool(words) == bool({2, 3} & set(letters))
    assert all(word.span.within(TEN_SECONDS) for word in words)


def test_a_model_or_letters_that_make_no_sense_are_refused_in_a_sentence(tmp_path: Path) -> None:
    for model, letters, problem in (
        (tones_as_words(), b"<blank>\no\ni", "tells 4 letters apart; its file of letters has 3"),
        (tones_as_words(), b"-\n|\no\ni", "names nothing in angle brackets"),
        (tones_as_words(), b"<blank>\n \no\ni", "holds one letter or name"),
        (tones_as_words(), b"\xff\xfe", "is no text in UTF-8"),
        (bands_as_speaker(), WRITTEN, "one row of letters for each short while"),
        (nothing_but_passed_on(1, 24_000), WRITTEN, "cannot take"),
        (loudness_as_voice(), WRITTEN, "does not take and answer"),
    ):
        with pytest.raises(Misconfigured, match=problem):
            list(small(tmp_path, model, letters).heard_in(SAID, TEN_SECONDS))


def test_without_a_model_there_are_no_words() -> None:
    with pytest.raises(Misconfigured, match="no model for words"):
        Words(SHIPPED, voice_from=0.5)
