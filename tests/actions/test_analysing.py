"""Looking through a film goes on where it stopped, and leaves nothing behind that nobody agreed to."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.films import frame_film
from tests.people import AGREED, Someone, everyone_agrees, own_moment, ready_film_of, the, work_off
from tests.perception.filmed import write_film
from tests.perception.registering import put_all
from tests.perception.small_models import LOW, bands_as_speaker, loudness_as_voice, tones_as_words
from tests.perception.sounds import pause, tone
from vignette.actions import analysis, consents, films, moments, work
from vignette.actions.naming import name_people
from vignette.cell.answer import packed
from vignette.domain.consent import Purpose
from vignette.domain.errors import ConsentMissing, NotYours
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.measurement import FaceSeen, Seen, VoiceHeard
from vignette.domain.moment import MomentId, Origin, Standing
from vignette.domain.naming import Naming
from vignette.domain.person import Part
from vignette.domain.span import Micros, Span
from vignette.domain.track import STEP, Signal, Track
from vignette.exchange.looks import unpack_look
from vignette.microanalysis import Plan, plan, survey
from vignette.perception.registry import registered
from vignette.storage import assets, blobs, jobs, sightings
from vignette.storage import moments as stored
from vignette.storage.assets import Asset
from vignette.storage.jobs import Kind, State
from vignette.storage.place import place
from vignette.storage.rows import Blob, Job, SeenPart

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def short_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Few pictures: each is looked at many times here."""
    return frame_film(tmp_path_factory.mktemp("films") / "short.mp4", seconds=2, fps=10)


@pytest.fixture
def film(alice: Someone, family: FamilyId, short_film: Path) -> FilmId:
    """Ready, and with nobody yet who agreed to have it looked through."""
    return ready_film_of(alice, family, short_film)


def plan_of(film: FilmId) -> Plan:
    return plan(survey(assets.finest(film)), models=registered(place().models))


def heard_throughout(its: Plan) -> Seen:
    """A voice in every stretch of the film, which there is not."""
    voices = [VoiceHeard(Micros(at), 1.0, 200.0, -20.0) for at in range(0, its.footage.length, 32_000)]
    return Seen.of((), (), voices)


def keep_part(family: FamilyId, film: FilmId, mark: str, number: int, seen: Seen) -> Path:
    """Keep a part as if it had been looked through before; gives the sealed file."""
    new = blobs.seal(family, "seen", [packed(seen)])
    sightings.keep(film, mark, number, new)
    return next(place().blobs.glob(f"*/{new.id}"))


def sat_there(its: Plan, *places: float) -> Seen:
    """A face in each of `places` (picture heights from the left), in every step of the film, sitting still."""
    looked = [Micros(at) for at in range(0, its.footage.length, STEP)]
    faces = [FaceSeen(at, x, 0.4, 0.2, 0.0, 0.0, 0.0, 0.9, 0.0, 0.9) for at in looked for x in places]
    return Seen.of(looked, faces, ())


def look_again(guider: Someone, family: FamilyId, film: FilmId, places: tuple[float, ...] = (0.3, 1.3)) -> None:
    """Have the film looked through anew, as if faces sat in these places."""
    its = plan_of(film)
    for number in range(len(its.parts)):
        keep_part(family, film, its.mark, number, sat_there(its, *places))
    analysis.look_through(guider.actor, film)
    work_off()


def agree(guider: Someone, family: FamilyId) -> None:
    everyone_agrees(guider, family, (*AGREED, Purpose.ANALYSIS))


def speech_found(film: FilmId) -> Track:
    found = unpack_look(blobs.read(assets.must_have(film, Asset.FINDINGS)))
    return next(track for track in found.tracks if track.signal is Signal.SPEECH)


def test_what_was_looked_through_before_is_not_looked_through_again(
    alice: Someone, family: FamilyId, tmp_path: Path
) -> None:
    longer_than_a_part = frame_film(tmp_path / "long.mp4", seconds=62, fps=1, gop=5)
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


def test_names_stay_when_the_film_is_looked_through_again(alice: Someone, family: FamilyId, film: FilmId) -> None:
    agree(alice, family)
    look_again(alice, family, film)
    hanna = the(Part.CLIENT, alice, family).id
    name_people(alice.actor, film, before=Naming(), after=Naming({"left": hanna}))

    look_again(alice, family, film)
    assert moments.workspace(alice.actor, film).naming == Naming({"left": hanna})

    look_again(alice, family, film, places=(0.3, 0.8, 1.3))
    now = moments.workspace(alice.actor, film)
    assert (now.naming, now.guesses) == (Naming(), {"left": hanna})


def test_what_was_decided_is_not_suggested_a_second_time(alice: Someone, family: FamilyId, film: FilmId) -> None:
    agree(alice, family)
    work_off()
    kept = own_moment(film, 0.2, 1.0)
    decided = replace(kept, origin=Origin.SUGGESTED)
    stored.save(family, decided)
    again = replace(decided, id=MomentId.new(), standing=Standing.OPEN)
    later = replace(again, id=MomentId.new(), span=Span(Micros(1_100_000), Micros(1_900_000)))

    stored.replace_open_suggestions(family, film, [again, later])

    assert stored.of_film(film) == (decided, later)


def test_a_look_that_was_called_off_ends_and_can_be_asked_for_again(
    alice: Someone, family: FamilyId, film: FilmId
) -> None:
    agree(alice, family)
    claimed = work.claim()
    assert claimed is not None
    keep_part(family, film, plan_of(film).mark, 0, Seen.of((), (), ()))

    analysis.call_off(alice.actor, film)
    work.do(claimed)

    assert moments.analysis_state(alice.actor, film).state == "none"
    assert not SeenPart.objects.exists()
    analysis.look_through(alice.actor, film)
    analysis.look_through(alice.actor, film)
    work_off()
    assert moments.analysis_state(alice.actor, film).state == "done"
    assert Job.objects.filter(kind=Kind.ANALYSE, state=State.DONE).count() == 1


def test_only_what_everybody_agreed_to_is_looked_through(
    alice: Someone, bob: Someone, family: FamilyId, film: FilmId
) -> None:
    with pytest.raises(ConsentMissing):
        analysis.look_through(alice.actor, film)
    with pytest.raises(NotYours):
        analysis.call_off(bob.actor, film)

    assert not Job.objects.filter(kind=Kind.ANALYSE).exists()


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
