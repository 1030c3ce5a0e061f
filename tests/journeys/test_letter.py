"""The letter on a small phone, from the first heart to what was tried; and what the guider then hands to the family."""

import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it carries no types
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.journeys.conftest import LAPTOP, PHONE, QUIET, Site, page_of, sign_in, until

SPEAKING = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
READY_IN = 180_000
SAW = "He looks at me before he laughs."
TRY = "Wait for him at breakfast, and see what he does."
LOW = """[...document.querySelectorAll('.letter :is(button, a.button, summary, textarea, audio)')]
    .filter(each => each.offsetParent && each.getBoundingClientRect().height < 44).map(each => each.outerHTML)"""


@dataclass(frozen=True)
class Ready:
    site: Site
    secret: str
    reel: str


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ready]:
    """A site of its own, in which Alice's reel for Hanna was made and shared."""
    site = Site.in_home(tmp_path_factory.mktemp("letter"))
    site.add("Alice")
    prepared = [sys.executable, "-m", "tests.journeys.prepared"]
    made = subprocess.run(prepared, env=site.environment(), capture_output=True, text=True, check=True)
    with site.served():
        yield Ready(site, **json.loads(made.stdout.splitlines()[-1]))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser whose microphone hears a beep each second."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=[*QUIET, *SPEAKING])
        yield started
        started.close()


@pytest.fixture(scope="module")
def hand(browser: Browser, ready: Ready) -> Iterator[BrowserContext]:
    """Hanna's phone; what it opened stays open from one test to the next."""
    context = browser.new_context(
        viewport=PHONE, base_url=ready.site.address, has_touch=True, device_scale_factor=2, color_scheme="light"
    )
    page = context.new_page()
    page.goto(f"/letter/#{ready.secret}")
    page.get_by_role("button", name="Open my film").click()
    expect(page.get_by_role("heading", name="Dear Hanna")).to_be_visible()
    page.close()
    yield context
    context.close()


@pytest.fixture
def phone(hand: BrowserContext) -> Iterator[Page]:
    faults: list[str] = []
    page = hand.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto("/letter/")
    yield page
    page.close()
    assert faults == []


@pytest.fixture(scope="module")
def laptop(browser: Browser, ready: Ready) -> Iterator[Page]:
    for page in page_of(browser.new_context(viewport=LAPTOP, base_url=ready.site.address, accept_downloads=True)):
        sign_in(page, "Alice")
        yield page


