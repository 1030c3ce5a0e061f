"""Codings in Praat's TextGrids, in and out; Praat and praatio say what a grid is."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from praatio import textgrid
from praatio.utilities.constants import Interval, Point

from tests.exchange.codings import DYAD, codings
from vignette.domain.span import Micros
from vignette.exchange.carried import Carried, CarriedEvent, CarriedFilm, Unreadable
from vignette.exchange.text import GUESSED, MAC, WINDOWS
from vignette.exchange.textgrid import lost_in_textgrid, read_textgrid, write_textgrid
from vignette.exchange.tiers import LARGEST

FROM_PRAAT = Path(__file__).parent / "tiers"
HEAD = 'File type = "ooTextFile"\nObject class = "TextGrid"\n'
GRID = HEAD + '0\n2\n<exists>\n1\n"IntervalTier"\n"t"\n0\n2\n2\n0\n1\n"a"\n1\n2\n""\n'


def key(event: CarriedEvent) -> tuple[object, ...]:
    return event.start, event.end, event.code, event.person, sorted(event.modifiers.items()), event.note


@given(codings())
def test_events_come_back_from_a_textgrid_to_the_microsecond(carried: Carried) -> None:
    content = write_textgrid(carried)
    returned = read_textgrid(content)

    said = [replace(event, note="" if event.note == event.code else event.note) for event in carried.events]
    assert sorted(returned.events, key=key) == sorted(said, key=key)
    assert write_textgrid(returned) == content
    assert read_textgrid(write_textgrid(returned)) == returned


@given(codings())
def test_praatio_reads_ours_and_intervals_cover_the_grid(carried: Carried) -> None:
    grid = _praatio(write_textgrid(carried), has_empty=True)

    for tier in grid.tiers:
        if isinstance(tier, textgrid.IntervalTier):
            edges = [edge for entry in tier.entries for edge in (entry.start, entry.end)]
            assert edges[0] == 0
            assert edges[-1] == grid.maxTimestamp
            assert edges[1:-1:2] == edges[2::2]
        else:
            times = [entry.time for entry in tier.entries]
            assert times == sorted(set(times))


def test_praatio_finds_the_same_spans_and_words_in_ours() -> None:
    grid = _praatio(write_textgrid(DYAD), has_empty=False)

    assert grid.tierNames == ("Mother@A1", "Mother@A1@2", "Mother@C1", "Mother@C1@1@how", "Child@A1")
    assert grid.getTier("Mother@A1").entries == (Interval(1, 4, "A1"),)
    assert grid.getTier("Mother@A1@2").entries == (Interval(3.5, 5, "A1"),)
    assert grid.getTier("Child@A1").entries == (Interval(2.000033, 3.000066, "at the <spoon> & back"),)
    assert grid.getTier("Mother@C1").entries == (Point(3.6004, "C1"),)
    assert grid.getTier("Mother@C1@1@how").entries == (Point(3.6004, "look | voice"),)
    assert grid.maxTimestamp == 60


@pytest.mark.parametrize("form", ["short_textgrid", "long_textgrid"])
def test_what_praatio_writes_is_read(tmp_path: Path, form: str) -> None:
    grid = textgrid.Textgrid()
    grid.addTier(textgrid.IntervalTier("Child@babble", [(0.5, 0.75, 'ba "ba"'), (1, 1.25, "babble")], 0, 2))
    grid.addTier(textgrid.PointTier("clap", [(1.5, "both\nhands")], 0, 2))
    path = tmp_path / "theirs.TextGrid"
    grid.save(str(path), form, includeBlankSpaces=True)

    carried = read_textgrid(path.read_bytes())

    assert carried.events == (
        CarriedEvent("babble", "Child", Micros(500_000), Micros(750_000), note='ba "ba"'),
        CarriedEvent("babble", "Child", Micros(1_000_000), Micros(1_250_000)),
        CarriedEvent("clap", "", Micros(1_500_000), Micros(1_500_000), note="both\nhands"),
    )
    assert carried.films == (CarriedFilm("", length=Micros(2_000_000)),)


@pytest.mark.parametrize("form", ["binary", "short", "long-utf16"])
def test_each_form_that_praat_saves_is_read(form: str) -> None:
    carried = read_textgrid((FROM_PRAAT / f"praat-{form}.TextGrid").read_bytes())

    assert carried.events == (
        CarriedEvent("gaze", "Child", Micros(0), Micros(700_000)),
        CarriedEvent("talk", "Mother", Micros(500_000), Micros(1_250_000), note='Was möchtest du? リンゴ "ja"'),
        CarriedEvent("gaze", "Child", Micros(700_000), Micros(2_300_000), note="away"),
        CarriedEvent("bell", "", Micros(1_001_000), Micros(1_001_000), note="ding"),
        CarriedEvent("bell", "", Micros(2_200_000), Micros(2_200_000)),
    )


@pytest.mark.parametrize("form", ["binary", "short-utf16"])
def test_emoji_and_arabic_that_praat_saves_are_read_and_what_lies_before_the_film_is_told(form: str) -> None:
    carried = read_textgrid((FROM_PRAAT / f"praat-{form}-emoji.TextGrid").read_bytes())

    mother = "Mother 👩🏽"
    assert carried.events == (
        CarriedEvent("talk", mother, Micros(500_000), Micros(1_250_000), note='بابا 👶🏽 "ja"'),
        CarriedEvent("clap", "", Micros(1_001_000), Micros(1_001_000), note="👏"),
        CarriedEvent("talk", mother, Micros(1_250_000), Micros(3_000_000), note="é"),
        CarriedEvent("clap", "", Micros(2_200_000), Micros(2_200_000)),
    )
    assert carried.losses == ("What begins before the film does is left out: 1.",)


@pytest.mark.parametrize("letters", [WINDOWS, MAC])
def test_a_grid_of_before_utf_8_is_read_and_what_was_assumed_is_said(letters: str) -> None:
    read = read_textgrid(GRID.replace('"a"', '"lächelt"').encode(letters))

    assert ([event.note for event in read.events], read.losses) == (["lächelt"], (GUESSED[letters],))


def test_numbers_and_flags_inside_words_and_comments_mean_nothing() -> None:
    odd = GRID.replace('"a"', '"5 <exists> !" ! 17 "not this"')

    assert read_textgrid(odd.encode()).events[0].note == "5 <exists> !"


def test_what_a_textgrid_has_no_place_for_is_said_before() -> None:
    bare = read_textgrid(write_textgrid(DYAD))

    assert any("Title" in loss for loss in lost_in_textgrid(DYAD))
    assert any("hints" in loss for loss in lost_in_textgrid(DYAD))
    assert any("ends of lines" in loss for loss in lost_in_textgrid(_noted("one\r\ntwo")))
    assert not any("Title" in loss for loss in lost_in_textgrid(bare))


def test_words_about_nothing_that_was_coded_are_told() -> None:
    grid = HEAD + '0 2 <exists> 2 "TextTier" "t" 0 2 1 1 "a" "TextTier" "@t@1@how" 0 2 1 1.5 "slow"'

    (loss,) = read_textgrid(grid.encode()).losses

    assert "@t@1@how" in loss


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        HEAD.encode(),
        HEAD.replace("TextGrid", "Pitch").encode() + b"0 1 <exists> 0",
        GRID[:-10].encode(),
        GRID.replace("1\n2\n", "2\n1\n").encode(),
        GRID.replace('"a"', '"a').encode(),
        GRID.replace('"a"', "5").encode(),
        GRID.replace("\n1\n2\n", "\n1e999\n2\n").encode(),
        GRID.replace('"IntervalTier"', '"OtherTier"').encode(),
        GRID.replace("\n2\n2\n", "\n2\n999999999\n").encode(),
        GRID.replace("\n2\n2\n", "\n2\n2.5\n").encode(),
        GRID.encode("utf-16-be"),
        (FROM_PRAAT / "praat-binary.TextGrid").read_bytes()[:-3],
        (FROM_PRAAT / "praat-binary.TextGrid").read_bytes()[:20],
        bytes(LARGEST + 1),
    ],
)
def test_a_grid_that_is_none_is_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(Unreadable, match=r"^[^\n]+\.$"):
        read_textgrid(content)


def _noted(note: str) -> Carried:
    return replace(DYAD, events=(replace(DYAD.events[0], note=note),))


def _praatio(content: bytes, *, has_empty: bool) -> textgrid.Textgrid:
    data = textgrid.textgrid_io.parseTextgridStr(content.decode(), includeEmptyIntervals=has_empty)
    return textgrid._dictionaryToTg(data, reportingMode="error")
