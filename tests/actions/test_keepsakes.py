"""A keepsake: what everybody agreed to and no more, taken once, told in the audit, and gone after that."""

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path

import av
import pytest
from django.utils import timezone
from PIL import Image

from tests.album import remembered
from tests.people import (
    AGREED,
    Someone,
    edit_reel,
    everyone_agrees,
    family_of,
    own_moment,
    ready_film_of,
    rendered_reel_of,
    the,
    withdrawn,
    work_off,
)
from vignette.actions import films, keepsakes, reels, replies, reviews, sharing, workshop
from vignette.actions.keepsakes import Leaving, State
from vignette.domain.consent import Purpose
from vignette.domain.errors import ConsentMissing, NotAllowed, NotYours
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.keepsake import Piece
from vignette.domain.leave import Actor
from vignette.domain.person import Part
from vignette.domain.reel import ReelId
from vignette.storage import jobs
from vignette.storage.rows import AuditLine, Blob, Consent, Keepsake

pytestmark = pytest.mark.django_db

SAW = "He looks at me before he laughs."


@remembered
def watched_reel_of(guider: Someone, film: FilmId) -> ReelId:
    """A reel of two moments that Hanna has watched, liked and written about."""
    made = rendered_reel_of(guider, film, own_moment(film, 0, 1), own_moment(film, 2, 3))
    edit_reel(guider, made, why="You waited, and he began.")
    client = Actor(sharing.open_letter(sharing.share(guider.actor, made).secret, None).invitation)
    replies.write_back(client, "I did not know that I wait.")
    first = sharing.read_letter(client).clips[0].id
    replies.favour(client, first, is_liked=True)
    reviews.note_seen(guider.actor, made, first, client_words=SAW, guider_words="a private remark")
    reviews.finish_review(guider.actor, made)
    return made


@pytest.fixture
def reel(alice: Someone, film: FilmId) -> ReelId:
    return watched_reel_of(alice, film)


@pytest.fixture
def copying(alice: Someone, family: FamilyId) -> None:
    """Everybody agrees to a copy of the reel as well."""
    everyone_agrees(alice, family, [Purpose.COPY])


@remembered
def made(alice: Someone, reel: ReelId) -> None:
    keepsakes.ask_for(alice.actor, reel)
    work_off()
    page = keepsakes.see_keepsake(alice.actor, reel)
    assert page.state is State.MADE, page.problem


def taken(leaving: Leaving) -> bytes:
    with leaving.open() as file:
        content = file.read()
    leaving.let_go()
    return content


def folder(alice: Someone, reel: ReelId) -> dict[str, bytes]:
    content = taken(keepsakes.take(alice.actor, reel, Piece.FOLDER, is_sure=True))
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name.removeprefix("keepsake/"): opened.read(name) for name in opened.namelist()}


def kept_blobs() -> set[str]:
    return set(Blob.objects.filter(kind__startswith="keepsake").values_list("kind", flat=True))


def test_the_family_gets_stills_words_and_the_reel(alice: Someone, reel: ReelId, copying: None) -> None:
    made(alice, reel)
    inside = folder(alice, reel)

    words = inside["words.txt"].decode()
    for each in ("Good moments of Hanna", "You waited, and he began.", SAW, "I did not know that I wait."):
        assert each in words
    assert words.count("You liked this moment best.") == 1
    for private in ("a private remark", "They laugh", "D4", "Has fun together"):
        assert private not in words
        assert private not in inside["index.html"].decode()
    assert {"stills/1.jpg", "stills/2.jpg"} < set(inside)
    with reels.open_reel(alice.actor, reel).open() as its:
        assert inside["reel.mp4"] == its.read()


def test_every_film_in_the_folder_plays_and_names_nobody(alice: Someone, reel: ReelId, copying: None) -> None:
    made(alice, reel)
    copies = {name: content for name, content in folder(alice, reel).items() if name.startswith("reel.")}

    assert "reel.mp4" in copies
    for name, content in copies.items():
        with av.open(io.BytesIO(content)) as opened:
            assert sum(1 for _ in opened.decode(video=0)) > 40, name
            told = {**opened.metadata, **opened.streams.video[0].metadata}
        assert not {"title", "artist", "comment", "location", "creation_time"} & {key.lower() for key in told}, name


