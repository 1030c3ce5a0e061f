"""What was said, as WebVTT: read back by another program, and safe whatever a model spells."""

import re
from pathlib import Path

import av
from hypothesis import given
from hypothesis import strategies as st

from vignette.domain.span import Micros, Span
from vignette.domain.spoken import Spoken
from vignette.exchange.transcript import words_vtt

SAID = (
    Spoken(Span(Micros(1_500_400), Micros(2_400_000)), "are you hungry", "A"),
    Spoken(Span(Micros(3_723_004_000), Micros(3_724_000_000)), "fish & <b>chips</b>", ""),
)


def test_each_who_and_when_stands_over_its_words() -> None:
    assert words_vtt(SAID, people={"A": "the person on the left"}) == (
        "WEBVTT\n"
        "\n"
        "00:00:01.500 --> 00:00:02.400\n"
        "<v the person on the left>are you hungry\n"
        "\n"
        "01:02:03.004 --> 01:02:04.000\n"
        "fish &amp; &lt;b&gt;chips&lt;/b&gt;\n"
    )


def test_another_program_reads_the_times_and_the_words(tmp_path: Path) -> None:
    path = tmp_path / "words.vtt"
    path.write_text(words_vtt(SAID, people={}), encoding="utf-8")

    with av.open(str(path)) as file:
        cues = [(packet.pts, bytes(packet).decode()) for packet in file.demux() if packet.size]

    assert cues == [(1500, "are you hungry"), (3_723_004, "fish &amp; &lt;b&gt;chips&lt;/b&gt;")]


def test_where_nothing_was_said_it_is_still_a_file_of_that_kind() -> None:
    assert words_vtt((), people={}) == "WEBVTT\n"


@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1), st.integers(0, 10**10), st.integers(1, 10**7))
def test_no_word_can_end_its_cue_or_begin_another(words: str, start: int, length: int) -> None:
    vtt = words_vtt([Spoken(Span(Micros(start), Micros(start + length)), words, "A")], people={"A": words})

    header, empty, times, text, end = vtt.split("\n")
    assert (header, empty, end) == ("WEBVTT", "", "")
    assert re.fullmatch(r"\d\d+:\d\d:\d\d\.\d\d\d --> \d\d+:\d\d:\d\d\.\d\d\d", times)
    first, last = times.split(" --> ")
    assert first < last
    assert text.count("<") == 1
