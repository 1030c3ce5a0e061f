"""A guider's laptop and a client's phone in one shared review: two browsers, poor lines, wrong clocks."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.films import frame_film
from tests.journeys.conftest import LAPTOP, PATIENCE, PHONE, Site, sign_in, until
from tests.journeys.furnished import Shared, furnished
from tests.journeys.line import Line
from tests.journeys.showing import SKEWED, number
from tests.machine import CHROMIUM, QUIET, move_in, until_it_answers

HOUR = 3_600_000
PLAYS = "!document.querySelector('video').paused"
STANDS = "document.querySelector('video').paused && !document.querySelector('video').seeking"
AT = "document.querySelector('video').currentTime"
PACE = "document.querySelector('video').playbackRate"


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

    def both(self, claim: str) -> None:
        until(self.guider, claim)
        until(self.client, claim)

    def play(self) -> None:
        self.guider.get_by_role("button", name="Play", exact=True).click()
        self.both(PLAYS)

    def stop(self) -> None:
        """Freeze it, unless the clip is over and it stands by itself."""
        freeze = self.guider.get_by_role("button", name="Freeze", exact=True)
        if freeze.is_visible():
            freeze.click()
        self.both(STANDS)
        self.same_picture()

    def same_picture(self) -> None:
        """The guider's own film stands at once, and goes on to the picture at which the server stopped both."""
        deadline = time.monotonic() + PATIENCE
        while not (self.guider.evaluate(STANDS) and number(self.guider) == number(self.client) >= 0):
            assert time.monotonic() < deadline, "the two never stood at the same picture"
            self.client.wait_for_timeout(50)

    def from_the_beginning(self) -> None:
        """Both in the review, the guider leads, and it stands at the beginning of the first clip."""
        if not self.guider.get_by_role("button", name="Again").is_visible():
            self.guider.get_by_role("button", name="Take the lead back").click()
        self.stop()
        self.guider.get_by_role("button", name="As it was").click()
        self.guider.get_by_role("button", name="Clip 2", exact=True).click()
        until(self.guider, f"{AT} > 5")
        self.guider.get_by_role("region", name="The film").focus()
        self.guider.keyboard.press("ArrowLeft")
        until(self.guider, f"{STANDS} && {AT} < 0.1")
        until(self.client, f"{STANDS} && {AT} < 0.1")


@contextmanager
def two_screens(home: Path) -> Iterator[Two]:
    """Both in the review of a reel of three clips whose pictures carry their numbers, with all they need in `home`."""
    film = frame_film(home / "numbered.mp4", seconds=23, fps=25, size=(320, 240), gop=25)
    site = Site.in_home(move_in(home / "home"))
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
        laptop, phone = (playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET)) for _ in range(2))
        yield laptop, phone
        laptop.close()
        phone.close()


def guiders_page(laptop: Browser, address: str) -> Page:
    """A laptop whose clock is an hour ahead."""
    context = laptop.new_context(viewport=LAPTOP, base_url=address)
    context.add_init_script(SKEWED.replace("SKEW", str(HOUR)))
    page = context.new_page()
    sign_in(page, "Alice")
    return page


def clients_page(phone: Browser, address: str, shared: Shared) -> Page:
    """A phone whose clock is an hour behind."""
    context = phone.new_context(viewport=PHONE, base_url=address, has_touch=True)
    context.add_init_script(SKEWED.replace("SKEW", str(-HOUR)))
    page = context.new_page()
    page.goto(f"/letter/#{shared.secret}")
    page.get_by_role("button", name="Open my film").click()
    page.get_by_role("link", name="Look together").click()
    return page


def ready(page: Page) -> None:
    page.get_by_role("button", name="I am ready").click(timeout=60_000)
