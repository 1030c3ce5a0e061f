"""From a coded event to a few seconds in the codebook, which a colleague watches without the film or the family."""

import re
from pathlib import Path

import pytest
from django.test import Client

from tests.people import Someone, everyone_agrees, family_of, ready_film_of, the, withdrawn, work_off
from tests.web.conftest import Cycle, SignIn, coded
from vignette.actions import codings, proposals
from vignette.domain.consent import Purpose
from vignette.domain.person import Part

pytestmark = pytest.mark.django_db

BOOK = "/codebooks/vig@1"


def page(browser: Client, address: str = BOOK) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def seen(browser: Client, address: str = BOOK) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", page(browser, address)).split())


def answer_on(browser: Client) -> str:
    """The address at which the one example that waits is let through, or not."""
    (answer,) = set(re.findall(r'action="(/examples/[^"]+/answer)"', page(browser, "/codings")))
    return str(answer)


def film_in(html: str) -> str:
    """The address of the one example that plays on a page."""
    (source,) = re.findall(r'<video[^>]* src="(/examples/[^"]+)"', html)
    return str(source)


def test_an_event_becomes_an_example_that_a_colleague_watches_until_it_is_taken_back(
    alice: Someone, bob: Someone, sara: Someone, sign_in: SignIn, small_film: Path
) -> None:
    family = family_of(alice)
    everyone_agrees(alice, family)
    coding = codings.begin(alice.actor, ready_film_of(alice, family, small_film), codebook="vig@1")
    address = f"/codings/{coding}/events/{coded(alice, coding)}/example"
    browser, other = sign_in(alice), sign_in(bob)
    assert "For this codebook there is none just now." in seen(other)

    refused = browser.get(address).content.decode()
    assert "Hanna and Jonas have not agreed to teaching." in refused
    assert '<button class="button primary">' not in refused

    everyone_agrees(alice, family, [Purpose.TEACHING])
    offered = seen(browser, address)
    assert "Propose this as an example of “Looks with interest”?" in offered
    assert "0:00.5 to 0:02.5 of the film" in offered
    made = browser.post(address, {"words": "She waits, and he looks.", "supervisor": str(sara.id)}, follow=True)
    assert "It is being cut out of the film" in made.content.decode()
    assert "This is proposed as an example of “Looks with interest”" in seen(browser, address)
    assert "This example is being cut out of its film." in seen(browser)

    work_off()
    assert "Nobody else sees it until Sara has let it through." in seen(browser)
    assert "<video" not in page(other)
    third = sign_in(sara)
    assert "1 example to let through" in seen(third, "/")
    assert "Looks with interest Attuned contact and guidance, proposed by Alice" in seen(third, "/codings")
    answer = answer_on(third)
    assert other.post(answer, {"answer": "yes"}).status_code == 404
    assert third.get(film_in(page(third, "/codings"))).status_code == 200
    assert (
        "Everybody in your service can watch it now."
        in third.post(answer, {"answer": "yes"}, follow=True).content.decode()
    )
    codebook = page(other)
    film = other.get(film_in(codebook))
    assert (film.status_code, film.headers["Content-Type"]) == (200, "video/mp4")
    assert "She waits, and he looks." in codebook
    assert not [word for word in ("Hanna", "Jonas", "Alice", str(family), "Take it back") if word in codebook]

    (end,) = re.findall(r'action="(/examples/[^"]+/end)"', page(browser))
    assert other.post(end).status_code == 404
    assert browser.post(end, follow=True).status_code == 200
    assert other.get(film_in(codebook)).status_code == 404
    assert "For this codebook there is none just now." in seen(other)


def test_why_an_example_was_declined_is_read_by_whoever_proposed_it_and_by_nobody_else(
    cycle: Cycle, alice: Someone, bob: Someone, sara: Someone, sign_in: SignIn
) -> None:
    proposals.propose(alice.actor, cycle.coding, coded(alice, cycle.coding, "A2"), supervisor=sara.id)
    work_off()
    browsers = [sign_in(each) for each in (alice, sara, bob)]

    browsers[1].post(answer_on(browsers[1]), {"answer": "no", "reason": "He cries at the end."})

    told = "Sara did not let it through. Talk it over, or propose another. Why: “He cries at the end.”"
    assert [told in seen(each) for each in browsers] == [True, False, False]
    assert not any("cries" in seen(each) for each in browsers[1:])
    assert "He cries" not in page(browsers[1], "/codings")


def test_a_colleague_sees_the_example_and_not_its_film(cycle: Cycle, bob: Someone, sign_in: SignIn) -> None:
    browser = sign_in(bob)

    assert browser.get(f"/examples/{cycle.exemplar}/film").status_code == 200
    for address in (
        f"/films/{cycle.film}",
        f"/films/{cycle.film}/video/{cycle.version}",
        f"/codings/{cycle.coding}",
        f"/codings/{cycle.coding}/video/{cycle.version}",
        f"/codings/{cycle.coding}/events/{cycle.event}/example",
    ):
        assert browser.get(address).status_code == 404, address


def test_a_withdrawn_consent_ends_the_player_and_the_page_says_nothing_of_it(
    cycle: Cycle, alice: Someone, bob: Someone, sign_in: SignIn
) -> None:
    browser = sign_in(bob)
    film = film_in(page(browser))

    withdrawn(alice, cycle.family, the(Part.CLIENT, alice, cycle.family), Purpose.TEACHING)

    assert browser.get(film).status_code == 404
    assert "Hanna" not in seen(browser)
    assert "<video" not in page(browser)


def test_the_player_fetches_nothing_before_it_is_started_and_says_what_it_shows(
    cycle: Cycle, bob: Someone, sign_in: SignIn
) -> None:
    (player,) = re.findall(r"<video[^>]*>", page(sign_in(bob)))

    assert 'preload="none"' in player
    assert " controls" in player
    assert 'aria-label="Example 1 of Looks with interest"' in player
    assert "poster" not in player
    assert "muted" not in player
