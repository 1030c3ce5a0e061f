"""A voice note: made anew from whatever came, heard by the guider alone, and gone when the client says so."""

import io
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from tests.album import remembered
from tests.people import (
    Someone,
    everyone_agrees,
    family_of,
    own_moment,
    ready_film_of,
    rendered_reel_of,
    the,
    withdrawn,
    work_off,
)
from vignette.actions import films, replies, reviews, sharing
from vignette.actions.replies import LARGEST_VOICE
from vignette.domain.consent import Purpose
from vignette.domain.errors import ConsentMissing, NotAllowed, NotYours
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.leave import Actor
from vignette.domain.person import Part
from vignette.domain.reel import ReelId
from vignette.storage.place import place
from vignette.storage.rows import AuditLine, Blob, Consent, Job, VoiceNote

pytestmark = pytest.mark.django_db

RATE = 48_000
TONE = 440
TAG = b"Hanna on the kitchen phone"


@cache
def spoken(seconds: float, kind: str = "webm", codec: str = "libopus", *, loud: float = 0.5) -> bytes:
    """A tone of 440 Hz as a phone's browser records a voice, with a name in its tags."""
    wave = (loud * np.sin(2 * np.pi * TONE * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)[None]
    written = io.BytesIO()
    with av.open(written, "w", format=kind) as output:
        output.metadata["title"] = TAG.decode()
        stream = output.add_stream(codec, rate=RATE, layout="mono")
        frame = av.AudioFrame.from_ndarray(wave, format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, 0, Fraction(1, RATE)
        for part in av.AudioResampler(format=stream.codec_context.format, layout="mono", rate=RATE).resample(frame):
            output.mux(stream.encode(part))
        output.mux(stream.encode(None))
    return written.getvalue()


def pieces(content: bytes, size: int = 10_000) -> Iterator[bytes]:
    return (content[at : at + size] for at in range(0, len(content), size))


@remembered
def say(client: Actor, content: bytes) -> str:
    """Send a voice note, and have done what waits; the sentence with which it was refused, or nothing."""
    replies.speak(client, pieces(content))
    work_off()
    return replies.voice_state(client).refusal


@pytest.fixture
def reel(alice: Someone, film: FilmId) -> ReelId:
    return rendered_reel_of(alice, film, own_moment(film, 0, 1))


@pytest.fixture
@remembered
def client(alice: Someone, reel: ReelId) -> Actor:
    """The client, who has opened the letter."""
    return Actor(sharing.open_letter(sharing.share(alice.actor, reel).secret, None).invitation)


def loudest_tone(sound: bytes) -> float:
    """The strongest frequency in an M4A, in Hz."""
    with av.open(io.BytesIO(sound)) as heard:
        blocks = [frame.to_ndarray()[0] for frame in heard.decode(audio=0)]
    wave = np.concatenate(blocks)
    return float(np.fft.rfftfreq(len(wave), 1 / RATE)[np.abs(np.fft.rfft(wave)).argmax()])


def heard_by(someone: Someone, reel: ReelId) -> bytes:
    with replies.hear_voice(someone.actor, reel).open() as file:
        return file.read()


def test_the_guider_hears_what_the_client_said_on_whatever_phone(alice: Someone, reel: ReelId, client: Actor) -> None:
    for kind, codec in (("webm", "libopus"), ("mp4", "aac"), ("ogg", "libopus"), ("wav", "pcm_s16le")):
        say(client, spoken(1.5, kind, codec))

        assert loudest_tone(heard_by(alice, reel)) == pytest.approx(TONE, abs=2), kind
        reply = reviews.see_review(alice.actor, reel).reply
        assert reply is not None
        assert reply.voice is not None
        assert reply.voice.length == pytest.approx(1_500_000, abs=50_000), kind
    assert replies.own_voice(client).size > 1000


def test_nothing_of_the_file_that_came_is_kept_but_its_sound(
    alice: Someone, reel: ReelId, client: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    before = {path for path in place().blobs.rglob("*") if path.is_file()}
    content = spoken(1.0, "mp4", "aac")
    assert TAG in content

    with django_capture_on_commit_callbacks(execute=True):
        say(client, content)

    made = heard_by(alice, reel)
    assert TAG not in made
    assert b"Lavf" not in made
    assert b"Lavc" not in made
    (kept,) = {path for path in place().blobs.rglob("*") if path.is_file()} - before
    assert b"ftyp" not in kept.read_bytes()
    assert list(place().workshop.iterdir()) == []


HOSTILE = {
    "nothing": b"",
    "words": b"Dear Alice, this is no sound." * 50,
    "a page": b"<html><script>alert(1)</script></html>",
    "a play list": b"#EXTM3U\nfile:///etc/passwd\n",
    "a list of files": b"ffconcat version 1.0\nfile ../film.mp4\n",
    "a picture": b"\xff\xd8\xff\xe0" + bytes(2000),
    "zeros": bytes(50_000),
    "the beginning of a recording": spoken(1.0)[:300],
    "a recording of a blink": spoken(0.1),
    "a recording that was damaged": bytes(
        each ^ 0x55 if at % 37 == 36 else each for at, each in enumerate(spoken(1.0))
    ),
}


def test_what_is_no_sound_is_refused_in_one_friendly_sentence(
    client: Actor, small_film: Path, django_capture_on_commit_callbacks: Any
) -> None:
    before = {path for path in place().blobs.rglob("*") if path.is_file()}

    with django_capture_on_commit_callbacks(execute=True):
        said = {what: say(client, content) for what, content in {**HOSTILE, "a film": small_film.read_bytes()}.items()}

    assert set(said.values()) == {"We cannot hear this. Please say it once more."}, said
    assert not Blob.objects.filter(kind__startswith="voice").exists()
    assert {path for path in place().blobs.rglob("*") if path.is_file()} == before


def test_whatever_the_reason_the_client_is_told_no_more(client: Actor) -> None:
    replies.speak(client, pieces(b"no sound"))
    Job.objects.filter(kind="voice").update(state="failed", reason="Somebody in the film no longer agrees to this.")

    assert replies.voice_state(client).refusal == "We cannot hear this. Please say it once more."


def test_two_minutes_are_enough(alice: Someone, reel: ReelId, client: Actor) -> None:
    """Silent ones: what is said for so long is written slowly."""
    say(client, spoken(120.5, loud=0))
    kept = heard_by(alice, reel)

    assert say(client, spoken(130, loud=0))
    assert heard_by(alice, reel) == kept


def test_no_more_is_read_than_a_voice_note_can_be(client: Actor) -> None:
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        while True:
            read += 1 << 20
            yield bytes(1 << 20)

    with pytest.raises(NotAllowed, match="too long"):
        replies.speak(client, endless())

    assert read <= LARGEST_VOICE + (1 << 20)


def test_saying_it_again_takes_the_place_of_what_was_said(alice: Someone, reel: ReelId, client: Actor) -> None:
    say(client, spoken(1.0))
    say(client, spoken(2.0))

    assert VoiceNote.objects.get().length == pytest.approx(2_000_000, abs=50_000)
    assert Blob.objects.filter(kind="voice").count() == 1


def test_the_client_takes_it_back_for_good(
    alice: Someone, reel: ReelId, client: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    say(client, spoken(1.0))
    still_open = replies.hear_voice(alice.actor, reel)

    with django_capture_on_commit_callbacks(execute=True):
        replies.unsay(client)

    assert not Blob.objects.filter(kind__startswith="voice").exists()
    for hear in (lambda: replies.own_voice(client), lambda: replies.hear_voice(alice.actor, reel)):
        with pytest.raises(NotYours):
            hear()
    assert not still_open.source.files[0].exists()


def test_what_was_heard_before_stays_until_the_new_one_is_ready(alice: Someone, reel: ReelId, client: Actor) -> None:
    say(client, spoken(1.0))
    before = heard_by(alice, reel)

    replies.speak(client, pieces(spoken(2.0)))
    assert sharing.read_letter(client).voice.is_coming
    assert heard_by(alice, reel) == before
    say(client, b"no sound at all")

    assert heard_by(alice, reel) == before


def test_nobody_else_hears_it(alice: Someone, bob: Someone, sara: Someone, reel: ReelId, client: Actor) -> None:
    say(client, spoken(1.0))

    for other in (bob, sara):
        with pytest.raises(NotYours):
            replies.hear_voice(other.actor, reel)
    assert AuditLine.objects.filter(verb="HEAR_VOICE", outcome="no leave").count() == 2
    assert AuditLine.objects.filter(verb="SPEAK", outcome="done").count() == 1


def test_a_client_of_another_family_reaches_neither_it_nor_its_moments(
    bob: Someone, alice: Someone, reel: ReelId, client: Actor, small_film: Path
) -> None:
    theirs = family_of(bob, name="The Okafors")
    everyone_agrees(bob, theirs)
    film = ready_film_of(bob, theirs, small_film)
    other = rendered_reel_of(bob, film, own_moment(film, 0, 1))
    stranger = Actor(sharing.open_letter(sharing.share(bob.actor, other).secret, None).invitation)
    say(client, spoken(1.0))

    with pytest.raises(NotYours):
        replies.own_voice(stranger)
    with pytest.raises(NotYours):
        replies.favour(stranger, sharing.read_letter(client).clips[0].id, is_liked=True)
    replies.unsay(stranger)
    assert VoiceNote.objects.get().reel_id == reel.value


def test_no_voice_note_outlives_the_consent_it_was_sent_under(
    alice: Someone, family: FamilyId, reel: ReelId, client: Actor
) -> None:
    say(client, spoken(1.0))

    withdrawn(alice, family, the(Part.PARTNER, alice, family), Purpose.SHARED_REVIEW)

    assert not Blob.objects.filter(kind__startswith="voice").exists()
    with pytest.raises((NotYours, ConsentMissing)):
        replies.hear_voice(alice.actor, reel)
    with pytest.raises((NotYours, ConsentMissing)):
        replies.speak(client, pieces(spoken(1.0)))


def test_it_ends_with_its_film(alice: Someone, film: FilmId, reel: ReelId, client: Actor) -> None:
    say(client, spoken(1.0))

    films.erase_film(alice.actor, film)

    assert not Blob.objects.filter(kind__startswith="voice").exists()


def test_while_they_no_longer_agree_not_even_the_guider_hears_it(
    alice: Someone, family: FamilyId, reel: ReelId, client: Actor
) -> None:
    say(client, spoken(1.0))
    open_now = replies.hear_voice(alice.actor, reel)
    Consent.objects.filter(purpose=Purpose.SHARED_REVIEW.name).update(until=date(2020, 1, 31))

    assert not open_now.still_allowed()
    with pytest.raises(ConsentMissing):
        replies.hear_voice(alice.actor, reel)
