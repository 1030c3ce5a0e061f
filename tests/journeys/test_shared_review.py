"""Guider and client look at one reel, each on their own device: two browsers, poor lines, wrong clocks."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it carries no types
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.films import frame_film
from tests.journeys.conftest import LAPTOP, PATIENCE, PHONE, QUIET, Site, sign_in, until
from tests.journeys.furnished import Shared, furnished
from tests.journeys.line import Line
from tests.journeys.showing import RECORDED, SKEWED, Drift, drift, forget, number
from tests.machine import until_it_answers

HOUR = 3_600_000
PLAYS = "!document.querySelector('video').paused"
STANDS = "document.querySelector('video').paused && !document.querySelector('video').seeking"
AT = "document.querySelector('video').currentTime"


@dataclass
class Served:
    """A site that can be killed like a machine whose power goes, and started again."""

    site: Site
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "vignette.cli", "serve"]
        self.process = subprocess.Popen(command, env=self.site.environment(), start_new_session=True)
        until_it_answers(f"{self.site.address}/sign-in", within=PATIENCE)

    def kill(self) -> None:
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None


@dataclass
class Two:
    """The guider's laptop and the client's phone, each a browser of its own, and what there is to look at."""

    guider: Page
    client: Page
    line: Line
    guiders_line: Line
    served: Served
    shared: Shared
    drifts: dict[str, Drift] = field(default_factory=dict)

    def both(self, claim: str) -> None:
        until(self.guider, claim)
        until(self.client, claim)

    def play(self) -> None:
        self.guider.get_by_role("button", name="Play", exact=True).click()
        self.both(PLAYS)

    def freeze(self) -> None:
        self.guider.get_by_role("button", name="Freeze", exact=True).click()
        self.both(STANDS)
        self.same_picture()

    def same_picture(self) -> None:
        """The guider's own film stands at once, and goes on to the place at which the server stopped both."""
        deadline = time.monotonic() + PATIENCE
        while not self.client.evaluate(f"Math.abs({AT} - {self.guider.evaluate(AT)}) < 0.0005 && {STANDS}"):
            assert time.monotonic() < deadline, "the two never stood at the same place"
            self.client.wait_for_timeout(50)
        assert number(self.client) == number(self.guider) >= 0

    def from_the_beginning(self) -> None:
        """Both in the review, the guider leads, and it stands at the beginning of the first clip."""
        if not self.guider.get_by_role("button", name="Again").is_visible():
            self.guider.get_by_role("button", name="Take the lead back").click()
        if self.guider.get_by_role("button", name="Freeze").is_visible():
            self.freeze()
        self.guider.get_by_role("button", name="As it was").click()
        self.guider.get_by_role("button", name="Clip 2", exact=True).click()
        until(self.guider, f"{AT} > 5")
        self.guider.get_by_role("region", name="The film").focus()
        self.guider.keyboard.press("ArrowLeft")
        until(self.guider, f"{STANDS} && {AT} < 0.1")
        until(self.client, f"{STANDS} && {AT} < 0.1")

    def measured(self, name: str) -> Drift:
        """Drift of the next two seconds, or of those that are left of the clip; printed."""
        forget(self.guider, self.client)
        until(self.guider, f"shown.length >= 50 || ({STANDS})")
        self.drifts[name] = found = drift(self.guider, self.client)
        sys.stdout.write(f"\n  {name}: {found}\n")
        return found


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    home = tmp_path_factory.mktemp("review")
    film = frame_film(home / "numbered.mp4", seconds=23, fps=25, size=(320, 240), gop=25)
    site = Site.in_home(home / "home")
    shared = furnished(site.home, film)
    served = Served(site)
    served.start()
    host, _, port = site.address.removeprefix("http://").partition(":")
    guiders_line = Line((host, int(port)))
    # A mobile line: 40 ms each way and up to 15 more, 4 Mbit/s.
    line = Line((host, int(port)), delay=0.04, jitter=0.015, bytes_a_second=500_000)
    try:
        with guiders_line.laid(), line.laid(), browsers() as (laptop, phone):
            guider = guiders_page(laptop, guiders_line.address)
            client = clients_page(phone, line.address, shared)
            guider.goto(f"{shared.reel}/review/presenter?apart")
            ready(guider)
            ready(client)
            until(guider, "document.body.innerText.includes('Hanna’s phone')")
            yield Two(guider, client, line, guiders_line, served, shared)
    finally:
        served.kill()


