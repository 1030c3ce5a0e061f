"""Which letters can be written: the table says of every typeface what the typeface says of itself."""

import pytest
import uharfbuzz as hb

from tests.footage.reel.sentences import SENTENCES
from vignette.library.letters import Typeface, can_write, typeface_of, typefaces


@pytest.mark.parametrize("typeface", typefaces(), ids=lambda each: each.file.stem)
def test_the_table_holds_exactly_the_letters_of_each_typeface(typeface: Typeface) -> None:
    face = hb.Face(hb.Blob.from_file_path(str(typeface.file)))

    listed = {code for each in typeface.letters for code in each}

    assert listed == {code for code in face.unicodes if code >= ord(" ")}


@pytest.mark.parametrize("script", SENTENCES)
def test_a_sentence_in_every_script_can_be_written(script: str) -> None:
    assert can_write(SENTENCES[script])


def test_line_breaks_can_be_written() -> None:
    assert can_write("One line\nand another")


@pytest.mark.parametrize("words", ["Well done 👍", "你好", "こんにちは", "안녕하세요"])
def test_what_no_typeface_has_cannot_be_written(words: str) -> None:
    assert not can_write(words)
    assert any(typeface_of(letter) is None for letter in words)
