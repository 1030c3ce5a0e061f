"""The client's letter: theirs alone, ending by itself, ended at once by either side."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from tests.album import remembered
from tests.people import Someone, edit_reel, own_moment, ready_film_of, reel_now, rendered_reel_of, work_off
from vignette.actions import families, reels, replies, reviews, sharing
from vignette.actions.sharing import Letter, LetterClip, NeedsCode
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.identity import FamilyId
from vignette.domain.leave import Actor
from vignette.domain.reel import ClipId, ReelId
from vignette.domain.review import Trial
from vignette.storage.rows import AuditLine, Device, Invitation

pytestmark = pytest.mark.django_db


@pytest.fixture
@remembered
def reel(alice: Someone, family: FamilyId, small_film: Path) -> ReelId:
    film = ready_film_of(alice, family, small_film)
    made = rendered_reel_of(alice, film, own_moment(film, 0, 1), own_moment(film, 2, 3))
    edit_reel(alice, made, why="You waited, and he began.")
    return made


def opened(secret: str, device: str | None = None) -> Actor:
    return Actor(sharing.open_letter(secret, device).invitation)


def test_the_client_sees_the_film_and_why(alice: Someone, reel: ReelId) -> None:
    client = opened(sharing.share(alice.actor, reel).secret)

    letter = sharing.read_letter(client)

    assert (letter.client_name, letter.guider_name) == ("Hanna", "Alice")
    assert letter.why == "You waited, and he began."
    assert letter.who_sees == ("you, Hanna", "Alice, who filmed you")
    assert [(clip.start, clip.end) for clip in letter.clips] == [(0, 1_000_000), (1_000_000, 2_000_000)]
    assert sharing.letter_film(client).size == letter.size


def test_no_score_code_or_note_of_the_guider_can_reach_the_letter() -> None:
    assert {field.name for field in fields(Letter)} == {
        "client_name", "guider_name", "why", "clips", "length", "size", "until", "who_sees", "reply",
        "trial", "voice",
    }  # fmt: skip
    assert {field.name for field in fields(LetterClip)} == {"id", "start", "end", "question", "has_still"}


def test_the_secret_is_kept_nowhere(alice: Someone, reel: ReelId) -> None:
    link = sharing.share(alice.actor, reel)
    device = sharing.open_letter(link.secret, None).device

    row, bound = Invitation.objects.get(), Device.objects.get()
    assert link.secret not in str(row.__dict__)
    assert device not in str(bound.__dict__)
    assert link.secret not in repr(link)


def test_a_secret_has_256_random_bits(alice: Someone, reel: ReelId) -> None:
    import base64

    secrets = [sharing.share(alice.actor, reel).secret for _ in range(3)]

    assert {len(base64.urlsafe_b64decode(secret + "=")) for secret in secrets} == {32}
    assert len(set(secrets)) == 3


def test_a_wrong_secret_opens_nothing(reel: ReelId) -> None:
    with pytest.raises(NotYours):
        sharing.open_letter("x" * 43, None)


def test_a_second_phone_needs_a_code_from_the_guider(alice: Someone, reel: ReelId) -> None:
    link = sharing.share(alice.actor, reel)
    sharing.open_letter(link.secret, None)

    with pytest.raises(NeedsCode):
        sharing.open_letter(link.secret, None)
    code = sharing.second_device_code(alice.actor, link.invitation.id)
    second = sharing.open_with_code(link.secret, code)

    assert sharing.letter_reader(second.device) == Actor(link.invitation.id)


def test_the_first_phone_opens_it_again_without_a_code(alice: Someone, reel: ReelId) -> None:
    link = sharing.share(alice.actor, reel)
    first = sharing.open_letter(link.secret, None)

    assert sharing.open_letter(link.secret, first.device) == first


def test_a_code_opens_once(alice: Someone, reel: ReelId) -> None:
    link = sharing.share(alice.actor, reel)
    code = sharing.second_device_code(alice.actor, link.invitation.id)
    sharing.open_with_code(link.secret, code)

    with pytest.raises(NotAllowed):
        sharing.open_with_code(link.secret, code)


def test_a_code_can_be_guessed_at_five_times(alice: Someone, reel: ReelId) -> None:
    link = sharing.share(alice.actor, reel)
    code = sharing.second_device_code(alice.actor, link.invitation.id)
    wrong = f"{(int(code) + 1) % 10**8:08d}"
    for _ in range(5):
        with pytest.raises(NotAllowed):
            sharing.open_with_code(link.secret, wrong)

    with pytest.raises(NotAllowed):
        sharing.open_with_code(link.secret, code)


def test_a_late_code_opens_nothing(alice: Someone, reel: ReelId) -> None:
    link = sharing.share(alice.actor, reel)
    code = sharing.second_device_code(alice.actor, link.invitation.id)
    Invitation.objects.update(code_until=timezone.now() - timedelta(seconds=1))

    with pytest.raises(NotAllowed):
        sharing.open_with_code(link.secret, code)


@pytest.mark.parametrize("ended_by", ["the guider", "the client", "a new link", "time"])
def test_an_ended_letter_shows_nothing_from_that_moment(alice: Someone, reel: ReelId, ended_by: str) -> None:
    link = sharing.share(alice.actor, reel)
    client = opened(link.secret)
    if ended_by == "the guider":
        sharing.end_sharing(alice.actor, link.invitation.id)
    elif ended_by == "the client":
        sharing.stop(client)
    elif ended_by == "a new link":
        sharing.share(alice.actor, reel)
    else:
        Invitation.objects.update(until=timezone.now() - timedelta(seconds=1))

    for look in (sharing.read_letter, sharing.letter_film):
        with pytest.raises(NotYours):
            look(client)
    with pytest.raises(NotYours):
        sharing.open_letter(link.secret, None)


def test_the_guider_is_told_that_the_client_ended_it(alice: Someone, family: FamilyId, reel: ReelId) -> None:
    sharing.stop(opened(sharing.share(alice.actor, reel).secret))

    invitation = families.see_family(alice.actor, family).cycles[0].invitation
    assert invitation is not None
    assert invitation.stopped_by_client


def test_the_clients_words_reach_the_guider(alice: Someone, reel: ReelId) -> None:
    client = opened(sharing.share(alice.actor, reel).secret)

    replies.write_back(client, "He looks at me before he laughs.")

    answer = reviews.see_review(alice.actor, reel).reply
    assert answer is not None
    assert answer.words == "He looks at me before he laughs."


def test_words_that_were_taken_back_are_no_answer(alice: Someone, reel: ReelId) -> None:
    client = opened(sharing.share(alice.actor, reel).secret)
    replies.write_back(client, "He looks.")

    replies.write_back(client, "  ")

    assert sharing.read_letter(client).reply is None


def test_the_client_likes_several_moments_and_takes_one_back(alice: Someone, reel: ReelId) -> None:
    client = opened(sharing.share(alice.actor, reel).secret)
    first, second = (clip.id for clip in sharing.read_letter(client).clips)

    for clip in (first, second, second):
        replies.favour(client, clip, is_liked=True)
    assert sharing.read_letter(client).favourites == {first, second}
    for clip in (first, first):
        replies.favour(client, clip, is_liked=False)

    answer = reviews.see_review(alice.actor, reel).reply
    assert answer is not None
    assert answer.favourites == {second}


def test_what_they_wanted_to_try_is_told_once_the_review_was_held(alice: Someone, reel: ReelId) -> None:
    client = opened(sharing.share(alice.actor, reel).secret)
    reviews.agree(alice.actor, reel, to_try="Wait for him at breakfast.")
    assert sharing.read_letter(client).trial is None
    with pytest.raises(NotYours):
        replies.tell_tried(client, "He reached for the cup.")

    reviews.finish_review(alice.actor, reel)
    assert sharing.read_letter(client).trial == Trial("Wait for him at breakfast.")
    replies.tell_tried(client, "He reached for the cup.")

    told = reviews.see_review(alice.actor, reel).review.trial
    assert told == Trial("Wait for him at breakfast.", was_tried=True, happened="He reached for the cup.")


def test_what_they_tried_needs_no_words(alice: Someone, reel: ReelId) -> None:
    client = opened(sharing.share(alice.actor, reel).secret)
    reviews.agree(alice.actor, reel, to_try="Wait for him at breakfast.")
    reviews.finish_review(alice.actor, reel)

    replies.tell_tried(client, "")

    assert sharing.read_letter(client).trial == Trial("Wait for him at breakfast.", was_tried=True)


def test_a_favourite_is_one_of_the_moments_in_the_letter(alice: Someone, reel: ReelId) -> None:
    client = opened(sharing.share(alice.actor, reel).secret)

    with pytest.raises(NotYours):
        replies.favour(client, ClipId.new(), is_liked=True)


def test_the_client_reaches_nothing_but_the_letter(alice: Someone, family: FamilyId, reel: ReelId) -> None:
    client = opened(sharing.share(alice.actor, reel).secret)

    for deed in (
        lambda: families.see_family(client, family),
        lambda: reels.open_reel(client, reel),
        lambda: reels.see_reel(client, reel),
        lambda: reviews.see_review(client, reel),
    ):
        with pytest.raises(NotYours):
            deed()


def test_only_a_reel_that_was_made_is_shared(alice: Someone, family: FamilyId, small_film: Path) -> None:
    film = ready_film_of(alice, family, small_film)
    reel = reels.start_reel(alice.actor, film)

    with pytest.raises(NotAllowed, match="Make the reel first"):
        sharing.share(alice.actor, reel)


def test_another_guider_can_neither_share_nor_end_nor_help_in(alice: Someone, bob: Someone, reel: ReelId) -> None:
    link = sharing.share(alice.actor, reel)

    for deed in (
        lambda: sharing.share(bob.actor, reel),
        lambda: sharing.end_sharing(bob.actor, link.invitation.id),
        lambda: sharing.second_device_code(bob.actor, link.invitation.id),
    ):
        with pytest.raises(NotYours):
            deed()


def test_a_reel_made_anew_is_sent_anew(alice: Someone, reel: ReelId) -> None:
    client = opened(sharing.share(alice.actor, reel).secret)

    reels.render_reel(alice.actor, reel)
    work_off()

    with pytest.raises(NotYours):
        sharing.letter_film(client)


def test_a_moment_that_was_taken_out_cannot_be_chosen(alice: Someone, reel: ReelId) -> None:
    client = opened(sharing.share(alice.actor, reel).secret)
    gone, left = (clip.id for clip in sharing.read_letter(client).clips)

    edit_reel(alice, reel, clips=tuple(clip for clip in reel_now(alice, reel).clips if clip.id != gone))

    assert [clip.id for clip in sharing.read_letter(client).clips] == [left]
    with pytest.raises(NotYours):
        replies.favour(client, gone, is_liked=True)


def test_every_opening_and_every_wrong_code_is_in_the_record(alice: Someone, reel: ReelId) -> None:
    link = sharing.share(alice.actor, reel)
    sharing.open_letter(link.secret, None)
    sharing.second_device_code(alice.actor, link.invitation.id)
    with pytest.raises(NotAllowed):
        sharing.open_with_code(link.secret, "no code")

    verbs = list(AuditLine.objects.order_by("position").values_list("verb", flat=True))
    assert verbs[-3:] == ["OPEN_LETTER", "SHARE_REEL", "TRY_CODE"]


@pytest.mark.django_db(transaction=True)
def test_of_many_phones_at_once_one_is_the_first(alice: Someone, reel: ReelId) -> None:
    link = sharing.share(alice.actor, reel)

    def let_in(_: int) -> bool:
        try:
            sharing.open_letter(link.secret, None)
        except NeedsCode:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as phones:
        assert sum(phones.map(let_in, range(6))) == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_guesses_at_once_five_are_heard(alice: Someone, reel: ReelId) -> None:
    link = sharing.share(alice.actor, reel)
    code = sharing.second_device_code(alice.actor, link.invitation.id)
    wrong = f"{(int(code) + 1) % 10**8:08d}"

    def guess(_: int) -> None:
        try:
            with pytest.raises(NotAllowed):
                sharing.open_with_code(link.secret, wrong)
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as guesses:
        list(guesses.map(guess, range(5)))
    with pytest.raises(NotAllowed):
        sharing.open_with_code(link.secret, code)
