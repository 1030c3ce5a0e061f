"""Every making of a reel that somebody else saw is kept, with who watched which; nothing outlives a withdrawal."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.utils import timezone

from tests.album import remembered
from tests.people import (
    Someone,
    edit_clip,
    edit_reel,
    keep,
    own_moment,
    ready_film_of,
    reel_now,
    rendered_reel_of,
    work_off,
)
from vignette.actions import editions, films, reels, reviews, sharing, supervisions, work
from vignette.actions.reels import ReelState
from vignette.actions.work import Claim
from vignette.domain.edition import Edition, EditionId, Look, Watcher
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.family import Family
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.leave import Actor
from vignette.domain.person import Part, Person, PersonId
from vignette.domain.reel import ReelId, clip_of
from vignette.domain.showing import Freeze, Showing
from vignette.domain.span import SECOND, Micros
from vignette.storage import editions as stored
from vignette.storage.place import place
from vignette.storage.rows import Cycle
from vignette.storage.rows import Film as FilmRow
from vignette.storage.rows import Look as LookRow

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 6, 12, tzinfo=UTC)
HANNA = Family(FamilyId.new(), "Hanna and Jonas", "vig@1", (Person(PersonId.new(), "Hanna", Part.CLIENT),))


@pytest.fixture
def reel(alice: Someone, film: FilmId) -> ReelId:
    return rendered_reel_of(alice, film, own_moment(film, 0, 1), own_moment(film, 2, 3))


@remembered
def make(guider: Someone, reel: ReelId) -> None:
    reels.render_reel(guider.actor, reel)
    work_off()


@remembered
def opened_by_client(guider: Someone, reel: ReelId) -> Actor:
    client = Actor(sharing.open_letter(sharing.share(guider.actor, reel).secret, None).invitation)
    sharing.letter_film(client)
    return client


def numbers(reel: ReelId) -> list[int]:
    return [each.number for each in stored.of_reel(reel)]


def made(number: int, *looks: Look) -> Edition:
    return Edition(EditionId.new(), number, NOON - timedelta(days=2), (), looks=looks)


@pytest.mark.parametrize(
    ("edition", "words"),
    [
        (
            made(3, Look(Watcher.CLIENT, "", NOON - timedelta(days=1), NOON, 2)),
            "3rd version, made on 4 November 2026: Hanna watched it twice, last on 6 November 2026.",
        ),
        (
            made(11, Look(Watcher.SUPERVISOR, "Sara", NOON, NOON, 1), Look(Watcher.REVIEW, "", NOON, NOON, 1)),
            "11th version, made on 4 November 2026: Sara watched it on 6 November 2026; "
            "watched together on 6 November 2026.",
        ),
        (made(1), "1st version, made on 4 November 2026. Nobody else has watched it."),
        (
            made(22, Look(Watcher.CLIENT, "", NOON, NOON, 5)),
            "22nd version, made on 4 November 2026: Hanna watched it 5 times, last on 6 November 2026.",
        ),
    ],
)
def test_who_saw_which_is_told_in_one_sentence(edition: Edition, words: str) -> None:
    assert editions.in_words(edition, HANNA) == words


def test_what_nobody_else_saw_is_replaced_and_what_somebody_saw_is_kept(alice: Someone, reel: ReelId) -> None:
    make(alice, reel)
    assert numbers(reel) == [1]

    client = opened_by_client(alice, reel)
    edit_reel(alice, reel, clips=reel_now(alice, reel).clips[:1])
    make(alice, reel)

    first, second = stored.of_reel(reel)
    assert [len(first.clips), len(second.clips)] == [2, 1]
    assert [look.who for look in first.looks] == [Watcher.CLIENT]
    assert second.looks == ()
    assert editions.open_edition(alice.actor, first.id).size != editions.open_edition(alice.actor, second.id).size
    assert reels.open_reel(alice.actor, reel).mark == editions.open_edition(alice.actor, second.id).mark
    with pytest.raises(NotYours):
        sharing.letter_film(client)


def test_an_edition_keeps_the_words_and_times_it_had(alice: Someone, reel: ReelId) -> None:
    one = reel_now(alice, reel).clips[0]
    still = Freeze(Micros(0), Micros(2 * SECOND))
    edit_clip(alice, reel, one.id, question="What do you see?", showing=Showing(before=still))
    make(alice, reel)
    opened_by_client(alice, reel)

    edit_clip(alice, reel, one.id, question="And now?", showing=Showing())
    make(alice, reel)

    before, now = (edition.clips[0] for edition in stored.of_reel(reel))
    assert (before.question, before.start, before.end) == ("What do you see?", 0, 3 * SECOND)
    assert (now.question, now.start, now.end) == ("And now?", 0, 1 * SECOND)
    assert before.title == "They laugh"


def test_a_question_that_is_on_no_card_makes_no_reel_out_of_date(alice: Someone, reel: ReelId) -> None:
    one = reel_now(alice, reel).clips[0]

    edit_clip(alice, reel, one.id, question="What do you see?")
    assert reels.see_reel(alice.actor, reel).state is ReelState.MADE

    edit_clip(alice, reel, one.id, showing=Showing(asks=True))
    assert reels.see_reel(alice.actor, reel).state is ReelState.OUT_OF_DATE
    with pytest.raises(NotAllowed, match="Make the reel first"):
        sharing.share(alice.actor, reel)

    edit_clip(alice, reel, one.id, showing=Showing())
    assert reels.see_reel(alice.actor, reel).state is ReelState.MADE


def test_a_clip_put_back_has_its_still_and_what_the_client_said(alice: Someone, reel: ReelId) -> None:
    before = reel_now(alice, reel)
    one = before.clips[0]
    reviews.note_seen(alice.actor, reel, one.id, client_words="He looked up!", guider_words="")
    edit_reel(alice, reel, clips=before.clips[1:])

    edit_reel(alice, reel, clips=before.clips)

    page = reels.see_reel(alice.actor, reel)
    assert page.state is ReelState.MADE
    assert one.id in page.stills
    assert reviews.see_review(alice.actor, reel).clips[0].client_words == "He looked up!"


def test_watching_again_counts_after_half_an_hour_of_none(alice: Someone, reel: ReelId) -> None:
    began = timezone.now()

    for minutes in (0, 0.2, 2, 20, 49, 80):
        stored.note_look(reel, Watcher.CLIENT, began + timedelta(minutes=minutes))

    (look,) = stored.of_reel(reel)[0].looks
    assert look == Look(Watcher.CLIENT, "", began, began + timedelta(minutes=80), times=2)


def test_the_guider_alone_leaves_no_look_and_a_supervisor_and_a_review_do(
    alice: Someone, sara: Someone, reel: ReelId
) -> None:
    laid = supervisions.submit(alice.actor, reel, supervisor=sara.id, question="")
    reels.open_reel(alice.actor, reel)
    supervisions.submission_film(alice.actor, laid)
    assert not LookRow.objects.exists()

    supervisions.submission_film(sara.actor, laid)
    reviews.finish_review(alice.actor, reel)

    assert [(look.who, look.name) for look in stored.of_reel(reel)[0].looks] == [
        (Watcher.SUPERVISOR, "Sara"),
        (Watcher.REVIEW, ""),
    ]
    (line,) = reels.see_reel(alice.actor, reel).editions
    assert "Sara watched it on" in line.words
    assert "watched together on" in line.words


def in_an_earlier_cycle(film: FilmId, family: FamilyId) -> None:
    FilmRow.objects.filter(pk=film.value).update(cycle=Cycle.objects.create(family_id=family.value, number=99))


@pytest.mark.django_db(transaction=True)
def test_an_erased_film_takes_along_the_editions_that_show_it_and_leaves_the_others(
    alice: Someone, family: FamilyId, small_film: Path
) -> None:
    before = set(place().blobs.glob("*/*"))
    earlier = ready_film_of(alice, family, small_film)
    in_an_earlier_cycle(earlier, family)
    film = ready_film_of(alice, family, small_film)
    old, new = own_moment(earlier, 0, 1), own_moment(film, 0, 1)
    keep(alice, earlier, old)
    reel = rendered_reel_of(alice, film, new)
    only_new = reel_now(alice, reel).clips
    edit_reel(alice, reel, clips=(clip_of(old), *only_new))
    make(alice, reel)
    opened_by_client(alice, reel)
    edit_reel(alice, reel, clips=only_new)
    make(alice, reel)
    assert [edition.films() for edition in stored.of_reel(reel)] == [(earlier, film), (film,)]

    films.erase_film(alice.actor, earlier)

    assert numbers(reel) == [2]
    assert reels.see_reel(alice.actor, reel).state is ReelState.MADE
    films.erase_film(alice.actor, film)
    with pytest.raises(NotYours):
        reels.see_reel(alice.actor, reel)
    assert set(place().blobs.glob("*/*")) == before


def test_nobody_else_looks_at_an_edition(alice: Someone, bob: Someone, reel: ReelId) -> None:
    (only,) = stored.of_reel(reel)

    with pytest.raises(NotYours):
        editions.see_edition(bob.actor, only.id)
    with pytest.raises(NotYours):
        editions.open_edition(bob.actor, only.id)
    client = opened_by_client(alice, reel)
    with pytest.raises(NotYours):
        editions.open_edition(client, only.id)


def test_a_reel_whose_film_was_erased_while_it_was_made_is_not_published(
    alice: Someone, family: FamilyId, small_film: Path
) -> None:
    earlier = ready_film_of(alice, family, small_film)
    in_an_earlier_cycle(earlier, family)
    film = ready_film_of(alice, family, small_film)
    old, new = own_moment(earlier, 0, 1), own_moment(film, 0, 1)
    keep(alice, earlier, old)
    keep(alice, film, new)
    reel = reels.start_reel(alice.actor, film)
    only_new = reel_now(alice, reel).clips
    edit_reel(alice, reel, clips=(clip_of(old), *only_new))
    reels.render_reel(alice.actor, reel)

    asked: list[UUID] = []

    class InTheMiddle(Claim):
        """Work before whose end Alice thinks otherwise: it acts in her name when it begins, and when it is done."""

        @property
        def actor(self) -> Actor:
            asked.append(self.job)
            if len(asked) == 2:
                edit_reel(alice, reel, clips=only_new)
                films.erase_film(alice.actor, earlier)
            return super().actor

    claimed = work.claim()
    assert claimed is not None
    work.do(InTheMiddle(**{field.name: getattr(claimed, field.name) for field in fields(claimed)}))

    page = reels.see_reel(alice.actor, reel)
    assert page.state is ReelState.FAILED
    assert "erased while it was being made" in page.problem
    assert numbers(reel) == []
    assert replace(page.reel, number=0).clips == only_new
