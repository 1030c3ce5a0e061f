"""A shared review while it is held: what both do counts, leave is asked for all of it, and what it was is kept."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.db.models import F

from tests.album import remembered
from tests.people import Someone, own_moment, people_of, ready_film_of, rendered_reel_of
from vignette.actions import consents, joining, live, reviews, sharing
from vignette.domain.consent import Purpose
from vignette.domain.errors import ConsentMissing, NotAllowed, NotYours
from vignette.domain.identity import FamilyId
from vignette.domain.leave import Actor
from vignette.domain.playhead import Command, Do, Playhead, Side
from vignette.domain.reel import ReelId
from vignette.domain.span import SECOND, Micros
from vignette.storage import live as rows_of
from vignette.storage.live import Kept
from vignette.storage.rows import AuditLine, LiveReview, LiveScreen

pytestmark = pytest.mark.django_db


@pytest.fixture
def reel(alice: Someone, family: FamilyId, small_film: Path) -> ReelId:
    film = ready_film_of(alice, family, small_film)
    return rendered_reel_of(alice, film, own_moment(film, 0, 1), own_moment(film, 2, 3.5))


@pytest.fixture
@remembered
def hanna(alice: Someone, reel: ReelId) -> Actor:
    """The client, on the phone that opened the letter."""
    opened = sharing.open_letter(sharing.share(alice.actor, reel).secret, None)
    return Actor(opened.invitation)


def guides(alice: Someone, reel: ReelId, do: Do, **more: object) -> Playhead:
    return live.command(live.guiders_seat(alice.actor, reel), Command(do, **more)).state  # type: ignore[arg-type]  # whatever goes with the deed


def joins(hanna: Actor, do: Do, **more: object) -> Playhead:
    return live.command(live.clients_seat(hanna), Command(do, **more)).state  # type: ignore[arg-type]  # whatever goes with the deed


def test_what_the_guider_does_the_client_sees_and_the_other_way_round(
    alice: Someone, hanna: Actor, reel: ReelId
) -> None:
    guides(alice, reel, Do.PLAY, at=Micros(0))
    assert live.listen(live.clients_seat(hanna)).state.is_playing

    joins(hanna, Do.PAUSE)
    assert not live.listen(live.guiders_seat(alice.actor, reel)).state.is_playing


def test_a_reload_or_a_late_join_comes_to_the_same_place(alice: Someone, hanna: Actor, reel: ReelId) -> None:
    guides(alice, reel, Do.SEEK, at=Micros(1_200_000))

    told = live.listen(live.clients_seat(hanna)).state
    assert (told.at, told.is_playing) == (1_200_000, False)


def test_what_was_seen_before_somebody_else_acted_takes_nothing_of_theirs_away(
    alice: Someone, hanna: Actor, reel: ReelId
) -> None:
    guides(alice, reel, Do.PLAY, at=Micros(0))
    seen = rows_of.load(reel)
    assert seen is not None
    joins(hanna, Do.ASK_FOR_LEAD)

    assert not rows_of.replaced(reel, seen, Kept(seen.film, replace(seen.state, is_playing=False)))
    paused = guides(alice, reel, Do.PAUSE)
    assert (paused.wants_lead, paused.is_playing) == (True, False)


def test_another_guider_finds_no_review(bob: Someone, reel: ReelId) -> None:
    with pytest.raises(NotYours):
        live.listen(live.guiders_seat(bob.actor, reel))
    with pytest.raises(NotYours):
        guides(bob, reel, Do.PAUSE)
    assert not LiveReview.objects.exists()


def test_somebody_signed_in_is_no_client(bob: Someone) -> None:
    with pytest.raises(NotYours):
        live.clients_seat(bob.actor)


@pytest.mark.parametrize("how", ["ended by the guider", "stopped by the client", "a consent withdrawn"])
def test_leave_that_is_lost_ends_the_review_for_the_client(
    alice: Someone, hanna: Actor, family: FamilyId, reel: ReelId, how: str
) -> None:
    seat = live.clients_seat(hanna)
    assert seat.still_allowed()

    if how == "ended by the guider":
        sharing.end_sharing(alice.actor, hanna.who)  # type: ignore[arg-type]  # a client is an invitation
    elif how == "stopped by the client":
        sharing.stop(hanna)
    else:
        given = consents.see_consents(alice.actor, family).rows[0].current[Purpose.SHARED_REVIEW]
        consents.withdraw_consent(alice.actor, family, given.id)

    assert not seat.still_allowed()
    with pytest.raises((NotYours, ConsentMissing)):
        joins(hanna, Do.PAUSE)


def test_a_sitting_has_one_line_in_the_audit_however_much_is_done(alice: Someone, hanna: Actor, reel: ReelId) -> None:
    for _ in range(5):
        guides(alice, reel, Do.PLAY, at=Micros(0))
        joins(hanna, Do.PAUSE)

    lines = AuditLine.objects.filter(verb__in=("LEAD_REVIEW", "JOIN_REVIEW"))
    assert sorted(lines.values_list("verb", flat=True)) == ["JOIN_REVIEW", "LEAD_REVIEW"]


def test_screens_are_seen_until_they_are_silent_for_a_while(alice: Someone, hanna: Actor, reel: ReelId) -> None:
    told = live.screen(live.clients_seat(hanna), "a", is_ready=True, is_waiting=False, at=Micros(0))
    assert [(each.who, each.is_ready) for each in told.present] == [(Side.CLIENT, True)]

    LiveScreen.objects.update(heard_at=F("heard_at") - 6 * SECOND)
    assert live.listen(live.guiders_seat(alice.actor, reel)).present == ()


def test_however_many_screens_are_told_of_few_are_kept(hanna: Actor) -> None:
    for name in range(50):
        live.screen(live.clients_seat(hanna), str(name), is_ready=False, is_waiting=False, at=Micros(0))

    assert LiveScreen.objects.count() <= rows_of.MOST_SCREENS


def test_no_word_of_a_family_is_in_what_is_kept_of_the_state(alice: Someone, hanna: Actor, reel: ReelId) -> None:
    live.screen(live.clients_seat(hanna), "Hanna's phone", is_ready=True, is_waiting=False, at=Micros(0))
    guides(alice, reel, Do.POINT, x=0.5, y=0.25)

    kept = str(list(LiveReview.objects.values())) + str(list(LiveScreen.objects.values()))
    assert not [word for word in ("Hanna", "Jonas", "They laugh") if word in kept]


def test_a_reel_that_was_made_anew_begins_anew(alice: Someone, reel: ReelId) -> None:
    guides(alice, reel, Do.SEEK, at=Micros(1_200_000))
    LiveReview.objects.update(film="the film of before")

    told = guides(alice, reel, Do.PAUSE)

    assert (told.at, told.number) == (0, 2)


def test_nobody_plays_a_reel_that_was_not_made(alice: Someone, family: FamilyId, small_film: Path) -> None:
    from vignette.actions import reels

    film = ready_film_of(alice, family, small_film)
    bare = reels.start_reel(alice.actor, film)

    assert live.listen(live.guiders_seat(alice.actor, bare)).state.at == 0
    with pytest.raises(NotAllowed, match="Make the reel first"):
        guides(alice, bare, Do.PLAY)


class TestWhatIsWrittenDown:
    """What of a review outlasts it."""

    def test_when_it_began_and_ended_and_how_often_each_clip_was_watched(self, alice: Someone, reel: ReelId) -> None:
        for _ in range(2):
            guides(alice, reel, Do.SEEK, at=Micros(0))
            guides(alice, reel, Do.PLAY)
            guides(alice, reel, Do.PAUSE)
        guides(alice, reel, Do.PLAY)
        guides(alice, reel, Do.FINISH)

        page = reviews.see_review(alice.actor, reel)
        assert [clip.runs for clip in page.clips] == [2, 0]
        assert page.review.began_at is not None
        assert page.review.held_at is not None
        assert page.review.began_at <= page.review.held_at
        assert not page.review.is_apart

    def test_that_it_was_held_apart(self, alice: Someone, hanna: Actor, reel: ReelId) -> None:
        live.screen(live.clients_seat(hanna), "a", is_ready=True, is_waiting=False, at=Micros(0))

        assert reviews.see_review(alice.actor, reel).review.is_apart

    def test_the_moments_that_the_client_marked(self, alice: Someone, hanna: Actor, reel: ReelId) -> None:
        joining.mark(hanna, Micros(1_500_000))
        joining.mark(hanna, Micros(1_500_000))

        page = reviews.see_review(alice.actor, reel)
        assert [(each.clip, each.at) for each in page.marks] == [(page.clips[1].id, 1_500_000)]
        assert joining.join(hanna).marks == page.marks

    def test_no_moment_beyond_the_reel(self, hanna: Actor) -> None:
        for at in (-1, 2_500_000):
            with pytest.raises(NotAllowed):
                joining.mark(hanna, Micros(at))

    def test_the_clients_words_come_before_the_guiders(self, alice: Someone, reel: ReelId) -> None:
        clip = reviews.see_review(alice.actor, reel).clips[0].id

        with pytest.raises(NotAllowed, match="Ask first"):
            reviews.note_seen(alice.actor, reel, clip, client_words=" ", guider_words="You wait for him.")
        reviews.note_seen(
            alice.actor,
            reel,
            clip,
            client_words="",
            guider_words="You wait.",
            said_nothing=True,
            named_first=Side.GUIDER,
        )

        noted = reviews.see_review(alice.actor, reel).clips[0]
        assert (noted.said_nothing, noted.named_first, noted.guider_words) == (True, Side.GUIDER, "You wait.")

    def test_a_note_does_not_forget_how_often_the_clip_was_watched(self, alice: Someone, reel: ReelId) -> None:
        clip = reviews.see_review(alice.actor, reel).clips[0].id
        guides(alice, reel, Do.PLAY, at=Micros(0))

        reviews.note_seen(alice.actor, reel, clip, client_words="He waits.", guider_words="")

        assert reviews.see_review(alice.actor, reel).clips[0].runs == 1

    def test_what_became_of_what_was_planned_is_asked_in_the_next_review(
        self, alice: Someone, family: FamilyId, reel: ReelId, small_film: Path
    ) -> None:
        with pytest.raises(NotAllowed, match="no review before"):
            reviews.tell_trial(alice.actor, reel, was_tried=True, happened="He laughed.")
        reviews.agree(alice.actor, reel, to_try="Count to three before helping.")
        reviews.finish_review(alice.actor, reel)
        reviews.close_cycle(alice.actor, reviews.see_review(alice.actor, reel).cycle)
        film = ready_film_of(alice, family, small_film)
        later = rendered_reel_of(alice, film, own_moment(film, 0, 1))

        before = reviews.see_review(alice.actor, later).before
        assert before is not None
        assert (before.planned, before.was_tried) == ("Count to three before helping.", None)

        reviews.tell_trial(alice.actor, later, was_tried=True, happened="He laughed.")

        told = reviews.see_review(alice.actor, later).before
        assert told is not None
        assert (told.was_tried, told.happened) == (True, "He laughed.")


def test_the_clients_screen_begins_with_their_own_and_nothing_else(
    alice: Someone, hanna: Actor, family: FamilyId, reel: ReelId
) -> None:
    page = reviews.see_review(alice.actor, reel)
    reviews.note_seen(alice.actor, reel, page.clips[0].id, client_words="He waits.", guider_words="Only I read this.")

    seen = joining.join(hanna)

    assert [clip.id for clip in seen.clips] == [clip.id for clip in page.clips]
    assert seen.words == ((page.clips[0].id, "He waits."),)
    assert seen.length == 2_500_000
    told = repr(seen)
    private = ["Only I read this", "They laugh", page.clips[0].principle, *(p.name for p in people_of(alice, family))]
    assert not [word for word in private if word in told]
