"""Letters are read alike in every format: as they were written, or refused in one sentence that says what to do."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vignette.exchange.boris import read_boris
from vignette.exchange.captions_read import read_captions
from vignette.exchange.carried import Unreadable
from vignette.exchange.csv_file import read_rows
from vignette.exchange.otio_read import read_otio
from vignette.exchange.text import UnknownLetters, text_of
from vignette.exchange.textgrid import read_textgrid

READERS: list[Callable[[bytes], object]] = [read_boris, read_captions, read_rows, read_otio, read_textgrid]
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
