"""The shared review is filmed: agreed to in a tap, discarded once, broken off by a crash, and opened in the studio."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.everybody import faults
from tests.films import frame_film
from tests.journeys.conftest import LAPTOP, PHONE, Pictures, Site, signed_in
from tests.journeys.filming import READY_IN, crash, made_up_camera, page_on, parts_are_kept
from tests.journeys.hands import WORKING, Hands


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with made_up_camera() as started:
        yield started


@pytest.fixture(scope="module")
def hand(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """Alice's laptop; what its browser keeps outlives every page."""
    context = browser.new_context(viewport=LAPTOP, base_url=site.address)
    yield context
    context.close()


@pytest.fixture(scope="module")
def review(hand: BrowserContext, hands: Hands, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a review of Rosa and Emil that can be held."""
    signed_in(hand, hands, "Alice")
    family = hands.family("Rosa and Emil", client="Rosa", partner="Emil", agreed=WORKING)
    film = hands.film(family, frame_film(tmp_path_factory.mktemp("play") / "play.mp4", seconds=8))
    return f"{hands.made_reel(film, ('They play', 1, 3))}/review"


def agree(page: Page, family: str, name: str) -> None:
    page.goto(f"{family}/consents")
    card = page.get_by_role("article", name=name)
    if not card.get_by_label("Who gave this agreement?").is_visible():
        card.get_by_text("Record what").click()
    for purpose in card.get_by_role("checkbox").all():
        purpose.set_checked(purpose.get_attribute("value") != "automated analysis")
    card.get_by_label("Who gave this agreement?").fill("Rosa")
    card.get_by_role("button", name="Record this").click()
    expect(page.get_by_role("article", name=name).get_by_text("Rosa said so on").first).to_be_visible()


def keep_a_moment(page: Page) -> None:
    """Mark one by hand in the film that is open, with the first principle there is."""
    expect(page.locator("#studio video")).to_be_visible(timeout=READY_IN)
    page.locator(".studio").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("m")
    expect(page.locator("[data-moment].selected").get_by_text("Kept")).to_be_visible()
    page.locator(".studio").focus()
    page.keyboard.press("1")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()


def camera_of(page: Page, review: str) -> None:
    page.goto(f"{review}/camera")
    page.get_by_role("button", name="Open the camera").click()
    page.get_by_role("button", name="Film", exact=True).click()


def looked_at(page: Page, pictures: Pictures, name: str) -> None:
    """In both sizes, and axe finds no fault in either."""
    for size, viewport in (("1366", LAPTOP), ("360", PHONE)):
        page.set_viewport_size(viewport)
        pictures.take(page, f"review-film-{name}-{size}", whole=True)
        assert faults(page) == []
    page.set_viewport_size(LAPTOP)


def light(page: Page) -> Locator:
    return page.get_by_role("timer").get_by_text("Filming")


def test_nothing_is_filmed_before_both_agree(hand: BrowserContext, review: str, pictures: Pictures) -> None:
    with page_on(hand) as page:
        page.goto(review)
        page.get_by_role("link", name="Film this review").click()
        expect(page.get_by_text("Only you see this film")).to_be_visible()
        expect(page.get_by_role("link", name="Open the camera")).to_have_count(0)
        looked_at(page, pictures, "before")

        page.get_by_label("let my supervisor see what I show them").check()
        page.get_by_role("button", name="I agree to be filmed").click()
        expect(page.get_by_text("Your agreement is recorded")).to_be_visible()
        family = page.get_by_role("link", name="Rosa and Emil").get_attribute("href") or ""
        agree(page, family, "Rosa")
        page.goto(f"{review}/film")
        looked_at(page, pictures, "ways")
        with page.expect_popup() as opened:
            page.get_by_role("link", name="Open the camera").click()
        expect(opened.value.get_by_role("heading", name="Film this review")).to_be_visible()
        opened.value.close()


def test_stop_and_discard_leaves_nothing(hand: BrowserContext, review: str, pictures: Pictures) -> None:
    with page_on(hand) as page:
        camera_of(page, review)
        parts_are_kept(page, 1, on="computer")
        expect(light(page)).to_be_visible()
        assert page.title().startswith("● Filming")
        pictures.take(page, "review-film-light-1366")
        page.get_by_role("button", name="Stop and discard").click()
        page.get_by_role("button", name="Discard it").click()

        expect(page.get_by_text("is still on this computer")).to_have_count(0)
        assert not page.title().startswith("●")


def test_a_crash_costs_the_last_part_and_the_film_arrives_in_the_studio(
    browser: Browser, hand: BrowserContext, review: str, pictures: Pictures
) -> None:
    doomed = hand.new_page()
    doomed.set_viewport_size(PHONE)
    camera_of(doomed, review)
    parts_are_kept(doomed, 3, on="computer")
    pictures.take(doomed, "review-film-light-360")
    crash(browser, doomed)
    doomed.close()

    with page_on(hand) as page:
        # The family's own camera page does not take it for a film of their time together.
        page.goto(f"{review}/film")
        family = page.get_by_role("link", name="Rosa and Emil").get_attribute("href") or ""
        page.goto(f"{family}/camera")
        expect(page.get_by_text("of a review, is still on this computer")).to_be_visible()
        expect(page.get_by_role("button", name="Send it")).to_have_count(0)
        page.get_by_role("link", name="See to it").click()

        expect(page.get_by_text(re.compile(r"A film of \d+ s from today"))).to_be_visible()
        looked_at(page, pictures, "kept")
        page.get_by_role("button", name="Send it").click()
        expect(page.get_by_text("Nothing of it is left on this computer.")).to_be_visible(timeout=READY_IN)
        page.get_by_role("link", name="See the film").click()
        expect(page.locator("#studio video")).to_be_visible(timeout=READY_IN)
        expect(page.get_by_role("heading", level=1)).to_have_text("Review film 1")
        expect(page.get_by_role("button", name="Show it to your supervisor")).to_be_visible()
        expect(page.get_by_role("button", name="Make the reel")).to_have_count(0)
        looked_at(page, pictures, "studio")
        page.get_by_role("link", name="Shared review", exact=True).click()
        expect(page.get_by_role("link", name="Review film", exact=True)).to_be_visible()


def test_the_supervisor_sees_the_chosen_moment_and_not_the_film(
    hand: BrowserContext, hands: Hands, other_laptop: Page, review: str, pictures: Pictures
) -> None:
    with page_on(hand) as page:
        page.goto(review)
        page.get_by_role("link", name="Review film", exact=True).click()
        film = page.url
        keep_a_moment(page)
        page.get_by_role("button", name="Show it to your supervisor").click()
        expect(page.get_by_label("The moments ticked here")).to_be_checked()
        looked_at(page, pictures, "submit")
        page.get_by_label("Your supervisor").select_option(label="Sara")
        page.get_by_label("What do you want to look at together?").fill("Do I wait?")
        page.get_by_role("button", name="Submit it").click()
        expect(page.locator("#supervision video")).to_be_visible(timeout=READY_IN)

    signed_in(other_laptop.context, hands, "Sara")
    other_laptop.goto("/")
    other_laptop.get_by_role("link", name=re.compile("Watch and comment")).first.click()
    expect(other_laptop.get_by_text("Do I wait?")).to_be_visible()
    expect(other_laptop.locator("#supervision video")).to_be_visible()
    looked_at(other_laptop, pictures, "supervisor")
    assert other_laptop.request.get(film).status == 404
