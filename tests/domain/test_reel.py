from dataclasses import replace

import pytest

from vignette.domain.codebook import Codebook, Principle
from vignette.domain.errors import NotAllowed
from vignette.domain.film import FilmId
from vignette.domain.moment import Moment, MomentId, Origin, Standing
from vignette.domain.programme import ClipPolicy
from vignette.domain.reel import Reel, ReelId, admit, admit_count, clip_of, must_fit
from vignette.domain.showing import Box, Caption, Cover, Freeze, Key, Showing
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
    return Reel(ReelId.new(), tuple(clip_of(each) for each in moments))


def admitted(moment: Moment, override: str = "") -> None:
    admit(clip_of(moment, override=override), moment, policy=POLICY, codebook=BOOK)


def test_a_kept_attuned_moment_goes_into_the_reel() -> None:
    admitted(kept())


@pytest.mark.parametrize("standing", [Standing.OPEN, Standing.DISMISSED])
def test_a_moment_that_was_not_kept_stays_out(standing: Standing) -> None:
    with pytest.raises(NotAllowed, match="you have kept"):
        admitted(kept(standing=standing))


def test_a_fourth_clip_stays_out() -> None:
    with pytest.raises(NotAllowed, match="holds 3 clips"):
        admit_count(reel_of(kept(), kept(), kept(), kept()).clips, POLICY)
    admit_count(reel_of(kept(), kept(), kept()).clips, POLICY)


def test_a_clip_may_last_a_minute_and_no_longer() -> None:
    admitted(kept(60))
    with pytest.raises(NotAllowed, match="at most 60 seconds"):
        admitted(kept(60.001))


@pytest.mark.parametrize("principle", ["N1", None])
def test_a_moment_that_is_not_attuned_needs_a_reason(principle: str | None) -> None:
    with pytest.raises(NotAllowed, match="give a reason"):
        admitted(kept(principle=principle))

    admitted(kept(principle=principle), override="Anna asked to see how she found him again.")


def test_no_reason_makes_a_clip_longer() -> None:
    with pytest.raises(NotAllowed, match="at most 60 seconds"):
        admitted(kept(61), override="It is lovely.")


def test_a_clip_may_show_less_than_a_moment_that_is_too_long() -> None:
    long = kept(90)
    trimmed = replace(clip_of(long), span=Span(Micros(0), Micros(60 * SECOND)), is_trimmed=True)

    admit(trimmed, long, policy=POLICY, codebook=BOOK)


@pytest.mark.parametrize(
    "showing",
    [
        Showing(before=Freeze(Micros(10 * SECOND), Micros(SECOND))),
        Showing(captions=(Caption(Span(Micros(9 * SECOND), Micros(10 * SECOND + 1)), "Look!"),)),
        Showing(covers=(Cover((Key(Micros(11 * SECOND), Box(0, 0, 0.5, 0.5)),)),)),
    ],
)
def test_nothing_is_done_to_a_clip_outside_its_film(showing: Showing) -> None:
    film = Span(Micros(0), Micros(10 * SECOND))

    must_fit(clip_of(kept(10)), film)
    with pytest.raises(NotAllowed, match="inside its film"):
        must_fit(replace(clip_of(kept(10)), showing=showing), film)
    with pytest.raises(NotAllowed, match="inside its film"):
        must_fit(clip_of(kept(10.1)), film)
