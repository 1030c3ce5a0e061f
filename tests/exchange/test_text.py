"""Letters are read alike in every format: as they were written, or refused in one sentence that says what to do."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vignette.exchange.boris import read_boris
from vignette.exchange.captions_read import read_captions
from vignette.exchange.carried import Unreadable
from vignette.exchange.otio_read import read_otio
from vignette.exchange.tables_in import read_table
from vignette.exchange.text import GUESSED, MAC, WINDOWS, UnknownLetters, text_of, text_or_guess
from vignette.exchange.textgrid import read_textgrid

READERS: list[Callable[[bytes], object]] = [read_boris, read_captions, read_table, read_otio, read_textgrid]
WORDS = st.text(st.characters(exclude_characters="\0\ufeff", codec="utf-8"))


@given(WORDS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_what_was_written_is_read_and_a_mark_is_no_letter(words: str, encoding: str) -> None:
    assert text_of(words.encode(encoding), what="This file") == words


@pytest.mark.parametrize(
    "content", ["é".encode("cp1252"), "好".encode("shift-jis"), "ja".encode("utf-16-le")], ids=["é", "好", "no mark"]
)
def test_what_is_written_otherwise_is_refused_and_never_guessed(content: bytes) -> None:
    with pytest.raises(Unreadable, match=r"^This file is .*: save it again in UTF-8\.$"):
        text_of(content, what="This file")


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe\x00", b"\xff\xfe\x00\xd8", b"a\x00b", bytes(range(256)), "好".encode("gb18030") + b"\x81"],
    ids=["half a letter", "half a pair", "no text", "every byte", "Chinese of before"],
)
def test_every_format_refuses_broken_letters_in_one_sentence(read: Callable[[bytes], object], content: bytes) -> None:
    with pytest.raises(Unreadable) as told:
        read(content)

    assert str(told.value).endswith(".")
    assert "\n" not in str(told.value)


def test_letters_that_are_not_known_are_told_from_what_is_no_text() -> None:
    with pytest.raises(UnknownLetters):
        text_of(b"\xe9", what="This file")
    with pytest.raises(Unreadable) as told:
        text_of(b"a\0b", what="This file")
    assert not isinstance(told.value, UnknownLetters)


WRITTEN = [
    "Müller schaut",
    "wir mögen das",
    "sœur et bébé, où ça ?",
    "Élodie rit, l’été",
    "das Mädchen lächelt – “ja”",
    "El niño ¿qué?",
    "João não",
    "ser på mor",
    "GRÖSSER",
    "don’t",
]


@pytest.mark.parametrize("letters", [WINDOWS, MAC])
@pytest.mark.parametrize("words", WRITTEN)
def test_letters_of_before_utf_8_are_told_by_where_they_stand_and_it_is_said(words: str, letters: str) -> None:
    assert text_or_guess(words.encode(letters), what="This file") == (words, GUESSED[letters])


def test_where_letters_stand_alike_in_both_the_likelier_is_taken() -> None:
    doubtful = "cœur".encode(WINDOWS)

    assert text_or_guess(doubtful, what="This file")[0] == "cœur"
    assert text_or_guess(doubtful, what="This file", likely=MAC)[1] == GUESSED[MAC]
    assert text_or_guess(doubtful, what="This file", beside="lächelt".encode(MAC))[1] == GUESSED[MAC]


@pytest.mark.parametrize(
    "content", ["好".encode("gb18030") + b"\x81", b"a\0\xe9", b"\xff\xfe\0"], ids=["Chinese", "no text", "half"]
)
def test_letters_that_make_no_sense_are_never_guessed(content: bytes) -> None:
    with pytest.raises(Unreadable):
        text_or_guess(content, what="This file")
