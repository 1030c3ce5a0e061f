from dataclasses import replace
from pathlib import Path

import pytest

from tests.films.kinds.strangers import text
from tests.people import (
    Someone,
    film_of,
    keep,
    own_moment,
    rendered_reel_of,
    work_off,
)  # fmt: skip
from vignette.actions import moments, reels
from vignette.actions.reels import ReelState
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.moment import Edit
from vignette.domain.span import Micros, Span

pytestmark = pytest.mark.django_db


def test_a_reel_begins_with_the_kept_moments_as_far_as_the_programme_lets_them(alice: Someone, film: FilmId) -> None:
    kept = [own_moment(film, start, start + 0.5) for start in (0, 1, 2, 3)]
    apart = own_moment(film, 0, 1, principle=None)
    keep(alice, film, apart, *kept)

    page = reels.see_reel(alice.actor, reels.start_reel(alice.actor, film))

    assert [clip.moment for clip in page.reel.clips] == [each.id for each in kept[:3]]


def test_a_cycle_has_one_reel(alice: Someone, film: FilmId) -> None:
    keep(alice, film, own_moment(film, 0, 1))

    assert reels.start_reel(alice.actor, film) == reels.start_reel(alice.actor, film)


def test_a_reel_is_made_out_of_date_by_a_change_and_up_to_date_by_making_it_again(alice: Someone, film: FilmId) -> None:
    moment = own_moment(film, 0, 1)
    reel = rendered_reel_of(alice, film, moment)
    assert reels.see_reel(alice.actor, reel).state is ReelState.MADE

    longer = replace(moment, span=Span(Micros(0), Micros(2_000_000)))
    moments.change(alice.actor, film, [Edit(moment.id, moment, longer)])
    assert reels.see_reel(alice.actor, reel).state is ReelState.OUT_OF_DATE

    reels.render_reel(alice.actor, reel)
    assert reels.see_reel(alice.actor, reel).state is ReelState.WAITING
    work_off()
    assert reels.see_reel(alice.actor, reel).state is ReelState.MADE


def test_an_empty_reel_is_not_made(alice: Someone, film: FilmId) -> None:
    reel = reels.start_reel(alice.actor, film)

    with pytest.raises(NotAllowed, match="Put a moment into the reel first"):
        reels.render_reel(alice.actor, reel)


def test_a_moment_dismissed_later_leaves_the_reel(alice: Someone, film: FilmId) -> None:
    moment = own_moment(film, 0, 1)
    keep(alice, film, moment)
    reel = reels.start_reel(alice.actor, film)

    moments.change(alice.actor, film, [Edit(moment.id, moment, moment.dismissed())])

    assert reels.see_reel(alice.actor, reel).reel.clips == ()


def test_only_what_was_chosen_leaves_the_film(alice: Someone, film: FilmId, tmp_path: Path) -> None:
    from tests.films import numbers_in

    reel = rendered_reel_of(alice, film, own_moment(film, 1, 2), own_moment(film, 3, 3.5))
    target = tmp_path / "reel.mp4"
    with reels.open_reel(alice.actor, reel).open() as file:
        target.write_bytes(file.read())

    frames = moments.workspace(alice.actor, film).frame_times
    chosen = [number for number, at in enumerate(frames) if 1_000_000 <= at < 2_000_000 or 3_000_000 <= at < 3_500_000]
    assert numbers_in(target) == chosen


def test_a_clip_of_another_reel_is_not_reached_through_this_one(alice: Someone, bob: Someone, film: FilmId) -> None:
    reel = rendered_reel_of(alice, film, own_moment(film, 0, 1))
    (clip,) = reels.see_reel(alice.actor, reel).reel.clips

    for deed in (
        lambda: reels.open_still(bob.actor, reel, clip.id),
        lambda: reels.open_reel(bob.actor, reel),
        lambda: reels.render_reel(bob.actor, reel),
    ):
        with pytest.raises(NotYours):
            deed()


def test_a_refused_file_does_not_take_the_place_of_the_film(
    alice: Someone, family: FamilyId, film: FilmId, tmp_path: Path
) -> None:
    moment = own_moment(film, 0, 1)
    keep(alice, film, moment)
    reel = reels.start_reel(alice.actor, film)

    film_of(alice, family, text(tmp_path))

    page = reels.see_reel(alice.actor, reel)
    assert page.film == film
    assert [clip.moment for clip in page.reel.clips] == [moment.id]
