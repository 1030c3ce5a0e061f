import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vignette.domain.errors import Sealed
from vignette.vault.keys import DataKey
from vignette.vault.text import open_text, seal_text

KEY = DataKey(bytes(range(32)))
URL_ALPHABET = string.ascii_letters + string.digits + "-_"


@given(st.text(), st.binary(max_size=40))
def test_a_sealed_text_comes_back(text: str, context: bytes) -> None:
    assert open_text(seal_text(text, KEY, context), KEY, context) == text


@given(st.text())
def test_a_sealed_text_needs_no_escaping_anywhere(text: str) -> None:
    assert set(seal_text(text, KEY, b"")) <= set(URL_ALPHABET)


@given(st.text(max_size=20), st.data())
def test_no_character_of_a_sealed_text_can_be_changed(text: str, data: st.DataObject) -> None:
    sealed = seal_text(text, KEY, b"note 5")
    position = data.draw(st.integers(0, len(sealed) - 1))
    other = data.draw(st.sampled_from(URL_ALPHABET) | st.characters())
    assume(other != sealed[position])

    with pytest.raises(Sealed):
        open_text(sealed[:position] + other + sealed[position + 1 :], KEY, b"note 5")


@given(st.text(max_size=20), st.integers(0, 30), st.sampled_from(["", "=", "A", "\n", " ", "ä"]))
def test_a_sealed_text_can_be_neither_shortened_nor_lengthened(text: str, dropped: int, more: str) -> None:
    sealed = seal_text(text, KEY, b"note 5")
    assume(dropped or more)
    changed = sealed[: len(sealed) - dropped] + more
    assume(changed != sealed)

    with pytest.raises(Sealed):
        open_text(changed, KEY, b"note 5")


def test_a_note_copied_into_the_row_of_another_does_not_open() -> None:
    sealed = seal_text("She waits for him.", KEY, b"note 5")

    with pytest.raises(Sealed):
        open_text(sealed, KEY, b"note 6")


def test_another_key_does_not_open_a_text() -> None:
    with pytest.raises(Sealed):
        open_text(seal_text("She waits for him.", KEY, b""), DataKey.new(), b"")


def test_equal_texts_cannot_be_told_to_be_equal() -> None:
    assert seal_text("yes", KEY, b"") != seal_text("yes", KEY, b"")
