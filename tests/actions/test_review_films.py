"""A film of the shared review: its own consents, its own end, and nothing of it slips into what the client gets."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.people import (
    Someone,
    agrees,
    agrees_to_be_filmed,
    begun_reel_of,
    edit_reel,
    everyone_agrees,
    keep,
    own_moment,
    ready_film_of,
    review_film_of,
    the,
    watch,
    work_off,
)
from vignette.actions import (
    analysis,
    arriving,
    consents,
    families,
    films,
    moments,
    pairing,
    reels,
    review_films,
    supervisions,
    workbench,
)
from vignette.domain.consent import Purpose
from vignette.domain.errors import ConsentMissing, NotAllowed, NotYours
from vignette.domain.film import FilmId, Occasion
from vignette.domain.identity import FamilyId
from vignette.domain.parcel import Parcel
from vignette.domain.person import Part, Person, PersonId
from vignette.domain.reel import ReelId, clip_of
from vignette.storage.place import place
from vignette.storage.rows import Job

pytestmark = pytest.mark.django_db

REVIEW = (Purpose.REVIEW_FILM, Purpose.OWN_SUPERVISION)


@pytest.fixture
def film(alice: Someone, family: FamilyId, small_film: Path) -> FilmId:
    """Of Hanna and Jonas at play, which the cycle is about."""
    return ready_film_of(alice, family, small_film)


@pytest.fixture
def reel(alice: Someone, film: FilmId) -> ReelId:
    return begun_reel_of(alice, film, own_moment(film, 0.5, 1.5))


@pytest.fixture
def me(alice: Someone, family: FamilyId) -> PersonId:
    """Alice as one of those in the picture."""
    return agrees_to_be_filmed(alice, family, [Purpose.OWN_SUPERVISION])


@pytest.fixture
def hanna(alice: Someone, family: FamilyId) -> Person:
    """Hanna, who agrees to be filmed in the review and to its supervision."""
    its = the(Part.CLIENT, alice, family)
    agrees(alice, family, its, REVIEW)
    return its


@pytest.fixture
def filmed(alice: Someone, reel: ReelId, hanna: Person, me: PersonId, small_film: Path) -> FilmId:
    """Of Alice and Hanna in the review, ready to be watched."""
    return review_film_of(alice, reel, [hanna.id, me], small_film)


def announced(guider: Someone, reel: ReelId, in_frame: Sequence[PersonId]) -> FilmId:
    return arriving.add_review_film(guider.actor, reel, Parcel((1000,), "review.mp4"), in_frame=in_frame)


def withdraw(guider: Someone, family: FamilyId, person: PersonId, purpose: Purpose) -> None:
    (its,) = [row for row in consents.see_consents(guider.actor, family).rows if row.person.id == person]
    consents.withdraw_consent(guider.actor, family, its.current[purpose].id)


def sealed_files() -> set[Path]:
    return set(place().blobs.glob("*/*"))


class TestConsent:
    """Being filmed in the review is agreed to apart from being filmed at play."""

    def test_whoever_only_agreed_to_be_filmed_at_play_is_not_filmed_in_the_review(
        self, alice: Someone, family: FamilyId, reel: ReelId, me: PersonId
    ) -> None:
        hanna = the(Part.CLIENT, alice, family)

        with pytest.raises(ConsentMissing, match=r"^Hanna has not agreed to being filmed in the shared review\.$"):
            announced(alice, reel, [hanna.id, me])

    def test_the_guider_is_asked_like_anybody_else(
        self, alice: Someone, family: FamilyId, reel: ReelId, hanna: Person, me: PersonId
    ) -> None:
        withdraw(alice, family, me, Purpose.REVIEW_FILM)

        with pytest.raises(ConsentMissing, match=r"^Alice has not agreed to being filmed in the shared review\.$"):
            announced(alice, reel, [hanna.id, me])

    def test_the_guider_agrees_in_one_tap_and_nobody_else_speaks_for_them(
        self, alice: Someone, family: FamilyId, reel: ReelId, me: PersonId
    ) -> None:
        consents.record_consent(
            alice.actor, family, person=me, purposes=[Purpose.ANALYSIS], given_by="Hanna, for everybody"
        )
        (mine,) = [row for row in consents.see_consents(alice.actor, family).rows if row.person.id == me]

        assert mine.person.part is Part.GUIDER
        assert {purpose: consent.given_by for purpose, consent in mine.current.items()} == {
            Purpose.REVIEW_FILM: "Alice",
            Purpose.OWN_SUPERVISION: "Alice",
            Purpose.ANALYSIS: "Alice",
        }
        assert review_films.see_filming(alice.actor, reel).i_agree

    def test_agreeing_twice_makes_one_guider(self, alice: Someone, family: FamilyId, me: PersonId) -> None:
        assert review_films.agree_myself(alice.actor, family) == me
        with pytest.raises(NotAllowed, match="You agree for yourself"):
            families.add_person(alice.actor, family, name="Mallory", part=Part.GUIDER)

        assert [person.part for person in families.see_family(alice.actor, family).family.people].count(
            Part.GUIDER
        ) == 1

    def test_a_review_film_needs_nobodys_consent_to_be_filmed_at_play(
        self, alice: Someone, family: FamilyId, film: FilmId, filmed: FilmId
    ) -> None:
        withdraw(alice, family, the(Part.PARTNER, alice, family).id, Purpose.FILM)

        assert watch(alice, filmed).size > 0
        assert moments.workspace(alice.actor, filmed).people[-1].name == "Alice"
        with pytest.raises(NotYours):
            watch(alice, film)

    @pytest.mark.django_db(transaction=True)
    def test_withdrawing_review_film_ends_that_film_and_leaves_the_clients_film(
        self, alice: Someone, family: FamilyId, film: FilmId, reel: ReelId, filmed: FilmId, hanna: Person
    ) -> None:
        before = sealed_files()
        withdraw(alice, family, hanna.id, Purpose.REVIEW_FILM)

        with pytest.raises(NotYours):
            watch(alice, filmed)
        assert watch(alice, film).size > 0
        assert [clip.film for clip in reels.see_reel(alice.actor, reel).reel.clips] == [film]
        assert sealed_files() < before

    def test_withdrawing_being_filmed_ends_the_clients_film_and_leaves_the_review_film(
        self, alice: Someone, family: FamilyId, film: FilmId, filmed: FilmId, hanna: Person
    ) -> None:
        withdraw(alice, family, hanna.id, Purpose.FILM)

        with pytest.raises(NotYours):
            watch(alice, film)
        assert watch(alice, filmed).size > 0
        assert films.see_film(alice.actor, filmed).reel is None

    def test_what_withdrawing_ends_is_told_before(
        self, alice: Someone, family: FamilyId, filmed: FilmId, hanna: Person
    ) -> None:
        (its,) = [row for row in consents.see_consents(alice.actor, family).rows if row.person == hanna]
        told = consents.before_withdrawing(alice.actor, family, its.current[Purpose.REVIEW_FILM].id)

        assert told.effects == (
            "1 film of a shared review with Hanna and every moment made from them are erased for good, also with your "
            "supervisor; the films that the reviews were about stay.",
        )

    def test_a_review_film_is_looked_through_only_where_everybody_in_it_agreed(
        self, alice: Someone, family: FamilyId, filmed: FilmId, hanna: Person, me: PersonId
    ) -> None:
        with pytest.raises(ConsentMissing, match="Hanna and Alice have not agreed to automated analysis"):
            analysis.look_through(alice.actor, filmed)
        assert films.see_film(alice.actor, filmed).analysis_blocked.startswith("Hanna and Alice have not agreed")

        for person in (hanna.id, me):
            consents.record_consent(
                alice.actor, family, person=person, purposes=[Purpose.ANALYSIS], given_by="themselves"
            )
        assert Job.objects.filter(kind="analyse", subject=filmed.value, state="queued").exists()


class TestBeside:
    """A film of the review lies beside the cycle, and is never what the cycle is about."""

    def test_the_cycle_is_still_about_the_clients_film(
        self, alice: Someone, family: FamilyId, film: FilmId, reel: ReelId, filmed: FilmId
    ) -> None:
        keep(alice, filmed, own_moment(filmed, 1, 2), own_moment(filmed, 2, 3))
        (view,) = families.see_family(alice.actor, family).cycles

        assert (view.film, view.review_films, view.cycle.kept) == (film, (filmed,), 1)
        assert view.next is not None
        assert view.next.words == "finish the reel"

    def test_its_moments_do_not_get_into_the_clients_reel(self, alice: Someone, reel: ReelId, filmed: FilmId) -> None:
        mine = own_moment(filmed, 1, 2)
        keep(alice, filmed, mine)

        bench = workbench.workbench(alice.actor, reel)
        assert mine.id not in {each.moment.id for each in bench.moments}
        assert filmed not in {each.id for each in bench.films}
        with pytest.raises(NotAllowed, match="No clip can be taken"):
            edit_reel(alice, reel, clips=(clip_of(mine),))
        with pytest.raises(NotYours):
            reels.start_reel(alice.actor, filmed)

    def test_its_people_are_not_asked_about_the_clients_reel(
        self, alice: Someone, family: FamilyId, reel: ReelId, filmed: FilmId, me: PersonId
    ) -> None:
        assert reels.see_reel(alice.actor, reel).sharing_blocked == ""

    def test_the_guiders_own_part_is_marked_with_the_guider_as_who_did_it(
        self, alice: Someone, filmed: FilmId, me: PersonId
    ) -> None:
        work = moments.workspace(alice.actor, filmed)

        assert [person.part for person in work.people] == [Part.CLIENT, Part.GUIDER]
        assert work.codebook.find("D4") is not None
        assert work.people[-1].id == me

    def test_it_is_no_second_view_of_the_clients_film(self, alice: Someone, film: FilmId, filmed: FilmId) -> None:
        assert [each.id for each in pairing.see_second_view(alice.actor, film).choices] == []

    def test_another_guider_finds_nothing(
        self, alice: Someone, bob: Someone, family: FamilyId, reel: ReelId, filmed: FilmId, me: PersonId
    ) -> None:
        for deed in (
            lambda: review_films.see_filming(bob.actor, reel),
            lambda: review_films.agree_myself(bob.actor, family),
            lambda: review_films.supervision_of(bob.actor, filmed),
            lambda: announced(bob, reel, [me]),
            lambda: watch(bob, filmed),
        ):
            with pytest.raises(NotYours):
                deed()


class TestSupervision:
    """The supervisor sees what was submitted of the film, and not one picture more."""

    def test_sees_the_chosen_moments_once_they_are_cut_out_and_nothing_of_the_film(
        self, alice: Someone, sara: Someone, filmed: FilmId
    ) -> None:
        one, other, kept_back = (own_moment(filmed, start, start + 1) for start in (0.5, 1.5, 2.5))
        keep(alice, filmed, one, other, kept_back)
        laid = review_films.submit(
            alice.actor, filmed, supervisor=sara.id, question="Do I wait?", chosen=[other.id, one.id]
        )
        with pytest.raises(NotYours):
            supervisions.submission_film(sara.actor, laid)

        work_off()

        page = supervisions.see_submission(sara.actor, laid)
        assert (page.is_made, page.is_mine, page.reel) == (True, True, None)
        assert [(clip.start, clip.end) for clip in page.clips] == [(0, 1_000_000), (1_000_000, 2_000_000)]
        assert supervisions.submission_film(sara.actor, laid).size > 0
        for deed in (lambda: watch(sara, filmed), lambda: moments.workspace(sara.actor, filmed)):
            with pytest.raises(NotYours):
                deed()

    def test_sees_the_whole_film_where_that_was_submitted(self, alice: Someone, sara: Someone, filmed: FilmId) -> None:
        laid = review_films.submit(alice.actor, filmed, supervisor=sara.id, question="", is_whole=True)

        seen = supervisions.submission_film(sara.actor, laid)
        assert seen.size == watch(alice, filmed).size
        supervisions.comment(sara.actor, laid, at=films.see_film(alice.actor, filmed).footage.length, words="There.")  # type: ignore[union-attr]  # it is ready
        assert [card.is_film for card in supervisions.my_submissions(sara.actor)] == [True]
        with pytest.raises(NotAllowed, match="a second of the film"):
            supervisions.comment(sara.actor, laid, at=60_000_000, words="?")  # type: ignore[arg-type]  # a plain number
        with pytest.raises(NotYours):
            watch(sara, filmed)

    def test_is_blocked_by_whoever_did_not_agree_to_it(
        self, alice: Someone, sara: Someone, family: FamilyId, filmed: FilmId, me: PersonId
    ) -> None:
        withdraw(alice, family, me, Purpose.OWN_SUPERVISION)

        assert (
            review_films.supervision_of(alice.actor, filmed).blocked
            == "Alice has not agreed to the guider's own supervision."
        )
        with pytest.raises(ConsentMissing, match="Alice has not agreed to the guider's own supervision"):
            review_films.submit(alice.actor, filmed, supervisor=sara.id, question="", is_whole=True)

    @pytest.mark.django_db(transaction=True)
    def test_ends_with_the_consent_and_what_was_cut_out_goes(
        self, alice: Someone, sara: Someone, family: FamilyId, filmed: FilmId, hanna: Person
    ) -> None:
        mine = own_moment(filmed, 1, 2)
        keep(alice, filmed, mine)
        laid = review_films.submit(alice.actor, filmed, supervisor=sara.id, question="", chosen=[mine.id])
        work_off()
        before = sealed_files()

        withdraw(alice, family, hanna.id, Purpose.OWN_SUPERVISION)

        assert len(before - sealed_files()) == 1
        with pytest.raises((NotYours, ConsentMissing)):
            supervisions.submission_film(sara.actor, laid)
        assert watch(alice, filmed).size > 0

    @pytest.mark.django_db(transaction=True)
    def test_leaves_nothing_when_the_film_is_erased(self, alice: Someone, sara: Someone, filmed: FilmId) -> None:
        mine = own_moment(filmed, 1, 2)
        before = sealed_files()
        keep(alice, filmed, mine)
        laid = review_films.submit(alice.actor, filmed, supervisor=sara.id, question="", chosen=[mine.id])
        work_off()

        films.erase_film(alice.actor, filmed)

        with pytest.raises(NotYours):
            supervisions.see_submission(sara.actor, laid)
        assert sealed_files() < before

    def test_never_gets_the_clients_film_whole(self, alice: Someone, sara: Someone, film: FilmId) -> None:
        with pytest.raises(NotYours):
            review_films.submit(alice.actor, film, supervisor=sara.id, question="", is_whole=True)

    def test_is_of_moments_that_were_kept(self, alice: Someone, sara: Someone, film: FilmId, filmed: FilmId) -> None:
        elsewhere = own_moment(film, 1, 2)
        keep(alice, film, elsewhere)

        for chosen in ([], [elsewhere.id]):
            with pytest.raises(NotAllowed, match="Choose the moments"):
                review_films.submit(alice.actor, filmed, supervisor=sara.id, question="", chosen=chosen)


def test_what_a_sound_recorder_heard_of_a_review_is_of_the_review(
    alice: Someone, filmed: FilmId, small_film: Path
) -> None:
    heard = arriving.add_sound(alice.actor, filmed, Parcel((1000,), "review.wav"))

    assert films.see_film(alice.actor, heard).occasion is Occasion.REVIEW


def test_everybody_may_agree_to_everything(alice: Someone, family: FamilyId, me: PersonId) -> None:
    everyone_agrees(alice, family, tuple(Purpose))

    assert all(len(row.current) == len(Purpose) for row in consents.see_consents(alice.actor, family).rows)
