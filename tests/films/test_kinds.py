"""Every kind of film through the real engine: what becomes of it is what a guider was promised."""

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from tests.films import Colours, lag, read_number, sound_in, tones, without_bars
from tests.films.engine import Made, made_of
from tests.films.kind import Refused, Shown
from tests.films.kinds import ALL, FAMILIES
from tests.films.table import PLACE, table

SHOWN = [(kind.name, kind.expected) for kind in ALL if isinstance(kind.expected, Shown)]
REFUSED = [(kind.name, kind.expected) for kind in ALL if isinstance(kind.expected, Refused)]

shown = pytest.mark.parametrize(("name", "expected"), SHOWN, ids=[name for name, _ in SHOWN])
refused = pytest.mark.parametrize(("name", "expected"), REFUSED, ids=[name for name, _ in REFUSED])

# Matroska counts in milliseconds, and so do some cameras.
_TIMES_OFF = 1_000
_SOUND_OFF = 0.025


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """What the engine makes of every kind."""
    return made_of(ALL, tmp_path_factory.mktemp("kinds"))


def test_there_are_many_kinds_and_each_has_a_name_and_a_sentence_of_its_own() -> None:
    assert len(ALL) >= 60
    assert len({kind.name for kind in ALL}) == len(ALL)
    assert all(kind.maker.endswith(".") for kind in ALL)
    assert all(FAMILIES.values())


@refused
def test_what_is_no_film_to_work_with_is_refused_in_its_own_words(
    name: str, expected: Refused, made: dict[str, Made]
) -> None:
    assert made[name].problem == expected.sentence


@shown
def test_a_film_is_kept_where_every_browser_shows_it_and_made_anew_elsewhere(
    name: str, expected: Shown, made: dict[str, Made]
) -> None:
    assert made[name].problem == ""
    assert made[name].is_kept == (not expected.needs)


@shown
def test_a_film_is_as_long_and_as_large_as_a_person_sees_it(name: str, expected: Shown, made: dict[str, Made]) -> None:
    footage = made[name].footage

    assert footage is not None
    longest = max((later - earlier for earlier, later in pairwise(expected.times)), default=0)
    assert abs(footage.length - expected.length) <= max(_TIMES_OFF, longest)
    # What is made anew has even sides, as its pictures are stored.
    assert max(abs(footage.width - expected.size[0]), abs(footage.height - expected.size[1])) <= bool(expected.needs)


@shown
def test_every_picture_is_shown_in_order_and_none_besides(name: str, expected: Shown, made: dict[str, Made]) -> None:
    times, numbers = _pictures(made[name].played, expected)

    assert len(times) == len(expected.times)
    assert np.abs(np.array(times) - expected.times).max() <= _TIMES_OFF
    assert numbers == (expected.numbers and list(expected.numbers))


@shown
def test_the_sound_is_there_and_in_step(name: str, expected: Shown, made: dict[str, Made]) -> None:
    footage = made[name].footage

    assert footage is not None
    assert footage.has_sound == expected.has_sound
    assert _has_sound(made[name].played) == expected.has_sound
    if expected.has_sound and expected.sound_from is not None:
        assert abs(_sound_from(made[name].played) - expected.sound_from / 1_000_000) <= _SOUND_OFF


@shown
def test_the_guider_is_told_what_was_unusual_and_nothing_else(
    name: str, expected: Shown, made: dict[str, Made]
) -> None:
    footage = made[name].footage

    assert footage is not None
    told = [fact for fact in footage.note.lower().removesuffix(".").split("; ") if fact]
    wanted = expected.note or (("made anew so that every browser plays it",) if expected.needs else ())
    assert len(told) == len(wanted), footage.note
    assert all(words.lower() in fact for words, fact in zip(sorted(wanted), sorted(told), strict=True)), footage.note


@shown
def test_the_day_it_was_filmed_is_guessed_only_where_it_makes_sense(
    name: str, expected: Shown, made: dict[str, Made]
) -> None:
    footage = made[name].footage

    assert footage is not None
    assert footage.filmed_at == expected.filmed_at


@shown
def test_nothing_of_what_stands_beside_the_film_is_given_to_a_browser(
    name: str, expected: Shown, made: dict[str, Made]
) -> None:
    given = made[name].played.read_bytes()

    assert not [secret for secret in expected.secrets if secret in given]


def _pictures(path: Path, expected: Shown) -> tuple[list[int], list[int] | None]:
    """Times in microseconds and numbers of the pictures as a player shows them."""
    times, numbers, colours = [], [], Colours()
    with av.open(str(path)) as film:
        base = film.streams.video[0].time_base or Fraction(1)
        for place, frame in enumerate(film.decode(video=0)):
            times.append(round((frame.pts or 0) * base * 1_000_000))
            if expected.numbers is not None:
                numbers.append(_number(frame, place, expected, colours))
    return times, numbers if expected.numbers is not None else None


def _number(frame: av.VideoFrame, place: int, expected: Shown, colours: Colours) -> int:
    pixels = colours.upright(frame)
    if expected.reshaped is not None and place >= expected.reshaped[0]:
        pixels = without_bars(pixels, expected.reshaped[1])
    return read_number(pixels)


def _has_sound(path: Path) -> bool:
    with av.open(str(path)) as film:
        return bool(film.streams.audio)


def _sound_from(path: Path) -> float:
    """Where in the film its sound's own beginning lies, in seconds."""
    with av.open(str(path)) as film:
        starts = next(film.decode(audio=0)).time or 0.0
    rate, samples = sound_in(path)
    heard = np.concatenate((np.zeros(round(starts * rate), np.float32), samples))
    return lag(heard, tones(len(heard) / rate + 2, rate), within=2 * rate) / rate


def test_the_table_for_people_tells_what_the_engine_does(made: dict[str, Made]) -> None:
    assert PLACE.read_text(encoding="utf-8") == table(made), "make it anew: python -m tests.films.table"
