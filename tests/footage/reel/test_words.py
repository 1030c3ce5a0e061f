"""Words in pictures: no letter is missing, each stands where its script wants it, and lines are even and fit."""

import numpy as np
import pytest
import uharfbuzz as hb
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from tests.footage.conftest import UNHURRIED
from tests.footage.reel.sentences import SENTENCES
from vignette.footage.reel.words import LINE, ROOM, Block, Limits, Run, begins_leftward, laid_out, runs, written
from vignette.library.letters import typeface_of

SIZE = 40
WIDE = 2400
LEFTWARD = ("Arabic", "Persian", "Urdu", "Hebrew")


def shaped(run: Run) -> list[hb.GlyphInfo]:
    """The run's glyphs, by HarfBuzz itself."""
    buffer = _buffer(run.letters, run.is_leftward)
    hb.shape(_font(run), buffer)
    return list(buffer.glyph_infos)


@pytest.mark.parametrize("script", SENTENCES)
def test_no_letter_of_any_script_is_missing(script: str) -> None:
    words = SENTENCES[script]
    for run in runs(words, is_leftward=begins_leftward(words)):
        assert all(glyph.codepoint != 0 for glyph in shaped(run)), run.letters


@pytest.mark.parametrize("script", SENTENCES)
def test_words_begin_on_the_side_where_their_script_begins(script: str) -> None:
    assert begins_leftward(SENTENCES[script]) is (script in LEFTWARD)


def test_what_begins_with_a_number_or_a_quotation_mark_goes_after_its_first_letter() -> None:
    assert begins_leftward("3 × „שלום” Mia")
    assert not begins_leftward("3 × “Mia” שלום")
    assert not begins_leftward("1, 2, 3!")


@pytest.mark.parametrize("script", SENTENCES)
def test_a_line_looks_as_fribidi_and_harfbuzz_set_it(script: str) -> None:
    """A sentence of one script, written run by run by us, and as one line by the libraries: the same picture."""
    words = SENTENCES[script]
    typeface = typeface_of(words[0])
    assert typeface is not None

    ours = written(Block((words,), SIZE, begins_leftward(words)), WIDE)

    sheet = Image.new("L", (WIDE, ours.shape[0]), 0)
    pencil, font = ImageDraw.Draw(sheet), ImageFont.truetype(str(typeface.file), SIZE)
    direction = "rtl" if script in LEFTWARD else "ltr"
    length = font.getlength(words, direction=direction)
    pencil.text(((WIDE - length) / 2, _baseline(ours)), words, 255, font, "ls", direction=direction)
    theirs = np.asarray(sheet)
    assert theirs.any()
    assert np.abs(ours.astype(int) - theirs).mean() < 0.02 * theirs.mean()


def test_arabic_letters_join() -> None:
    """HarfBuzz sets a word of four letters in forms other than those in which each stands alone."""
    together = [glyph.codepoint for run in runs("بيتي", is_leftward=True) for glyph in shaped(run)]
    apart = [glyph.codepoint for letter in "بيتي" for glyph in shaped(runs(letter, is_leftward=True)[0])]

    written_together = written(Block(("بيتي",), SIZE, True), 400)
    written_apart = written(Block(("\u200c".join("بيتي"),), SIZE, True), 400)

    assert together != apart
    assert _width(written_together) == pytest.approx(_advance("بيتي"), abs=4)
    assert _width(written_together) < 0.9 * _width(written_apart)


# Capitals stand for letters that run to the left. The first two are examples of UAX #9 itself (sections 3.4 and 2).
@pytest.mark.parametrize(
    ("words", "from_left_to_right"),
    [
        ("car means CAR.", "car means RAC."),
        ("he said “THE VALUES ARE 123, 456, 789, OK”.", "he said “KO ,789 ,456 ,123 ERA SEULAV EHT”."),
        ("CAR MEANS car.", ".car SNAEM RAC"),
        ("HANNA (mia) IS 45", "45 SI (mia) ANNAH"),
        ("HANNA and jonas, TOM", "MOT ,and jonas ANNAH"),
    ],
)
def test_scripts_that_run_against_each_other_stand_in_unicodes_order(words: str, from_left_to_right: str) -> None:
    seen = runs(_hebrew(words), is_leftward=begins_leftward(_hebrew(words)))

    assert "".join(_as_seen(run) for run in seen) == _hebrew(from_left_to_right)


