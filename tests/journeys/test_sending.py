"""A film is sent from a browser that is closed, signed out or doubled on the way, and called safe only when it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.films import frame_film
from tests.journeys.conftest import LAPTOP, Site, page_of, signed_in, until
from tests.journeys.hands import Hands

SLOW, SIZE = 100_000, 6_000_000
"""Bytes a second, and bytes: all of it takes a while."""

READY_IN = 60_000


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A short film in a large file, whose end is a box that says of itself that nothing is in it."""
    path = tmp_path_factory.mktemp("films") / "play.mp4"
    frame_film(path, seconds=4)
    with path.open("ab") as file:
        file.write(SIZE.to_bytes(4, "big") + b"free" + bytes(SIZE - 8))
    return path


@pytest.fixture
def context(browser: Browser, site: Site, hands: Hands) -> BrowserContext:
    """Alice's browser, signed in."""
    its = browser.new_context(viewport=LAPTOP, base_url=site.address)
    signed_in(its, hands, "Alice")
    return its


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    yield from page_of(context)


@pytest.fixture(scope="module")
def family(hands: Hands) -> str:
    """The address of a family that may be filmed."""
    return hands.family("Kim and Lou", client="Kim", partner="Lou")


def send(page: Page, family: str, film: Path) -> None:
    page.goto(f"{family}/films/new")
    page.set_input_files("#file", film)
    page.get_by_role("button", name="Add this film").click()


def slow_down(page: Page) -> None:
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": SLOW}
    line.send("Network.emulateNetworkConditions", slow)


def under_way(page: Page) -> None:
    """Wait until a good part of the film is on its way."""
    until(page, "parseInt(document.querySelector('.sending strong').textContent) >= 15")


def test_what_arrived_as_it_was_sent_is_safe_to_delete(page: Page, family: str, film: Path) -> None:
    send(page, family, film)
    page.wait_for_url("**/films/*")

    safe = page.get_by_text("It is safe to delete the film from your phone.")
    expect(safe).to_be_visible(timeout=READY_IN)
    page.get_by_role("button", name="Done").click()
    page.reload()
    expect(page.locator("#studio video")).to_be_visible(timeout=READY_IN)
    expect(safe).to_have_count(0)


def test_what_did_not_arrive_as_it_was_sent_is_never_called_safe(page: Page, family: str, film: Path) -> None:
    page.add_init_script("if (location.pathname.startsWith('/films/')) for (const key of Object.keys(sessionStorage))"
                         " sessionStorage.setItem(key, 'the digest of something else')")  # fmt: skip
    send(page, family, film)
    page.wait_for_url("**/films/*")

    expect(page.get_by_text("Do not delete the film.")).to_be_visible(timeout=READY_IN)
    expect(page.get_by_text("It is safe to delete")).to_have_count(0)


def test_a_tab_that_was_closed_goes_on_where_it_stopped(
    page: Page, context: BrowserContext, family: str, film: Path
) -> None:
    broken: list[Route] = []

    def break_after_a_third(route: Route) -> None:
        if route.request.method != "PATCH":
            route.continue_()
            return
        headers = {name: value for name, value in route.request.headers.items() if name != "content-length"}
        third = film.read_bytes()[: SIZE // 3]
        context.request.fetch(route.request.url, method="PATCH", headers=headers, data=third)
        broken.append(route)

    page.route("**/arriving/*", break_after_a_third)
    send(page, family, film)
    for _ in range(400):
        if not broken:
            page.wait_for_timeout(50)
    assert broken
    page.close()

    again = context.new_page()
    with again.expect_request(lambda request: request.method == "PATCH") as sent:
        send(again, family, film)

    assert sent.value.headers["upload-offset"] == str(SIZE // 3)
    again.wait_for_url("**/films/*")
    expect(again.get_by_text("It is safe to delete")).to_be_visible(timeout=READY_IN)


def test_a_session_that_ends_on_the_way_does_not_end_the_sending(
    page: Page, context: BrowserContext, family: str, film: Path
) -> None:
    broken: list[Route] = []

    def break_once(route: Route) -> None:
        if route.request.method == "PATCH" and not broken:
            broken.append(route)
            context.clear_cookies()
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/arriving/*", break_once)
    with page.expect_response(lambda answer: answer.request.method == "PATCH", timeout=READY_IN) as sent:
        send(page, family, film)

    assert "cookie" not in sent.value.request.all_headers()
    assert sent.value.status == 204
    page.wait_for_url("**/sign-in**", timeout=READY_IN)


def test_of_two_windows_the_later_one_goes_on(page: Page, context: BrowserContext, family: str, film: Path) -> None:
    slow_down(page)
    send(page, family, film)
    under_way(page)

    later = context.new_page()
    send(later, family, film)

    expect(page.get_by_role("alert")).to_contain_text("another window", timeout=READY_IN)
    expect(page.get_by_role("button", name="Go on")).to_be_visible()
    later.wait_for_url("**/films/*", timeout=READY_IN)
