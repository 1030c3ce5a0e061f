from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from vignette.domain.cycle import Cycle, CycleId, Step, next_step

OPENED = datetime(2026, 11, 1, 9, tzinfo=UTC)
FIRST = Cycle(CycleId.new(), 1, OPENED)
FILMED = replace(FIRST, has_film=True)


@pytest.mark.parametrize(
    ("cycle", "step", "words"),
    [
        (FIRST, Step.FILM, "film 1 is due"),
        (replace(FIRST, film_is_arriving=True), Step.FILM, "film 1 is being made ready"),
        (FILMED, Step.MOMENTS, "look for the good moments"),
        (replace(FILMED, suggestions=7), Step.MOMENTS, "7 moments to look at"),
        (replace(FILMED, kept=2), Step.REEL, "make the reel"),
        (replace(FILMED, kept=2, has_clips=True), Step.REEL, "finish the reel"),
        (replace(FILMED, kept=2, has_clips=True, is_rendered=True), Step.REEL, "reel ready to share"),
        (replace(FILMED, kept=2, is_rendered=True, is_shared=True), Step.REVIEW, "hold the shared review"),
        (replace(FILMED, kept=2, is_rendered=True, is_shared=True, is_reviewed=True), Step.REVIEW, "close the cycle"),
    ],
)
def test_there_is_always_one_thing_to_do_next(cycle: Cycle, step: Step, words: str) -> None:
    found = next_step(cycle, days_between_films=14, today=date(2026, 11, 1))

    assert (found.step, found.words) == (step, words)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 11, 2), "film 2 in 13 days"),
        (date(2026, 11, 14), "film 2 in 1 day"),
        (date(2026, 11, 15), "film 2 is due"),
        (date(2026, 12, 24), "film 2 is due"),
    ],
)
def test_the_next_film_is_due_two_weeks_after_its_cycle_opened(today: date, words: str) -> None:
    second = replace(FIRST, number=2)

    assert next_step(second, days_between_films=14, today=today).words == words


def test_only_what_is_behind_us_is_done() -> None:
    assert replace(FILMED, kept=1).done == {Step.FILM, Step.MOMENTS}
