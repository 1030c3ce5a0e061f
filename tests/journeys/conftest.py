"""A real site in a home of its own, and a real browser to walk through it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.journeys.hands import Hands
from tests.machine import CHROMIUM, QUIET, environment, free_address, move_in, until_it_answers

PASSWORD = "a long enough password"
LAPTOP = {"width": 1366, "height": 850}
PHONE = {"width": 360, "height": 740}
PATIENCE = 120.0

expect.set_options(timeout=20_000)


@dataclass(frozen=True)
class Site:
    """A running site, and who can sign in there."""

    address: str
    home: Path

    @classmethod
    def in_home(cls, home: Path) -> Self:
        """One in this home, where somebody has moved in, at an address of its own; it is not served yet."""
        host, port = free_address()
        return cls(f"http://{host}:{port}", home)

    @contextmanager
    def served(self) -> Iterator[None]:
        """Serve it for as long as the block lasts, from when it answers on."""
        command = [sys.executable, "-m", "vignette.cli", "serve"]
        with subprocess.Popen(command, env=self.environment()) as process:
            try:
                until_it_answers(f"{self.address}/sign-in", within=PATIENCE)
                yield
            finally:
                process.terminate()

    def environment(self) -> dict[str, str]:
        return environment(VIGNETTE_HOME=str(self.home), VIGNETTE_ADDRESS=self.address.removeprefix("http://"))


@pytest.fixture(scope="package")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return move_in(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="package")
def hands(home: Path) -> Iterator[Hands]:
    """Alice's, in the home of the site, which knows her, Bob and their supervisor Sara."""
    with Hands.at_work(home) as its:
        its.let_in("Alice")
        its.let_in("Bob")
        its.let_in("Sara", supervises=True)
        yield its


@pytest.fixture(scope="package")
def site(home: Path, hands: Hands) -> Iterator[Site]:
    """The site as an operator would run it; it ends with the last journey."""
    its = Site.in_home(home)
    with its.served():
        yield its


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed with its module: while it runs, its event loop keeps Django's rows from every other test."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture
def laptop(browser: Browser, site: Site) -> Iterator[Page]:
    """The guider's laptop, which has never been to the site."""
    yield from page_of(browser.new_context(viewport=LAPTOP, base_url=site.address))


@pytest.fixture(scope="module")
def browser_page(browser: Browser, site: Site) -> Iterator[Page]:
    """A laptop that stays signed in from one test of a module to the next."""
    yield from page_of(browser.new_context(viewport=LAPTOP, base_url=site.address))


@pytest.fixture
def phone(browser: Browser, site: Site) -> Iterator[Page]:
    """The client's phone."""
    context = browser.new_context(viewport=PHONE, base_url=site.address, has_touch=True, device_scale_factor=2)
    yield from page_of(context)


@pytest.fixture
def other_laptop(browser: Browser, site: Site) -> Iterator[Page]:
    """Somebody else's laptop."""
    yield from page_of(browser.new_context(viewport=LAPTOP, base_url=site.address))


def page_of(context: BrowserContext) -> Iterator[Page]:
    """A page that fails the test when a script of ours fails, or the site's own policy stops something."""
    faults: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    context.close()
    assert faults == []


def sign_in(page: Page, name: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("Email").fill(f"{name.lower()}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def signed_in(browser: BrowserContext, hands: Hands, name: str) -> None:
    """Make this browser one in which they signed in before: a password takes its time each time."""
    session, key = hands.session(name).split("=")
    browser.add_cookies([{"name": session, "value": key, "domain": "127.0.0.1", "path": "/"}])


def until(page: Page, claim: str) -> None:
    """Look again and again until `claim` is true on the page; the site's own policy forbids the browser to do so."""
    deadline = time.monotonic() + PATIENCE
    while not page.evaluate(claim):
        assert time.monotonic() < deadline, f"waited in vain for {claim}"
        page.wait_for_timeout(50)


@dataclass(frozen=True)
class Pictures:
    """What the journeys saw, for somebody to look through: nothing is drawn where nobody said in which folder."""

    folder: Path | None

    def take(self, page: Page, name: str, *, whole: bool = False) -> None:
        """The page as it is, or the `whole` of it, beyond its window."""
        if self.folder:
            page.screenshot(path=self.folder / f"{name}.png", full_page=whole)


@pytest.fixture(scope="session")
def pictures() -> Pictures:
    """They are kept where VIGNETTE_PICTURES says."""
    chosen = os.environ.get("VIGNETTE_PICTURES")
    return Pictures(Path(chosen) if chosen else None)
