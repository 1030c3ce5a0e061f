"""From the last byte on: what plays is ready at once, the rest part by part, and nothing finished is made twice."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from tests.album import remembered
from tests.films import frame_film, numbers_in
from tests.people import (
    Someone,
    arriving_film,
    everyone_agrees,
    family_of,
    keep,
    own_moment,
    people_of,
    ready_film_of,
    watch,
    work_off,
)
from vignette.actions import arriving, films, making_ready, work
from vignette.domain.film import FilmId, Readiness
from vignette.domain.identity import FamilyId
from vignette.domain.parcel import Parcel
from vignette.storage import arrivals, assets, blobs, jobs, rows
from vignette.storage import films as storage
from vignette.storage.assets import Asset
from vignette.storage.jobs import Kind
from vignette.vault.spliced import SplicedFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def family(alice: Someone) -> FamilyId:
    its = family_of(alice)
    everyone_agrees(alice, its)
    return its


@pytest.fixture(scope="module")
def large_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Plays everywhere, and has more lines than is quick to move about in."""
    return frame_film(tmp_path_factory.mktemp("films") / "large.mp4", seconds=2, fps=15, size=(1024, 768))


@pytest.fixture(scope="module")
def long_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Has to be made anew, in three parts of pictures and one of sound."""
    path = tmp_path_factory.mktemp("films") / "long.mp4"
    return frame_film(path, seconds=125, fps=2, gop=125, is_open_gop=True, b_frames=2)


def sent(guider: Someone, family: FamilyId, file: Path) -> FilmId:
    film = arriving_film(guider, family, file.stat().st_size)
    arriving.receive(guider.actor, film, offset=0, chunks=[file.read_bytes()])
    return film


def do_next() -> Kind:
    claimed = work.claim()
    assert claimed is not None
    work.do(claimed)
    return claimed.kind


@remembered
def opened(guider: Someone, family: FamilyId, file: Path) -> FilmId:
    """A film that has arrived and was looked into: it is ready where it plays everywhere as it is."""
    film = sent(guider, family, file)
    assert do_next() is Kind.PREPARE
    return film


def pictures_of(guider: Someone, film: FilmId, folder: Path) -> list[int]:
    with watch(guider, film).open() as file:
        (folder / "watched.mp4").write_bytes(file.read())
    return numbers_in(folder / "watched.mp4")


def test_a_film_that_plays_everywhere_can_be_watched_after_the_first_work_and_is_not_copied(
    alice: Someone, family: FamilyId, large_film: Path, tmp_path: Path
) -> None:
    film = opened(alice, family, large_film)

    assert films.film_state(alice.actor, film).readiness is Readiness.READY
    assert pictures_of(alice, film, tmp_path) == list(range(30))
    kept = sum(rows.Blob.objects.exclude(kind="part").values_list("size", flat=True))
    assert kept < large_film.stat().st_size / 4


def test_a_large_film_gets_a_quicker_copy_with_the_same_pictures_at_the_same_times(
    alice: Someone, family: FamilyId, large_film: Path, tmp_path: Path
) -> None:
    film = opened(alice, family, large_film)
    before = films.see_film(alice.actor, film).version
    times = assets.must_have(film, Asset.TIMES).open().read()

    work_off()

    assert films.see_film(alice.actor, film).version != before
    assert pictures_of(alice, film, tmp_path) == list(range(30))
    assert assets.must_have(film, Asset.TIMES).open().read() == times


def test_a_small_film_is_quick_enough_as_it_is(alice: Someone, family: FamilyId, small_film: Path) -> None:
    film = ready_film_of(alice, family, small_film)

    assert assets.find(film, Asset.PROXY) is None


def test_a_film_that_has_to_be_made_anew_is_ready_with_its_last_part(
    alice: Someone, family: FamilyId, long_film: Path, tmp_path: Path
) -> None:
    film = opened(alice, family, long_film)
    assert films.film_state(alice.actor, film).readiness is Readiness.PREPARING

    work_off()

    assert films.film_state(alice.actor, film).readiness is Readiness.READY
    assert rows.MadePart.objects.count() == 4
    assert pictures_of(alice, film, tmp_path) == list(range(250))
    times = np.frombuffer(assets.must_have(film, Asset.TIMES).open().read(), "<i8")
    assert np.abs(times - np.arange(250) * 500_000).max() <= 1


def test_what_is_more_urgent_is_done_between_two_parts_and_no_part_is_made_twice(
    alice: Someone, family: FamilyId, long_film: Path, small_film: Path
) -> None:
    anew = opened(alice, family, long_film)
    quick = sent(alice, family, small_film)
    rows.Job.objects.filter(kind=Kind.PREPARE, subject=quick.value).update(state="running", lease_until=None)
    claimed = work.claim()
    assert claimed is not None
    assert claimed.kind is Kind.PROXY
    rows.Job.objects.filter(kind=Kind.PREPARE, subject=quick.value).update(state="queued")

    work.do(claimed)
    made = set(rows.MadePart.objects.values_list("blob", flat=True))

    assert films.film_state(alice.actor, anew).readiness is Readiness.PREPARING
    assert do_next() is Kind.PREPARE
    assert films.film_state(alice.actor, quick).readiness is Readiness.READY
    work_off()
    assert films.film_state(alice.actor, anew).readiness is Readiness.READY
    assert made <= set(rows.MadePart.objects.values_list("blob", flat=True))


def test_the_files_of_a_camcorder_become_one_film_without_a_gap(
    alice: Someone, family: FamilyId, tmp_path: Path
) -> None:
    whole = frame_film(tmp_path / "whole.mts", container="mpegts", sound_codec="ac3", start=1_440_000).read_bytes()
    cut = len(whole) // 2 // 188 * 188
    in_frame = [person.id for person in people_of(alice, family)]
    film = arriving.add_film(alice.actor, family, Parcel((cut, len(whole) - cut)), in_frame=in_frame)
    arriving.receive(alice.actor, film, offset=0, chunks=[whole])

    work_off()

    assert films.film_state(alice.actor, film).readiness is Readiness.READY
    assert pictures_of(alice, film, tmp_path) == list(range(120))


def test_the_digest_is_that_of_the_file_that_was_sent(alice: Someone, family: FamilyId, small_film: Path) -> None:
    film = ready_film_of(alice, family, small_film)

    page = films.see_film(alice.actor, film)

    assert page.digest == hashlib.sha256(small_film.read_bytes()).hexdigest()


def test_a_film_whose_little_pictures_cannot_be_made_still_has_its_digest(
    alice: Someone, family: FamilyId, small_film: Path
) -> None:
    film = opened(alice, family, small_film)
    no_film = SplicedFile(b"no film", np.zeros((0, 2), np.int64), arrivals.original(film))
    assets.keep(film, Asset.INDEX, blobs.seal(family, "index", [no_film.pack()]))

    work_off()

    assert rows.Job.objects.get(kind=Kind.FINISH).state == "failed"
    assert arriving.outcome(alice.actor, film).digest == hashlib.sha256(small_film.read_bytes()).hexdigest()


def test_nobody_is_told_to_delete_a_film_that_may_still_be_refused(
    alice: Someone, family: FamilyId, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.mp4"
    letter.write_text("Dear Hanna, this is no film.\n" * 100)
    film = sent(alice, family, letter)
    # So it is with films from the camera page, whose digest is reckoned before they are opened.
    storage.keep_digest(film, "5f" * 32)
    assert arriving.outcome(alice.actor, film).digest == ""

    work_off()

    assert arriving.outcome(alice.actor, film).readiness is Readiness.REFUSED
    assert films.see_film(alice.actor, film).digest == ""


def test_a_machine_too_slow_for_a_film_keeps_it_and_can_be_asked_again(
    alice: Someone, family: FamilyId, small_film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = sent(alice, family, small_film)
    with monkeypatch.context() as hurried:
        hurried.setattr(making_ready, "LONGEST_LOOK", 0.01)
        work_off()
    assert films.film_state(alice.actor, film).readiness is Readiness.PREPARING
    assert "too long" in films.film_state(alice.actor, film).problem

    films.try_again(alice.actor, film)
    work_off()

    assert films.film_state(alice.actor, film).readiness is Readiness.READY


def test_the_same_file_again_is_noticed_within_the_family_and_nowhere_else(
    alice: Someone, bob: Someone, family: FamilyId, small_film: Path
) -> None:
    elsewhere = family_of(bob, name="Ida and Nils")
    everyone_agrees(bob, elsewhere)
    first = ready_film_of(alice, family, small_film)
    again = ready_film_of(alice, family, small_film)
    of_others = ready_film_of(bob, elsewhere, small_film)

    assert films.see_film(alice.actor, again).twin == first
    assert films.see_film(alice.actor, first).twin is None
    assert films.see_film(bob.actor, of_others).twin is None


def test_a_film_in_use_that_cannot_be_made_ready_anew_loses_nothing(
    alice: Someone, family: FamilyId, small_film: Path
) -> None:
    film = ready_film_of(alice, family, small_film)
    keep(alice, film, own_moment(film, 0, 2))
    rows.Film.objects.update(readiness=Readiness.PREPARING, footage=None, pieces=[1, small_film.stat().st_size - 1])
    jobs.queue(Kind.PREPARE, film, family=family, asked_by=alice.id)

    work_off()

    state = films.film_state(alice.actor, film)
    assert (state.readiness, bool(state.problem)) == (Readiness.PREPARING, True)
    assert [part.blob.size for part in rows.Part.objects.all()] == [small_film.stat().st_size]
    assert rows.Moment.objects.filter(film=film.value).exists()
