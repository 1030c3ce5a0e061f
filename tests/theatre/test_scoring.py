"""The scores: a perfect look is perfect, and each kind of mistake costs what it should."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vignette.domain.moment import Suggestion
from vignette.domain.observation import Happening, Observation, Role
from vignette.domain.span import Micros, Span
from vignette.domain.track import Signal, Track

from .counting import Counts, Share, by_tenths
from .figures import FIGURES, Figure, hardest_quarter
from .page import behind, page, shortfalls
from .repertoire import FILMS, Film
from .scoring import Score, onset_errors, scored, segments
from .shown import FilmTruth, Shown, Spans

SECOND = 1_000_000
STEPS = 125
TEN_SECONDS = 10 * SECOND


def at(start: float, end: float) -> tuple[int, int]:
    return round(start * SECOND), round(end * SECOND)


def person(who: str, x: float, yaw: float, *, speaks: tuple[tuple[int, int], ...]) -> Shown:
    xs, ys, units, yaws = (np.full(STEPS, value) for value in (x, 0.4, 0.15, yaw))
    return Shown(who, xs, ys, units, yaws, yaws, looks=(at(2, 5),), smiles=(at(3, 4),), speaks=speaks)


TRUTH = FilmTruth(
    TEN_SECONDS,
    (person("mother", 0.4, 30, speaks=(at(2.5, 3.5),)), person("child", 1.4, -60, speaks=(at(1, 2),))),
    (("noticed and answered", *at(1, 5)),),
)


@dataclass(frozen=True)
class Found:
    tracks: tuple[Track, ...]
    observations: tuple[Observation, ...]
    suggestions: tuple[Suggestion, ...]
    people: tuple[str, ...] = ("A", "B")
    roles: tuple[Role, ...] = ()


def span(start: float, end: float) -> Span:
    return Span(*(Micros(each) for each in at(start, end)))


def happened(happening: Happening, who: str, start: float, end: float) -> Observation:
    return Observation(span(start, end), happening, who, 1.0)


def tracks(who: str, x: float, yaw: float) -> tuple[Track, ...]:
    values = {Signal.FACE_X: x, Signal.FACE_Y: 0.4, Signal.YAW: yaw}
    return tuple(Track(who, signal, np.full(STEPS, value, np.float32)) for signal, value in values.items())


def suggested(start: float, end: float, rule: str = "Noticed and answered") -> Suggestion:
    return Suggestion(span(start, end), rule, (), (), 0.9)


PERFECT = Found(
    tracks=(*tracks("A", 0.4, 30), *tracks("B", 1.4, -60)),
    observations=(
        *(happened(Happening.LOOKS_TOWARDS, who, 2, 5) for who in "AB"),
        *(happened(Happening.SMILES, who, 3, 4) for who in "AB"),
        happened(Happening.MUTUAL_GAZE, "", 2, 5),
        happened(Happening.SPEAKS, "A", 2.5, 3.5),
        happened(Happening.SPEAKS, "B", 1, 2),
    ),
    suggestions=(suggested(0.5, 6),),
)


def without(happening: Happening, *instead: Observation) -> Found:
    left = tuple(o for o in PERFECT.observations if o.happening is not happening)
    return replace(PERFECT, observations=left + instead)


@pytest.mark.parametrize("figure", [f for f in FIGURES if f.aim is not None], ids=lambda figure: figure.name)
def test_a_perfect_look_reaches_every_aim(figure: Figure) -> None:
    value = figure.of([scored(TRUTH, PERFECT)])

    assert value == (0.0 if figure.is_error else 1.0)
    assert not figure.falls_short(value)


@pytest.mark.parametrize("figure", [f for f in FIGURES if f.aim is not None], ids=lambda figure: figure.name)
def test_a_look_that_finds_nothing_reaches_none(figure: Figure) -> None:
    nothing = figure.of([scored(TRUTH, Found((), (), ()))])

    assert figure.falls_short(nothing)


def test_faces_are_counted_by_how_far_they_are_turned() -> None:
    score = scored(TRUTH, replace(PERFECT, tracks=tracks("A", 0.4, 30)))

    assert score.faces == (Share(), Share(STEPS, STEPS), Share(), Share(0, STEPS))


def test_names_do_not_matter_only_places() -> None:
    names = {"A": "B", "B": "A", "": ""}
    swapped = Found(
        tuple(replace(track, who=names[track.who]) for track in PERFECT.tracks),
        tuple(replace(o, who=names[o.who]) for o in PERFECT.observations),
        PERFECT.suggestions,
    )

    assert scored(TRUTH, swapped) == scored(TRUTH, PERFECT)


def test_a_face_that_changes_its_name_halfway_is_half_right() -> None:
    one, other = tracks("A", 0.4, 30), tracks("C", 0.4, 30)
    for track in one:
        track.values[80:] = np.nan
    for track in other:
        track.values[:80] = np.nan

    assert scored(TRUTH, replace(PERFECT, tracks=one + other)).faces[1] == Share(80, STEPS)


def test_a_voice_given_to_the_other_is_wrong_and_one_given_to_nobody_is_not() -> None:
    swapped = without(Happening.SPEAKS, happened(Happening.SPEAKS, "B", 2.5, 3.5), happened(Happening.SPEAKS, "", 1, 2))
    score = scored(TRUTH, swapped)

    assert (score.who, score.given) == (Share(0, 1), Share(1, 2))


def test_a_latency_is_off_by_what_its_two_ends_are_off() -> None:
    found = without(
        Happening.SPEAKS, happened(Happening.SPEAKS, "B", 1, 1.9), happened(Happening.SPEAKS, "A", 2.7, 3.5)
    )

    assert list(scored(TRUTH, found).latency_errors) == [pytest.approx(0.3)]


def test_one_voice_for_call_and_answer_tells_no_latency() -> None:
    score = scored(TRUTH, without(Happening.SPEAKS, happened(Happening.SPEAKS, "B", 1, 3.5)))

    assert (score.latency_errors, score.latencies) == ((), Share(0, 1))


def test_what_is_hidden_is_not_counted() -> None:
    assert by_tenths((at(2, 5),), (at(2, 3),), TEN_SECONDS, (at(3, 5),)) == Counts(10, 0, 0)


def test_tenths_found_missed_and_extra() -> None:
    assert by_tenths((at(2, 4),), (at(3, 5),), TEN_SECONDS) == Counts(10, 10, 10)


def test_an_onset_is_measured_at_the_first_span_that_overlaps() -> None:
    assert onset_errors((at(3, 6), at(8, 9)), (at(1, 2), at(3.4, 4), at(5, 6))) == [pytest.approx(0.4)]


@pytest.mark.parametrize(
    ("found", "counts"),
    [
        ([at(1, 3)], Counts(1, 0, 0)),
        ([at(1.19, 3)], Counts(1, 0, 0)),
        ([at(1.21, 3)], Counts(0, 1, 1)),
        ([at(1, 3.9)], Counts(1, 0, 0)),
        ([at(1, 4.1)], Counts(0, 1, 1)),
        ([at(1, 3), at(1.1, 3)], Counts(1, 1, 0)),
        ([], Counts(0, 0, 1)),
    ],
)
def test_a_turn_is_found_near_its_onset_and_roughly_at_its_end(found: list[tuple[int, int]], counts: Counts) -> None:
    assert segments([at(1, 3)], found) == counts


def test_one_long_suggestion_finds_one_moment_only() -> None:
    truth = replace(TRUTH, moments=(("back and forth", *at(1, 3)), ("turned towards", *at(5, 7))))
    score = scored(truth, replace(PERFECT, suggestions=(suggested(0, 9),)))

    assert score.moments == Share(1, 2)
    assert score.named == Share(0, 2)


def test_a_suggestion_beside_every_moment_is_astray() -> None:
    score = scored(TRUTH, replace(PERFECT, suggestions=(suggested(1, 5), suggested(6, 9))))

    assert score.astray == Share(1, 2)


def test_suggestions_that_fill_the_film_find_as_much_by_chance() -> None:
    everywhere = replace(PERFECT, suggestions=tuple(suggested(start, start + 4) for start in (0, 2, 4, 6)))
    score = scored(TRUTH, everywhere)

    assert score.by_chance.value == score.moments.value == 1.0


def test_one_suggestion_seldom_finds_a_moment_by_chance() -> None:
    truth = replace(TRUTH, length=20 * TEN_SECONDS)

    assert scored(truth, PERFECT).by_chance.value < 0.1


def test_only_the_first_ten_suggestions_count() -> None:
    score = scored(TRUTH, replace(PERFECT, suggestions=(*[suggested(6, 9)] * 10, suggested(1, 5))))

    assert (score.moments, score.astray) == (Share(0, 1), Share(10, 10))


spans = st.lists(st.tuples(st.integers(0, 80), st.integers(1, 20)), max_size=5).map(
    lambda pairs: tuple((start * 100_000, (start + length) * 100_000) for start, length in pairs)
)


@given(spans, spans)
def test_swapping_truth_and_finding_swaps_missed_and_extra(one: Spans, other: Spans) -> None:
    there = by_tenths(one, other, TEN_SECONDS)
    back = by_tenths(other, one, TEN_SECONDS)

    assert (there.hits, there.extra, there.missed) == (back.hits, back.missed, back.extra)


def test_the_hardest_quarter_is_that_of_the_lowest_films() -> None:
    good, bad = scored(TRUTH, PERFECT), scored(TRUTH, without(Happening.SMILES))

    assert hardest_quarter(lambda s: s.smiles)([good, good, good, bad]) == 0.0
    assert hardest_quarter(lambda s: s.smiles)([good] * 5) == 1.0


ACCURACY = Figure("of something good", lambda scores: 1.0)
ERROR = Figure("of some error", lambda scores: 0.0, is_error=True)


@pytest.mark.parametrize(
    ("figure", "value", "is_behind"),
    [
        (ACCURACY, 0.86, False),
        (ACCURACY, 0.84, True),
        (ACCURACY, 0.99, False),
        (ERROR, 0.94, False),
        (ERROR, 0.96, True),
    ],
)
def test_a_condition_is_behind_when_it_is_more_than_a_twentieth_worse(
    figure: Figure, value: float, is_behind: bool
) -> None:
    assert behind(figure, value, 0.9) is is_behind


def table(half: str, *worse: str) -> dict[Film, Score]:
    good, bad = scored(TRUTH, PERFECT), scored(TRUTH, without(Happening.SMILES))
    return {film: bad if film.condition in worse else good for film in FILMS if film.half == half}


def test_the_page_names_what_falls_short_where_and_why() -> None:
    known = {"smile, hardest quarter": "Nobody was found to smile."}
    told = shortfalls(table("report", "darker skin", "glasses", "profile"), known)

    assert "**smile, hardest quarter**: 0.600 against ≥ 0.75; worst with darker skin (0.000)" in told
    assert "Nobody was found to smile." in told
    assert "*darker skin* is served worse than the plain films of its scripts in: smile, F1 by 0.1 s." in told
    assert "looks towards" not in told


def test_the_page_has_every_figure_and_every_condition() -> None:
    text = page(table("report"), half="report", day="2026-01-02", commit="abc", settings="x-1", known={})

    assert all(figure.name in text for figure in FIGURES)
    assert all(film.condition in text for film in FILMS)
    assert "on 27 films" in text
    assert "drawn people flatter" in text
