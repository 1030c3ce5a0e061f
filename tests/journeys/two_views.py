"""A play that was filmed from two sides, and the page that shows both."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Pictures, until
from tests.journeys.hands import Hands
from tests.journeys.showing import NUMBER_OF
from tests.two_films import across_the_room, on_the_shelf

READY_IN = 240_000
"""Milliseconds in which a film has to be ready, on a machine that is busy."""
LATER = 5
"""Seconds after the first film at which the second one begins."""

BOTH = "document.querySelectorAll('#pair video')"
NUMBERS = f"[...{BOTH}].map({NUMBER_OF})"
AT_REST = f"[...{BOTH}].every((video) => video.readyState >= 2 && !video.seeking)"


def two_views(page: Page, hands: Hands, folder: Path, pictures: Pictures) -> str:
    """The address of a film of thirty seconds, with its second view beside it on the page: `LATER`, for twenty."""
    family = hands.family("Two phones", client="Hanna", partner="Jonas")
    shelf = hands.film(family, on_the_shelf(folder / "shelf.mp4", seconds=30))
    hands.film(family, across_the_room(folder / "across.mp4", seconds=20, start=LATER))
    lay_it_beside(page, shelf, pictures)
    return shelf


def lay_it_beside(page: Page, film: str, pictures: Pictures) -> None:
    page.goto(film)
    page.get_by_role("link", name="Add a second view").click()
    expect(page.get_by_text("Which one is it?")).to_be_visible()
    pictures.take(page, "pair-choose", whole=True)
    page.get_by_role("button", name="Put it beside this film").click()

    expect(page.get_by_text(f"The second view starts {LATER}.0 s later.")).to_be_visible(timeout=READY_IN)
    expect(page.get_by_text("Sure", exact=True)).to_be_visible()
    until(page, AT_REST)
    pictures.take(page, "pair-found", whole=True)


def place(page: Page) -> Locator:
    return page.get_by_role("slider", name="Place in the film")


def settle(page: Page) -> None:
    """Two repaints, after which what was asked for is on the screen, and still nothing is on its way."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    until(page, AT_REST)


def numbers(page: Page) -> list[int]:
    """The numbers that the pictures of both films carry, read in the same instant."""
    seen: list[int] = page.evaluate(NUMBERS)
    assert min(seen) >= 0, seen
    return seen