def test_each_script_of_a_line_is_written_with_its_own_typeface() -> None:
    seen = runs("Mia says «مرحبا» to Ἑλένη and नीना", is_leftward=False)

    assert [
        (run.letters.strip(" «»"), run.typeface.file.stem.split("_")[0]) for run in seen if run.letters.strip(" «»")
    ] == [
        ("Mia says", "NotoSans"),
        ("مرحبا", "NotoSansArabic"),
        ("to Ἑλένη and नीना", "NotoSans"),
    ]


@settings(max_examples=25, **UNHURRIED)
@given(
    words=st.lists(st.sampled_from(" ".join(SENTENCES.values()).split()), min_size=1, max_size=40).map(" ".join),
    width=st.integers(200, 1200),
    height=st.integers(120, 700),
)
def test_words_fit_whatever_they_are_and_none_is_lost(words: str, width: int, height: int) -> None:
    block = laid_out(words[:300], Limits(width=width, height=height, largest=80, legible=30, most_lines=3))

    assert block.height <= height + LINE
    assert "".join("".join(block.lines).split()) == "".join(words[:300].split())
    mask = written(block, width + 200)
    assert _width(mask) <= width * 1.06 + 4
    assert not mask[[0, -1]].any()


def test_lines_are_as_even_as_can_be() -> None:
    words = "When you wait a little, Mia looks up and shows you her cup."

    block = laid_out(words, Limits(width=640, height=400, largest=40, legible=30, most_lines=3))

    lengths = [_advance(line) for line in block.lines]
    assert len(lengths) == 2
    assert max(lengths) - min(lengths) < 0.2 * max(lengths)


def test_few_words_are_large_and_many_still_fit_three_lines() -> None:
    limits = Limits(width=1100, height=360, largest=54, legible=32, most_lines=3)

    assert laid_out("Mia waits", limits).size == 54
    long = laid_out(
        "When you wait a little, Mia looks up and shows you her cup, and then she waits for you. " * 2, limits
    )
    assert len(long.lines) <= 3
    assert 32 <= long.size < 54


def test_a_word_longer_than_the_line_is_broken_between_letters_and_keeps_its_marks() -> None:
    block = laid_out("คุณเห็นอะไรเมื่อคุณรอและมีอามองขึ้นมา" * 3, Limits(300, 400, 40, 30, 6))

    assert len(block.lines) > 3
    assert not any(line[0] in "ัิีึืฺุู็่้๊๋์ํ๎ำ" for line in block.lines)


def _font(run: Run) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(run.typeface.file))))


def _buffer(words: str, is_leftward: bool) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_str(words)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if is_leftward else "ltr"
    return buffer


def _advance(words: str) -> float:
    """How wide HarfBuzz sets `words`, in pixels at `SIZE`."""
    total = 0.0
    for run in runs(words, is_leftward=begins_leftward(words)):
        font, buffer = _font(run), _buffer(run.letters, run.is_leftward)
        hb.shape(font, buffer)
        total += sum(place.x_advance for place in buffer.glyph_positions) / font.face.upem
    return total * SIZE


def _baseline(mask: np.ndarray) -> int:
    return round(ROOM * SIZE) + 0 * mask.shape[0] + round((LINE - 1.069 - 0.293) / 2 * SIZE + 1.069 * SIZE)


def _width(mask: np.ndarray) -> int:
    columns = np.nonzero(mask.max(axis=0) > 0)[0]
    return int(columns[-1] - columns[0] + 1) if len(columns) else 0


def _hebrew(words: str) -> str:
    return "".join(chr(ord("א") + ord(letter) - ord("A")) if "A" <= letter <= "Z" else letter for letter in words)


def _as_seen(run: Run) -> str:
    """The letters of a run from left to right; brackets are mirrored where it runs to the left."""
    return run.letters[::-1].translate(str.maketrans("()", ")(")) if run.is_leftward else run.letters
