"""A browser with a made-up camera, what it keeps while it films, and how it crashes."""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.machine import CHROMIUM, QUIET

CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
READY_IN = 120_000


@contextmanager
def made_up_camera() -> Iterator[Browser]:
    """A browser whose camera and microphone are made up."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *CAMERA])
        yield started
        started.close()


@contextmanager
def page_on(hand: BrowserContext) -> Iterator[Page]:
    """A page there, which fails the test when a script of ours fails or the site's own policy stops something."""
    faults: list[str] = []
    page = hand.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    page.close()
    assert faults == []


def parts_are_kept(page: Page, count: int, *, on: str) -> None:
    """As many parts, or more, are kept `on` what the page calls it: phone or computer."""
    enough = "|".join(str(number) for number in range(count, 100))
    expect(page.get_by_text(re.compile(rf"kept safe on this {on}: ({enough}) parts?"))).to_be_visible()


def crash(browser: Browser, page: Page) -> None:
    """End the processes that show pages as a machine without memory ends them: at once, and without a word."""
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    with page.expect_event("crash"):
        for process in processes:
            if process["type"] == "renderer":
                os.kill(process["id"], signal.SIGKILL)
