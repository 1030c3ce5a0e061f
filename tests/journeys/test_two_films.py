"""A play filmed from two sides, brought together and watched side by side in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import LAPTOP, PHONE, Pictures, signed_in, until
from tests.journeys.hands import Hands
from tests.journeys.two_views import AT_REST, BOTH, LATER, numbers, place, settle, two_views


def test_two_films_of_one_play_are_watched_side_by_side(
    laptop: Page, hands: Hands, tmp_path: Path, pictures: Pictures
) -> None:
    signed_in(laptop.context, hands, "Alice")
    shelf = two_views(laptop, hands, tmp_path, pictures)

    where_it_was_not_filmed_there_is_no_picture(laptop)
    at_rest_both_show_the_same_picture(laptop)
    they_play_together(laptop)
    mend_it_by_hand(laptop)
    look(laptop, pictures)
    part_them(laptop, shelf)


def where_it_was_not_filmed_there_is_no_picture(page: Page) -> None:
    expect(page.get_by_text("Not filmed yet")).to_have_count(0)
    place(page).fill("0")
    expect(page.get_by_text("Not filmed yet")).to_be_visible()
    place(page).fill("27000000")
    expect(page.get_by_text("No longer filmed")).to_be_visible()


def at_rest_both_show_the_same_picture(page: Page) -> None:
    for at in (9_000_000, 17_350_000, 5_700_000):
        place(page).fill(str(at))
        until(page, AT_REST)
        settle(page)
        one, other = numbers(page)

        assert abs(one - at * 30 / 1_000_000) <= 1
        assert abs(one - other) <= 1, (one, other)


def they_play_together(page: Page) -> None:
    """How near they stay to each other is measured by `bench/drift.py`."""
    place(page).fill("8000000")
    until(page, AT_REST)
    page.get_by_role("button", name="Play").click()
    until(page, f"[...{BOTH}].every((video) => !video.paused && video.currentTime > 5)")
    page.get_by_role("button", name="Pause").click()
    until(page, AT_REST)
    settle(page)
    one, other = numbers(page)
    assert abs(one - other) <= 1, (one, other)


def mend_it_by_hand(page: Page) -> None:
    place(page).fill("12000000")
    page.get_by_role("button", name="Second view starts one second later").click()
    expect(page.get_by_text(f"The second view starts {LATER + 1}.0 s later.")).to_be_visible()
    until(page, AT_REST)
    settle(page)
    one, other = numbers(page)
    assert one - other == pytest.approx(30, abs=1)

    page.keyboard.press("2")
    expect(page.get_by_text(f"The second view starts {LATER}.9 s later.")).to_be_visible()
    page.keyboard.press("Control+z")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text(f"The second view starts {LATER}.0 s later.")).to_be_visible()

    page.keyboard.press("5")
    page.get_by_role("button", name="Hear this one").click()
    page.get_by_role("button", name="They fit").click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_text(f"The second view starts {LATER}.1 s later.")).to_be_visible()
    until(page, f"{BOTH}.length === 2 && {BOTH}[0].muted && !{BOTH}[1].muted")
    page.get_by_role("button", name="Back to what was heard").click()
    page.get_by_role("button", name="They fit").click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()


def look(page: Page, pictures: Pictures) -> None:
    place(page).fill("12000000")
    for name, size in (("laptop", LAPTOP), ("phone", PHONE)):
        for light in ("light", "dark"):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=light)
            until(page, AT_REST)
            settle(page)
            pictures.take(page, f"pair-{name}-{light}", whole=True)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size(LAPTOP)


def part_them(page: Page, film: str) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Part them again").click()
    page.wait_for_url(film)
    expect(page.get_by_text("Both are still here.")).to_be_visible()
    expect(page.get_by_role("link", name="Add a second view")).to_be_visible()
