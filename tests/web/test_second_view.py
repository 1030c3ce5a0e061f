"""What a guider reads while two films of one play come together."""

import re
from pathlib import Path

import pytest
from django.test import Client

from tests.album import remembered
from tests.films import frame_film
from tests.people import Someone, everyone_agrees, family_of, ready_film_of, work_off
from tests.two_films import on_the_table
from tests.web.conftest import SignIn
from vignette.actions import arriving, pairing
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.pairing import Offset
from vignette.domain.parcel import Parcel
from vignette.domain.span import SECOND, Micros
from vignette.storage import pairings

pytestmark = pytest.mark.django_db


@pytest.fixture
@remembered
def family(alice: Someone) -> FamilyId:
    its = family_of(alice)
    everyone_agrees(alice, its)
    return its


@pytest.fixture
def film(alice: Someone, family: FamilyId, small_film: Path) -> FilmId:
    return ready_film_of(alice, family, small_film)


@pytest.fixture(scope="session")
def other_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return frame_film(tmp_path_factory.mktemp("films") / "other.mp4", seconds=3, first=30)


@pytest.fixture
def other(alice: Someone, family: FamilyId, other_film: Path) -> FilmId:
    return ready_film_of(alice, family, other_film)


@pytest.fixture
def browser(alice: Someone, sign_in: SignIn) -> Client:
    return sign_in(alice)


@pytest.fixture(scope="session")
def heard_by_recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return on_the_table(tmp_path_factory.mktemp("sounds") / "ZOOM0001.WAV", seconds=3)


@pytest.fixture
@remembered
def recording(alice: Someone, film: FilmId, heard_by_recorder: Path) -> FilmId:
    """What a sound recorder heard of the film, arrived and not looked into yet."""
    its = arriving.add_sound(alice.actor, film, Parcel((heard_by_recorder.stat().st_size,)))
    arriving.receive(alice.actor, its, offset=0, chunks=[heard_by_recorder.read_bytes()])
    return its


def read(browser: Client, film: FilmId) -> str:
    return browser.get(f"/films/{film}/second-view").content.decode()


def found(alice: Someone, film: FilmId, other: FilmId, offset: Offset | None) -> None:
    pairing.choose(alice.actor, film, other)
    its = pairings.of_film(film)
    assert its is not None
    pairings.keep_found(its.id, offset)


def test_without_another_film_the_way_to_add_one_is_shown(browser: Client, film: FilmId, family: FamilyId) -> None:
    assert f"/families/{family}/films/new" in read(browser, film)


def test_the_other_film_is_chosen_by_its_picture(browser: Client, film: FilmId, other: FilmId) -> None:
    assert f'src="/films/{other}/poster"' in read(browser, film)

    answer = browser.post(f"/films/{film}/second-view", {"other": str(other)})

    assert answer.headers["Location"] == f"/films/{film}/second-view"
    assert "Listening to both films" in read(browser, film)
    assert "second view of another" in read(browser, other)
    assert "Open the second view" in browser.get(f"/films/{film}").content.decode()


def test_the_waiting_page_is_loaded_anew_once_something_is_known(
    alice: Someone, browser: Client, film: FilmId, other: FilmId
) -> None:
    pairing.choose(alice.actor, film, other)
    address = f"/films/{film}/second-view/progress"
    assert "HX-Refresh" not in browser.get(address).headers

    its = pairings.of_film(film)
    assert its is not None
    pairings.keep_found(its.id, None)

    assert browser.get(address).headers["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    ("offset", "words"),
    [
        (Offset(Micros(SECOND), 0.85), "Sure"),
        (Offset(Micros(SECOND), 0.6), "mend it if lips and voice part"),
        (None, "does not tell how they fit"),
    ],
)
def test_how_sure_it_is_stands_there_in_words(
    alice: Someone, browser: Client, film: FilmId, other: FilmId, offset: Offset | None, words: str
) -> None:
    found(alice, film, other, offset)

    assert words in read(browser, film)


@pytest.mark.parametrize(("drift", "is_said"), [(25_000.0, True), (100.0, False)])
def test_clocks_that_part_are_told_only_where_anybody_would_notice(
    alice: Someone, browser: Client, film: FilmId, other: FilmId, drift: float, is_said: bool
) -> None:
    found(alice, film, other, Offset(Micros(SECOND), 0.85, drift))

    assert ("Their clocks come apart by 0.1 seconds" in read(browser, film)) is is_said


def test_what_the_guider_sets_is_kept_and_nonsense_is_refused_in_words(
    alice: Someone, browser: Client, film: FilmId, other: FilmId
) -> None:
    found(alice, film, other, None)
    address = f"/films/{film}/second-view/fit"

    assert browser.post(address, {"by": "-500000", "heard": "other"}).status_code == 204

    its = pairings.of_film(film)
    assert its is not None
    assert (its.by, its.is_other_heard) == (-500_000, True)
    for nonsense in ("", "soon", str(10**30)):
        refused = browser.post(address, {"by": nonsense, "heard": "film"})
        assert refused.status_code == 422
        assert refused.json()["words"].endswith(".")


def test_parted_films_lead_back_to_the_film(alice: Someone, browser: Client, film: FilmId, other: FilmId) -> None:
    found(alice, film, other, None)

    answer = browser.post(f"/films/{film}/second-view/end", follow=True)

    assert "Both are still here" in answer.content.decode()
    assert pairings.is_free(other)


def test_a_sound_recorders_file_is_announced_beside_its_film(browser: Client, film: FilmId) -> None:
    assert f'data-uploads="/films/{film}/sound"' in read(browser, film)

    begun = browser.post(f"/films/{film}/sound", headers={"Tus-Resumable": "1.0.0", "Upload-Length": "1000"})

    assert begun.status_code == 201
    assert "0 % of a recording has arrived" in read(browser, film)
    assert "Sound recording, arriving" in browser.get(f"/films/{film}").content.decode()


def test_a_recording_has_no_page_but_that_of_its_film(browser: Client, film: FilmId, recording: FilmId) -> None:
    assert browser.get(f"/films/{recording}").headers["Location"] == f"/films/{film}/second-view"
    assert "The recording is being made ready" in read(browser, film)
    assert "HX-Refresh" not in browser.get(f"/films/{film}/second-view/progress").headers

    work_off()

    assert browser.get(f"/films/{film}/second-view/progress").headers["HX-Refresh"] == "true"
    assert browser.get(f"/films/{recording}/second-view").headers["Location"] == f"/films/{film}/second-view"
    assert browser.get(f"/films/{recording}/poster").status_code == 404
    assert browser.get(f"/api/films/{recording}/workspace").status_code == 404


def test_beside_its_film_it_is_played_taken_away_and_erased(browser: Client, film: FilmId, recording: FilmId) -> None:
    work_off()
    address = re.search(r'data-sound="([^"]+)" data-sound-lasts="3000000"', page := read(browser, film))

    assert "Take the recording away" in page
    assert "Sound recording, 3 seconds" in browser.get(f"/films/{film}").content.decode()
    assert address is not None
    assert browser.get(address[1], headers={"Sec-Fetch-Dest": "audio"}).status_code == 200
    browser.post(f"/films/{film}/second-view/end")
    assert "Sound recording</span>" in read(browser, film)
    assert "What the recorder heard is gone for good" in browser.get(f"/films/{recording}/erase").content.decode()
    erased = browser.post(f"/films/{recording}/erase", follow=True)
    assert "The recording is erased" in erased.content.decode()
    assert "Sound recording</span>" not in read(browser, film)
