"""The pages around a film of the shared review: who sees it is said first, and nobody is shown more than is theirs."""

import re
from base64 import b64encode
from pathlib import Path

import pytest
from django.test import Client

from tests.album import remembered
from tests.people import Someone, agrees_to_be_filmed, everyone_agrees, keep, own_moment, review_film_of, the, work_off
from tests.web.conftest import Cycle, SignIn
from vignette.actions import consents, families, review_films
from vignette.domain.consent import Purpose
from vignette.domain.film import FilmId
from vignette.domain.person import Part

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(alice: Someone, sign_in: SignIn) -> Client:
    return sign_in(alice)


@pytest.fixture
@remembered
def filmed(alice: Someone, cycle: Cycle, small_film: Path) -> FilmId:
    """Hanna and Alice in the review, who both agree to it and to its supervision."""
    everyone_agrees(alice, cycle.family, [Purpose.REVIEW_FILM])
    me = agrees_to_be_filmed(alice, cycle.family, [Purpose.OWN_SUPERVISION])
    return review_film_of(alice, cycle.reel, [the(Part.CLIENT, alice, cycle.family).id, me], small_film)


def seen(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return " ".join(re.sub(r"<[^>]+>", "", answer.content.decode()).split())


def test_who_will_see_the_film_stands_before_anything_else(browser: Client, cycle: Cycle) -> None:
    page = seen(browser, f"/reels/{cycle.reel}/review/film")

    assert "Film this review Only you see this film, to look at your own part in it." in page
    assert "Your supervisor sees what you lay before them, and only if everybody in it agrees to that." in page
    assert "Open the camera" not in page


def test_the_guider_agrees_with_one_tap_and_to_nothing_that_was_not_ticked(
    browser: Client, alice: Someone, cycle: Cycle
) -> None:
    browser.post(f"/reels/{cycle.reel}/review/film/agreement", {})

    me = the(Part.GUIDER, alice, cycle.family)
    (mine,) = [row for row in consents.see_consents(alice.actor, cycle.family).rows if row.person == me]
    assert set(mine.current) == {Purpose.REVIEW_FILM}
    assert "You agree" in seen(browser, f"/reels/{cycle.reel}/review/film")


def test_the_guider_is_not_asked_to_be_in_films_of_the_family(browser: Client, alice: Someone, cycle: Cycle) -> None:
    review_films.agree_myself(alice.actor, cycle.family)

    assert "Whoever has not agreed" not in seen(browser, f"/families/{cycle.family}/films/new")
    people = browser.get(f"/families/{cycle.family}/films/new").content.decode()
    assert str(the(Part.GUIDER, alice, cycle.family).id) not in people
    assert "not yet asked" not in seen(browser, f"/families/{cycle.family}")


def test_the_camera_of_the_review_may_use_camera_and_microphone_and_its_first_page_may_not(
    browser: Client, cycle: Cycle, filmed: FilmId
) -> None:
    camera = browser.get(f"/reels/{cycle.reel}/review/camera")

    assert "camera=(self), microphone=(self)" in camera.headers["Permissions-Policy"]
    assert f'data-review="{cycle.reel}"' in camera.content.decode()
    assert f'data-uploads="/reels/{cycle.reel}/review/film/arriving"' in camera.content.decode()
    first = browser.get(f"/reels/{cycle.reel}/review/film").headers
    assert "camera=(), microphone=()" in first["Permissions-Policy"]


def test_nobody_is_listed_before_the_camera_who_did_not_agree_to_be_in_the_review(
    browser: Client, alice: Someone, cycle: Cycle
) -> None:
    me = review_films.agree_myself(alice.actor, cycle.family)

    page = browser.get(f"/reels/{cycle.reel}/review/camera").content.decode()

    assert re.findall(r'name="people" value="([^"]+)"', page) == [str(me)]


def test_a_refused_announcement_says_who_did_not_agree(browser: Client, alice: Someone, cycle: Cycle) -> None:
    hanna = the(Part.CLIENT, alice, cycle.family)
    people = f"people {b64encode(str(hanna.id).encode()).decode()}"

    answer = browser.post(
        f"/reels/{cycle.reel}/review/film/arriving",
        headers={"Tus-Resumable": "1.0.0", "Upload-Length": "1000", "Upload-Metadata": people},
    )

    assert answer.status_code == 422
    assert answer.content.decode() == "Hanna has not agreed to being filmed in the shared review."


def test_the_film_has_a_name_of_its_own_and_a_way_back(browser: Client, cycle: Cycle, filmed: FilmId) -> None:
    page = browser.get(f"/films/{filmed}").content.decode()

    assert '<h1 class="modest">Review film 1</h1>' in page
    assert f'href="/reels/{cycle.reel}/review"' in page
    assert f'data-submission="/films/{filmed}/submission"' in page
    assert "data-reel" not in page
    assert "Erase review film 1?" in seen(browser, f"/films/{filmed}/erase")
    for address in (f"/families/{cycle.family}", f"/reels/{cycle.reel}/review", f"/reels/{cycle.reel}/review/film"):
        assert f'href="/films/{filmed}"' in browser.get(address).content.decode(), address


def test_the_clients_film_stays_the_film_of_the_cycle(
    browser: Client, alice: Someone, cycle: Cycle, filmed: FilmId
) -> None:
    assert families.see_family(alice.actor, cycle.family).cycles[0].film == cycle.film
    assert "data-submission" not in browser.get(f"/films/{cycle.film}").content.decode()


def test_what_the_supervisor_is_shown_is_chosen_and_nothing_else_opens_to_them(
    browser: Client, alice: Someone, sara: Someone, sign_in: SignIn, cycle: Cycle, filmed: FilmId
) -> None:
    mine = own_moment(filmed, 1, 2)
    keep(alice, filmed, mine)
    assert "The moments ticked here, and nothing else of the film" in seen(browser, f"/films/{filmed}/submission")

    chosen = {"supervisor": str(sara.id), "question": "Do I wait?", "what": "moments", "moments": [str(mine.id)]}
    submission = browser.post(f"/films/{filmed}/submission", chosen).headers["Location"]
    assert "are being cut out" in seen(browser, submission)
    work_off()

    theirs = sign_in(sara)
    page = theirs.get(submission).content.decode()
    assert ("Do I wait?" in page, "They laugh" in page) == (True, True)
    assert theirs.get(f"{submission}/film").status_code == 200
    assert "Film of the review, cycle 1" in seen(theirs, "/")
    for address in (f"/films/{filmed}", f"/api/films/{filmed}/workspace", f"/films/{filmed}/submission"):
        assert theirs.get(address).status_code == 404, address


def test_a_guider_speaks_for_themselves_on_the_page_of_consents(
    browser: Client, alice: Someone, cycle: Cycle, filmed: FilmId
) -> None:
    assert "You agree for yourself, in your own name." in seen(browser, f"/families/{cycle.family}/consents")
