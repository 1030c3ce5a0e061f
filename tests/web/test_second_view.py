"""What a guider reads while two films of one play come together."""

from pathlib import Path

import pytest
from django.test import Client

from tests.films import frame_film
from tests.people import Someone, everyone_agrees, family_of, ready_film_of
from tests.web.conftest import SignIn
from vignette.actions import pairing
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.pairing import Offset
from vignette.domain.span import SECOND, Micros
from vignette.storage import pairings

pytestmark = pytest.mark.django_db


@pytest.fixture
def family(alice: Someone) -> FamilyId:
    its = family_of(alice)
    everyone_agrees(alice, its)
    return its


@pytest.fixture
def film(alice: Someone, family: FamilyId, small_film: Path) -> FilmId:
    return ready_film_of(alice, family, small_film)


@pytest.fixture
def other(alice: Someone, family: FamilyId, tmp_path: Path) -> FilmId:
    return ready_film_of(alice, family, frame_film(tmp_path / "other.mp4", seconds=3, first=30))


@pytest.fixture
def browser(alice: Someone, sign_in: SignIn) -> Client:
    return sign_in(alice)


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