def can_be_read_and_tapped(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [f"{each['id']} at {each['nodes'][0]['target']}" for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(LOW) == []


def hearts(page: Page) -> list[str | None]:
    return [each.get_attribute("aria-pressed") for each in page.get_by_role("button", name="I like moment").all()]


def test_hearts_are_kept_at_once_and_taken_back_by_a_tap(phone: Page, pictures: Path) -> None:
    can_be_read_and_tapped(phone)
    phone.screenshot(path=pictures / "letter-fresh.png", full_page=True)
    first, second, third = (phone.get_by_role("button", name=f"I like moment {number}") for number in (1, 2, 3))
    for heart in (first, third, third, second):
        with phone.expect_response(re.compile("/letter/favourites/")):
            heart.tap()
    expect(phone.get_by_text("Saved", exact=True)).to_be_visible()
    assert hearts(phone) == ["true", "true", "false"]

    phone.reload()

    assert hearts(phone) == ["true", "true", "false"]


def test_a_heart_that_was_not_kept_empties_again_and_says_so(hand: BrowserContext, phone: Page) -> None:
    hand.set_offline(True)
    phone.get_by_role("button", name="I like moment 3").tap()

    expect(phone.get_by_text("That did not work. Please tap it again.")).to_be_visible()
    assert hearts(phone)[2] == "false"
    hand.set_offline(False)


def test_words_are_kept_while_they_are_written(phone: Page) -> None:
    phone.get_by_label("What do you see?").fill(SAW)
    expect(phone.get_by_text("Saved", exact=True)).to_be_visible()

    phone.reload()

    expect(phone.get_by_label("What do you see?")).to_have_value(SAW)
    phone.get_by_role("button", name="Send to Alice").tap()
    expect(phone.get_by_text("Thank you, Hanna")).to_be_visible()


def test_what_is_thrown_away_was_never_sent(phone: Page, pictures: Path) -> None:
    sent: list[str] = []
    phone.on("request", lambda asked: sent.append(asked.method) if "/letter/voice" in asked.url else None)
    phone.get_by_role("button", name="Say it").tap()
    expect(phone.get_by_text("We are listening.").first).to_be_visible()
    expect(phone.locator(".red")).to_be_visible()
    expect(phone.get_by_text("0:01 of 2:00")).to_be_visible()
    phone.locator(".voice").scroll_into_view_if_needed()
    can_be_read_and_tapped(phone)
    phone.screenshot(path=pictures / "letter-listening.png")
    phone.get_by_role("button", name="Throw it away").tap()

    expect(phone.get_by_role("button", name="Say it")).to_be_visible()
    assert sent == []


def test_what_was_said_is_listened_to_first_and_then_sent(phone: Page, pictures: Path) -> None:
    phone.get_by_role("button", name="Say it").tap()
    expect(phone.get_by_text("0:02 of 2:00")).to_be_visible()
    phone.get_by_role("button", name="I have said it").tap()
    expect(phone.get_by_text("Only this phone has it so far.")).to_be_visible()
    phone.evaluate("document.querySelector('[data-recorder] audio').play()")
    until(phone, "document.querySelector('[data-recorder] audio').currentTime > 0.3")
    can_be_read_and_tapped(phone)
    phone.locator(".voice").scroll_into_view_if_needed()
    phone.screenshot(path=pictures / "letter-said.png")
    phone.get_by_role("button", name="Send it").tap()

    expect(phone.get_by_text(re.compile(r"Alice can hear what you said \([23] seconds\)"))).to_be_visible(
        timeout=READY_IN
    )
    phone.evaluate("document.querySelector('.voice audio').play()")
    until(phone, "document.querySelector('.voice audio').currentTime > 0.3")


def test_the_guider_sees_and_hears_it_and_agrees_what_to_try(laptop: Page, ready: Ready, pictures: Path) -> None:
    laptop.goto(f"/reels/{ready.reel}/review")

    expect(laptop.get_by_text(SAW)).to_be_visible()
    expect(laptop.get_by_text("Liked best:")).to_have_count(2)
    laptop.evaluate("document.querySelector('audio.heard').play()")
    until(laptop, "document.querySelector('audio.heard').currentTime > 0.3")
    laptop.get_by_label("What we agree to try until the next film").fill(TRY)
    laptop.get_by_label("What we agree to try until the next film").blur()
    expect(laptop.locator("#saved-try")).not_to_be_empty()
    laptop.screenshot(path=pictures / "review-reply.png")
    laptop.get_by_role("button", name="We have finished").click()
    expect(laptop.get_by_text("The review was held on")).to_be_visible()


def test_the_client_is_reminded_and_says_what_came_of_it(phone: Page, pictures: Path) -> None:
    expect(phone.get_by_text(TRY)).to_be_visible()
    phone.screenshot(path=pictures / "letter-to-try.png")
    phone.get_by_text("I tried it", exact=True).tap()
    phone.get_by_label("What happened then?").fill("انتظرت، فضحك.")
    can_be_read_and_tapped(phone)
    phone.get_by_role("button", name="Tell Alice").tap()

    expect(phone.get_by_text("You tried it.")).to_be_visible()
    expect(phone.get_by_text("A new film is here for you.")).to_be_hidden()
    phone.screenshot(path=pictures / "letter-tried.png", full_page=True)
    phone.emulate_media(color_scheme="dark")
    can_be_read_and_tapped(phone)
    phone.screenshot(path=pictures / "letter-dark.png", full_page=True)


def test_hearts_and_words_need_no_scripts(browser: Browser, ready: Ready, hand: BrowserContext) -> None:
    plain = browser.new_context(viewport=PHONE, base_url=ready.site.address, java_script_enabled=False)
    plain.add_cookies(hand.cookies())  # type: ignore[arg-type]  # what one context gives, another takes
    page = plain.new_page()
    page.goto("/letter/")
    before = hearts(page)
    page.get_by_role("button", name="I like moment 3").click()
    assert hearts(page) == [*before[:2], "true"]
    page.get_by_role("button", name="I like moment 3").click()
    assert hearts(page) == before

    page.get_by_label("What do you see?").fill("Without scripts.")
    page.get_by_role("button", name="Send to Alice").click()
    expect(page.get_by_label("What do you see?")).to_have_value("Without scripts.")
    expect(page.get_by_role("button", name="Say it")).to_have_count(0)
    plain.close()


def test_only_the_letter_may_listen(phone: Page) -> None:
    ways = {}
    for address in ("/letter/", "/letter/stop"):
        answer = phone.goto(address)
        assert answer is not None
        ways[address] = "microphone=(self)" in answer.headers["permissions-policy"]

    assert ways == {"/letter/": True, "/letter/stop": False}


def test_the_guider_hands_the_family_a_keepsake(laptop: Page, ready: Ready, pictures: Path) -> None:
    laptop.goto(f"/reels/{ready.reel}")
    laptop.get_by_role("link", name="A keepsake for the family").click()
    laptop.screenshot(path=pictures / "keepsake-before.png")
    laptop.get_by_role("button", name="Make the keepsake").click()
    expect(laptop.get_by_role("heading", name="Ready to take")).to_be_visible(timeout=READY_IN)
    assert Axe().run(laptop).response["violations"] == []
    laptop.screenshot(path=pictures / "keepsake-ready.png")
    laptop.get_by_label("I hand it to the family").check()
    with laptop.expect_download() as page:
        laptop.get_by_role("button", name="The page (PDF)").click()
    laptop.reload()
    laptop.get_by_label("I hand it to the family").check()
    with laptop.expect_download() as folder:
        laptop.get_by_role("button", name=re.compile("The folder")).click()

    assert page.value.suggested_filename == "keepsake.pdf"
    assert Path(page.value.path()).read_bytes().startswith(b"%PDF-")
    inside = zipfile.ZipFile(io.BytesIO(Path(folder.value.path()).read_bytes()))
    assert "keepsake/reel.mp4" in inside.namelist()
    laptop.reload()
    expect(laptop.get_by_text("If a download broke off, make it again.")).to_be_visible()
    the_folder_opens_by_itself(laptop, inside, pictures)


def the_folder_opens_by_itself(laptop: Page, inside: zipfile.ZipFile, pictures: Path) -> None:
    """From the disk, in a browser without a network."""
    place = pictures / "unpacked"
    inside.extractall(place)  # ours, and its names are known
    browser = laptop.context.browser
    assert browser is not None
    alone = browser.new_context(viewport=LAPTOP, offline=True, java_script_enabled=True)
    page = alone.new_page()
    page.goto((place / "keepsake" / "index.html").resolve().as_uri())
    until(page, "[...document.images].every(each => each.complete && each.naturalWidth > 0)")
    until(page, "document.querySelector('video').videoWidth > 0")
    assert page.get_by_role("heading", name="Good moments of Hanna").is_visible()
    page.screenshot(path=pictures / "keepsake-folder.png", full_page=True)
    alone.close()
