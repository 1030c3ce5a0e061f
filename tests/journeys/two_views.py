"""A play that was filmed from two sides, and the page that shows both."""

from pathlib import Path

import numpy as np
from playwright.sync_api import Locator, Page, expect

from tests.films import read_number
from tests.journeys.conftest import until
from tests.journeys.opening import agree_to_filming, open_family
from tests.two_films import across_the_room, on_the_shelf

READY_IN = 240_000
"""Milliseconds in which a film has to be ready, on a machine that is busy."""
LATER = 5
"""Seconds after the first film at which the second one begins."""

BOTH = "document.querySelectorAll('#pair video')"
NUMBERS = f"""[...{BOTH}].map((video) => {{
  const canvas = new OffscreenCanvas(40, 32)
  const brush = canvas.getContext('2d')
  brush.drawImage(video, 0, 0, 40, 32)
  return [...brush.getImageData(0, 0, 40, 32).data]
}})"""
AT_REST = f"[...{BOTH}].every((video) => video.readyState >= 2 && !video.seeking)"


def two_views(page: Page, folder: Path, pictures: Path) -> str:
    """The address of a film of thirty seconds, with its second view beside it on the page: `LATER`, for twenty."""
    family = open_a_family(page)
    shelf = add_film(page, family, on_the_shelf(folder / "shelf.mp4", seconds=30))
    add_film(page, family, across_the_room(folder / "across.mp4", seconds=20, start=LATER))
    lay_it_beside(page, shelf, pictures)
    return shelf


def open_a_family(page: Page) -> str:
    question = "What does he do while I cook?"
    family = open_family(page, "Two phones", client="Hanna", partner="Jonas", question=question)
    agree_to_filming(page, family, "Hanna", "Jonas")
    return family


def add_film(page: Page, family: str, file: Path) -> str:
    """The address of a film that was added to `family` and is ready."""
    page.goto(f"{family}/films/new")
    page.set_input_files("input[type=file]", str(file))
    page.get_by_role("button", name="Add this film").click()
    expect(page.get_by_role("link", name="Add a second view")).to_be_visible(timeout=READY_IN)
    return page.url


def lay_it_beside(page: Page, film: str, pictures: Path) -> None:
    page.goto(film)
    page.get_by_role("link", name="Add a second view").click()
    expect(page.get_by_text("Which one is it?")).to_be_visible()
    page.screenshot(path=pictures / "pair-choose.png", full_page=True)
    page.get_by_role("button", name="Put it beside this film").click()

    expect(page.get_by_text(f"The second view starts {LATER}.0 s later.")).to_be_visible(timeout=READY_IN)
    expect(page.get_by_text("Sure", exact=True)).to_be_visible()
    until(page, AT_REST)
    page.screenshot(path=pictures / "pair-found.png", full_page=True)


def place(page: Page) -> Locator:
    return page.get_by_role("slider", name="Place in the film")


def settle(page: Page) -> None:
    """Two repaints, after which what was asked for is on the screen, and still nothing is on its way."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    until(page, AT_REST)


def numbers(page: Page) -> list[int]:
    """The numbers that the pictures of both films carry, read in the same instant."""
    seen = [np.array(each, np.uint8).reshape(32, 40, 4)[:, :, :3] for each in page.evaluate(NUMBERS)]
    return [read_number(each) for each in seen]
