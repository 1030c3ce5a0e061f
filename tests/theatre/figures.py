"""The figures of the truth table: what each is over several films, and what is aimed at."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from .counting import Counts, Share
from .scoring import Score

Scores = Sequence[Score]


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table. `aim` is the least, or the most where `is_error`; None where nothing is aimed at.

    `must_serve_all` marks what is held side by side under every condition.
    """

    name: str
    of: Callable[[Scores], float]
    aim: float | None = None
    is_error: bool = False
    unit: str = ""
    must_serve_all: bool = False

    def falls_short(self, value: float) -> bool:
        """Whether `value` is on the wrong side of the aim; a figure that could not be had falls short of any."""
        if self.aim is None:
            return False
        return math.isnan(value) or (value > self.aim if self.is_error else value < self.aim)

    def written(self, value: float) -> str:
        return "none" if math.isnan(value) else f"{value:.{1 if self.unit == 'degrees' else 3}f}"

    @property
    def aimed(self) -> str:
        return "" if self.aim is None else f"{'≤' if self.is_error else '≥'} {self.aim:g}"


def pooled(count: Callable[[Score], Counts]) -> Callable[[Scores], float]:
    return lambda scores: sum((count(score) for score in scores), Counts()).f1


def pooled_where_any(count: Callable[[Score], Counts]) -> Callable[[Scores], float]:
    """The same, but NaN where nothing was found in any film: it is not looked for."""

    def f1(scores: Scores) -> float:
        total = sum((count(score) for score in scores), Counts())
        return total.f1 if total.hits + total.extra else float("nan")

    return f1


def share(of: Callable[[Score], Share]) -> Callable[[Scores], float]:
    return lambda scores: sum((of(score) for score in scores), Share()).value


def share_where_any(of: Callable[[Score], Share]) -> Callable[[Scores], float]:
    """The same, but NaN where there was nothing in any film."""

    def value(scores: Scores) -> float:
        total = sum((of(score) for score in scores), Share())
        return total.value if total.part else float("nan")

    return value


def median(of: Callable[[Score], Sequence[float]]) -> Callable[[Scores], float]:
    def middle(scores: Scores) -> float:
        values = [value for score in scores for value in of(score)]
        return float(np.median(values)) if values else float("nan")

    return middle


def hardest_quarter(count: Callable[[Score], Counts]) -> Callable[[Scores], float]:
    """The same over the quarter of the films (at least one) in which it is lowest."""

    def hardest(scores: Scores) -> float:
        lowest = sorted(scores, key=lambda score: np.nan_to_num(count(score).f1))
        return pooled(count)(lowest[: math.ceil(len(lowest) / 4)])

    return hardest


FIGURES: tuple[Figure, ...] = (
    Figure(
        "faces found, right person, 0 to 45 degrees",
        share(lambda s: s.faces[0] + s.faces[1]),
        0.95,
        must_serve_all=True,
    ),
    Figure("faces found, right person, 0 to 30 degrees", share(lambda s: s.faces[0])),
    Figure("faces found, right person, 30 to 45 degrees", share(lambda s: s.faces[1])),
    Figure("faces found, right person, 45 to 60 degrees", share(lambda s: s.faces[2]), must_serve_all=True),
    Figure("faces found, right person, 60 to 90 degrees", share(lambda s: s.faces[3]), must_serve_all=True),
    Figure("head yaw error, median", median(lambda s: s.yaw_errors), 5, is_error=True, unit="degrees"),
    Figure("looks towards, F1 by 0.1 s", pooled(lambda s: s.looks), 0.97, must_serve_all=True),
    Figure("looks towards, hardest quarter", hardest_quarter(lambda s: s.looks), 0.90),
    Figure("mutual gaze, F1 by 0.1 s", pooled(lambda s: s.mutual), 0.94, must_serve_all=True),
    Figure("mutual gaze, hardest quarter", hardest_quarter(lambda s: s.mutual), 0.90),
    Figure("smile, F1 by 0.1 s", pooled(lambda s: s.smiles), 0.90, must_serve_all=True),
    Figure("smile, hardest quarter", hardest_quarter(lambda s: s.smiles), 0.75),
    Figure("smile onset error, median", median(lambda s: s.smile_onset_errors), 0.25, is_error=True, unit="s"),
    Figure("speech segments, F1 at 0.2 s", pooled(lambda s: s.speech), 0.90, must_serve_all=True),
    Figure("adult or child right, of turns given to a person", share(lambda s: s.who), 0.90, must_serve_all=True),
    Figure("turns given to a person at all", share(lambda s: s.given), must_serve_all=True),
    Figure("response latency error, median", median(lambda s: s.latency_errors), 0.1, is_error=True, unit="s"),
    Figure("answers of which both turns were heard", share(lambda s: s.latencies), must_serve_all=True),
    Figure("scripted moments among the first ten", share(lambda s: s.moments), 0.85, must_serve_all=True),
    Figure("the same, under the rule of the script", share(lambda s: s.named), must_serve_all=True),
    Figure("the same, had the suggestions lain anywhere", share(lambda s: s.by_chance)),
    Figure("the same, under the rule, had they lain anywhere", share(lambda s: s.named_by_chance)),
    Figure("suggestions that overlap no scripted moment", share(lambda s: s.astray), 0.2, True, must_serve_all=True),
    Figure("eye direction error across, median", median(lambda s: s.details.eyes_across_errors), unit="degrees"),
    Figure("eye direction error up or down, median", median(lambda s: s.details.eyes_up_errors), unit="degrees"),
    Figure("faces whose eyes were read", share_where_any(lambda s: s.details.eyes)),
    Figure("blinks, F1", pooled_where_any(lambda s: s.details.blinks)),
    Figure("hands error, median", median(lambda s: s.details.hand_errors), unit="picture heights"),
    Figure("hands given a place", share_where_any(lambda s: s.details.hands)),
    Figure("laughter, F1 by 0.1 s", pooled_where_any(lambda s: s.details.laughter), must_serve_all=True),
    Figure("crying, F1 by 0.1 s", pooled_where_any(lambda s: s.details.crying), must_serve_all=True),
    Figure("reaches or shows, F1", pooled_where_any(lambda s: s.details.reaches), must_serve_all=True),
    Figure("shows told as such, F1", pooled_where_any(lambda s: s.details.shows)),
    Figure("nods, F1", pooled_where_any(lambda s: s.details.nods)),
    Figure("movements given back, F1", pooled_where_any(lambda s: s.details.same_movements)),
    Figure("grown up or not right, where told", share(lambda s: s.details.roles)),
)
