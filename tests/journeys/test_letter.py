"""The letter on a small phone, from the first heart to what was tried; and what the guider then hands to the family."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.everybody import faults
from tests.films import frame_film
from tests.journeys.conftest import LAPTOP, PHONE, Pictures, Site, page_of, signed_in, until
from tests.journeys.hands import WORKING, Hands
from tests.machine import CHROMIUM, QUIET

SPEAKING = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
READY_IN = 180_000
COPY = "a copy of the reel for the family to keep"
SAW = "He looks at me before he laughs."
TRY = "Wait for him at breakfast, and see what he does."
LOW = """[...document.querySelectorAll('.letter :is(button, a.button, summary, textarea, audio)')]
    .filter(each => each.offsetParent && each.getBoundingClientRect().height < 44).map(each => each.outerHTML)"""


@dataclass(frozen=True)
class Ready:
    """Alice's reel for Hanna, and what opens its letter."""

    site: Site
    secret: str
    reel: str


@pytest.fixture(scope="module")
def ready(site: Site, hands: Hands, tmp_path_factory: pytest.TempPathFactory) -> Ready:
    """A reel that was made and shared."""
    family = hands.family("Hanna and Jonas", client="Hanna", partner="Jonas", agreed=[*WORKING, COPY])
    film = hands.film(family, frame_film(tmp_path_factory.mktemp("letter") / "small.mp4", seconds=8))
    reel = hands.made_reel(film, *(("They laugh", start, start + 1.5) for start in (0.5, 3.0, 6.0)))
    secret = hands.share(reel, why="I chose these because you wait, and Jonas comes to you.")
    return Ready(site, secret, reel)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser whose microphone hears a beep each second."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *SPEAKING])
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
def laptop(browser: Browser, hands: Hands, ready: Ready) -> Iterator[Page]:
    for page in page_of(browser.new_context(viewport=LAPTOP, base_url=ready.site.address, accept_downloads=True)):
        signed_in(page.context, hands, "Alice")
        yield page


def can_be_read_and_tapped(page: Page) -> None:
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(LOW) == []


def hearts(page: Page) -> list[str | None]:
    return [each.get_attribute("aria-pressed") for each in page.get_by_role("button", name="I like moment").all()]


def test_hearts_are_kept_at_once_and_taken_back_by_a_tap(phone: Page, pictures: Pictures) -> None:
    can_be_read_and_tapped(phone)
    pictures.take(phone, "letter-fresh", whole=True)
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


def test_what_is_thrown_away_was_never_sent(phone: Page, pictures: Pictures) -> None:
    sent: list[str] = []
    phone.on("request", lambda asked: sent.append(asked.method) if "/letter/voice" in asked.url else None)
    phone.get_by_role("button", name="Say it").tap()
    expect(phone.get_by_text("We are listening.").first).to_be_visible()
    expect(phone.locator(".red")).to_be_visible()
    expect(phone.get_by_text("0:01 of 2:00")).to_be_visible()
    phone.locator(".voice").scroll_into_view_if_needed()
    can_be_read_and_tapped(phone)
    pictures.take(phone, "letter-listening")
    phone.get_by_role("button", name="Throw it away").tap()

    expect(phone.get_by_role("button", name="Say it")).to_be_visible()
    assert sent == []


def test_what_was_said_is_listened_to_first_and_then_sent(phone: Page, pictures: Pictures) -> None:
    phone.get_by_role("button", name="Say it").tap()
    expect(phone.get_by_text("0:02 of 2:00")).to_be_visible()
    phone.get_by_role("button", name="I have said it").tap()
    expect(phone.get_by_text("Only this phone has it so far.")).to_be_visible()
    phone.evaluate("document.querySelector('[data-recorder] audio').play()")
    until(phone, "document.querySelector('[data-recorder] audio').currentTime > 0.3")
    can_be_read_and_tapped(phone)
    phone.locator(".voice").scroll_into_view_if_needed()
    pictures.take(phone, "letter-said")
    phone.get_by_role("button", name="Send it").tap()

    expect(phone.get_by_text(re.compile(r"Alice can hear what you said \([23] seconds\)"))).to_be_visible(
        timeout=READY_IN
    )
    phone.evaluate("document.querySelector('.voice audio').play()")
    until(phone, "document.querySelector('.voice audio').currentTime > 0.3")


def test_the_guider_sees_and_hears_it_and_agrees_what_to_try(laptop: Page, ready: Ready, pictures: Pictures) -> None:
    laptop.goto(f"{ready.reel}/review")

    expect(laptop.get_by_text(SAW)).to_be_visible()
    expect(laptop.get_by_text("Liked best:")).to_have_count(2)
    laptop.evaluate("document.querySelector('audio.heard').play()")
    until(laptop, "document.querySelector('audio.heard').currentTime > 0.3")
    laptop.get_by_label("What we agree to try until the next film").fill(TRY)
    laptop.get_by_label("What we agree to try until the next film").blur()
    expect(laptop.locator("#saved-try")).not_to_be_empty()
    pictures.take(laptop, "review-reply")
    laptop.get_by_role("button", name="We have finished").click()
    expect(laptop.get_by_text("The review was held on")).to_be_visible()


def test_the_client_is_reminded_and_says_what_came_of_it(phone: Page, pictures: Pictures) -> None:
    expect(phone.get_by_text(TRY)).to_be_visible()
    pictures.take(phone, "letter-to-try")
    phone.get_by_text("I tried it", exact=True).tap()
    phone.get_by_label("What happened then?").fill("انتظرت، فضحك.")
    can_be_read_and_tapped(phone)
    phone.get_by_role("button", name="Tell Alice").tap()

    expect(phone.get_by_text("You tried it.")).to_be_visible()
    expect(phone.get_by_text("A new film is here for you.")).to_be_hidden()
    pictures.take(phone, "letter-tried", whole=True)
    phone.emulate_media(color_scheme="dark")
    can_be_read_and_tapped(phone)
    pictures.take(phone, "letter-dark", whole=True)


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


def test_the_guider_hands_the_family_a_keepsake(laptop: Page, ready: Ready, tmp_path: Path, pictures: Pictures) -> None:
    laptop.goto(ready.reel)
    laptop.get_by_role("link", name="A keepsake for the family").click()
    pictures.take(laptop, "keepsake-before")
    laptop.get_by_role("button", name="Make the keepsake").click()
    expect(laptop.get_by_role("heading", name="Ready to take")).to_be_visible(timeout=READY_IN)
    assert faults(laptop) == []
    pictures.take(laptop, "keepsake-ready")
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
    the_folder_opens_by_itself(laptop, inside, tmp_path, pictures)


def the_folder_opens_by_itself(laptop: Page, inside: zipfile.ZipFile, place: Path, pictures: Pictures) -> None:
    """From the disk, in a browser without a network."""
    inside.extractall(place)  # ours, and its names are known
    browser = laptop.context.browser
    assert browser is not None
    alone = browser.new_context(viewport=LAPTOP, offline=True, java_script_enabled=True)
    page = alone.new_page()
    page.goto((place / "keepsake" / "index.html").resolve().as_uri())
    until(page, "[...document.images].every(each => each.complete && each.naturalWidth > 0)")
    until(page, "document.querySelector('video').videoWidth > 0")
    assert page.get_by_role("heading", name="Good moments of Hanna").is_visible()
    pictures.take(page, "keepsake-folder", whole=True)
    alone.close()
