"""Words stand with whoever's turn they were heard in, and together as one reads them."""

from tests.signals.hand import SETTINGS, did, span
from vignette.domain.measurement import WordHeard
from vignette.domain.observation import Happening
from vignette.signals.transcript import transcript

TURNS = [
    did("A", Happening.SPEAKS, 1, 3),
    did("B", Happening.SMILES, 0, 9),
    did("B", Happening.SPEAKS, 3.5, 5),
]


def said(*words: tuple[str, float, float]) -> list[tuple[str, str]]:
    heard = [WordHeard(span(start, end), text) for text, start, end in words]
    return [(each.who, each.words) for each in transcript(heard, TURNS, settings=SETTINGS)]


def test_words_of_one_turn_are_read_together_and_those_of_another_apart() -> None:
    assert said(("are", 1, 1.2), ("you", 1.4, 1.6), ("hungry", 1.8, 2.4), ("yes", 3.6, 4)) == [
        ("A", "are you hungry"),
        ("B", "yes"),
    ]


def test_a_word_belongs_to_the_turn_that_it_lies_in_most() -> None:
    assert said(("now", 2.8, 4.2)) == [("B", "now")]


def test_a_word_in_nobodys_turn_is_nobodys() -> None:
    assert said(("radio", 6, 7)) == [("", "radio")]


def test_words_far_apart_or_too_long_together_are_read_apart() -> None:
    assert said(("one", 6, 6.4), ("two", 7.5, 8)) == [("", "one"), ("", "two")]
    assert said(*((str(i), 10 + i, 11 + i) for i in range(8))) == [("", "0 1 2 3 4 5"), ("", "6 7")]


def test_whatever_order_words_come_in_they_are_told_in_order_of_time() -> None:
    assert said(("you", 1.4, 1.6), ("are", 1, 1.2)) == [("A", "are you")]


def test_where_nothing_was_said_there_is_nothing_to_read() -> None:
    assert said() == []
