"""What a reel held when it was made, and whether it would be made the same way now."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from vignette.domain.edition import Edition, EditionId, rendered
from vignette.domain.film import FilmId
from vignette.domain.moment import MomentId
from vignette.domain.reel import Clip, ClipId, Reel, ReelId
from vignette.domain.score import score_of
from vignette.domain.showing import Again, Box, Freeze, Showing, Slow, Volume
from vignette.domain.span import SECOND, Micros, Span

AT = datetime(2026, 11, 4, tzinfo=UTC)


def s(seconds: float) -> Micros:
    return Micros(round(seconds * SECOND))


def clip(start: float, end: float, showing: Showing | None = None) -> Clip:
    its = (ClipId.new(), MomentId.new(), FilmId.new())
    return Clip(*its, Span(s(start), s(end)), "They laugh", "What do you see?", "", showing or Showing())


def made_of(reel: Reel) -> Edition:
    held = rendered(reel.clips, score_of(reel))
    return Edition(EditionId.new(), 1, AT, held, reel.opening, reel.closing)


def test_a_clip_in_slow_motion_ends_where_it_does_in_the_reel_and_not_after_its_length() -> None:
    one = clip(10, 14, Showing(slow=(Slow(Span(s(10), s(12)), 50),), before=Freeze(s(10), s(1))))
    two = clip(20, 22)

    first, second = rendered((one, two), score_of(Reel(ReelId.new(), (one, two), opening="Hello")))

    assert (first.start, first.end) == (s(3), s(3 + 1 + 4 + 2))
    assert (second.start, second.end) == (s(10), s(12))


def test_what_was_made_shows_the_reel_it_was_made_of() -> None:
    reel = Reel(ReelId.new(), (clip(0, 4, Showing(title="Look", asks=True)), clip(9, 12)), "why", "Hello", "Thank you")

    assert made_of(reel).shows(reel)


@pytest.mark.parametrize(
    "nothing_to_see",
    [{"title": "Renamed"}, {"question": "And now?"}, {"override": "Because."}, {"is_trimmed": True}],
)
def test_what_stands_on_no_picture_makes_nothing_out_of_date(nothing_to_see: dict[str, Any]) -> None:
    one = clip(0, 4)
    reel = Reel(ReelId.new(), (one,))

    assert made_of(reel).shows(replace(reel, clips=(replace(one, **nothing_to_see),), why="Said anew"))


@pytest.mark.parametrize(
    "seen_or_heard",
    [
        {"span": Span(s(0), s(3))},
        {"showing": Showing(title="Look")},
        {"showing": Showing(asks=True)},
        {"showing": Showing(again=(Again(Span(s(1), s(2))),))},
        {"showing": Showing(volumes=(Volume(Span(s(1), s(2)), None),))},
        {"showing": Showing(crop=Box(0, 0, 0.5, 1))},
        {"showing": Showing(is_muted=True)},
    ],
)
def test_what_is_seen_or_heard_does(seen_or_heard: dict[str, Any]) -> None:
    one = clip(0, 4)
    reel = Reel(ReelId.new(), (one,))
    edition = made_of(reel)

    assert not edition.shows(replace(reel, clips=(replace(one, **seen_or_heard),)))
    assert not edition.shows(replace(reel, clips=(one, clip(5, 6))))
    assert not edition.shows(replace(reel, closing="Thank you"))
