"""A film is coded in a real browser: by keys and by hand, without a connection, in two windows, and through a crash."""

import os
import re
import signal
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.films import Recipe, frame_film
from tests.journeys.conftest import LAPTOP, Pictures, Site, signed_in, until
from tests.journeys.desk import (
    AT_REST,
    NUMBER,
    SECOND,
    VIDEO,
    begin,
    count,
    film_reaches,
    number_seen,
    on_the_server,
    opened,
    saved,
    step,
    without_fault,
)
from tests.journeys.hands import Hands
from tests.machine import CHROMIUM, QUIET

KEYS = "tqpcbsu"
"""The keys of seven things that are over at once."""
ROUNDING = 100
"""Microseconds by which two containers may round the time of one picture differently."""

SEE_AT_EVERY_T = f"""() => {{
  window.seen = []
  addEventListener('keydown', (event) => {{ if (event.key === 't') window.seen.push({NUMBER}) }}, true)
}}"""
KEPT_ON_DISK = """() => new Promise((resolve, reject) => {
  const asked = indexedDB.open('vignette-coding')
  asked.onerror = () => reject(asked.error)
  asked.onsuccess = () => {
    const counted = asked.result.transaction('deeds').objectStore('deeds').count()
    counted.onsuccess = () => { asked.result.close(); resolve(counted.result) }
  }
})"""


def uneven(seconds: float) -> list[int]:
    """Times of pictures as a phone in bad light takes them: 20 to 50 milliseconds apart."""
    apart = np.tile([33_000, 20_000, 50_000, 40_000, 27_000], 200)
    times = np.concatenate(([0], np.cumsum(apart)))
    return [int(time) for time in times if time < seconds * SECOND]


FILM = Recipe(times=uneven(8), size=(160, 120))


