"""An example of a code: let through by a second person, then seen by all while everybody in the film agrees."""

import io
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import av
import pytest
from django.utils import timezone

from tests.actions.test_codings import added, event
from tests.album import remembered
from tests.films import read_number
from tests.people import Someone, everyone_agrees, family_of, ready_film_of, the, watch, withdrawn, work_off
from vignette.actions import coding_deeds, codings, consents, exemplars, films, proposals
from vignette.actions.exemplars import Example
from vignette.domain.coding import CodingId, Event, EventId
from vignette.domain.consent import Purpose
from vignette.domain.errors import ConsentMissing, NotAllowed, NotYours
from vignette.domain.exemplar import ExemplarId
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.leave import Actor
from vignette.domain.person import Part
from vignette.storage import accounts
from vignette.storage.place import place
from vignette.storage.rows import Account, AuditLine, Blob, Consent, Exemplar, Job

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sara")]

FRAMES_A_SECOND = 30


@pytest.fixture
def agreed(alice: Someone, family: FamilyId) -> None:
    """Everybody in the family agrees to teaching as well."""
    everyone_agrees(alice, family, [Purpose.TEACHING])


@pytest.fixture
@remembered
def begun(alice: Someone, film: FilmId) -> CodingId:
    return codings.begin(alice.actor, film, codebook="vig@1")


def coded(someone: Someone, coding: CodingId, *spans: tuple[float, float], code: str = "A1") -> list[Event]:
    events = [event(start, end, code) for start, end in spans]
    coding_deeds.do(someone.actor, coding, [added(each) for each in events])
    return events


@remembered
def cut_out(someone: Someone, coding: CodingId, start: float, end: float, code: str = "A1") -> ExemplarId:
    """An example of what was coded from `start` to `end`, in seconds, cut out and laid before Sara."""
    (one,) = coded(someone, coding, (start, end), code=code)
    its = proposed(someone, coding, one.id)
    work_off()
    return its


def made(someone: Someone, coding: CodingId, start: float, end: float, code: str = "A1") -> ExemplarId:
    """The same, let through and ready to be watched."""
    its = cut_out(someone, coding, start, end, code)
    proposals.let_through(supervisor(), its)
    return its


def proposed(someone: Someone, coding: CodingId, event: EventId, *, words: str = "") -> ExemplarId:
    return proposals.propose(someone.actor, coding, event, supervisor=accounts.supervisors()[0].id, words=words)


def supervisor() -> Actor:
    return Actor(accounts.supervisors()[0].id)


def awaited(someone: Someone) -> Sequence[ExemplarId]:
    return [each.id for each in proposals.awaited_of(someone.actor)]


def shown(someone: Someone, code: str = "A1") -> Sequence[Example]:
    return exemplars.see_examples(someone.actor, "vig").get(code, ())


def watched(someone: Someone, which: ExemplarId) -> bytes:
    with exemplars.open_example(someone.actor, which).open() as file:
        return file.read()


