"""A guider looks at why a moment is suggested: on the film's page, with her own eyes and the keyboard."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.everybody import faults
from tests.films.kitchen import kitchen_table
from tests.journeys.conftest import LAPTOP, PHONE, Pictures, signed_in, until
from tests.journeys.hands import LOOKING, Hands

PLAYED = "document.querySelector('#studio video').currentTime"
CALLED = re.compile(r"\bthe (adult|child|person on the)\b", re.IGNORECASE)


LOOKED_AT_IN = 240_000
"""Milliseconds in which a film has to be looked at, on a machine that is busy."""


def test_a_guider_checks_a_suggestion_with_her_own_eyes(
    laptop: Page, hands: Hands, tmp_path: Path, pictures: Pictures
) -> None:
    page, family = laptop, hands.family("Anna and Mia", client="Anna", partner="Mia", agreed=LOOKING)
    open_the_film(page, hands, hands.film(family, kitchen_table(tmp_path / "kitchen.mp4")))
    a_reason_plays_from_its_second(page)
    why_it_is_suggested_is_told_with_numbers(page)
    name_the_people(page)
    mend_a_swap_and_take_it_back(page)
    look_at_every_signal_by_keyboard(page)
    nobody_is_kept_out(page, pictures)
    list_one_principle_only(page)
    look_again_and_stop_looking(page)


def open_the_film(page: Page, hands: Hands, film: str) -> None:
    signed_in(page.context, hands, "Alice")
    page.goto(film)
    until(page, "document.querySelector('#studio video')?.videoWidth > 0")
    expect(page.get_by_role("progressbar", name="Looking for moments")).to_have_count(0, timeout=LOOKED_AT_IN)


def a_reason_plays_from_its_second(page: Page) -> None:
    moment = page.locator("[data-moment]", has_text="Noticed and answered").first
    moment.locator("button").first.click()
    moment.get_by_role("button", name=re.compile("^Play from")).first.click()

    until(page, f"{PLAYED} > 6 && !document.querySelector('#studio video').paused")
    page.get_by_role("button", name="Pause").click()


def why_it_is_suggested_is_told_with_numbers(page: Page) -> None:
    page.get_by_role("button", name="Why this?").first.click()
    evidence = page.get_by_role("group", name=re.compile("^What was seen and heard at"))

    expect(evidence.get_by_role("heading", name="The child")).to_be_visible()
    expect(evidence).to_contain_text(re.compile(r"makes a sound for \d\.\d s"))
    evidence.get_by_role("button").first.click()
    until(page, "document.querySelector('#studio video').paused")


def name_the_people(page: Page) -> None:
    asked = page.get_by_role("group", name="Who is the adult?")
    kept(page, asked.get_by_role("button", name="Anna"))
    expect(page.get_by_text("Who is who is kept with the film.")).to_be_visible()
    expect(page.locator("#studio").get_by_text(CALLED)).to_have_count(0)

    kept(page, page.get_by_role("button", name="Undo who is who"))
    expect(asked).to_be_visible()
    kept(page, asked.get_by_role("button", name="Anna"))
    undo_and_redo_by_keyboard(page, asked)
    page.reload()
    expect(page.get_by_role("region", name="Mia", exact=True)).to_be_visible()


def undo_and_redo_by_keyboard(page: Page, asked: Locator) -> None:
    page.keyboard.press("Control+z")
    expect(asked).to_be_visible()
    with page.expect_response(re.compile("/naming$")) as answer:
        page.keyboard.press("Control+Shift+Z")
    assert answer.value.ok


def kept(page: Page, said: Locator) -> None:
    """Press what says who is who, and wait until the server has it."""
    with page.expect_response(re.compile("/naming$")) as answer:
        said.click()
    assert answer.value.ok


def mend_a_swap_and_take_it_back(page: Page) -> None:
    page.get_by_role("button", name="Show what was seen").click()
    annas = page.get_by_role("region", name="Anna", exact=True).get_by_role("list", name="Anna, Smile")
    before = annas.get_by_role("listitem").all_text_contents()

    page.get_by_role("button", name=re.compile("^Anna and Mia are swapped from 0:00")).click()
    expect(annas.get_by_role("listitem").first).not_to_have_text(before[0])
    page.get_by_role("button", name=re.compile("^Take back the swap")).click()
    expect(annas.get_by_role("listitem").first).to_have_text(before[0])


def look_at_every_signal_by_keyboard(page: Page) -> None:
    marks = page.get_by_role("list", name="Anna, Smile").get_by_role("button")
    marks.first.focus()
    page.keyboard.press("ArrowRight")
    expect(marks.nth(1)).to_be_focused()
    expect(marks.nth(1)).to_have_accessible_name(re.compile(r"^\d:\d\d\.\d Anna smiles for \d\.\d s"))

    page.keyboard.press("Enter")
    until(page, f"{PLAYED} > 1")


def nobody_is_kept_out(page: Page, pictures: Pictures) -> None:
    page.locator("[data-moment]", has_text="Noticed and answered").first.locator("button").first.click()
    page.get_by_role("button", name="Why this?").first.click()
    for size in (LAPTOP, PHONE):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        pictures.take(page, f"evidence-{size['width']}")

        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def list_one_principle_only(page: Page) -> None:
    whole = page.locator("[data-moment]").count()
    page.get_by_label("What they show").select_option(index=1)
    few = page.locator("[data-moment]").count()

    page.reload()
    expect(page.locator("[data-moment]")).to_have_count(few)
    assert 0 < few < whole
    assert "Anna" not in page.url
    page.get_by_role("button", name="List all").click()
    expect(page.locator("[data-moment]")).to_have_count(whole)


def look_again_and_stop_looking(page: Page) -> None:
    """What was found before, and who is who, is still there when a second look was called off."""
    whole = page.locator("[data-moment]").count()
    page.get_by_text("How well the film could be read").click()
    page.get_by_role("button", name="Look through it again").click()
    expect(page.get_by_role("progressbar", name="Looking for moments")).to_be_visible()

    page.get_by_role("button", name="Stop looking").click()
    expect(page.get_by_role("progressbar", name="Looking for moments")).to_have_count(0)
    page.reload()
    expect(page.locator("[data-moment]")).to_have_count(whole)
    expect(page.get_by_role("region", name="Mia", exact=True)).to_be_visible()
