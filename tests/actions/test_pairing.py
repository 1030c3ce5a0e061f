"""Two films of one scene come together by their sound or by hand, and part again without losing anything."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.people import Someone, arriving_film, everyone_agrees, family_of, ready_film_of, the, work_off
from tests.two_films import across_the_room, on_the_shelf
from vignette.actions import arriving, consents, families, films, pairing
from vignette.domain.consent import Purpose
from vignette.domain.errors import ConsentMissing, NotAllowed, NotYours
from vignette.domain.film import FilmId, Readiness
from vignette.domain.identity import FamilyId
from vignette.domain.pairing import Pairing, Stage
from vignette.domain.parcel import Parcel
from vignette.domain.person import Part
from vignette.domain.span import MILLISECOND, SECOND, Micros
from vignette.storage.rows import AuditLine, Consent

pytestmark = pytest.mark.django_db

STARTS_LATER = Micros(5 * SECOND)


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty seconds of the play, from the phone on the shelf."""
    return on_the_shelf(tmp_path_factory.mktemp("films") / "shelf.mp4", seconds=20)


@pytest.fixture(scope="session")
def across(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same play from across the room, begun five seconds later."""
    return across_the_room(tmp_path_factory.mktemp("films") / "across.mp4", seconds=18, start=5)


@pytest.fixture
def film(alice: Someone, family: FamilyId, shelf: Path) -> FilmId:
    return ready_film_of(alice, family, shelf)


@pytest.fixture
def other(alice: Someone, family: FamilyId, across: Path) -> FilmId:
    return ready_film_of(alice, family, across)


def pair_of(guider: Someone, film: FilmId) -> Pairing:
    its = pairing.see_second_view(guider.actor, film).pairing
    assert its is not None
    return its


def test_a_second_view_is_found_by_its_sound(alice: Someone, film: FilmId, other: FilmId) -> None:
    pairing.choose(alice.actor, film, other)
    assert pairing.see_second_view(alice.actor, film).is_listening
    work_off()

    found = pair_of(alice, film)
    assert found.stage is Stage.FOUND
    assert found.by == pytest.approx(STARTS_LATER, abs=10 * MILLISECOND)
    assert found.found is not None
    assert found.found.is_sure
    assert not found.is_by_hand


def test_seen_from_the_other_film_it_began_earlier(alice: Someone, film: FilmId, other: FilmId) -> None:
    pairing.choose(alice.actor, other, film)
    work_off()

    assert pair_of(alice, other).by == pytest.approx(-STARTS_LATER, abs=10 * MILLISECOND)


def test_films_of_two_scenes_are_left_to_the_guiders_hand(
    alice: Someone, family: FamilyId, film: FilmId, tmp_path: Path
) -> None:
    stranger = ready_film_of(alice, family, across_the_room(tmp_path / "other.mp4", seconds=15, seed=50))

    pairing.choose(alice.actor, film, stranger)
    work_off()
    assert pair_of(alice, film).stage is Stage.NOT_FOUND
    pairing.fit(alice.actor, film, Micros(3 * SECOND), is_other_heard=True)

    mended = pair_of(alice, film)
    assert (mended.stage, mended.by, mended.is_other_heard) == (Stage.CONFIRMED, 3 * SECOND, True)
    assert mended.is_by_hand


def test_a_film_without_sound_is_not_listened_to(
    alice: Someone, family: FamilyId, film: FilmId, tmp_path: Path
) -> None:
    from tests.films import frame_film

    silent = ready_film_of(alice, family, frame_film(tmp_path / "silent.mp4", has_sound=False))

    pairing.choose(alice.actor, film, silent)

    assert pair_of(alice, film).stage is Stage.NOT_FOUND


def test_what_the_guider_set_meanwhile_stays_when_the_listening_ends(
    alice: Someone, film: FilmId, other: FilmId
) -> None:
    pairing.choose(alice.actor, film, other)
    pairing.fit(alice.actor, film, Micros(1_234_567), is_other_heard=False)

    work_off()

    its = pair_of(alice, film)
    assert (its.stage, its.by) == (Stage.CONFIRMED, 1_234_567)
    assert its.found is not None
    pairing.listen_again(alice.actor, film)
    work_off()
    assert pair_of(alice, film).by == pytest.approx(STARTS_LATER, abs=10 * MILLISECOND)


def test_parting_keeps_both_films(alice: Someone, film: FilmId, other: FilmId) -> None:
    pairing.choose(alice.actor, film, other)
    pairing.part(alice.actor, film)
    work_off()

    assert pairing.see_second_view(alice.actor, film).pairing is None
    for each in (film, other):
        assert films.film_state(alice.actor, each).readiness is Readiness.READY


@pytest.mark.parametrize("erased", ["film", "other"])
def test_a_pair_ends_with_either_film(alice: Someone, film: FilmId, other: FilmId, erased: str) -> None:
    pairing.choose(alice.actor, film, other)

    films.erase_film(alice.actor, film if erased == "film" else other)
    work_off()

    left = other if erased == "film" else film
    page = pairing.see_second_view(alice.actor, left)
    assert (page.pairing, page.first_view, page.choices) == (None, None, ())


def test_the_cycle_stays_about_the_film_that_was_looked_at(
    alice: Someone, family: FamilyId, film: FilmId, other: FilmId
) -> None:
    pairing.choose(alice.actor, film, other)

    assert families.see_family(alice.actor, family).cycles[0].film == film
    assert pairing.see_second_view(alice.actor, other).first_view == film


def test_only_films_of_the_same_cycle_that_are_ready_and_free_can_be_chosen(
    alice: Someone, family: FamilyId, film: FilmId, other: FilmId, small_film: Path
) -> None:
    elsewhere = family_of(alice, name="Somebody else")
    everyone_agrees(alice, elsewhere)
    theirs = ready_film_of(alice, elsewhere, small_film)
    arriving_ = arriving_film(alice, family, 1000)

    page = pairing.see_second_view(alice.actor, film)

    assert [view.id for view in page.choices] == [other]
    for wrong in (theirs, arriving_, film):
        with pytest.raises(NotAllowed):
            pairing.choose(alice.actor, film, wrong)
    pairing.choose(alice.actor, film, other)
    third = ready_film_of(alice, family, small_film)
    for one, two in ((film, third), (third, film), (other, third), (third, other)):
        with pytest.raises(NotAllowed, match="beside another film"):
            pairing.choose(alice.actor, one, two)


def test_two_films_that_would_never_be_seen_together_do_not_fit(alice: Someone, film: FilmId, other: FilmId) -> None:
    pairing.choose(alice.actor, film, other)

    for by in (20 * SECOND, -18 * SECOND - 500_000):
        with pytest.raises(NotAllowed, match="never be seen together"):
            pairing.fit(alice.actor, film, Micros(by), is_other_heard=False)


def test_whoever_is_in_either_film_has_to_agree(alice: Someone, family: FamilyId, film: FilmId, across: Path) -> None:
    families.add_person(alice.actor, family, name="Mia", part=Part.OTHER)
    mia = the(Part.OTHER, alice, family)
    consents.record_consent(alice.actor, family, person=mia.id, purposes=[Purpose.FILM], given_by="Hanna")
    with_mia = arriving.add_film(alice.actor, family, Parcel((across.stat().st_size,)), in_frame=[mia.id])
    arriving.receive(alice.actor, with_mia, offset=0, chunks=[across.read_bytes()])
    work_off()
    pairing.choose(alice.actor, film, with_mia)

    # Run out by itself: withdrawn, it would have taken the film along.
    Consent.objects.filter(person=mia.id.value).update(until=timezone.localdate() - timedelta(days=1))

    for deed in (
        lambda: pairing.see_second_view(alice.actor, film),
        lambda: pairing.fit(alice.actor, film, Micros(0), is_other_heard=False),
        lambda: pairing.listen_again(alice.actor, film),
    ):
        with pytest.raises(ConsentMissing, match="Mia"):
            deed()
    pairing.part(alice.actor, film)
    with pytest.raises(ConsentMissing, match="Mia"):
        pairing.choose(alice.actor, film, with_mia)
    assert AuditLine.objects.filter(outcome="no consent").count() == 4


def test_another_guider_finds_nothing(alice: Someone, bob: Someone, film: FilmId, other: FilmId) -> None:
    pairing.choose(alice.actor, film, other)

    for deed in (
        lambda: pairing.see_second_view(bob.actor, film),
        lambda: pairing.choose(bob.actor, film, other),
        lambda: pairing.fit(bob.actor, film, Micros(0), is_other_heard=False),
        lambda: pairing.listen_again(bob.actor, film),
        lambda: pairing.part(bob.actor, film),
    ):
        with pytest.raises(NotYours):
            deed()
    assert AuditLine.objects.filter(who=f"account {bob.id}", outcome="no leave").count() == 5


def test_a_film_of_somebody_else_cannot_be_laid_beside_ones_own(
    alice: Someone, bob: Someone, film: FilmId, small_film: Path
) -> None:
    bobs_family = family_of(bob)
    everyone_agrees(bob, bobs_family)
    bobs = ready_film_of(bob, bobs_family, small_film)

    with pytest.raises(NotYours):
        pairing.choose(alice.actor, film, bobs)
