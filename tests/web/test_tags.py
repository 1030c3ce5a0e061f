"""The small words of the templates: lengths, steps and lines."""

from datetime import UTC, datetime, timedelta

import pytest
from django.template import TemplateSyntaxError

from vignette.domain.cycle import Step
from vignette.domain.family import Rating
from vignette.web import islands, tags

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (0, "0 seconds"),
        (1_000_000, "1 second"),
        (12_400_000, "12 seconds"),
        (60_000_000, "1 minute"),
        (125_000_000, "2 minutes 5 seconds"),
    ],
)
def test_a_length_is_told_as_it_is_said(length: int, words: str) -> None:
    assert tags.seconds(length) == words


def test_the_steps_behind_us_are_done_and_one_is_now() -> None:
    told = tags.strip(Step.REEL, frozenset({Step.FILM, Step.MOMENTS}))["steps"]

    assert told == [
        (Step.FILM, "done"),
        (Step.MOMENTS, "done"),
        (Step.REEL, "now"),
        (Step.REVIEW, "to come"),
        (Step.SUPERVISION, "to come"),
    ]


def test_a_closed_cycle_shows_what_was_done_in_it() -> None:
    told = dict(tags.strip(None, frozenset({Step.FILM}))["steps"])

    assert told[Step.FILM] == "done"
    assert told[Step.REVIEW] == "to come"


def test_one_rating_makes_no_line() -> None:
    assert tags.sparkline([Rating(3, NOON)]) == ""


def test_a_line_of_ratings_rises_where_the_goal_came_nearer_and_says_so() -> None:
    line = tags.sparkline([Rating(0, NOON), Rating(10, NOON + timedelta(days=14))])

    assert 'points="6.0,34.0 114.0,6.0"' in line
    assert "0 on 23 November, 10 on 7 December" in line


def test_an_island_that_was_not_built_is_a_fault_of_the_build() -> None:
    with pytest.raises(TemplateSyntaxError):
        islands.island("no such island")