@contextmanager
def browsers() -> Iterator[tuple[Browser, Browser]]:
    """Two browsers that share nothing, each in processes of its own."""
    with sync_playwright() as playwright:
        laptop, phone = (
            playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET)) for _ in range(2)
        )
        yield laptop, phone
        laptop.close()
        phone.close()


def guiders_page(laptop: Browser, address: str) -> Page:
    """A laptop whose clock is an hour ahead."""
    context = laptop.new_context(viewport=LAPTOP, base_url=address)
    context.add_init_script(RECORDED)
    context.add_init_script(SKEWED.replace("SKEW", str(HOUR)))
    page = context.new_page()
    sign_in(page, "Alice")
    return page


def clients_page(phone: Browser, address: str, shared: Shared) -> Page:
    """A phone whose clock is an hour behind."""
    context = phone.new_context(viewport=PHONE, base_url=address, has_touch=True)
    context.add_init_script(RECORDED)
    context.add_init_script(SKEWED.replace("SKEW", str(-HOUR)))
    page = context.new_page()
    page.goto(f"/letter/#{shared.secret}")
    page.get_by_role("button", name="Open my film").click()
    page.get_by_role("link", name="Look together").click()
    return page


def ready(page: Page) -> None:
    page.get_by_role("button", name="I am ready").click(timeout=60_000)


def test_both_show_the_same_picture_within_50_ms_though_their_clocks_are_two_hours_apart(two: Two) -> None:
    two.from_the_beginning()
    two.play()
    until(two.client, f"{AT} > 2")

    assert two.measured("playing").middle < 50

    two.freeze()


def test_slow_is_as_slow_for_both(two: Two) -> None:
    two.from_the_beginning()
    two.guider.get_by_role("button", name="Slow", exact=True).click()
    two.play()
    until(two.client, f"{AT} > 1")

    assert two.measured("half as fast").middle < 100, "50 ms of film take 100 ms at half the pace"

    two.freeze()
    two.guider.get_by_role("button", name="As it was").click()


def test_twenty_starts_and_stops_all_reach_the_other(two: Two) -> None:
    two.from_the_beginning()
    for _ in range(20):
        two.play()
        two.freeze()
        if two.guider.evaluate(AT) > 4:
            two.from_the_beginning()


def test_fifty_jumps_while_it_plays_leave_both_at_the_same_place(two: Two) -> None:
    two.from_the_beginning()
    two.play()
    for count in range(50):
        two.guider.keyboard.press("ArrowRight" if count % 2 == 0 else "ArrowLeft")
    two.guider.keyboard.press("ArrowRight")
    two.both(f"{AT} >= 7 && {AT} < 14 && {PLAYS}")

    until(two.client, f"{AT} > 10.5")
    found = two.measured("after fifty jumps")
    assert found.lately < max(67, found.early / 2), "what came late is mended little by little, without a jump"

    two.freeze()


def test_whoever_joins_while_it_is_frozen_sees_the_same_picture_frozen(two: Two) -> None:
    two.from_the_beginning()
    two.play()
    until(two.guider, f"{AT} > 1")
    two.freeze()

    two.client.goto("/letter/")
    two.client.evaluate("sessionStorage.clear()")
    two.client.get_by_role("link", name="Look together").click()
    ready(two.client)

    two.same_picture()


