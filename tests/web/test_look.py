"""What the pages look like to everybody: contrast in both lights, reflow, targets, and no fault that axe-core finds."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Literal

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, ViewportSize, sync_playwright

from tests import everybody
from tests.machine import CHROMIUM, QUIET
from tests.people import Someone, family_of, people_of, work_off
from tests.web.conftest import Cycle, SignIn
from vignette.actions import coding_deeds, codings, comparing, figures, mindedness, proposals
from vignette.domain.coding import Change, Deed, DeedId, Event, EventId
from vignette.domain.span import SECOND, Micros
from vignette.web import stylesheet

pytestmark = pytest.mark.django_db

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


LookedAt = Callable[[Mapping[str, Shown]], list[str]]


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


class Shop(ThreadingHTTPServer):
    """Shows a browser the answers that were taken from the site, and what the site keeps in its folders."""

    daemon_threads = True
    answers: Mapping[str, Shown] = {}


class Counter(BaseHTTPRequestHandler):
    """Who hands over one answer after the other."""

    protocol_version = "HTTP/1.1"
    server: Shop

    def do_GET(self) -> None:
        answer = self.server.answers.get(self.path) or static(self.path)
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Cache-Control", "max-age=600" if self.path.startswith(settings.STATIC_URL) else "no-store")
        self.end_headers()
        # A player goes away in the middle of a film once it knows enough of it.
        with suppress(OSError):
            self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        """Nothing is told of what was asked for."""


@pytest.fixture(scope="module")
def looked_at() -> Iterator[LookedAt]:
    """The faults of these answers, as a browser without a way to the site itself sees them."""
    # The browser's event loop gets a thread of its own: Django refuses to work beside one.
    with ThreadPoolExecutor(max_workers=1) as elsewhere, Shop(("127.0.0.1", 0), Counter) as shop:
        Thread(target=shop.serve_forever, daemon=True).start()
        playwright = elsewhere.submit(sync_playwright().start).result()
        launched = elsewhere.submit(playwright.chromium.launch, executable_path=CHROMIUM, args=list(QUIET)).result()
        page = elsewhere.submit(launched.new_page, base_url=f"http://127.0.0.1:{shop.server_port}").result()
        yield lambda answers: elsewhere.submit(looked_through, page, shop, answers).result()
        elsewhere.submit(launched.close).result()
        elsewhere.submit(playwright.stop).result()
        shop.shutdown()


def looked_through(page: Page, shop: Shop, answers: Mapping[str, Shown]) -> list[str]:
    """The faults of each page, small in the light and large in the dark."""
    shop.answers = answers
    found: list[str] = []
    for path in [path for path, answer in answers.items() if answer.kind.startswith("text/html")]:
        # No script of ours asks how large its window is, or in which light: both are looked at as it was opened once.
        page.goto(path)
        for light, size in SETTINGS:
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=light, reduced_motion="reduce")
            found += [f"{path} ({light}, {size['width']}): {fault}" for fault in faults(page, path)]
    return found


def faults(page: Page, path: str) -> list[str]:
    if path.startswith("/reels/") and page.locator("#reel-editor").count():
        page.locator("#reel-editor .stage").wait_for()
    found = everybody.faults(page)
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


def test_the_guiders_pages_can_be_read_by_everybody(
    cycle: Cycle, alice: Someone, sign_in: SignIn, looked_at: LookedAt
) -> None:
    browser, fresh = sign_in(alice), family_of(alice, name="The Okafors")
    addresses = ["/", "/families/new", f"/families/{cycle.family}", f"/families/{cycle.family}/consents"]
    addresses += [f"/families/{fresh}/consents", f"/families/{fresh}/films/new", f"/families/{cycle.family}/films/new"]
    addresses += [f"/editions/{cycle.edition}"]
    addresses += [f"/reels/{cycle.reel}", f"/reels/{cycle.reel}/review", f"/submissions/{cycle.submission}"]
    addresses += [
        f"/reels/{cycle.reel}/keepsake",
        f"/reels/{cycle.reel}/cuts",
        f"/films/{cycle.film}",
        f"/films/{cycle.film}/erase",
        "/me/security",
        "/nothing",
    ]
    beside = [f"/api/films/{cycle.film}/workspace", f"/api/reels/{cycle.reel}/workbench", f"/reels/{cycle.reel}/video"]
    beside += [f"/films/{cycle.film}/video/{cycle.version}"]

    answers = {address: shown(browser, address) for address in [*addresses, *beside]}

    assert looked_at(answers) == []


def test_what_is_said_can_be_read_and_looked_at_by_everybody(
    cycle: Cycle, alice: Someone, bob: Someone, sign_in: SignIn, looked_at: LookedAt
) -> None:
    browser, where = sign_in(alice), f"/films/{cycle.film}/transcript"
    its = mindedness.begin(alice.actor, cycle.film)
    mindedness.say_of_mind(alice.actor, its, 1, cycle.line, (), of_the_mind=True)
    mindedness.say_fit(alice.actor, its, 1, cycle.line, "", fits=True)
    steps, second = f"/codings/{its}/lines", codings.ask_second(alice.actor, its, bob.id, share=1)
    addresses = [where, steps, f"{steps}?step=second", f"{where}/lines/{cycle.line}"]

    assert looked_at({address: shown(browser, address) for address in addresses}) == []
    asked = f"/codings/{second}/lines"
    assert looked_at({asked: shown(sign_in(bob), asked)}) == []


def test_an_example_can_be_watched_and_let_through_by_every_supervisor(
    cycle: Cycle, alice: Someone, sara: Someone, sign_in: SignIn, looked_at: LookedAt
) -> None:
    coding_deeds.do(alice.actor, cycle.coding, [Deed(DeedId.new(), (Change(SMILE.id, None, SMILE),))])
    proposals.propose(alice.actor, cycle.coding, SMILE.id, supervisor=sara.id)
    work_off()
    page = shown(sign_in(sara), "/codings")

    assert b"Let it through" in page.body
    assert looked_at({"/codings": page}) == []


def test_what_surrounds_a_coding_can_be_read_by_everybody(
    cycle: Cycle, alice: Someone, bob: Someone, sign_in: SignIn, looked_at: LookedAt
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
    assert looked_at(pages) == []
    assert looked_at({"/codings": shown(sign_in(bob), "/codings")}) == []


def test_the_figures_of_a_coding_can_be_read_by_everybody_with_all_that_can_be_opened(
    cycle: Cycle, alice: Someone, sign_in: SignIn, looked_at: LookedAt
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
    assert looked_at({where: opened}) == []


def test_the_clients_pages_can_be_read_and_tapped_by_everybody(cycle: Cycle, looked_at: LookedAt) -> None:
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
    assert looked_at(answers) == []