def test_stills_carry_nothing_beside_the_picture_in_the_letter_and_in_the_keepsake(
    alice: Someone, reel: ReelId
) -> None:
    made(alice, reel)
    stills = [content for name, content in folder(alice, reel).items() if name.endswith(".jpg")]
    client = Actor(sharing.open_letter(sharing.share(alice.actor, reel).secret, None).invitation)
    for clip in sharing.read_letter(client).clips:
        with sharing.letter_still(client, clip.id).open() as file:
            stills.append(file.read())

    assert len(stills) == 4
    for still in stills:
        with Image.open(io.BytesIO(still)) as opened:
            assert opened.format == "JPEG"
            assert not opened.getexif()
            assert not {"exif", "icc_profile", "comment", "photoshop", "xmp"} & opened.info.keys()


def test_without_leave_for_copies_there_is_no_reel_in_it(alice: Someone, reel: ReelId) -> None:
    page = keepsakes.see_keepsake(alice.actor, reel)
    assert page.without_reel == "Hanna and Jonas have not agreed to a copy of the reel for the family to keep."

    made(alice, reel)

    assert set(folder(alice, reel)) == {"index.html", "words.txt", "stills/1.jpg", "stills/2.jpg"}


def test_without_leave_for_stills_there_are_words_alone(
    alice: Someone, family: FamilyId, film: FilmId, reel: ReelId
) -> None:
    Consent.objects.filter(purpose=Purpose.KEEP_STILLS.name).update(until=date(2020, 1, 31))

    assert "have not agreed to keeping stills" in keepsakes.see_keepsake(alice.actor, reel).without_stills
    made(alice, reel)

    assert set(folder(alice, reel)) == {"index.html", "words.txt"}


def test_each_piece_is_taken_once_by_somebody_who_is_sure(alice: Someone, reel: ReelId, copying: None) -> None:
    made(alice, reel)
    for piece in Piece:
        with pytest.raises(NotAllowed, match="hand it to the family"):
            keepsakes.take(alice.actor, reel, piece, is_sure=False)

        content = taken(keepsakes.take(alice.actor, reel, piece, is_sure=True))

        assert content.startswith(b"%PDF-" if piece is Piece.PAGE else b"PK")
        with pytest.raises(NotAllowed, match="taken already"):
            keepsakes.take(alice.actor, reel, piece, is_sure=True)
    assert kept_blobs() == set()


def test_the_audit_names_a_reel_that_left(alice: Someone, reel: ReelId, copying: None) -> None:
    made(alice, reel)
    for piece in Piece:
        taken(keepsakes.take(alice.actor, reel, piece, is_sure=True))

    told = AuditLine.objects.filter(verb__in=["TAKE_KEEPSAKE", "TAKE_COPY"]).order_by("position")
    assert [(line.verb, line.thing, line.who, line.outcome) for line in told] == [
        ("TAKE_KEEPSAKE", f"reel {reel}", f"account {alice.id}", "done"),
        ("TAKE_COPY", f"reel {reel}", f"account {alice.id}", "done"),
    ]


def test_nobody_but_the_guider_asks_for_sees_or_takes_it(
    alice: Someone, bob: Someone, sara: Someone, reel: ReelId
) -> None:
    made(alice, reel)
    client = Actor(sharing.open_letter(sharing.share(alice.actor, reel).secret, None).invitation)

    for other in (bob.actor, sara.actor, client):
        with pytest.raises(NotYours):
            keepsakes.ask_for(other, reel)
        with pytest.raises(NotYours):
            keepsakes.see_keepsake(other, reel)
        with pytest.raises(NotYours):
            keepsakes.take(other, reel, Piece.FOLDER, is_sure=True)
        with pytest.raises(NotYours):
            keepsakes.end(other, reel)
    assert kept_blobs() == {"keepsake", "keepsake page"}


