"""A film from across the room is heard with the sound of a recorder that lay beside the two, in a real browser."""

from pathlib import Path

import numpy as np
from playwright.sync_api import Page, expect

from tests.journeys.conftest import LAPTOP, PHONE, Pictures, signed_in, until
from tests.journeys.hands import Hands
from tests.journeys.showing import NUMBER_OF
from tests.journeys.two_views import READY_IN, place
from tests.two_films import FPS, across_the_room, on_the_table

NOTICED = 0.045
"""Seconds by which sound may part from lips before people notice (ITU-R BT.1359-1, 1998)."""
LATER = 5
"""Seconds after the film at which the recorder was switched on."""

PICTURE, SOUND = "document.querySelector('#pair video')", "document.querySelector('#pair audio')"
BOTH_NOW = f"[{NUMBER_OF}({PICTURE}), {PICTURE}.currentTime, {SOUND}.currentTime]"


def test_a_film_is_heard_with_what_the_recorder_heard(
    laptop: Page, hands: Hands, tmp_path: Path, pictures: Pictures
) -> None:
    signed_in(laptop.context, hands, "Alice")
    family = hands.family("One phone and a recorder", client="Hanna", partner="Jonas")
    film = hands.film(family, across_the_room(tmp_path / "across.mp4", seconds=30))

    add_it(laptop, film, on_the_table(tmp_path / "ZOOM0001.WAV", seconds=20, start=LATER), pictures)
    it_is_found_and_heard(laptop, pictures)
    it_plays_in_step_with_the_picture(laptop)
    it_is_mended_by_hand(laptop)
    look(laptop, pictures)
    take_it_away(laptop, film, pictures)


def add_it(page: Page, film: str, file: Path, pictures: Pictures) -> None:
    page.goto(film)
    page.get_by_role("link", name="Add a second view or sound").click()
    expect(page.get_by_role("heading", name="Add the recording of a sound recorder")).to_be_visible()
    pictures.take(page, "sound-add", whole=True)
    page.set_input_files("#sound", str(file))
    page.get_by_role("button", name="Add this recording").click()
    page.wait_for_url("**/second-view", timeout=READY_IN)


def it_is_found_and_heard(page: Page, pictures: Pictures) -> None:
    expect(page.get_by_text(f"The recording starts {LATER}.0 s later.")).to_be_visible(timeout=READY_IN)
    expect(page.get_by_text("Sure", exact=True)).to_be_visible()
    until(page, f"{SOUND}.readyState >= 3 && !{SOUND}.muted && {PICTURE}.muted")
    expect(page.get_by_role("button", name="Heard")).to_have_count(1)
    place(page).fill("0")
    expect(page.get_by_text("Not recorded yet")).to_be_visible()
    pictures.take(page, "sound-found", whole=True)


def it_plays_in_step_with_the_picture(page: Page) -> None:
    place(page).fill("8000000")
    until(page, f"{PICTURE}.readyState >= 2 && !{PICTURE}.seeking && !{SOUND}.seeking")
    page.get_by_role("button", name="Play").click()
    until(page, f"{PICTURE}.currentTime > 11")
    clocks, seen = [], []
    for _ in range(25):
        number, film, heard = page.evaluate(BOTH_NOW)
        clocks.append(abs(film - LATER - heard))
        seen.append(abs(number / FPS + 1 / 60 - LATER - heard))
    page.get_by_role("button", name="Pause").click()

    assert np.median(clocks) <= NOTICED, clocks
    # A browser that is busy paints a picture late now and then, and never the sound.
    assert np.median(seen) <= NOTICED, seen


def it_is_mended_by_hand(page: Page) -> None:
    place(page).fill("12000000")
    page.get_by_role("button", name="Recording starts one second later").click()
    expect(page.get_by_text(f"The recording starts {LATER + 1}.0 s later.")).to_be_visible()
    until(page, f"Math.abs({PICTURE}.currentTime - {LATER + 1} - {SOUND}.currentTime) < 0.1")
    page.get_by_role("button", name="Undo").click()
    page.keyboard.press("h")
    until(page, f"{SOUND}.muted && !{PICTURE}.muted")
    page.get_by_role("button", name="They fit").click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.reload()
    until(page, f"{SOUND}?.muted && !{PICTURE}.muted")
    page.get_by_role("button", name="Hear this one").click()
    until(page, f"!{SOUND}.muted && {PICTURE}.muted")


def look(page: Page, pictures: Pictures) -> None:
    place(page).fill("12000000")
    for name, size in (("laptop", LAPTOP), ("phone", PHONE)):
        for light in ("light", "dark"):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=light)
            until(page, f"{PICTURE}.readyState >= 2 && !{PICTURE}.seeking")
            pictures.take(page, f"sound-{name}-{light}", whole=True)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size(LAPTOP)


def take_it_away(page: Page, film: str, pictures: Pictures) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Take the recording away").click()
    page.wait_for_url(film)
    expect(page.get_by_text("Both are still here.")).to_be_visible()
    expect(page.get_by_text("Sound recording, 20 seconds.")).to_be_visible()
    pictures.take(page, "sound-parted", whole=True)
    page.get_by_role("link", name="Add a second view or sound").click()
    expect(page.get_by_text("Sound recording", exact=True)).to_be_visible()
    pictures.take(page, "sound-again", whole=True)
