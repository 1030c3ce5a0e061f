"""What was seen and heard comes back as it was, and only what can be so is believed: it may come from a stranger."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vignette.cell.answer import Unfit, packed, unpacked
from vignette.domain.measurement import LONGEST_WORD, Seen, Timbres, WordHeard
from vignette.domain.span import Micros, Span

SPAN = Span(Micros(1), Micros(2))
TIMBRES = Timbres(np.array([[0, 9], [5, 14]], np.int64), np.array([[1, 0, 0], [0, 0.6, 0.8]], np.float32))


def test_timbres_and_words_come_back_from_a_cell_as_they_were() -> None:
    seen = Seen.of((), (), (), timbres=TIMBRES, words=[WordHeard(SPAN, "køligt?")])

    back = unpacked(packed(seen), Seen)

    assert np.array_equal(back.timbres.spans, TIMBRES.spans)
    assert np.array_equal(back.timbres.values, TIMBRES.values)
    assert back.words == (WordHeard(SPAN, "køligt?"),)


@pytest.mark.parametrize("text", ["", "two words", "line\nbreak", "bell\a", "\u202eturned", "o" * (LONGEST_WORD + 1)])
def test_what_is_no_word_is_not_believed(text: str) -> None:
    lame = WordHeard(SPAN, "ja")
    object.__setattr__(lame, "text", text)

    with pytest.raises(ValueError, match="a word is"):
        WordHeard(SPAN, text)
    with pytest.raises(Unfit):
        unpacked(packed(Seen.of((), (), (), words=[lame])), Seen)


@pytest.mark.parametrize(
    ("spans", "values"),
    [
        ([[0, 9]], [[1.0, 0], [0, 1]]),
        ([[9, 0]], [[1.0, 0]]),
        ([[-5, 9]], [[1.0, 0]]),
        ([[0, 9]], [[np.nan, 0]]),
        ([[0, 9, 12]], [[1.0, 0]]),
        ([0, 9], [1.0, 0]),
    ],
)
def test_timbres_that_fit_no_film_are_not_believed(spans: list[object], values: list[object]) -> None:
    with pytest.raises(ValueError, match="stretch"):
        Timbres(np.array(spans, np.int64), np.array(values, np.float32))


@given(st.text(max_size=LONGEST_WORD))
def test_a_word_can_always_be_printed_on_one_line(text: str) -> None:
    try:
        word = WordHeard(SPAN, text)
    except ValueError:
        return
    assert word.text.split() == [word.text]
    assert word.text.isprintable()