class TestConsent:
    def test_nobody_makes_an_example_of_somebody_who_does_not_agree_to_teaching(
        self, alice: Someone, begun: CodingId
    ) -> None:
        (one,) = coded(alice, begun, (1, 2))

        with pytest.raises(ConsentMissing, match=r"^Hanna and Jonas have not agreed to teaching\.$"):
            proposed(alice, begun, one.id)
        page = proposals.before_proposing(alice.actor, begun, one.id)
        assert [does for _, does in page.agree] == [False, False]
        assert page.blocked == "Hanna and Jonas have not agreed to teaching."
        assert not Job.objects.filter(kind="exemplar").exists()

    def test_one_person_who_does_not_agree_is_enough(self, alice: Someone, family: FamilyId, begun: CodingId) -> None:
        hanna = the(Part.CLIENT, alice, family)
        consents.record_consent(alice.actor, family, person=hanna.id, purposes=[Purpose.TEACHING], given_by="Hanna")
        (one,) = coded(alice, begun, (1, 2))

        with pytest.raises(ConsentMissing, match=r"^Jonas has not agreed to teaching\.$"):
            proposed(alice, begun, one.id)

    @pytest.mark.django_db(transaction=True)
    def test_withdrawn_while_it_is_shown_it_ends_at_once_with_what_was_cut_out(
        self, alice: Someone, bob: Someone, family: FamilyId, agreed: None, begun: CodingId
    ) -> None:
        before = set(place().blobs.glob("*/*"))
        its = made(alice, begun, 1, 2)
        playing = exemplars.open_example(bob.actor, its)
        assert playing.still_allowed()

        withdrawn(alice, family, the(Part.PARTNER, alice, family), Purpose.TEACHING)

        assert not playing.still_allowed()
        assert shown(bob) == shown(alice) == ()
        for someone in (alice, bob):
            with pytest.raises(NotYours):
                exemplars.open_example(someone.actor, its)
        assert set(place().blobs.glob("*/*")) == before

    def test_what_withdrawing_ends_is_told_before(
        self, alice: Someone, family: FamilyId, agreed: None, film: FilmId
    ) -> None:
        (row, _) = consents.see_consents(alice.actor, family).rows

        told = consents.before_withdrawing(alice.actor, family, row.current[Purpose.TEACHING].id)

        assert "an example of a code is erased for good" in told.effects[0]

    def test_withdrawn_before_it_is_cut_out_nothing_is_cut(
        self, alice: Someone, family: FamilyId, agreed: None, begun: CodingId
    ) -> None:
        (one,) = coded(alice, begun, (1, 2))
        proposed(alice, begun, one.id)

        withdrawn(alice, family, the(Part.CLIENT, alice, family), Purpose.TEACHING)
        work_off()

        assert not Blob.objects.filter(kind="cut").exists()

    def test_a_consent_that_ran_out_hides_it_and_names_nobody_to_colleagues(
        self, alice: Someone, bob: Someone, agreed: None, begun: CodingId
    ) -> None:
        its = made(alice, begun, 1, 2)
        Consent.objects.filter(purpose="TEACHING").update(until=timezone.localdate() - timedelta(days=1))

        assert shown(bob) == ()
        with pytest.raises(NotYours):
            exemplars.open_example(bob.actor, its)
        assert [each.problem for each in shown(alice)] == ["Hanna and Jonas have not agreed to teaching."]

    @pytest.mark.django_db(transaction=True)
    def test_an_erased_film_takes_its_examples_along(
        self, alice: Someone, bob: Someone, film: FilmId, agreed: None, begun: CodingId
    ) -> None:
        its = made(alice, begun, 1, 2)

        films.erase_film(alice.actor, film)

        assert shown(bob) == ()
        with pytest.raises(NotYours):
            exemplars.open_example(bob.actor, its)
        assert not Blob.objects.filter(kind="cut").exists()


class TestWatching:
    def test_a_colleague_sees_these_seconds_and_nothing_else_of_the_film(
        self, alice: Someone, bob: Someone, film: FilmId, agreed: None, begun: CodingId
    ) -> None:
        its = made(alice, begun, 1, 2)

        assert [(each.id, each.is_cut, each.is_mine) for each in shown(bob)] == [(its, True, False)]
        assert watched(bob, its)
        for deed in (
            lambda: watch(bob, film),
            lambda: codings.see_coding(bob.actor, begun),
            lambda: proposals.before_proposing(bob.actor, begun, EventId.new()),
            lambda: exemplars.end(bob.actor, its),
        ):
            with pytest.raises(NotYours):
                deed()

    def test_what_was_cut_out_holds_no_picture_from_outside_and_says_nothing_of_where_it_comes_from(
        self, alice: Someone, bob: Someone, agreed: None, begun: CodingId
    ) -> None:
        its = made(alice, begun, 1, 2)

        # What an edit list hides from a player would still be in the file.
        with av.open(io.BytesIO(watched(bob, its)), container_options={"ignore_editlist": "1"}) as film:
            numbers = [read_number(each.to_ndarray(format="rgb24")) for each in film.decode(video=0)]
            metadata = film.metadata

        assert numbers == list(range(round(0.5 * FRAMES_A_SECOND), round(2.5 * FRAMES_A_SECOND)))
        assert not metadata.keys() - {"major_brand", "minor_version", "compatible_brands"}

    def test_nobody_sees_it_before_it_is_cut_out(
        self, alice: Someone, bob: Someone, agreed: None, begun: CodingId
    ) -> None:
        (one,) = coded(alice, begun, (1, 2))
        its = proposed(alice, begun, one.id)

        assert shown(bob) == ()
        with pytest.raises(NotYours):
            exemplars.open_example(bob.actor, its)

    def test_every_look_stands_in_the_familys_record(
        self, alice: Someone, bob: Someone, family: FamilyId, agreed: None, begun: CodingId
    ) -> None:
        its = made(alice, begun, 1, 2)
        watched(bob, its)

        assert AuditLine.objects.filter(who=f"account {bob.id}", verb="WATCH_EXEMPLAR", family=family.value).exists()

    def test_whoever_can_no_longer_sign_in_watches_none(
        self, alice: Someone, bob: Someone, agreed: None, begun: CodingId
    ) -> None:
        its = made(alice, begun, 1, 2)
        Account.objects.filter(pk=bob.id.value).update(is_active=False)

        with pytest.raises(NotYours):
            exemplars.open_example(bob.actor, its)


