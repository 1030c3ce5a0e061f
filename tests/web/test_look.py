"""What the pages look like to everybody: contrast in both lights, reflow, targets, and no fault that axe-core finds."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it carries no types
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, Route, ViewportSize, sync_playwright

from tests.people import Someone, family_of, people_of, work_off
from tests.web.conftest import Cycle, SignIn
from vignette.actions import coding_deeds, codings, comparing, figures, mindedness, proposals
from vignette.domain.coding import Change, Deed, DeedId, Event, EventId
from vignette.domain.span import SECOND, Micros
from vignette.web import stylesheet

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
SMALLEST = ViewportSize(width=320, height=640)
"""Where a page must still need no sideways scrolling (WCAG 2.2, 1.4.10)."""
LAPTOP = ViewportSize(width=1366, height=850)
SETTINGS: tuple[tuple[Literal["light", "dark"], ViewportSize], ...] = (("light", SMALLEST), ("dark", LAPTOP))
SMILE = Event(EventId.new(), "A5", None, Micros(0), Micros(SECOND))
TARGET = 44
"""The least height of what the client taps, in CSS pixels."""


@dataclass(frozen=True)
class Shown:
    """One answer of the site, to be shown in a browser that has no way to the site itself."""

    status: int
    kind: str
    body: bytes


def shown(browser: Client, address: str) -> Shown:
    answer = browser.get(address)
    body = b"".join(answer) if answer.streaming else answer.content
    return Shown(answer.status_code, str(answer.headers["Content-Type"]), body)


def static(address: str) -> Shown:
    if address == stylesheet.address():
        return Shown(200, "text/css", stylesheet.text().encode())
    if not address.startswith(settings.STATIC_URL):
        return Shown(404, "text/plain", b"")
    found = finders.find(address.removeprefix(settings.STATIC_URL))
    kinds = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "woff2": "font/woff2"}
    if not isinstance(found, str):
        return Shown(404, "text/plain", b"")
    with open(found, "rb") as file:  # noqa: PTH123  # the finder gives a plain path
        return Shown(200, kinds.get(address.rsplit(".", 1)[-1], "text/plain"), file.read())


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        yield browser
        browser.close()


def looked_at(answers: dict[str, Shown], look: Callable[[Page, str], list[str]]) -> list[str]:
    """What `look` finds on each page, small in the light and large in the dark."""

    def give(route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        answer = answers.get(path) or static(path)
        route.fulfill(status=answer.status, content_type=answer.kind, body=answer.body)

    def all_of_it() -> list[str]:
        found: list[str] = []
        with chromium() as browser:
            for light, size in SETTINGS:
                page = browser.new_context(viewport=size, color_scheme=light).new_page()
                page.route("**/*", give)
                for path in [path for path, answer in answers.items() if answer.kind.startswith("text/html")]:
                    page.goto(SITE + path)
                    found += [f"{path} ({light}, {size['width']}): {fault}" for fault in look(page, path)]
        return found

    # The browser's event loop gets a thread of its own: Django refuses to work beside one.
    with ThreadPoolExecutor(max_workers=1) as elsewhere:
        return elsewhere.submit(all_of_it).result()


def faults(page: Page, path: str) -> list[str]:
    if path.startswith("/reels/") and page.locator("#reel-editor").count():
        page.locator("#reel-editor .stage").wait_for()
    found = [f"{each['id']} at {each['nodes'][0]['target']}" for each in Axe().run(page).response["violations"]]
    if beyond := page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"):
        found.append(f"is {beyond} too wide")
    return [*found, *small_targets(page)] if path.startswith("/letter") else found


def small_targets(page: Page) -> list[str]:
    """What the client taps that is lower than a thumb, links within a sentence aside."""
    taps = page.locator(
        ".letter .button:visible, .letter .pick:visible, .letter textarea:visible, .letter summary:visible"
    )
    heights = [(each.text_content(), (each.bounding_box() or {"height": 0})["height"]) for each in taps.all()]
    return [f"{(words or '').strip()} is {height} high" for words, height in heights if height < TARGET]


def test_the_guiders_pages_can_be_read_by_everybody(cycle: Cycle, alice: Someone, sign_in: SignIn) -> None:
    browser, fresh = sign_in(alice), family_of(alice, name="The Okafors")
    addresses = ["/", "/families/new", f"/families/{cycle.family}", f"/families/{cycle.family}/consents"]
    addresses += [f"/families/{fresh}/consents", f"/families/{fresh}/films/new", f"/families/{cycle.family}/films/new"]
    addresses += [f"/editions/{cycle.edition}"]
    addresses += [f"/reels/{cycle.reel}", f"/reels/{cycle.reel}/review", f"/submissions/{cycle.submission}"]
    addresses += [
        f"/reels/{cycle.reel}/keepsake",
        f"/films/{cycle.film}",
        f"/films/{cycle.film}/erase",
        "/me/security",
        "/nothing",
    ]
    beside = [f"/api/films/{cycle.film}/workspace", f"/api/reels/{cycle.reel}/workbench", f"/reels/{cycle.reel}/video"]
    beside += [f"/films/{cycle.film}/video/{cycle.version}"]

    answers = {address: shown(browser, address) for address in [*addresses, *beside]}

    assert looked_at(answers, faults) == []


def test_what_is_said_can_be_read_and_looked_at_by_everybody(
    cycle: Cycle, alice: Someone, bob: Someone, sign_in: SignIn
) -> None:
    browser, where = sign_in(alice), f"/films/{cycle.film}/transcript"
    its = mindedness.begin(alice.actor, cycle.film)
    mindedness.say_of_mind(alice.actor, its, 1, cycle.line, (), of_the_mind=True)
    mindedness.say_fit(alice.actor, its, 1, cycle.line, "", fits=True)
    steps, second = f"/codings/{its}/lines", codings.ask_second(alice.actor, its, bob.id, share=1)
    addresses = [where, steps, f"{steps}?step=second", f"{where}/lines/{cycle.line}"]

    assert looked_at({address: shown(browser, address) for address in addresses}, faults) == []
    asked = f"/codings/{second}/lines"
    assert looked_at({asked: shown(sign_in(bob), asked)}, faults) == []


def test_an_example_can_be_watched_and_let_through_by_every_supervisor(
    cycle: Cycle, alice: Someone, sara: Someone, sign_in: SignIn
) -> None:
    coding_deeds.do(alice.actor, cycle.coding, [Deed(DeedId.new(), (Change(SMILE.id, None, SMILE),))])
    proposals.propose(alice.actor, cycle.coding, SMILE.id, supervisor=sara.id)
    work_off()
    page = shown(sign_in(sara), "/codings")

    assert b"Let it through" in page.body
    assert looked_at({"/codings": page}, faults) == []


def test_what_surrounds_a_coding_can_be_read_by_everybody(
    cycle: Cycle, alice: Someone, bob: Someone, sign_in: SignIn
) -> None:
    second = codings.begin(alice.actor, cycle.film, codebook="vig@1")
    codings.ask_second(alice.actor, cycle.coding, bob.id, share=0.25)
    coding_deeds.do(alice.actor, second, [Deed(DeedId.new(), (Change(SMILE.id, None, SMILE),))])
    comparing.compare(alice.actor, cycle.coding, second)
    work_off()
    begun = f"/codings/{cycle.coding}"
    addresses = [f"/films/{cycle.film}/codings", reverse("codes-file", args=[cycle.film]), f"{begun}/in-other-words"]
    addresses += [reverse(name, args=[cycle.coding]) for name in ("coding-out", "coding-figures", "coding-erase")]
    addresses += [reverse("coding-beside", args=[cycle.coding, second]), f"{begun}/events/{cycle.event}/example"]
    addresses += ["/agreement", "/codebooks", "/codebooks/vig@1", "/codebooks/vig@1/next", "/codebooks/new"]
    browser = sign_in(alice)

    pages = {address: shown(browser, address) for address in addresses}

    assert {address for address, page in pages.items() if page.status != 200} == set()
    assert looked_at(pages, faults) == []
    assert looked_at({"/codings": shown(sign_in(bob), "/codings")}, faults) == []


def test_the_figures_of_a_coding_can_be_read_by_everybody_with_all_that_can_be_opened(
    cycle: Cycle, alice: Someone, sign_in: SignIn
) -> None:
    partner, person = codings.begin(alice.actor, cycle.film, codebook="partner@1"), people_of(alice, cycle.family)[1]
    signs = [Event(EventId.new(), code, person.id, Micros(at), Micros(at)) for code, at in (("IV", 0), ("RA", 9))]
    coding_deeds.do(alice.actor, partner, [Deed(DeedId.new(), tuple(Change(e.id, None, e) for e in signs))])
    figures.count(alice.actor, partner)
    work_off()
    where = reverse("coding-figures", args=[partner])
    page = shown(sign_in(alice), where)

    opened = replace(page, body=page.body.replace(b"<details", b"<details open"))

    assert b"<svg" in opened.body
    assert looked_at({where: opened}, faults) == []


def test_the_clients_pages_can_be_read_and_tapped_by_everybody(cycle: Cycle) -> None:
    phone, stranger = Client(), Client()
    answers = {address: shown(stranger, address) for address in ("/sign-in", "/letter/?unopened")}

    phone.post("/letter/", {"secret": cycle.secret})
    answers |= {
        address: shown(phone, address)
        for address in ("/letter/?opened", "/letter/stop", f"/letter/stills/{cycle.clip}")
    }
    phone.post("/letter/reply", {"words": "I wait."})
    phone.post(f"/letter/favourites/{cycle.clip}", {"liked": "1"})
    answers["/letter/?answered"] = shown(phone, "/letter/")

    assert "Dear <bdi>Hanna</bdi>" in answers["/letter/?opened"].body.decode()
    assert "Thank you" in answers["/letter/?answered"].body.decode()
    assert looked_at(answers, faults) == []
