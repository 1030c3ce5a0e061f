"""Consent is a rule that is kept: what it does not allow cannot be done, and withdrawing it ends every copy."""

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from django.utils import timezone

from tests.people import (
    Someone,
    arriving_film,
    everyone_agrees,
    family_of,
    keep,
    own_moment,
    people_of,
    ready_film_of,
    rendered_reel_of,
    the,
    watch,
)  # fmt: skip
from vignette.actions import consents, families, films, moments, reels, sharing, supervisions
from vignette.domain.consent import Purpose
from vignette.domain.errors import ConsentMissing, NotAllowed, NotYours
from vignette.domain.identity import FamilyId
from vignette.domain.leave import Actor
from vignette.domain.moment import Edit
from vignette.domain.person import Part
from vignette.domain.track import Signal, Track
from vignette.exchange.looks import pack_look
from vignette.storage import assets, blobs
from vignette.storage.assets import Asset
from vignette.storage.place import place
from vignette.storage.rows import Consent

pytestmark = pytest.mark.django_db


def withdraw(guider: Someone, family: FamilyId, part: Part, purpose: Purpose) -> None:
    person = the(part, guider, family)
    (its,) = [row for row in consents.see_consents(guider.actor, family).rows if row.person == person]
    consents.withdraw_consent(guider.actor, family, its.current[purpose].id)


def sealed_files() -> set[Path]:
    return set(place().blobs.glob("*/*"))


def test_nobody_is_filmed_who_has_not_agreed(alice: Someone) -> None:
    family = family_of(alice)
    hanna = the(Part.CLIENT, alice, family)
    consents.record_consent(alice.actor, family, person=hanna.id, purposes=[Purpose.FILM], given_by="Hanna")

    with pytest.raises(ConsentMissing, match=r"^Jonas has not agreed to being filmed\.$"):
        arriving_film(alice, family, 1000)


def test_a_consent_needs_somebody_who_gave_it(alice: Someone) -> None:
    family = family_of(alice)
    hanna = the(Part.CLIENT, alice, family)

    with pytest.raises(NotAllowed, match="who gave the agreement"):
        consents.record_consent(alice.actor, family, person=hanna.id, purposes=[Purpose.FILM], given_by=" ")


def test_a_consent_cannot_begin_already_over(alice: Someone) -> None:
    family = family_of(alice)
    yesterday = timezone.localdate() - timedelta(days=1)

    with pytest.raises(NotAllowed, match="past"):
        consents.record_consent(
            alice.actor, family, person=the(Part.CLIENT, alice, family).id, purposes=[Purpose.FILM],
            given_by="Hanna", until=yesterday,
        )  # fmt: skip


def test_a_person_of_another_family_cannot_agree_here(alice: Someone) -> None:
    one, other = family_of(alice), family_of(alice, name="Somebody else")
    stranger = the(Part.CLIENT, alice, other)

    with pytest.raises(NotYours):
        consents.record_consent(alice.actor, one, person=stranger.id, purposes=[Purpose.FILM], given_by="Hanna")


def test_the_effects_of_withdrawing_are_told_before(alice: Someone, small_film: Path) -> None:
    family = family_of(alice)
    everyone_agrees(alice, family)
    ready_film_of(alice, family, small_film)
    row = consents.see_consents(alice.actor, family).rows[1]

    told = consents.before_withdrawing(alice.actor, family, row.current[Purpose.FILM].id)

    assert told.effects == ("1 film with Jonas and every moment, still and reel made from them are erased for good.",)


@pytest.mark.django_db(transaction=True)
def test_withdrawing_consent_to_be_filmed_ends_every_copy(alice: Someone, sara: Someone, small_film: Path) -> None:
    before = sealed_files()
    family = family_of(alice)
    everyone_agrees(alice, family)
    film = ready_film_of(alice, family, small_film)
    reel = rendered_reel_of(alice, film, own_moment(film, 0, 1))
    link = sharing.share(alice.actor, reel)
    opened = sharing.open_letter(link.secret, None)
    laid = supervisions.submit(alice.actor, reel, supervisor=sara.id, question="")
    assert sealed_files() > before

    withdraw(alice, family, Part.PARTNER, Purpose.FILM)

    assert sealed_files() == before
    with pytest.raises(NotYours):
        watch(alice, film)
    with pytest.raises(NotYours):
        reels.open_reel(alice.actor, reel)
    with pytest.raises(NotYours):
        sharing.read_letter(Actor(opened.invitation))
    with pytest.raises(NotYours):
        supervisions.see_submission(sara.actor, laid)
    assert families.see_family(alice.actor, family).cycles[0].film is None