class TestTwoPeople:
    """What leaves a family for all coders of the service is proposed by one person and let through by another."""

    def test_only_who_proposed_it_and_who_was_asked_see_it_until_it_is_let_through(
        self, alice: Someone, bob: Someone, sara: Someone, agreed: None, begun: CodingId
    ) -> None:
        its = cut_out(alice, begun, 1, 2)

        assert ([each.waits_for for each in shown(alice)], shown(bob), shown(sara)) == (["Sara"], (), ())
        assert (awaited(sara), awaited(alice), awaited(bob)) == ([its], [], [])
        assert watched(alice, its) == watched(sara, its)
        with pytest.raises(NotYours):
            exemplars.open_example(bob.actor, its)

        proposals.let_through(sara.actor, its)

        assert ([each.waits_for for each in shown(alice)], awaited(sara)) == ([""], [])
        assert watched(bob, its)

    def test_nobody_lets_their_own_through_nor_what_was_laid_before_somebody_else(
        self, alice: Someone, bob: Someone, sara: Someone, agreed: None, begun: CodingId
    ) -> None:
        (one,) = coded(alice, begun, (1, 2))
        for nobody in (alice.id, bob.id):
            with pytest.raises(NotAllowed, match="Choose your supervisor"):
                proposals.propose(alice.actor, begun, one.id, supervisor=nobody)
        Account.objects.filter(pk__in=(alice.id.value, bob.id.value)).update(supervises=True)
        with pytest.raises(NotAllowed, match="Choose your supervisor"):
            proposals.propose(alice.actor, begun, one.id, supervisor=alice.id)
        its = proposals.propose(alice.actor, begun, one.id, supervisor=sara.id)
        work_off()

        for deed in (proposals.let_through, proposals.decline):
            for someone in (alice, bob):
                with pytest.raises(NotYours):
                    deed(someone.actor, its)
        assert shown(bob) == ()

    def test_what_was_not_let_through_ends_with_what_was_cut_out_and_its_proposer_is_told(
        self, alice: Someone, bob: Someone, sara: Someone, agreed: None, begun: CodingId
    ) -> None:
        its = cut_out(alice, begun, 1, 2)

        proposals.decline(sara.actor, its, "The child cries here.")

        (told,) = shown(alice)
        assert told.problem == "Sara did not let it through. Talk it over, or propose another."
        assert told.reason == "The child cries here."
        assert (shown(bob), awaited(sara)) == ((), [])
        assert not Blob.objects.filter(kind="cut").exists()
        for someone in (alice, bob, sara):
            with pytest.raises(NotYours):
                exemplars.open_example(someone.actor, its)
        with pytest.raises(NotYours):
            proposals.let_through(sara.actor, its)
        raw = Exemplar.objects.extra(select={"raw": "reason"}).values_list("raw", flat=True).get()
        assert "cries" not in raw

    def test_a_reason_is_a_sentence(self, alice: Someone, sara: Someone, agreed: None, begun: CodingId) -> None:
        its = cut_out(alice, begun, 1, 2)

        with pytest.raises(NotAllowed, match="Say why in 200 letters"):
            proposals.decline(sara.actor, its, "a" * 201)
        assert awaited(sara) == [its]
        proposals.decline(sara.actor, its)
        assert [each.reason for each in shown(alice)] == [""]

    def test_what_was_declined_keeps_no_place_of_its_code_from_another(
        self, alice: Someone, sara: Someone, agreed: None, begun: CodingId
    ) -> None:
        one, *others = coded(alice, begun, (0, 0.1), (1.3, 1.4), (2.6, 2.7))
        first, *_ = [proposed(alice, begun, each.id) for each in (one, *others)]
        work_off()
        proposals.decline(sara.actor, first)

        again = proposed(alice, begun, one.id)

        in_order = [each.id for each in shown(alice)]
        assert (in_order[0], in_order[-1], len(in_order)) == (again, first, 4)
        with pytest.raises(NotAllowed, match="is an example of this code already"):
            proposed(alice, begun, one.id)

    def test_it_is_watched_before_it_is_let_through(
        self, alice: Someone, sara: Someone, agreed: None, begun: CodingId
    ) -> None:
        (one,) = coded(alice, begun, (1, 2))
        its = proposed(alice, begun, one.id)

        with pytest.raises(NotAllowed, match="still being cut out"):
            proposals.let_through(sara.actor, its)
        assert awaited(sara) == []

    def test_a_consent_that_ran_out_meanwhile_keeps_it_back_and_names_nobody(
        self, alice: Someone, sara: Someone, agreed: None, begun: CodingId
    ) -> None:
        its = cut_out(alice, begun, 1, 2)
        Consent.objects.filter(purpose="TEACHING").update(until=timezone.localdate() - timedelta(days=1))

        assert awaited(sara) == []
        with pytest.raises(NotYours):
            proposals.let_through(sara.actor, its)
        with pytest.raises(NotYours):
            exemplars.open_example(sara.actor, its)

    def test_both_stand_in_the_familys_record(
        self, alice: Someone, sara: Someone, family: FamilyId, agreed: None, begun: CodingId
    ) -> None:
        made(alice, begun, 1, 2)

        found = dict(AuditLine.objects.filter(family=family.value).values_list("verb", "who"))
        assert found["MAKE_EXEMPLAR"] == f"account {alice.id}"
        assert found["LET_EXEMPLAR_THROUGH"] == f"account {sara.id}"


