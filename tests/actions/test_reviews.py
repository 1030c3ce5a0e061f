from pathlib import Path

import pytest

from tests.people import Someone, own_moment, ready_film_of, rendered_reel_of
from vignette.actions import families, reviews, supervisions
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.identity import FamilyId
from vignette.domain.reel import ReelId
from vignette.domain.span import Micros

pytestmark = pytest.mark.django_db


@pytest.fixture
def reel(alice: Someone, family: FamilyId, small_film: Path) -> ReelId:
    film = ready_film_of(alice, family, small_film)
    return rendered_reel_of(alice, film, own_moment(film, 0, 1), own_moment(film, 2, 3))


def test_what_was_seen_said_and_agreed_is_there_when_the_page_is_opened_again(alice: Someone, reel: ReelId) -> None:
    clip = reviews.see_review(alice.actor, reel).clips[0].id

    reviews.note_seen(alice.actor, reel, clip, client_words="He waits for me.", guider_words="And you for him.")
    reviews.note_seen(alice.actor, reel, clip, client_words="He waits for me!", guider_words="And you for him.")
    reviews.agree(alice.actor, reel, to_try="Count to three before helping.")

    page = reviews.see_review(alice.actor, reel)
    assert (page.clips[0].client_words, page.clips[0].guider_words) == ("He waits for me!", "And you for him.")
    assert page.review.to_try == "Count to three before helping."
    assert page.clips[1].client_words == ""


def test_a_cycle_closes_after_its_review_and_the_next_one_opens(alice: Someone, family: FamilyId, reel: ReelId) -> None:
    cycle = reviews.see_review(alice.actor, reel).cycle
    with pytest.raises(NotAllowed, match="Hold the shared review"):
        reviews.close_cycle(alice.actor, cycle)

    reviews.finish_review(alice.actor, reel)
    assert reviews.close_cycle(alice.actor, cycle) == family

    newest, oldest = families.see_family(alice.actor, family).cycles
    assert (newest.cycle.number, oldest.cycle.number) == (2, 1)
    assert newest.next is not None
    assert newest.next.words == "film 2 in 14 days"
    assert oldest.next is None


def test_closing_a_cycle_twice_opens_one_cycle(alice: Someone, family: FamilyId, reel: ReelId) -> None:
    cycle = reviews.see_review(alice.actor, reel).cycle
    reviews.finish_review(alice.actor, reel)

    for _ in range(2):
        reviews.close_cycle(alice.actor, cycle)

    assert len(families.see_family(alice.actor, family).cycles) == 2


class TestTheSupervisor:
    """A supervisor sees only what was submitted to them, for as long as it is."""

    def test_sees_the_reel_the_moments_and_the_notes(self, alice: Someone, sara: Someone, reel: ReelId) -> None:
        clip = reviews.see_review(alice.actor, reel).clips[0].id
        reviews.note_seen(alice.actor, reel, clip, client_words="He waits.", guider_words="")
        laid = supervisions.submit(alice.actor, reel, supervisor=sara.id, question="Did I wait long enough?")

        page = supervisions.see_submission(sara.actor, laid)

        assert page.submission.question == "Did I wait long enough?"
        assert [clip.client_words for clip in page.clips] == ["He waits.", ""]
        assert page.clips[0].principle
        assert page.is_mine
        assert supervisions.submission_film(sara.actor, laid).size > 0

    def test_comments_on_the_second(self, alice: Someone, sara: Someone, reel: ReelId) -> None:
        laid = supervisions.submit(alice.actor, reel, supervisor=sara.id, question="")

        supervisions.comment(sara.actor, laid, at=Micros(1_500_000), words="Look how long she waits.")

        (comment,) = supervisions.see_submission(alice.actor, laid).submission.comments
        assert (comment.at, comment.words, comment.author) == (1_500_000, "Look how long she waits.", "Sara")

    def test_cannot_comment_beyond_the_reel(self, alice: Someone, sara: Someone, reel: ReelId) -> None:
        laid = supervisions.submit(alice.actor, reel, supervisor=sara.id, question="")

        with pytest.raises(NotAllowed, match="a second of the reel"):
            supervisions.comment(sara.actor, laid, at=Micros(2_000_001), words="?")

    def test_sees_nothing_once_the_supervision_has_ended(self, alice: Someone, sara: Someone, reel: ReelId) -> None:
        laid = supervisions.submit(alice.actor, reel, supervisor=sara.id, question="")
        supervisions.end_supervision(alice.actor, laid)

        with pytest.raises(NotYours):
            supervisions.submission_film(sara.actor, laid)
        assert supervisions.my_submissions(sara.actor) == []

    def test_sees_nothing_of_a_family_beyond_it(
        self, alice: Someone, sara: Someone, family: FamilyId, reel: ReelId
    ) -> None:
        supervisions.submit(alice.actor, reel, supervisor=sara.id, question="")

        for deed in (
            lambda: families.see_family(sara.actor, family),
            lambda: reviews.see_review(sara.actor, reel),
        ):
            with pytest.raises(NotYours):
                deed()

    def test_must_be_somebody_who_supervises(self, alice: Someone, bob: Someone, reel: ReelId) -> None:
        for nobody in (bob, alice):
            with pytest.raises(NotAllowed, match="Choose your supervisor"):
                supervisions.submit(alice.actor, reel, supervisor=nobody.id, question="")
