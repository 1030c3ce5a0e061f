"""Looking through a film goes on where it stopped, and leaves nothing behind that nobody agreed to."""

from pathlib import Path

import numpy as np
import pytest

from tests.films import frame_film
from tests.people import AGREED, Someone, everyone_agrees, ready_film_of, the, work_off
from tests.perception.filmed import write_film
from tests.perception.registering import put_all
from tests.perception.small_models import LOW, bands_as_speaker, loudness_as_voice, tones_as_words
from tests.perception.sounds import pause, tone
from vignette.actions import consents, films, work
from vignette.cell.answer import packed
from vignette.domain.consent import Purpose
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.measurement import Seen, VoiceHeard
from vignette.domain.person import Part
from vignette.domain.span import Micros
from vignette.domain.track import Signal, Track
from vignette.exchange.looks import unpack_look
from vignette.microanalysis import Plan, plan, survey
from vignette.storage import assets, blobs, jobs, sightings
from vignette.storage.assets import Asset
from vignette.storage.jobs import Kind, State
from vignette.storage.place import place
from vignette.storage.rows import Blob, Job, SeenPart

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def film(alice: Someone, family: FamilyId, small_film: Path) -> FilmId:
    """Ready, and with nobody yet who agreed to have it looked through."""
    return ready_film_of(alice, family, small_film)


def plan_of(film: FilmId) -> Plan:
    return plan(survey(assets.finest(film)))


def heard_throughout(its: Plan) -> Seen:
    """A voice in every stretch of the film, which there is not."""
    voices = [VoiceHeard(Micros(at), 1.0, 200.0, -20.0) for at in range(0, its.footage.length, 32_000)]
    return Seen.of((), (), voices)


def keep_part(family: FamilyId, film: FilmId, mark: str, number: int, seen: Seen) -> Path:
    """Keep a part as if it had been looked through before; gives the sealed file."""
    new = blobs.seal(family, "seen", [packed(seen)])
    sightings.keep(film, mark, number, new)
    return next(place().blobs.glob(f"*/{new.id}"))


def agree(guider: Someone, family: FamilyId) -> None:
    everyone_agrees(guider, family, (*AGREED, Purpose.ANALYSIS))


def speech_found(film: FilmId) -> Track:
    found = unpack_look(blobs.read(assets.must_have(film, Asset.FINDINGS)))
    return next(track for track in found.tracks if track.signal is Signal.SPEECH)


def test_what_was_looked_through_before_is_not_looked_through_again(
    alice: Someone, family: FamilyId, tmp_path: Path
) -> None:
    longer_than_a_part = frame_film(tmp_path / "long.mp4", seconds=62, fps=5, gop=25)
    film = ready_film_of(alice, family, longer_than_a_part)
    its = plan_of(film)
    keep_part(family, film, its.mark, its.count - 1, heard_throughout(its))

    agree(alice, family)
    work_off()

    assert its.count == 3
    assert speech_found(film).values.min() == 1.0
    assert not SeenPart.objects.exists()
    assert not Blob.objects.filter(kind="seen").exists()


def test_words_are_kept_with_what_was_found_and_nothing_of_how_voices_sound(
    alice: Someone, family: FamilyId, tmp_path: Path
) -> None:
    sound = np.concatenate([pause(0.5), tone(LOW, 0.8), pause(0.7)])
    spoken = write_film(tmp_path / "spoken.mp4", [np.zeros((90, 160, 3), np.uint8)] * 50, sound=sound)
    film = ready_film_of(alice, family, spoken)
    place().models.mkdir()
    own = {"voices": loudness_as_voice(), "speakers": bands_as_speaker(), "words": tones_as_words()}
    put_all(place().models, own)

    agree(alice, family)
    work_off()

    found = unpack_look(blobs.read(assets.must_have(film, Asset.FINDINGS)))
    assert [spoken.words for spoken in found.words] == ["o"]
    assert found.settings_version.endswith(" + small voices + small speakers + small words")
    assert not SeenPart.objects.exists()
    assert not Blob.objects.filter(kind="seen").exists()


def test_parts_of_another_plan_are_of_no_use(alice: Someone, family: FamilyId, film: FilmId) -> None:
    its = plan_of(film)
    before = keep_part(family, film, "of other thresholds", its.count - 1, heard_throughout(its))

    agree(alice, family)
    work_off()

    assert float(np.nanmax(speech_found(film).values)) < 1.0
    assert not before.exists()


def test_something_more_urgent_comes_first(alice: Someone, family: FamilyId, film: FilmId) -> None:
    agree(alice, family)
    claimed = work.claim()
    assert claimed is not None
    jobs.queue(Kind.RENDER, FilmId.new(), family=family, asked_by=alice.id)

    work.do(claimed)

    assert Job.objects.get(kind=Kind.ANALYSE).state == State.QUEUED
    assert not SeenPart.objects.exists()


def test_an_erased_film_takes_along_what_was_seen_in_it(alice: Someone, family: FamilyId, film: FilmId) -> None:
    kept = keep_part(family, film, "a plan", 0, Seen.of((), (), ()))

    films.erase_film(alice.actor, film)

    assert not SeenPart.objects.exists()
    assert not kept.exists()


def test_a_withdrawn_consent_ends_what_was_seen_so_far(alice: Someone, family: FamilyId, film: FilmId) -> None:
    agree(alice, family)
    kept = keep_part(family, film, plan_of(film).mark, 0, Seen.of((), (), ()))
    claimed = work.claim()
    assert claimed is not None
    jonas = the(Part.PARTNER, alice, family)
    (its,) = [row for row in consents.see_consents(alice.actor, family).rows if row.person == jonas]

    consents.withdraw_consent(alice.actor, family, its.current[Purpose.ANALYSIS].id)
    work.do(claimed)

    assert not SeenPart.objects.exists()
    assert not Blob.objects.filter(kind="seen").exists()
    assert not kept.exists()
    assert assets.find(film, Asset.FINDINGS) is None
