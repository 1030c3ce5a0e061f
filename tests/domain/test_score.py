"""What comes after what when a reel is played, in seconds that can be checked by eye."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from vignette.domain.film import FilmId
from vignette.domain.moment import MomentId
from vignette.domain.reel import Clip, ClipId, Reel, ReelId
from vignette.domain.score import Card, Hold, Run, length_of, score_of, steps_of, stretch_of
from vignette.domain.showing import Again, Freeze, Showing, Slow
from vignette.domain.span import SECOND, Micros, Span

AS_FILMED = Showing()


def s(seconds: float) -> Micros:
    return Micros(round(seconds * SECOND))


def span(start: float, end: float) -> Span:
    return Span(s(start), s(end))


def clip(start: float, end: float, showing: Showing = AS_FILMED) -> Clip:
    its = (ClipId.new(), MomentId.new(), FilmId.new())
    return Clip(*its, span(start, end), "They laugh", "What do you see?", "", showing)


def test_a_clip_to_which_nothing_is_done_runs_from_its_start_to_its_end() -> None:
    assert list(steps_of(clip(10, 14))) == [Run(span(10, 14))]


def test_slow_motion_cuts_the_clip_where_the_pace_changes() -> None:
    slowed = Showing(slow=(Slow(span(11, 12), 50),))

    assert list(steps_of(clip(10, 14, slowed))) == [Run(span(10, 11)), Run(span(11, 12), 50), Run(span(12, 14))]
    assert length_of(score_of(Reel(ReelId.new(), (clip(10, 14, slowed),)))) == s(5)


def test_what_is_shown_again_comes_as_soon_as_it_is_over() -> None:
    again = Showing(again=(Again(span(11, 12), 25),))

    assert list(steps_of(clip(10, 14, again))) == [
        Run(span(10, 12)),
        Run(span(11, 12), 25, is_again=True),
        Run(span(12, 14)),
    ]


def test_a_picture_stands_still_and_the_film_goes_on_from_it() -> None:
    frozen = Showing(freezes=(Freeze(s(12), s(3)),))

    assert list(steps_of(clip(10, 14, frozen))) == [Run(span(10, 12)), Hold(s(12), s(3)), Run(span(12, 14))]


def test_cards_and_stills_stand_around_a_clip() -> None:
    around = Showing(title="Jonas calls", before=Freeze(s(11), s(2)), after=Freeze(s(13), s(1)), asks=True)

    steps = list(steps_of(clip(10, 14, around)))

    assert [type(step) for step in steps] == [Card, Hold, Run, Hold, Card]
    assert steps[-1] == Card("What do you see?", s(3))


def test_what_lies_outside_a_trimmed_clip_is_left_out() -> None:
    elsewhere = Showing(
        slow=(Slow(span(8, 11), 50),), again=(Again(span(20, 21)),), freezes=(Freeze(s(14), s(1)), Freeze(s(3), s(1)))
    )

    assert list(steps_of(clip(10, 14, elsewhere))) == [Run(span(10, 11), 50), Run(span(11, 14))]


def test_a_clip_is_found_in_the_reel_with_all_that_stands_around_it() -> None:
    first, second = clip(0, 2), clip(5, 6, Showing(title="Jonas calls"))
    score = score_of(Reel(ReelId.new(), (first, second), opening="For Hanna"))

    assert stretch_of(score, first.id) == span(3, 5)
    assert stretch_of(score, second.id) == span(5, 9)
    assert stretch_of(score, ClipId.new()) is None


whole_seconds = st.integers(min_value=0, max_value=12)


@given(st.lists(st.tuples(whole_seconds, st.sampled_from((25, 50))), unique_by=lambda each: each[0], max_size=6))
def test_every_second_of_a_clip_is_shown_once_whatever_its_pace(slow: list[tuple[int, int]]) -> None:
    showing = Showing(slow=tuple(Slow(span(at, at + 1), speed) for at, speed in sorted(slow)))
    runs = [step for step in steps_of(clip(2, 9, showing)) if isinstance(step, Run)]

    assert runs[0].span.start == s(2)
    assert runs[-1].span.end == s(9)
    assert all(one.span.end == other.span.start for one, other in itertools.pairwise(runs))


@given(st.lists(st.tuples(whole_seconds, st.integers(1, 5)), max_size=5))
def test_the_reel_has_no_gap(freezes: list[tuple[int, int]]) -> None:
    showing = Showing(title="Look", freezes=tuple(Freeze(s(at), s(lasting)) for at, lasting in freezes))
    score = score_of(Reel(ReelId.new(), (clip(1, 5, showing), clip(3, 4)), closing="Until next time"))

    assert score[0].start == 0
    assert all(one.end == other.start for one, other in itertools.pairwise(score))
    assert length_of(score) == sum(cue.step.lasting for cue in score)
