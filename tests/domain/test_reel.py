from dataclasses import replace

import pytest

from vignette.domain.codebook import Codebook, Principle
from vignette.domain.errors import NotAllowed
from vignette.domain.film import FilmId
from vignette.domain.moment import Moment, MomentId, Origin, Standing
from vignette.domain.programme import ClipPolicy
from vignette.domain.reel import Clip, ClipId, Reel, ReelId, admit, reordered, starts
from vignette.domain.span import SECOND, Micros, Span

FILM = FilmId.new()
BOOK = Codebook(
    "test",
    "1",
    "Test",
    (("D", "Together"), ("N", "Apart")),
    (Principle("D4", "have fun together", "", "D", True), Principle("N1", "turns away", "", "N", False)),
)
POLICY = ClipPolicy()


def kept(seconds: float = 5, principle: str | None = "D4", standing: Standing = Standing.KEPT) -> Moment:
    span = Span(Micros(0), Micros(round(seconds * SECOND)))
    return Moment(MomentId.new(), FILM, span, "They laugh", principle, None, Origin.OWN, standing, BOOK.reference)


def reel_of(*moments: Moment) -> Reel:
    clips = tuple(Clip(ClipId.new(), each.id, FILM, each.span, each.title, "") for each in moments)
    return Reel(ReelId.new(), clips)


def admitted(moment: Moment, reel: Reel, override: str = "") -> None:
    admit(moment, reel, policy=POLICY, codebook=BOOK, override=override)


def test_a_kept_attuned_moment_goes_into_the_reel() -> None:
    admitted(kept(), reel_of())


@pytest.mark.parametrize("standing", [Standing.OPEN, Standing.DISMISSED])
def test_a_moment_that_was_not_kept_stays_out(standing: Standing) -> None:
    with pytest.raises(NotAllowed, match="you have kept"):
        admitted(kept(standing=standing), reel_of())


def test_a_fourth_clip_stays_out() -> None:
    with pytest.raises(NotAllowed, match="holds 3 clips"):
        admitted(kept(), reel_of(kept(), kept(), kept()))


def test_a_clip_may_last_a_minute_and_no_longer() -> None:
    admitted(kept(60), reel_of())
    with pytest.raises(NotAllowed, match="at most 60 seconds"):
        admitted(kept(60.001), reel_of())


@pytest.mark.parametrize("principle", ["N1", None])
def test_a_moment_that_is_not_attuned_needs_a_reason(principle: str | None) -> None:
    with pytest.raises(NotAllowed, match="give a reason"):
        admitted(kept(principle=principle), reel_of())

    admitted(kept(principle=principle), reel_of(), override="Anna asked to see how she found him again.")


def test_no_reason_makes_a_clip_longer() -> None:
    with pytest.raises(NotAllowed, match="at most 60 seconds"):
        admitted(kept(61), reel_of(), override="It is lovely.")


def test_moving_a_clip_keeps_all_clips_and_stays_inside_the_reel() -> None:
    reel = reel_of(kept(1), kept(2), kept(3))
    one, two, three = reel.clips

    assert reordered(reel, three.id, by=-1) == (one, three, two)
    assert reordered(reel, one.id, by=-1) == (one, two, three)
    assert reordered(reel, one.id, by=9) == (two, three, one)


def test_clips_follow_one_another_without_a_gap() -> None:
    reel = reel_of(kept(1), kept(2), kept(3))

    assert starts(reel.clips) == (0, 1 * SECOND, 3 * SECOND)
    assert replace(reel, clips=reel.clips[:2]).length == 3 * SECOND
