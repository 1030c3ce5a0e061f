"""Somebody is followed through a clip on request: by whoever may change the reel, inside the clip, and nowhere else."""

from pathlib import Path

import numpy as np
import pytest
from django.db import connection

from tests.album import remembered
from tests.footage.reel.drawn import MAGENTA, SIDE, box_at, drawn, patch_at
from tests.people import Someone, begun_reel_of, own_moment, ready_film_of, work_off
from vignette.actions import consents, covering, films, reels
from vignette.actions.covering import CoverWish
from vignette.domain.consent import Purpose
from vignette.domain.errors import ConsentMissing, NotAllowed, NotYours
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.reel import ClipId, ReelId
from vignette.domain.showing import Cover
from vignette.domain.span import Micros
from vignette.storage.jobs import State
from vignette.storage.rows import Following

pytestmark = pytest.mark.django_db

HALF_A_SECOND = Micros(500_000)
WISH = CoverWish(HALF_A_SECOND, box_at(0.5))


@pytest.fixture(scope="session")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    square = np.full((SIDE, SIDE, 3), MAGENTA, np.uint8)
    square[10:20, 10:30] = 30
    return drawn(tmp_path_factory.mktemp("films") / "walk.mp4", lambda at: patch_at(at, square), is_exact=False).path


@pytest.fixture
def film(alice: Someone, family: FamilyId, walk: Path) -> FilmId:
    return ready_film_of(alice, family, walk)


@pytest.fixture
def reel(alice: Someone, film: FilmId) -> ReelId:
    return begun_reel_of(alice, film, own_moment(film, 0.2, 1.6))


@pytest.fixture
@remembered
def clip(alice: Someone, reel: ReelId) -> ClipId:
    return reels.see_reel(alice.actor, reel).reel.clips[0].id


def test_somebody_is_followed_from_end_to_end_of_the_clip(alice: Someone, reel: ReelId, clip: ClipId) -> None:
    covering.follow_in_clip(alice.actor, reel, clip, WISH)
    before = covering.found(alice.actor, reel, clip)
    work_off()
    after = covering.found(alice.actor, reel, clip)

    assert before.status is not None
    assert (before.status.state, before.following) == (State.QUEUED, None)
    assert after.status is not None
    assert (after.status.state, after.words) == (State.DONE, "")
    assert after.following is not None
    for at in (0.3, 0.8, 1.2, 1.5):
        its, truth = Cover(after.following.keys).at(Micros(round(at * 1_000_000))), box_at(at)
        assert abs(its.left - truth.left) < 0.06
        assert abs(its.top - truth.top) < 0.06
    assert all(200_000 <= key.at < 1_600_000 for key in after.following.keys)


def test_what_was_found_stays_until_something_else_is_asked(alice: Someone, reel: ReelId, clip: ClipId) -> None:
    covering.follow_in_clip(alice.actor, reel, clip, WISH)
    work_off()
    assert covering.found(alice.actor, reel, clip) == covering.found(alice.actor, reel, clip)

    covering.follow_in_clip(alice.actor, reel, clip, CoverWish(HALF_A_SECOND, WISH.box, Micros(900_000)))
    assert covering.found(alice.actor, reel, clip).following is None
    work_off()

    again = covering.found(alice.actor, reel, clip).following
    assert again is not None
    assert all(500_000 <= key.at <= 900_000 for key in again.keys)


def test_nobody_is_followed_outside_the_clip(alice: Someone, reel: ReelId, clip: ClipId) -> None:
    """It goes from 0.2 s to 1.6 s."""
    for at, until in ((100_000, None), (1_900_000, None), (500_000, 500_000), (1_700_000, 1_900_000)):
        wish = CoverWish(Micros(at), WISH.box, None if until is None else Micros(until))
        with pytest.raises(NotAllowed):
            covering.follow_in_clip(alice.actor, reel, clip, wish)
    state = covering.found(alice.actor, reel, clip)
    assert (state.status, state.following, state.words) == (None, None, "")


def test_another_guider_can_neither_ask_nor_see(alice: Someone, bob: Someone, reel: ReelId, clip: ClipId) -> None:
    covering.follow_in_clip(alice.actor, reel, clip, WISH)

    with pytest.raises(NotYours):
        covering.follow_in_clip(bob.actor, reel, clip, WISH)
    with pytest.raises(NotYours):
        covering.found(bob.actor, reel, clip)
    with pytest.raises(NotYours):  # nor is a clip reached through a reel that it is not in
        covering.follow_in_clip(alice.actor, reel, ClipId.new(), WISH)


def test_nobody_is_followed_once_somebody_no_longer_agrees(
    alice: Someone, family: FamilyId, reel: ReelId, clip: ClipId
) -> None:
    covering.follow_in_clip(alice.actor, reel, clip, WISH)
    agreed = consents.see_consents(alice.actor, family).rows[0].current[Purpose.FILM]
    consents.withdraw_consent(alice.actor, family, agreed.id)
    work_off()

    assert not Following.objects.exclude(found="").exists()
    with pytest.raises((ConsentMissing, NotYours)):
        covering.found(alice.actor, reel, clip)


def test_where_somebody_was_is_sealed_and_goes_with_the_film(
    alice: Someone, film: FilmId, reel: ReelId, clip: ClipId
) -> None:
    covering.follow_in_clip(alice.actor, reel, clip, WISH)
    work_off()
    with connection.cursor() as cursor:
        cursor.execute("select box, found from following")
        kept = cursor.fetchone()

    assert all(kept)
    assert not any("keys" in each or "0.2" in each for each in kept)
    films.erase_film(alice.actor, film)
    assert not Following.objects.exists()