class TestMaking:
    def test_there_are_at_most_three_of_a_code_whoever_makes_them(
        self, alice: Someone, bob: Someone, agreed: None, begun: CodingId, small_film: Path
    ) -> None:
        for one in coded(alice, begun, (0, 0.1), (1.5, 1.6)):
            proposed(alice, begun, one.id)
        theirs = family_of(bob)
        everyone_agrees(bob, theirs, [Purpose.FILM, Purpose.TEACHING])
        of_bob = codings.begin(bob.actor, ready_film_of(bob, theirs, small_film), codebook="vig@1")
        third, fourth = coded(bob, of_bob, (0, 0.1), (1.5, 1.6))
        its = proposed(bob, of_bob, third.id)
        work_off()
        proposals.let_through(supervisor(), its)

        with pytest.raises(NotAllowed, match="3 examples of this code already"):
            proposed(bob, of_bob, fourth.id)
        assert [each.is_mine for each in shown(alice)] == [True, True, False]

        exemplars.end(alice.actor, shown(alice)[0].id)
        proposed(bob, of_bob, fourth.id)
        assert [each.is_mine for each in shown(bob)] == [True, True]

    def test_one_stretch_is_an_example_of_a_code_once(self, alice: Someone, agreed: None, begun: CodingId) -> None:
        one, other = coded(alice, begun, (1, 2), (2, 3))
        proposed(alice, begun, one.id)

        for each in (one, other):  # half a second on either side is shown, so they overlap
            with pytest.raises(NotAllowed, match="is an example of this code already"):
                proposed(alice, begun, each.id)
        (elsewhere,) = coded(alice, begun, (1, 2), code="A5")
        proposed(alice, begun, elsewhere.id)

    def test_what_it_is_called_names_nobody_of_the_family(self, alice: Someone, agreed: None, begun: CodingId) -> None:
        (one,) = coded(alice, begun, (1, 2))

        with pytest.raises(NotAllowed, match="Leave out Jonas"):
            proposed(alice, begun, one.id, words="Jonas looks up, and she waits.")
        proposed(alice, begun, one.id, words="He looks up, and she waits.")

        assert [each.words for each in shown(alice)] == ["He looks up, and she waits."]
        raw = Exemplar.objects.extra(select={"raw": "words"}).values_list("raw", flat=True).get()
        assert "waits" not in raw

    def test_what_is_not_coded_makes_no_example(self, alice: Someone, agreed: None, begun: CodingId) -> None:
        elsewhere = codings.begin(alice.actor, codings.see_coding(alice.actor, begun).film, codebook="vig@1")
        (one,) = coded(alice, elsewhere, (1, 2))

        for which in (EventId.new(), one.id):
            with pytest.raises(NotYours):
                proposed(alice, begun, which)

    def test_what_somebody_codes_blind_makes_no_example_before_it_is_handed_in(
        self, alice: Someone, bob: Someone, agreed: None, begun: CodingId
    ) -> None:
        second = codings.ask_second(alice.actor, begun, bob.id, share=1)
        (one,) = coded(bob, second, (1, 2))

        with pytest.raises(NotAllowed, match="coded blind"):
            proposed(alice, second, one.id)
        with pytest.raises(NotYours):
            proposed(bob, second, one.id)
        codings.end(bob.actor, second)
        proposed(alice, second, one.id)

    def test_it_stays_when_the_coding_it_was_taken_from_is_erased(
        self, alice: Someone, agreed: None, begun: CodingId
    ) -> None:
        its = made(alice, begun, 1, 2)

        codings.erase(alice.actor, begun)

        assert [each.id for each in shown(alice)] == [its]

    @pytest.mark.django_db(transaction=True)
    def test_whoever_made_it_takes_it_back_with_what_was_cut_out(
        self, alice: Someone, bob: Someone, agreed: None, begun: CodingId
    ) -> None:
        before = set(place().blobs.glob("*/*"))
        its = made(alice, begun, 1, 2)

        exemplars.end(alice.actor, its)

        assert shown(bob) == ()
        with pytest.raises(NotYours):
            exemplars.open_example(bob.actor, its)
        assert set(place().blobs.glob("*/*")) == before
