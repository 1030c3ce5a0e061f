"""What one does and sees at the page on which a film is coded."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.everybody import faults
from tests.journeys.conftest import until
from tests.journeys.showing import NUMBER_OF

SECOND = 1_000_000

VIDEO = "document.querySelector('.desk video')"
AT_REST = f"{VIDEO}?.readyState >= 2 && !{VIDEO}.seeking"
NUMBER = f"{NUMBER_OF}({VIDEO})"


def begin(page: Page, film: str, *, kind: str = "my own") -> None:
    """Begin a coding of this film by keys, and wait until it can be coded."""
    page.goto(f"{film}/codings")
    page.get_by_label("It is").select_option(label=kind)
    page.get_by_role("button", name="Begin a coding").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/codings/*-*")
    opened(page)


def opened(page: Page) -> None:
    expect(page.get_by_role("region", name="Film and codes")).to_be_focused()
    until(page, AT_REST)


def saved(page: Page) -> None:
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()


def count(page: Page, events: int) -> None:
    """So many events are told on the tab of the list."""
    name = re.compile(rf"^List, {events}$") if events else re.compile("^List$")
    expect(page.get_by_role("tab", name=name)).to_be_visible()


def on_the_server(page: Page) -> list[dict[str, Any]]:
    """What the server has of this coding, in the order of time."""
    desk = page.request.get(page.url.replace("/codings/", "/api/codings/") + "/desk").json()
    codes = [code["code"] for level in desk["book"]["levels"] for code in level["codes"]]
    people = [person["name"] for person in desk["people"]]
    columns = desk["events"]
    return [
        {
            "code": codes[code],
            "who": people[person] if person >= 0 else "Both",
            "start": start,
            "end": start + length,
        }
        for code, person, start, length in zip(
            columns["codes"], columns["people"], columns["starts"], columns["lengths"], strict=True
        )
    ]


def film_reaches(page: Page, seconds: float) -> None:
    until(page, f"{VIDEO}.currentTime >= {seconds}")


def step(page: Page, *, frames: int) -> None:
    for _ in range(abs(frames)):
        page.keyboard.press("." if frames > 0 else ",")
    until(page, AT_REST)


def number_seen(page: Page) -> int:
    """The number of the picture that is on the screen."""
    until(page, AT_REST)
    repainted(page)
    number: int = page.evaluate(NUMBER)
    assert number >= 0, "no picture of the film is on the screen"
    return number


def repainted(page: Page) -> None:
    """What was asked for is on the screen two repaints later."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def without_fault(page: Page) -> None:
    """Axe finds nothing, and nothing is wider than its window."""
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