@pytest.mark.parametrize("purpose", [Purpose.COPY, Purpose.KEEP_STILLS, Purpose.SHARED_REVIEW, Purpose.FILM])
def test_no_keepsake_outlives_a_consent_it_rests_on(
    alice: Someone, family: FamilyId, reel: ReelId, copying: None, purpose: Purpose
) -> None:
    made(alice, reel)
    on_its_way = keepsakes.take(alice.actor, reel, Piece.FOLDER, is_sure=True)
    assert on_its_way.still_allowed()

    withdrawn(alice, family, the(Part.PARTNER, alice, family), purpose)

    assert kept_blobs() == set()
    assert not on_its_way.still_allowed()
    on_its_way.let_go()


def test_a_consent_that_ran_out_holds_it_back(alice: Someone, reel: ReelId, copying: None) -> None:
    made(alice, reel)
    Consent.objects.filter(purpose=Purpose.COPY.name).update(until=date(2020, 1, 31))

    with pytest.raises(ConsentMissing):
        keepsakes.take(alice.actor, reel, Piece.FOLDER, is_sure=True)
    assert keepsakes.take(alice.actor, reel, Piece.PAGE, is_sure=True).size > 1000
    assert AuditLine.objects.filter(verb="TAKE_COPY", outcome="no consent").count() == 1


def test_work_that_waits_when_a_consent_goes_is_not_done(
    alice: Someone, family: FamilyId, reel: ReelId, copying: None
) -> None:
    keepsakes.ask_for(alice.actor, reel)

    withdrawn(alice, family, the(Part.CLIENT, alice, family), Purpose.COPY)
    work_off()

    assert not Keepsake.objects.exists()
    assert jobs.status(jobs.Kind.KEEPSAKE, reel) is None


def test_it_ends_by_itself_and_with_a_new_reel_and_when_the_guider_says_so(alice: Someone, reel: ReelId) -> None:
    made(alice, reel)
    Keepsake.objects.update(until=timezone.now() - timedelta(seconds=1))
    with pytest.raises(NotAllowed):
        keepsakes.take(alice.actor, reel, Piece.PAGE, is_sure=True)
    workshop.sweep()
    assert kept_blobs() == set()

    made(alice, reel)
    reels.render_reel(alice.actor, reel)
    work_off()
    assert kept_blobs() == set()

    made(alice, reel)
    keepsakes.end(alice.actor, reel)
    assert kept_blobs() == set()
    assert keepsakes.see_keepsake(alice.actor, reel).keepsake is None


def test_what_broke_off_is_swept_away(alice: Someone, reel: ReelId) -> None:
    made(alice, reel)
    keepsakes.take(alice.actor, reel, Piece.PAGE, is_sure=True)
    Keepsake.objects.update(page_taken_at=timezone.now() - timedelta(hours=7))

    workshop.sweep()

    assert not Keepsake.objects.exists()


def test_it_is_made_of_a_reel_that_was_made(alice: Someone, film: FilmId) -> None:
    reel = reels.start_reel(alice.actor, film)

    with pytest.raises(NotAllowed, match="Make the reel first"):
        keepsakes.ask_for(alice.actor, reel)


def test_it_ends_with_its_film(alice: Someone, film: FilmId, reel: ReelId) -> None:
    made(alice, reel)

    films.erase_film(alice.actor, film)

    assert kept_blobs() == set()


def test_a_family_that_never_agreed_to_the_shared_review_gets_none(alice: Someone, small_film: Path) -> None:
    theirs = family_of(alice, name="The Okafors")
    everyone_agrees(alice, theirs, [each for each in AGREED if each is not Purpose.SHARED_REVIEW])
    film = ready_film_of(alice, theirs, small_film)
    reel = rendered_reel_of(alice, film, own_moment(film, 0, 1))

    with pytest.raises(ConsentMissing):
        keepsakes.ask_for(alice.actor, reel)
    assert "have not agreed to the shared review" in keepsakes.see_keepsake(alice.actor, reel).blocked