def test_a_start_waits_for_a_phone_that_is_not_ready_and_says_whose(two: Two) -> None:
    two.from_the_beginning()
    two.client.goto("/letter/")
    two.client.evaluate("sessionStorage.clear()")
    two.client.get_by_role("link", name="Look together").click()
    expect(two.guider.get_by_text("Hanna’s phone, not ready")).to_be_visible()

    two.guider.get_by_role("button", name="Play", exact=True).click()
    expect(two.guider.get_by_text("Waiting for Hanna’s phone…")).to_be_visible()
    assert two.guider.evaluate(STANDS)
    ready(two.client)

    two.both(PLAYS)
    two.freeze()


def test_the_client_can_always_stop_the_film_and_marks_a_moment_with_one_tap(two: Two) -> None:
    two.from_the_beginning()
    two.play()
    until(two.client, f"{AT} > 0.5")
    two.client.get_by_role("button", name="Stop the film here").click()
    two.both(STANDS)
    two.same_picture()

    two.client.get_by_role("button", name="I like this moment").click()

    expect(two.guider.get_by_text("Hanna picked").first).to_be_visible()


def test_the_lead_is_handed_over_while_it_plays_and_while_it_is_frozen(two: Two) -> None:
    two.from_the_beginning()
    two.play()
    two.client.get_by_role("button", name="I would like to lead").click()
    two.guider.get_by_role("button", name="Hand over").click()
    two.client.get_by_role("button", name="Freeze").click()
    two.both(STANDS)
    two.same_picture()

    two.guider.get_by_role("button", name="Take the lead back").click()
    expect(two.client.get_by_text("Alice leads the film.")).to_be_visible()
    two.same_picture()
    two.play()
    two.freeze()


def test_a_line_that_was_down_brings_the_client_back_to_the_same_place(two: Two) -> None:
    """Eight seconds instead of thirty: longer than the server is silent before a line counts as down."""
    two.from_the_beginning()
    two.play()
    two.line.cut()
    expect(two.client.get_by_text("No connection.")).to_be_visible()
    assert two.client.evaluate(PLAYS) or two.client.evaluate(f"{AT} > 6.9"), "the film is there without a line"
    two.guider.keyboard.press("ArrowRight")
    two.guider.keyboard.press("r")
    until(two.guider, f"{AT} > 8 && {AT} < 14")

    two.line.mend()
    until(two.client, f"{AT} > 8 && {AT} < 14.1")
    if two.guider.evaluate(PLAYS):
        two.guider.get_by_role("button", name="Freeze", exact=True).click()
    two.both(STANDS)
    two.same_picture()


def test_a_guider_without_a_line_goes_on_alone_and_the_client_follows_once_it_is_back(two: Two) -> None:
    two.from_the_beginning()
    two.guiders_line.cut()
    two.guider.get_by_role("button", name="Next clip").click()
    two.guider.get_by_label("What Hanna sees").fill("She waits for me.")
    until(two.guider, f"{AT} > 6.9 && {AT} < 7.2")
    expect(two.guider.get_by_text("No connection.")).to_be_visible()

    two.guiders_line.mend()

    two.same_picture()
    two.guider.reload()
    expect(two.guider.get_by_label("What Hanna sees")).to_have_value("She waits for me.")


def test_a_page_that_is_loaded_anew_comes_back_without_a_tap(two: Two) -> None:
    two.from_the_beginning()
    two.play()
    two.client.reload()
    until(two.client, f"document.querySelector('video') && {PLAYS}")

    until(two.client, f"{AT} > 2")
    two.freeze()


def test_a_phone_that_slept_jumps_once_to_where_the_others_are(two: Two) -> None:
    two.from_the_beginning()
    two.play()
    asleep = two.client.context.new_cdp_session(two.client)
    asleep.send("Page.setWebLifecycleState", {"state": "frozen"})
    until(two.guider, f"{AT} > 3")
    asleep.send("Page.setWebLifecycleState", {"state": "active"})

    until(two.client, f"{AT} > 3")
    two.freeze()