def test_withdrawing_the_shared_review_ends_the_link_at_once_and_keeps_the_film(
    alice: Someone, small_film: Path
) -> None:
    family = family_of(alice)
    everyone_agrees(alice, family)
    film = ready_film_of(alice, family, small_film)
    reel = rendered_reel_of(alice, film, own_moment(film, 0, 1))
    opened = sharing.open_letter(sharing.share(alice.actor, reel).secret, None)

    withdraw(alice, family, Part.PARTNER, Purpose.SHARED_REVIEW)

    with pytest.raises((NotYours, ConsentMissing)):
        sharing.letter_film(Actor(opened.invitation))
    with pytest.raises(ConsentMissing, match="Jonas has not agreed to the shared review"):
        sharing.share(alice.actor, reel)
    assert watch(alice, film).size > 0


def test_withdrawing_supervision_closes_it_to_the_supervisor(alice: Someone, sara: Someone, small_film: Path) -> None:
    family = family_of(alice)
    everyone_agrees(alice, family)
    film = ready_film_of(alice, family, small_film)
    laid = supervisions.submit(
        alice.actor, rendered_reel_of(alice, film, own_moment(film, 0, 1)), supervisor=sara.id, question=""
    )

    withdraw(alice, family, Part.CLIENT, Purpose.OWN_SUPERVISION)

    with pytest.raises((NotYours, ConsentMissing)):
        supervisions.submission_film(sara.actor, laid)
    assert supervisions.my_submissions(sara.actor) == []


def test_without_consent_to_analysis_everything_else_works(alice: Someone, small_film: Path) -> None:
    family = family_of(alice)
    everyone_agrees(alice, family)
    film = ready_film_of(alice, family, small_film)

    found = moments.workspace(alice.actor, film)

    assert found.analysis.state == "not allowed"
    assert found.analysis.words.startswith("Hanna and Jonas have not agreed to automated analysis")
    keep(alice, film, own_moment(film, 0, 1))
    assert len(moments.workspace(alice.actor, film).moments) == 1


def test_agreeing_anew_takes_the_place_of_what_was_agreed_before(alice: Someone) -> None:
    family = family_of(alice)
    everyone_agrees(alice, family)
    everyone_agrees(alice, family)

    for row in consents.see_consents(alice.actor, family).rows:
        assert {consent.purpose for consent in row.past} == set(row.current)


def test_a_consent_that_ran_out_allows_nothing_more(alice: Someone, small_film: Path) -> None:
    family = family_of(alice)
    everyone_agrees(alice, family)
    film = ready_film_of(alice, family, small_film)
    Consent.objects.filter(purpose="FILM").update(until=timezone.localdate() - timedelta(days=1))

    with pytest.raises(ConsentMissing, match="Hanna and Jonas have not agreed to being filmed"):
        watch(alice, film)
    assert people_of(alice, family)


