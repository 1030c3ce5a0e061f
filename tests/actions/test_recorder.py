"""A sound recorder lay beside the two: its recording comes to the film, is fitted to it, and goes with it."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.album import remembered
from tests.people import Someone, arriving_film, film_of, own_moment, ready_film_of, the, watch, work_off
from tests.two_films import across_the_room, on_the_table
from vignette.actions import arriving, coding, codings, consents, families, films, moments, pairing, reels
from vignette.domain.coding import Kind
from vignette.domain.consent import Purpose
from vignette.domain.errors import ConsentMissing, NotAllowed, NotYours
from vignette.domain.film import FilmId, Readiness
from vignette.domain.identity import FamilyId
from vignette.domain.moment import Edit
from vignette.domain.pairing import Pairing, Stage
from vignette.domain.parcel import Parcel
from vignette.domain.person import Part
from vignette.domain.span import MILLISECOND, SECOND, Micros
from vignette.storage import assets, jobs, rows
from vignette.storage.assets import Asset

pytestmark = pytest.mark.django_db

STARTS_LATER = Micros(5 * SECOND)


@pytest.fixture(scope="session")
def across(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty seconds of the play, filmed from across the room."""
    return across_the_room(tmp_path_factory.mktemp("films") / "across.mp4", seconds=20)


