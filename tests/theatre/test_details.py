"""The scores that have no aim: a perfect look is perfect in them, and each mistake costs what it should."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from vignette.domain.moment import Suggestion
from vignette.domain.observation import Happening, Observation, Role
from vignette.domain.span import Micros, Span
from vignette.domain.track import Signal, Track
from vignette.signals.whose import HIGHER, LOWER

from .counting import Counts, Share
from .details import DetailScore, events, merged
from .figures import FIGURES
from .scoring import scored
from .shown import Details, FilmTruth, Shown

SECOND = 1_000_000
STEPS = 125


def at(start: float, end: float) -> tuple[int, int]:
    return round(start * SECOND), round(end * SECOND)


def person(who: str, x: float, *, is_adult: bool, speaks: tuple[int, int]) -> Shown:
    level = np.full(STEPS, 0.4)
    details = Details(
        is_adult=is_adult,
        eyes_across=np.full(STEPS, 10.0),
        eyes_up=np.full(STEPS, -5.0),
        left_hand=(level + x, level),
        right_hand=(level - x, level),
        blinks=(at(1, 1.11), at(4, 4.11)),
        laughs=(at(5, 7),) if is_adult else (),
        cries=() if is_adult else (at(8, 9),),
        reaches=(at(1, 2),),
        shows=(at(3, 4),),
        nods=(at(6, 7),),
        same_movements=(at(8, 9),) if is_adult else (),
        away=(),
    )
    xs, units, yaws = np.full(STEPS, x), np.full(STEPS, 0.15), np.full(STEPS, 20.0)
    return Shown(who, xs, level, units, yaws, yaws, looks=(), smiles=(), speaks=(speaks,), details=details)


PEOPLE = (
    person("mother", 0.4, is_adult=True, speaks=at(2, 3)),
    person("child", 1.4, is_adult=False, speaks=at(1, 2)),
)
TRUTH = FilmTruth(10 * SECOND, PEOPLE, ())


@dataclass(frozen=True)
class Found:
    tracks: tuple[Track, ...]
    observations: tuple[Observation, ...]
    suggestions: tuple[Suggestion, ...] = ()
    people: tuple[str, ...] = ("A", "B")
    roles: tuple[Role, ...] = ()


def happened(happening: Happening, who: str, start: float, end: float) -> Observation:
    return Observation(Span(*(Micros(each) for each in at(start, end))), happening, who, 1.0)


def tracks(who: str, x: float, **changed: float) -> list[Track]:
    values = {
        Signal.FACE_X: x,
        Signal.FACE_Y: 0.4,
        Signal.YAW: 20.0,
        Signal.EYES_ACROSS: 10.0,
        Signal.EYES_UP: -5.0,
        Signal.LEFT_HAND_X: 0.4 + x,
        Signal.LEFT_HAND_Y: 0.4,
        Signal.RIGHT_HAND_X: 0.4 - x,
        Signal.RIGHT_HAND_Y: 0.4,
    }
    values |= {Signal[name]: value for name, value in changed.items()}
    made = [Track(who, signal, np.full(STEPS, value, np.float32)) for signal, value in values.items()]
    blink = np.zeros(STEPS, np.float32)
    blink[[13, 51]] = 1.0
    return [*made, Track(who, Signal.BLINK, blink)]


GESTURES = tuple(
    happened(kind, who, start, start + 1)
    for who in "AB"
    for kind, start in ((Happening.REACHES, 1), (Happening.SHOWS, 3), (Happening.NODS, 6))
)
PERFECT = Found(
    (*tracks("A", 0.4), *tracks("B", 1.4)),
    (
        *GESTURES,
        happened(Happening.SAME_MOVEMENT, "A", 8, 9),
        happened(Happening.LAUGHS, "A", 5, 7),
        happened(Happening.CRIES, "B", 8, 9),
    ),
    roles=(Role.ADULT, Role.CHILD),
)


def details(found: Found) -> DetailScore:
    return scored(TRUTH, found).details


def test_a_perfect_look_has_no_error() -> None:
    score = details(PERFECT)

    assert max(*score.eyes_across_errors, *score.eyes_up_errors, *score.hand_errors) < 0.001
    assert score.blinks == Counts(4, 0, 0)
    assert (score.laughter.f1, score.crying.f1) == (1.0, 1.0)
    assert (score.reaches, score.shows, score.nods) == (Counts(4, 0, 0), Counts(2, 0, 0), Counts(2, 0, 0))
    assert score.same_movements == Counts(1, 0, 0)
    assert (score.roles, score.hands) == (Share(2, 2), Share(4 * STEPS, 4 * STEPS))


def test_what_is_not_looked_for_is_none() -> None:
    score = scored(TRUTH, Found((), (), roles=()))

    for figure in FIGURES[-13:]:
        assert figure.written(figure.of([score])) == "none", figure.name


def test_eyes_are_compared_where_they_were_read_and_open() -> None:
    off = Found((*tracks("A", 0.4, EYES_ACROSS=14.0), *tracks("B", 1.4, EYES_ACROSS=np.nan)), ())
    score = details(off)

    assert set(score.eyes_across_errors) == {4.0}
    assert STEPS - 10 < len(score.eyes_across_errors) < STEPS


def test_hands_of_the_wrong_side_are_off_by_their_distance() -> None:
    crossed = tracks("A", 0.4, LEFT_HAND_X=0.0, RIGHT_HAND_X=0.8)

    assert details(Found(tuple(crossed), ())).hand_errors == pytest.approx([0.8] * 2 * STEPS)


def test_a_blink_that_was_not_seen_is_missed_and_one_too_many_is_extra() -> None:
    blinks = PERFECT.tracks[9].values.copy()
    blinks[13], blinks[90] = 0.0, 1.0
    score = details(replace(PERFECT, tracks=(*PERFECT.tracks[:9], replace(PERFECT.tracks[9], values=blinks))))

    assert score.blinks == Counts(1, 1, 1)


def test_a_gesture_of_the_other_is_no_hit() -> None:
    assert details(replace(PERFECT, observations=(happened(Happening.NODS, "A", 6, 7),))).nods == Counts(1, 0, 1)


def test_a_show_told_as_a_reach_is_a_reach_and_no_show() -> None:
    told = (happened(Happening.REACHES, "A", 1, 2), happened(Happening.REACHES, "A", 3, 4))
    score = details(replace(PERFECT, observations=told))

    assert (score.reaches, score.shows) == (Counts(2, 0, 2), Counts(0, 0, 2))


def test_laughter_counts_whoever_it_is_given_to() -> None:
    assert details(replace(PERFECT, observations=(happened(Happening.LAUGHS, "", 5, 6),))).laughter == Counts(10, 0, 10)


def test_a_voice_found_in_laughter_is_neither_right_nor_wrong() -> None:
    voices = (
        happened(Happening.SPEAKS, "A", 2, 3),
        happened(Happening.SPEAKS, "B", 1, 2),
        happened(Happening.SPEAKS, "A", 5.1, 6.8),
    )

    assert scored(TRUTH, replace(PERFECT, observations=voices)).speech == Counts(2, 0, 0)


def test_a_higher_voice_that_is_the_adults_is_wrong() -> None:
    voices = (happened(Happening.SPEAKS, HIGHER, 2, 3), happened(Happening.SPEAKS, LOWER, 2.1, 2.9))

    assert details(replace(PERFECT, observations=voices, roles=())).roles == Share(1, 2)


def test_one_long_gesture_finds_one() -> None:
    assert events((at(1, 2), at(3, 4)), (at(0, 5),)) == Counts(1, 0, 1)
    assert events((at(1, 2),), (at(2.2, 3),)) == Counts(1, 0, 0)
    assert events((at(1, 2),), (at(2.3, 3),)) == Counts(0, 1, 1)


def test_spans_that_touch_are_one() -> None:
    assert merged((at(3, 5), at(1, 2), at(4, 6), at(6, 7))) == (at(1, 2), at(3, 7))
