"""Many films: each condition shows the same script, the truth moves with it, and the two halves share nothing."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest

from .filming import render, render_together
from .kitchen import SHORT
from .production import CONDITIONS, Production, darkened, in_din, often_hidden, uneven_times
from .repertoire import FILMS, HEIGHT, PARITY, drawn_alike
from .script import CHILD, MOTHER
from .shown import Shown, shown
from .stage import Stage
from .witness import face_in, sound

Picture = npt.NDArray[np.uint8]

LOOKING, RESTING = 5000.0, 400.0
"""Milliseconds of the short scene: both look at each other and smile, and both are bent over the blocks."""


def picture(production: Production, time: float) -> Picture:
    stage = Stage(SHORT, HEIGHT / 720, np.array([time]), production)
    return production.filmed(production.framed(stage.frame(0)), time)


def around(picture: Picture, person: Shown, time: float) -> Picture:
    """The part of the picture where the truth has the person's head."""
    step = int(time // 80)
    x, y, reach = (round(HEIGHT * float(curve[step])) for curve in (person.x, person.y, 1.8 * person.unit))
    return np.ascontiguousarray(picture[max(0, y - reach) : y + reach, max(0, x - reach) : x + reach])


def test_there_are_at_least_forty_films_each_with_a_name_of_its_own() -> None:
    assert len(FILMS) >= 40
    assert len({film.name for film in FILMS}) == len(FILMS)
    assert {film.condition for film in FILMS} == CONDITIONS.keys()


def test_no_script_is_in_both_halves() -> None:
    tuned, reported = ({film.seed for film in FILMS if film.half == half} for half in ("tune", "report"))

    assert tuned
    assert reported
    assert not tuned & reported


@pytest.mark.parametrize("half", ["tune", "report"])
def test_every_condition_has_a_plain_film_of_the_same_script(half: str) -> None:
    films = [film for film in FILMS if film.half == half]
    plain = {film.script for film in films if film.condition == "plain"}

    assert {film.script for film in films} == plain
    for condition in PARITY:
        assert len([film for film in films if film.condition == condition]) >= 2


@pytest.mark.parametrize("condition", sorted(CONDITIONS))
def test_a_face_is_where_the_truth_has_it(condition: str) -> None:
    production = CONDITIONS[condition]
    shot = picture(production, RESTING)

    for person in shown(SHORT, production).people:
        assert face_in(around(shot, person, RESTING)).is_face > 0.5


def test_a_mirror_swaps_places_and_turns_heads_the_other_way() -> None:
    (one, other), (mirrored_one, mirrored_other) = (
        shown(SHORT, CONDITIONS[condition]).people for condition in ("plain", "mirrored")
    )

    assert (one.who, other.who) == (MOTHER, CHILD) == (mirrored_other.who, mirrored_one.who)
    assert mirrored_other.yaw == pytest.approx(-one.yaw)
    assert mirrored_other.x == pytest.approx(16 / 9 - one.x)
    assert mirrored_other.looks == one.looks


def test_a_mirrored_picture_is_the_plain_one_seen_in_a_mirror() -> None:
    plain, mirrored = (picture(CONDITIONS[each], LOOKING) for each in ("plain", "mirrored"))

    assert np.array_equal(mirrored, plain[:, ::-1])


def test_in_profile_heads_turn_beyond_seventy_degrees() -> None:
    step = int(LOOKING // 80)

    for person in shown(SHORT, CONDITIONS["profile"]).people:
        assert abs(person.seen_yaw[step]) > 70


def test_from_a_distance_everybody_is_half_as_large() -> None:
    near, far = (shown(SHORT, CONDITIONS[each]).people for each in ("plain", "distance"))

    for one, other in zip(near, far, strict=True):
        assert other.unit == pytest.approx(one.unit / 2)


def test_only_the_child_is_smaller_where_the_child_is_smaller() -> None:
    (mother, child), (same_mother, small_child) = (
        shown(SHORT, CONDITIONS[each]).people for each in ("plain", "smaller child")
    )

    assert same_mother.unit == pytest.approx(mother.unit)
    assert small_child.unit == pytest.approx(0.68 * child.unit)


def test_a_book_before_the_face_hides_it_from_the_models_just_while_the_truth_says_so() -> None:
    production = CONDITIONS["occlusion"]
    hiding = often_hidden(SHORT.length)[0]
    (child,) = (person for person in shown(SHORT, production).people if person.who == hiding.who)
    middle, after = (hiding.start + hiding.end) / 2, hiding.end + 100.0

    assert child.hidden[0] == (hiding.start * 1000, hiding.end * 1000)
    assert face_in(around(picture(production, middle), child, middle)).is_face < 0.5
    assert face_in(around(picture(production, after), child, after)).is_face > 0.5


def test_the_second_child_comes_and_goes() -> None:
    production, plain = CONDITIONS["second child"], CONDITIONS["plain"]
    times = np.array([1000.0, 5000.0])
    with_child, without = (Stage(SHORT, 0.5, times, each) for each in (production, plain))

    assert np.array_equal(with_child.frame(0), without.frame(0))
    assert not np.array_equal(with_child.frame(1), without.frame(1))


def test_a_third_of_the_light_is_left() -> None:
    grey = np.full((90, 160, 3), 150, np.uint8)

    assert darkened(grey, 0.0).mean() == pytest.approx(50, abs=1)


def test_the_din_is_about_ten_decibels_below_the_voices() -> None:
    noise = in_din(np.zeros(96_000, np.float32))

    assert 20 * np.log10(0.09 / np.std(noise)) == pytest.approx(10.5, abs=1.5)


def test_uneven_pictures_keep_their_own_times_and_the_sound_its_length(tmp_path: Path) -> None:
    path, script = tmp_path / "uneven.mp4", replace(SHORT, length=3000, cues=())
    render(script, path, height=90, encoding={"preset": "ultrafast"}, production=CONDITIONS["variable frame rate"])

    with av.open(str(path)) as film:
        stamps = sorted(float(Fraction(p.pts) * p.time_base) for p in film.demux(video=0) if p.pts is not None)
    expected = uneven_times(script.length) / 1000
    assert stamps == pytest.approx(list(expected), abs=0.001)
    assert len(set(np.round(np.diff(expected), 3))) >= 4
    assert sound(path, 16_000).size / 16_000 == pytest.approx(3, abs=0.1)


def test_films_that_differ_only_after_the_drawing_are_drawn_once(tmp_path: Path) -> None:
    groups = drawn_alike(film for film in FILMS if film.half == "tune")
    script = replace(SHORT, length=400, cues=())
    films = {tmp_path / f"{name}.mp4": CONDITIONS[name] for name in ("plain", "mirrored", "noisy")}
    render_together(script, films, height=90, encoding={"preset": "ultrafast"})

    assert {film.condition for film in groups[0]} >= {"plain", "mirrored", "darker", "noisy"}
    assert sum(map(len, groups)) == len([film for film in FILMS if film.half == "tune"])
    assert all(path.stat().st_size > 1000 for path in films)
    with pytest.raises(ValueError, match="not drawn alike"):
        render_together(script, {tmp_path / name: CONDITIONS[name] for name in ("plain", "glasses")}, height=90)