@pytest.fixture(scope="session")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the recorder between the two heard of it, begun five seconds later."""
    return on_the_table(tmp_path_factory.mktemp("sounds") / "ZOOM0001.WAV", seconds=14, start=5)


@pytest.fixture
def film(alice: Someone, family: FamilyId, across: Path) -> FilmId:
    return ready_film_of(alice, family, across)


def added(guider: Someone, film: FilmId, file: Path) -> FilmId:
    """The recording, once it has arrived; the work behind it is still to be done."""
    recording = arriving.add_sound(guider.actor, film, Parcel((file.stat().st_size,), file.name))
    arriving.receive(guider.actor, recording, offset=0, chunks=[file.read_bytes()])
    return recording


@remembered
def heard_beside(guider: Someone, film: FilmId, file: Path) -> FilmId:
    """The recording, once it has found its place in the film."""
    its = added(guider, film, file)
    work_off()
    return its


@pytest.fixture
def recording(alice: Someone, film: FilmId, table: Path) -> FilmId:
    return heard_beside(alice, film, table)


def pair_of(guider: Someone, film: FilmId) -> Pairing:
    its = pairing.see_second_view(guider.actor, film).pairing
    assert its is not None
    return its


def test_it_finds_its_place_in_the_film_by_itself_and_is_heard_from_then_on(
    alice: Someone, film: FilmId, recording: FilmId
) -> None:
    found = pair_of(alice, film)

    assert (found.other, found.stage, found.is_other_heard) == (recording, Stage.FOUND, True)
    assert found.by == pytest.approx(STARTS_LATER, abs=10 * MILLISECOND)
    assert found.found is not None
    assert found.found.is_sure


def test_whoever_codes_the_film_for_its_guider_hears_it_as_well(
    alice: Someone, bob: Someone, film: FilmId, recording: FilmId
) -> None:
    shared = codings.begin(alice.actor, film, codebook="vig@1", kind=Kind.SHARED)
    codings.invite(alice.actor, shared, bob.id)

    camera = coding.see_desk(bob.actor, shared).camera

    assert camera is not None
    assert camera.is_sound
    assert coding.open_camera(bob.actor, shared, camera.version).size > 0


def test_until_it_is_ready_the_page_says_how_far_it_is(alice: Someone, film: FilmId, table: Path) -> None:
    its = added(alice, film, table)

    page = pairing.see_second_view(alice.actor, film)
    assert page.coming is not None
    assert (page.coming.id, page.coming.state.readiness) == (its, Readiness.PREPARING)
    assert page.is_waiting
    work_off()

    assert pairing.see_second_view(alice.actor, film).coming is None
    its_state = films.see_film(alice.actor, film).recordings
    assert [(each.id, each.length) for each in its_state] == [(its, 14 * SECOND)]


def test_what_is_played_is_the_sound_alone(alice: Someone, recording: FilmId) -> None:
    with watch(alice, recording).open() as played:
        content = played.read()

    assert content[4:8] == b"ftyp"
    assert b"soun" in content
    assert b"vide" not in content
    assert {asset for asset in Asset if assets.find(recording, asset)} == {Asset.PROXY, Asset.PEAKS}
    assert films.see_film(alice.actor, recording).digest != ""


def test_the_cycle_stays_about_the_film(alice: Someone, family: FamilyId, film: FilmId, table: Path) -> None:
    def seen() -> FilmId | None:
        return families.see_family(alice.actor, family).cycles[0].film

    added(alice, film, table)
    while_it_is_made_ready = seen()
    work_off()
    beside_its_film = seen()
    pairing.part(alice.actor, film)

    assert {while_it_is_made_ready, beside_its_film, seen()} == {film}


def test_it_is_never_looked_at_nor_made_into_a_reel(
    alice: Someone, family: FamilyId, film: FilmId, recording: FilmId
) -> None:
    for person in families.see_family(alice.actor, family).family.people:
        consents.record_consent(alice.actor, family, person=person.id, purposes=[Purpose.ANALYSIS], given_by="Hanna")

    assert jobs.status(jobs.Kind.ANALYSE, film) is not None
    assert jobs.status(jobs.Kind.ANALYSE, recording) is None
    moment = own_moment(recording, 1, 2)
    for deed in (
        lambda: moments.workspace(alice.actor, recording),
        lambda: moments.change(alice.actor, recording, [Edit(moment.id, None, moment)]),
        lambda: reels.start_reel(alice.actor, recording),
        lambda: films.open_poster(alice.actor, recording),
    ):
        with pytest.raises(NotYours):
            deed()


def test_taken_away_it_stays_and_can_be_laid_beside_its_film_again(
    alice: Someone, family: FamilyId, film: FilmId, recording: FilmId, small_film: Path
) -> None:
    another = ready_film_of(alice, family, small_film)

    pairing.part(alice.actor, film)

    page = pairing.see_second_view(alice.actor, film)
    assert page.pairing is None
    assert [(each.id, each.is_sound) for each in page.choices] == [(recording, True), (another, False)]
    assert [each.id for each in pairing.see_second_view(alice.actor, another).choices] == [film]
    for one, two in ((another, recording), (recording, film)):
        with pytest.raises(NotAllowed, match="the film it was added to"):
            pairing.choose(alice.actor, one, two)
    pairing.choose(alice.actor, film, recording)
    work_off()
    assert pair_of(alice, film).is_other_heard


def test_where_another_view_lies_there_by_then_it_waits_until_it_is_chosen(
    alice: Someone, family: FamilyId, film: FilmId, table: Path, small_film: Path
) -> None:
    another = ready_film_of(alice, family, small_film)
    its = added(alice, film, table)
    pairing.choose(alice.actor, film, another)
    work_off()

    assert pair_of(alice, film).other == another
    pairing.part(alice.actor, film)
    assert its in [each.id for each in pairing.see_second_view(alice.actor, film).choices]


def test_a_recording_of_something_else_is_left_to_the_guiders_hand(
    alice: Someone, film: FilmId, tmp_path: Path
) -> None:
    added(alice, film, on_the_table(tmp_path / "other.wav", seconds=14, seed=50))
    work_off()

    its = pair_of(alice, film)
    assert (its.stage, its.is_other_heard) == (Stage.NOT_FOUND, False)
    pairing.fit(alice.actor, film, Micros(SECOND), is_other_heard=True)
    assert pair_of(alice, film).is_other_heard


def test_what_is_no_recording_is_refused_with_its_sentence(alice: Someone, film: FilmId, tmp_path: Path) -> None:
    letter = tmp_path / "letter.wav"
    letter.write_text("Dear diary, today I was named after a sound.", encoding="utf-8")

    its = added(alice, film, letter)
    work_off()

    page = pairing.see_second_view(alice.actor, film)
    assert page.coming is not None
    assert page.coming.state.readiness is Readiness.REFUSED
    assert "not a sound recording" in page.coming.state.problem
    assert not rows.Part.objects.filter(film=its.value).exists()
    assert page.pairing is None


def test_among_films_it_is_refused_and_told_where_it_belongs(alice: Someone, family: FamilyId, table: Path) -> None:
    state = films.film_state(alice.actor, film_of(alice, family, table))

    assert state.readiness is Readiness.REFUSED
    assert "add this recording beside it" in state.problem


def test_it_is_erased_alone_or_with_its_film(alice: Someone, film: FilmId, recording: FilmId, table: Path) -> None:
    films.erase_film(alice.actor, recording)
    assert pairing.see_second_view(alice.actor, film).pairing is None
    again = added(alice, film, table)
    work_off()

    films.erase_film(alice.actor, film)

    assert not rows.Film.objects.filter(pk__in=[film.value, recording.value, again.value]).exists()
    assert not rows.Pairing.objects.exists()
    assert not rows.Blob.objects.exists()


def test_a_withdrawn_consent_ends_it_with_its_film(
    alice: Someone, family: FamilyId, film: FilmId, recording: FilmId
) -> None:
    row = next(each for each in consents.see_consents(alice.actor, family).rows if each.person.part is Part.CLIENT)
    consents.withdraw_consent(alice.actor, family, row.current[Purpose.FILM].id)

    assert not rows.Film.objects.exists()
    assert not rows.Blob.objects.exists()


def test_whoever_is_in_the_film_has_to_agree_to_being_recorded(
    alice: Someone, family: FamilyId, film: FilmId, recording: FilmId, table: Path
) -> None:
    hanna = the(Part.CLIENT, alice, family)
    # Run out by itself: withdrawn, it would have taken the film along.
    rows.Consent.objects.filter(person=hanna.id.value).update(until=timezone.localdate() - timedelta(days=1))

    for deed in (
        lambda: arriving.add_sound(alice.actor, film, Parcel((table.stat().st_size,))),
        lambda: watch(alice, recording),
        lambda: pairing.see_second_view(alice.actor, film),
    ):
        with pytest.raises(ConsentMissing, match="Hanna"):
            deed()


def test_it_is_laid_beside_a_film_that_is_ready_and_ones_own(
    alice: Someone, bob: Someone, family: FamilyId, film: FilmId, recording: FilmId
) -> None:
    with pytest.raises(NotYours):
        arriving.add_sound(bob.actor, film, Parcel((100,)))
    for wrong in (recording, arriving_film(alice, family, 1000)):
        with pytest.raises(NotAllowed, match="film that is ready"):
            arriving.add_sound(alice.actor, wrong, Parcel((100,)))