def test_a_server_that_is_killed_and_started_again_loses_nobody(two: Two) -> None:
    two.from_the_beginning()
    two.play()
    until(two.guider, f"{AT} > 1")
    two.served.kill()
    assert two.guider.evaluate(PLAYS)
    assert two.client.evaluate(PLAYS)
    two.served.start()
    expect(two.guider.get_by_text("No connection.")).to_be_hidden(timeout=60_000)
    expect(two.client.get_by_text("No connection.")).to_be_hidden(timeout=60_000)

    two.from_the_beginning()
    two.play()
    until(two.client, f"{AT} > 1")
    two.freeze()


def test_nothing_private_reaches_the_screen_that_everybody_sees(two: Two) -> None:
    stage = two.guider.context.new_page()
    stage.goto(f"{two.shared.reel}/review/stage")
    ready(stage)
    expect(stage.get_by_role("button", name="Play", exact=True)).to_be_visible()

    for private in ("They laugh", "She waits for me.", "Hanna and Jonas", "Play together without hurry", "Alice"):
        assert private not in stage.content(), private
    assert found_wrong(stage) == []
    stage.close()


@pytest.mark.parametrize("light", ["light", "dark"])
def test_the_screens_can_be_read_and_tapped_by_everybody(
    two: Two, pictures: Path, light: Literal["light", "dark"]
) -> None:
    two.from_the_beginning()
    two.client.get_by_role("button", name="I would like to lead").click()
    expect(two.guider.get_by_role("button", name="Hand over")).to_be_visible()
    for name, page in (("presenter", two.guider), ("phone", two.client)):
        page.emulate_media(color_scheme=light, reduced_motion="reduce")
        page.screenshot(path=pictures / f"live-{name}-{light}.png")
        assert found_wrong(page) == [], name
    assert too_low(two.client) == []
    two.guider.set_viewport_size(PHONE)
    assert found_wrong(two.guider) == [], "the presenter as a remote control"
    two.guider.set_viewport_size(LAPTOP)
    two.client.get_by_role("button", name="I would like to lead").click()
    expect(two.guider.get_by_role("button", name="Hand over")).to_be_hidden()


def found_wrong(page: Page) -> list[str]:
    """What axe-core finds, and how far the page is too wide for its window."""
    found = [f"{each['id']} at {each['nodes'][0]['target']}" for each in Axe().run(page).response["violations"]]
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*found, *([f"{beyond} too wide"] if beyond else [])]


def too_low(page: Page) -> list[str]:
    """What the client taps that is lower than a thumb."""
    taps = page.locator("main button:visible, main a:visible, .button:visible").all()
    heights = [(each.inner_text(), (each.bounding_box() or {"height": 0})["height"]) for each in taps]
    return [f"{words} is {height} high" for words, height in heights if height < 44]


def test_a_link_that_ends_while_it_plays_leaves_nothing_on_the_phone(two: Two) -> None:
    two.from_the_beginning()
    two.play()
    film = two.client.evaluate("document.querySelector('video').src")
    assert film.startswith("blob:")
    token = two.guider.evaluate("document.querySelector('meta[name=csrf-token]').content")
    ended = two.guider.request.post(
        f"/invitations/{two.shared.invitation}/end", form={"csrfmiddlewaretoken": token}, max_redirects=0
    )
    assert ended.status == 302

    expect(two.client.get_by_role("heading", name="This film is not here any more")).to_be_visible(timeout=5_000)
    assert two.client.locator("video").count() == 0
    assert not two.client.evaluate("film => fetch(film).then(() => true, () => false)", film)
    assert two.client.request.get("/letter/film").status == 404
    two.client.go_back()
    expect(two.client.locator("video")).to_have_count(0)