@pytest.fixture(scope="module")
def film(hands: Hands, site: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a film of Alice, in which every picture carries its number."""
    family = hands.family("Codes", client="Hanna", partner="Jonas")
    return hands.film(family, frame_film(tmp_path_factory.mktemp("film") / "uneven.mp4", FILM))


def test_a_film_is_coded_by_the_keyboard_alone(laptop: Page, hands: Hands, film: str, pictures: Pictures) -> None:
    signed_in(laptop.context, hands, "Alice")
    begin(laptop, film)
    without_fault(laptop)

    laptop.keyboard.press("Space")
    film_reaches(laptop, 0.5)
    laptop.keyboard.press("a")
    expect(laptop.get_by_role("button", name="A Looks with interest")).to_have_attribute("aria-pressed", "true")
    film_reaches(laptop, 1.5)
    laptop.keyboard.press("a")
    count(laptop, 1)
    laptop.keyboard.press("Space")
    until(laptop, f"{VIDEO}.paused")

    hold_g(laptop)
    laptop.keyboard.press("2")
    laptop.keyboard.down("g")
    laptop.keyboard.press("Space")
    film_reaches(laptop, 3)
    laptop.keyboard.up("g")
    count(laptop, 2)
    laptop.keyboard.press("Space")
    laptop.keyboard.press("t")
    count(laptop, 3)
    pictures.take(laptop, "coding-laptop")

    the_list_says_what_was_coded(laptop)
    undone_and_done_again(laptop)
    saved(laptop)
    laptop.reload()
    opened(laptop)
    count(laptop, 3)
    assert [(each["code"], each["who"]) for each in on_the_server(laptop)] == [
        ("A1", "Hanna"),
        ("A2", "Jonas"),
        ("A3", "Jonas"),
    ]


def hold_g(page: Page) -> None:
    """Time and room are from now on coded while their key is held."""
    page.get_by_role("button", name="How you code").focus()
    page.keyboard.press("Enter")
    without_fault(page)
    page.get_by_label("How Gives time and room is entered").focus()
    page.keyboard.press("h")
    expect(page.get_by_label("How Gives time and room is entered")).to_have_value("hold")
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name="Film and codes")).to_be_focused()


def the_list_says_what_was_coded(page: Page) -> None:
    page.get_by_role("tab", name="Codes", exact=True).focus()
    page.keyboard.press("ArrowRight")
    lines = page.get_by_role("list", name="What is coded").get_by_role("button")
    expect(lines).to_have_count(3)
    told = [line.get_attribute("aria-label") or "" for line in lines.all()]
    assert re.match(r"^Hanna, Looks with interest, [\d.]+ seconds to [\d.]+ seconds$", told[0]), told
    assert re.match(r"^Jonas, Gives time and room, [\d.]+ seconds to [\d.]+ seconds$", told[1]), told
    assert re.match(r"^Jonas, Turns towards, at [\d.]+ seconds$", told[2]), told
    lines.first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Selected")).to_contain_text("Looks with interest")
    without_fault(page)
    page.keyboard.press("n")
    page.keyboard.type("Both look")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Film and codes")).to_be_focused()
    expect(lines.first).to_contain_text("Both look")


def undone_and_done_again(page: Page) -> None:
    for left in (3, 2):
        page.keyboard.press("Control+z")
        count(page, left)
    page.keyboard.press("Control+Shift+z")
    count(page, 3)


def test_a_code_without_a_key_is_found_by_its_letters_and_play_gets_another_key(
    laptop: Page, hands: Hands, film: str
) -> None:
    signed_in(laptop.context, hands, "Alice")
    begin(laptop, film)
    step(laptop, frames=5)
    laptop.keyboard.press(";")
    laptop.keyboard.type("shares po")
    laptop.keyboard.press("Enter")
    count(laptop, 1)
    saved(laptop)
    assert [each["code"] for each in on_the_server(laptop)] == ["F2"]

    expect(laptop.get_by_role("button", name="; C3 Receives in a friendly or playful way")).to_be_visible()
    for last in ("3", "Shift+Digit3"):
        laptop.keyboard.press(";")
        laptop.keyboard.press("c")
        laptop.keyboard.press(last)
        expect(laptop.get_by_role("region", name="Film and codes")).to_be_focused()
    count(laptop, 3)
    saved(laptop)
    its_name = [each["who"] for each in on_the_server(laptop) if each["code"] == "C3"]
    assert sorted(its_name) == ["Hanna", "Jonas"]

    laptop.keyboard.press("?")
    without_fault(laptop)
    laptop.get_by_role("button", name="K: play or pause. Change this key").focus()
    laptop.keyboard.press("Enter")
    laptop.keyboard.press("a")
    expect(laptop.get_by_role("status").filter(has_text="Looks with interest")).to_be_visible()
    laptop.keyboard.press("*")
    expect(laptop.get_by_role("button", name="*: play or pause. Change this key")).to_be_visible()
    laptop.keyboard.press("Escape")
    expect(laptop.get_by_role("dialog")).to_have_count(0)
    expect(laptop.get_by_role("region", name="Film and codes")).to_be_focused()
    laptop.keyboard.press("*")
    film_reaches(laptop, 1)
    laptop.keyboard.press("*")
    until(laptop, f"{VIDEO}.paused")
    saved(laptop)

    laptop.reload()
    opened(laptop)
    laptop.keyboard.press("*")
    until(laptop, f"!{VIDEO}.paused")


def test_the_frame_that_is_coded_is_the_frame_that_is_shown(laptop: Page, hands: Hands, film: str) -> None:
    signed_in(laptop.context, hands, "Alice")
    begin(laptop, film)
    shown = []
    for key, frames in zip(KEYS, (1, 2, 5, -3, 11, 1, 40), strict=True):
        step(laptop, frames=frames)
        shown.append(number_seen(laptop))
        laptop.keyboard.press(key)
        count(laptop, len(shown))
    saved(laptop)

    assert shown == [1, 3, 8, 5, 16, 17, 57]
    coded = [each["start"] for each in on_the_server(laptop)]
    assert coded == pytest.approx(sorted(FILM.shown_at[number] for number in shown), abs=ROUNDING)


def test_a_key_pressed_while_the_film_plays_codes_the_frame_that_was_on_the_screen(
    laptop: Page, hands: Hands, film: str
) -> None:
    signed_in(laptop.context, hands, "Alice")
    begin(laptop, film)
    laptop.get_by_label("Speed").select_option("0.25")
    laptop.evaluate(SEE_AT_EVERY_T)
    laptop.get_by_role("button", name="Play", exact=True).click()
    for after in (0.3, 0.6, 0.9, 1.2):
        film_reaches(laptop, after)
        laptop.keyboard.press("t")
    laptop.keyboard.press("Space")
    count(laptop, 4)
    saved(laptop)

    seen = laptop.evaluate("window.seen")
    coded = [nearest(each["start"]) for each in on_the_server(laptop)]
    # A picture that is painted while the key comes down is on the screen one repaint later.
    assert [abs(one - other) <= 1 for one, other in zip(seen, coded, strict=True)] == [True] * 4, (seen, coded)


def nearest(at: int) -> int:
    return int(np.abs(np.array(FILM.shown_at) - at).argmin())


def test_without_a_connection_nothing_is_lost_and_two_windows_agree(laptop: Page, hands: Hands, film: str) -> None:
    signed_in(laptop.context, hands, "Alice")
    begin(laptop, film)
    laptop.keyboard.press("t")
    saved(laptop)

    laptop.context.set_offline(True)
    for key in "qcs":
        step(laptop, frames=2)
        laptop.keyboard.press(key)
    count(laptop, 4)
    expect(laptop.get_by_text("Kept here until there is a connection")).to_be_visible()
    assert laptop.evaluate(KEPT_ON_DISK) == 3
    laptop.context.set_offline(False)
    saved(laptop)
    assert len(on_the_server(laptop)) == 4

    window = laptop.context.new_page()
    window.goto(laptop.url)
    opened(window)
    count(window, 4)
    window.keyboard.press("b")
    count(laptop, 5)
    laptop.bring_to_front()
    laptop.keyboard.press("Control+z")
    count(window, 4)
    window.close()
    laptop.keyboard.press("p")
    saved(laptop)
    assert len(on_the_server(laptop)) == 5


def test_a_film_is_coded_by_touch_on_a_phone(phone: Page, hands: Hands, film: str, pictures: Pictures) -> None:
    signed_in(phone.context, hands, "Alice")
    begin(phone, film)
    without_fault(phone)
    phone.get_by_role("button", name="Jonas", exact=True).tap()
    phone.get_by_role("button", name="Waits", exact=True).tap()
    phone.get_by_role("button", name="+1 s", exact=True).tap()
    until(phone, AT_REST)
    pictures.take(phone, "coding-phone")
    phone.get_by_role("button", name="Waits", exact=True).tap()
    count(phone, 1)
    phone.get_by_role("tab", name="List").tap()
    phone.get_by_role("button", name="Jonas, Waits, ").tap()
    phone.get_by_role("button", name="Ends one frame later").tap()
    pictures.take(phone, "coding-phone-selected", whole=True)
    without_fault(phone)
    saved(phone)

    (waits,) = on_the_server(phone)
    assert (waits["code"], waits["who"], waits["start"]) == ("B1", "Jonas", 0)
    assert waits["end"] > SECOND

    phone.get_by_role("button", name="Hand it in").tap()
    expect(phone.get_by_text("This coding was handed in.")).to_be_visible()
    expect(phone.get_by_role("button", name="Jonas, Waits, ")).to_be_visible()
    expect(phone.get_by_role("button", name="Waits", exact=True)).to_have_count(0)
    phone.get_by_role("button", name="Go on coding").tap()
    expect(phone.get_by_role("button", name="Waits", exact=True)).to_be_visible()


THREE = "WEBVTT\n\n" + "\n\n".join(
    f"00:0{at}.000 --> 00:0{at}.500\n{word}." for at, word in enumerate(("One", "Two", "Three"))
)


def test_what_is_being_written_in_one_line_stays_while_others_are_kept_and_taken_back(
    laptop: Page, hands: Hands, film: str
) -> None:
    signed_in(laptop.context, hands, "Alice")
    laptop.goto(f"{film}/transcript")
    laptop.get_by_text("Or paste what stands in it").click()
    laptop.get_by_label("What stands in the file").fill(THREE)
    laptop.get_by_role("button", name="Look into it").click()
    laptop.get_by_role("button", name="Bring them in").click()
    first, second, third = (laptop.locator(".lines > li:not([hidden])").nth(at) for at in range(3))
    third.get_by_role("link", name="Change").click()
    third.locator("textarea").fill("Three, not kept yet.")

    first.get_by_role("link", name="Change").click()
    first.locator("textarea").fill("One!")
    laptop.keyboard.press("Control+Enter")
    expect(first).to_contain_text("One!")
    expect(second.locator("textarea")).to_be_focused()
    laptop.keyboard.type("Two and ")
    laptop.keyboard.press("Control+Enter")
    expect(second).to_contain_text("Two and Two.")
    expect(third.locator("textarea")).to_have_value("Three, not kept yet.")
    laptop.get_by_role("button", name="Take the last change back").click()
    expect(second).not_to_contain_text("Two and")
    expect(laptop.get_by_role("link", name="Done: see the line at 0:01.0")).to_be_visible()
    expect(third.locator("textarea")).to_have_value("Three, not kept yet.")
    third.get_by_role("button", name="Keep", exact=True).click()
    expect(third).to_contain_text("Three, not kept yet.")

    laptop.reload()
    expect(laptop.locator(".lines .what")).to_have_text(["One!", "Two.", "Three, not kept yet."])
    without_fault(laptop)


def test_what_was_kept_outlives_a_browser_that_is_killed(
    browser: Browser, site: Site, hands: Hands, film: str, tmp_path: Path
) -> None:
    with_a_profile = laptop_with(browser, site, tmp_path)
    page = with_a_profile.new_page()
    signed_in(page.context, hands, "Alice")
    begin(page, film)
    address = page.url
    with_a_profile.set_offline(True)
    for key in KEYS:
        step(page, frames=1)
        page.keyboard.press(key)
    until(page, f"({KEPT_ON_DISK})().then(kept => kept === {len(KEYS)})")
    kill(tmp_path)

    again = laptop_with(browser, site, tmp_path)
    page = again.new_page()
    signed_in(page.context, hands, "Alice")
    page.goto(address)
    opened(page)
    saved(page)
    assert len(on_the_server(page)) == len(KEYS)
    again.close()


def laptop_with(browser: Browser, site: Site, profile: Path) -> BrowserContext:
    """A browser of its own that keeps what it knows in `profile`."""
    return browser.browser_type.launch_persistent_context(
        profile, executable_path=CHROMIUM, args=list(QUIET), viewport=LAPTOP, base_url=site.address
    )


def kill(profile: Path) -> None:
    """End the browser of `profile` as a power cut would: all of it, at once."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if str(profile).encode() in command:
            os.kill(int(process.name), signal.SIGKILL)