class TestWhatSlippedThrough:
    """Ways around a withdrawal that somebody in a hurry, or somebody else, might find."""

    def test_agreeing_twice_in_one_breath_is_withdrawn_in_one(self, alice: Someone) -> None:
        family = family_of(alice)
        hanna = the(Part.CLIENT, alice, family)
        consents.record_consent(
            alice.actor, family, person=hanna.id, purposes=[Purpose.TEACHING, Purpose.TEACHING], given_by="Hanna"
        )

        withdraw(alice, family, Part.CLIENT, Purpose.TEACHING)

        (row, _) = consents.see_consents(alice.actor, family).rows
        assert row.current == {}

    def test_withdrawing_what_has_ended_erases_nothing(self, alice: Someone, small_film: Path) -> None:
        family = family_of(alice)
        everyone_agrees(alice, family)
        (row, _) = consents.see_consents(alice.actor, family).rows
        older = row.current[Purpose.FILM]
        everyone_agrees(alice, family)
        film = ready_film_of(alice, family, small_film)

        with pytest.raises(NotAllowed, match="ended already"):
            consents.withdraw_consent(alice.actor, family, older.id)

        assert watch(alice, film).size > 0

    @pytest.mark.django_db(transaction=True)
    def test_a_still_does_not_outlive_its_moment_nor_its_film(self, alice: Someone, small_film: Path) -> None:
        before = sealed_files()
        family = family_of(alice)
        everyone_agrees(alice, family)
        film = ready_film_of(alice, family, small_film)
        kept = own_moment(film, 0, 1)
        rendered_reel_of(alice, film, kept, own_moment(film, 2, 3))
        moments.change(alice.actor, film, [Edit(kept.id, kept, None)])

        withdraw(alice, family, Part.CLIENT, Purpose.FILM)

        assert sealed_files() == before

    def test_without_consent_to_stills_there_are_none_and_the_reel_is_made(
        self, alice: Someone, small_film: Path
    ) -> None:
        family = family_of(alice)
        everyone_agrees(alice, family, (Purpose.FILM, Purpose.SHARED_REVIEW))
        film = ready_film_of(alice, family, small_film)
        reel = rendered_reel_of(alice, film, own_moment(film, 0, 1))

        letter = sharing.read_letter(
            Actor(sharing.open_letter(sharing.share(alice.actor, reel).secret, None).invitation)
        )

        assert [clip.has_still for clip in letter.clips] == [False]
        with pytest.raises(NotYours):
            reels.open_still(alice.actor, reel, letter.clips[0].id)

    def test_withdrawing_stills_erases_them_and_leaves_the_reel(self, alice: Someone, small_film: Path) -> None:
        family = family_of(alice)
        everyone_agrees(alice, family)
        film = ready_film_of(alice, family, small_film)
        reel = rendered_reel_of(alice, film, own_moment(film, 0, 1))
        (clip,) = reels.see_reel(alice.actor, reel).reel.clips
        assert reels.open_still(alice.actor, reel, clip.id).size > 0

        withdraw(alice, family, Part.PARTNER, Purpose.KEEP_STILLS)

        with pytest.raises(NotYours):
            reels.open_still(alice.actor, reel, clip.id)
        assert reels.open_reel(alice.actor, reel).size > 0

    @pytest.mark.django_db(transaction=True)
    def test_erasing_a_mistaken_film_leaves_the_other_films_reel(self, alice: Someone, small_film: Path) -> None:
        family = family_of(alice)
        everyone_agrees(alice, family)
        film = ready_film_of(alice, family, small_film)
        reel = rendered_reel_of(alice, film, own_moment(film, 0, 1))
        mistaken = ready_film_of(alice, family, small_film)

        films.erase_film(alice.actor, mistaken)

        assert reels.open_reel(alice.actor, reel).size > 0

    def test_what_was_found_is_not_shown_once_consent_to_analysis_ran_out(
        self, alice: Someone, small_film: Path
    ) -> None:
        family = family_of(alice)
        everyone_agrees(alice, family)
        film = ready_film_of(alice, family, small_film)
        everyone_agrees(alice, family, (Purpose.FILM, Purpose.ANALYSIS))
        seen = Track("A", Signal.FACE_X, np.zeros(5, np.float32))
        look = pack_look([seen], [], [], people=("A",), settings_version="default-1")
        assets.keep(film, Asset.FINDINGS, blobs.seal(family, "findings", [look]))
        assert moments.workspace(alice.actor, film).tracks
        Consent.objects.filter(purpose="ANALYSIS").update(until=timezone.localdate() - timedelta(days=1))

        found = moments.workspace(alice.actor, film)

        assert (found.tracks, found.observations, found.analysis.state) == ((), (), "not allowed")
