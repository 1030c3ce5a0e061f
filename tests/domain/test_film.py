"""What is said of a film is believed only where it can be true."""

from dataclasses import replace

import pytest

from vignette.domain.film import LONGEST, LONGEST_NOTE, WIDEST, Footage
from vignette.domain.span import SECOND, Micros

FOOTAGE = Footage(Micros(60 * SECOND), 1280, 720, 1800, has_sound=True, plays_everywhere=True)


@pytest.mark.parametrize("length", [0, -1, LONGEST + 1, 2**64 - 1])
def test_a_film_lasts_some_time_and_not_for_ever(length: int) -> None:
    with pytest.raises(ValueError, match="lasts"):
        replace(FOOTAGE, length=Micros(length))


@pytest.mark.parametrize(("width", "height", "frames"), [(-1, 1, 1), (1, WIDEST + 1, 1), (1, 1, -1), (1, 1, 2**64 - 1)])
def test_no_film_has_less_than_no_pictures_or_pictures_without_end(width: int, height: int, frames: int) -> None:
    with pytest.raises(ValueError, match="film"):
        replace(FOOTAGE, width=width, height=height, frames=frames)


@pytest.mark.parametrize("note", ["two\nlines", "turned \u202e round", "a\x00", "x" * (LONGEST_NOTE + 1)])
def test_a_note_is_one_line_that_reads_as_it_is_written(note: str) -> None:
    with pytest.raises(ValueError, match="one line"):
        replace(FOOTAGE, note=note)


@pytest.mark.parametrize("filmed_at", ["yesterday", "2026-13-45T00:00:00", "<b>2026", "x" * 1000])
def test_a_film_was_made_on_a_day_that_there_was(filmed_at: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # whichever words the calendar has for it
        replace(FOOTAGE, filmed_at=filmed_at)


def test_a_recording_without_pictures_and_a_day_that_nobody_knows_are_fine() -> None:
    assert replace(FOOTAGE, width=0, height=0, frames=0, filmed_at="").frames == 0
    assert replace(FOOTAGE, filmed_at="2026-11-23T06:21:00").filmed_at
