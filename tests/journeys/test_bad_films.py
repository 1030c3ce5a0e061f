"""Whatever is not a film to work with gets one sentence on the page, and the next film is none the worse for it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.films import frame_film
from tests.films.kinds.damaged import cut_off, nothing, very_short
from tests.films.kinds.strangers import giant_picture, text
from tests.journeys.conftest import Site, signed_in
from tests.journeys.hands import LOOKING, Hands

READY_IN = 60_000


@pytest.fixture(scope="module")
def family(browser_page: Page, hands: Hands) -> str:
    """The address of a family in which everybody may be filmed and looked at."""
    signed_in(browser_page.context, hands, "Alice")
    return hands.family("Tom and Ada", client="Tom", partner="Ada", agreed=LOOKING)


def send(page: Page, family: str, film: Path) -> None:
    page.goto(f"{family}/films/new")
    page.set_input_files("input[type=file]", film)
    page.get_by_role("button", name="Add this film").click()


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (text, "not a film"),
        (nothing, "empty"),
        (cut_off, "cut off"),
        (very_short, "too short"),
        (giant_picture, "a picture, not a film"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_what_is_no_film_is_refused_in_one_sentence(
    browser_page: Page, family: str, tmp_path: Path, bad: Callable[[Path], Path], words: str
) -> None:
    send(browser_page, family, bad(tmp_path))

    expect(browser_page.get_by_text(words, exact=False).first).to_be_visible(timeout=READY_IN)


@pytest.mark.parametrize("recipe", [{"has_sound": False}, {}], ids=["without sound", "without faces"])
def test_a_film_without_sound_or_without_faces_is_a_film(
    browser_page: Page, site: Site, family: str, tmp_path: Path, recipe: dict[str, bool]
) -> None:
    send(browser_page, family, frame_film(tmp_path / "numbers.mp4", seconds=2, **recipe))

    expect(browser_page.locator("#studio video")).to_be_visible(timeout=READY_IN)
    expect(browser_page.get_by_role("progressbar")).to_have_count(0, timeout=READY_IN)
    expect(browser_page.get_by_role("button", name="Add a moment")).to_be_visible()
    assert list((site.home / "workshop").iterdir()) == []
