"""Filming with the phone's browser: in parts that a crash leaves alone, sealed before they are kept, gone once sent."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import PHONE, Pictures, Site, signed_in, until
from tests.journeys.filming import READY_IN, crash, made_up_camera, page_on, parts_are_kept
from tests.journeys.hands import Hands
from vignette.domain.source import PlainFile
from vignette.footage.probe import probe
from vignette.vault import envelope
from vignette.vault.envelope import EnvelopeKey
from vignette.vault.keys import MasterKey

CLEAR = (b"\x1aE\xdf\xa3", b"webm", b"ftyp", b"moov", b"moof", b"Opus", b"V_VP8", b"avc1", b"Rosa", b"Emil")
"""What films that browsers make begin with or carry, and what nobody may be called on this phone."""

ON_THE_PHONE = """async () => {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('films', { create: true })
  const found = {}
  for await (const [name, handle] of folder.entries()) {
    const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer())
    found[name] = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  }
  return found
}"""
IN_THE_SHELL = """async () => {
  const found = []
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname)
  return found
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with made_up_camera() as started:
        yield started


@pytest.fixture(scope="module")
def hand(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """One phone in one hand: what it keeps outlives every page of it."""
    context = browser.new_context(viewport=PHONE, base_url=site.address, has_touch=True, device_scale_factor=2)
    yield context
    context.close()


@pytest.fixture(scope="module")
def family(hand: BrowserContext, hands: Hands) -> str:
    """The family of Rosa and Emil, as it is open on Alice's phone."""
    signed_in(hand, hands, "Alice")
    return hands.family("Rosa and Emil", client="Rosa", partner="Emil")


@pytest.fixture
def phone(hand: BrowserContext) -> Iterator[Page]:
    with page_on(hand) as page:
        yield page


def begin_filming(page: Page, family: str) -> None:
    page.goto(f"{family}/camera")
    page.get_by_role("button", name="Open the camera").click()
    page.get_by_role("button", name="Film", exact=True).click()


def discard(page: Page) -> None:
    page.get_by_role("button", name="Discard", exact=True).click()
    page.get_by_role("button", name="Discard it").click()
    expect(page.get_by_text("is still on this phone")).to_have_count(0)
    assert on_the_phone(page) == {}


def on_the_phone(page: Page) -> dict[str, bytes]:
    return {name: base64.b64decode(content) for name, content in page.evaluate(ON_THE_PHONE).items()}


def opened(site: Site, family: str, sealed: bytes) -> tuple[bytes, bool]:
    key = EnvelopeKey.of(MasterKey.from_file(site.home / "master.key"))
    family_bytes = bytes.fromhex(family.rsplit("/", 1)[-1].replace("-", ""))
    with (site.home / "sealed").open("w+b") as file:
        file.write(sealed)
        file.seek(0)
        inside = envelope.opened(file, key, b"filmed family " + family_bytes)
        return b"".join(inside), inside.is_whole


def test_a_crash_in_the_middle_costs_no_more_than_the_last_part(
    browser: Browser, site: Site, hand: BrowserContext, family: str, tmp_path: Path, pictures: Pictures
) -> None:
    doomed = hand.new_page()
    begin_filming(doomed, family)
    parts_are_kept(doomed, 3, on="phone")
    pictures.take(doomed, "camera-filming")
    crash(browser, doomed)
    doomed.close()

    with page_on(hand) as phone:
        phone.goto(f"{family}/camera")
        expect(
            phone.get_by_text(re.compile(r"A film of \d+ s from today \d\d:\d\d is still on this phone"))
        ).to_be_visible()
        pictures.take(phone, "camera-kept")
        kept = on_the_phone(phone)
    assert sorted(Path(name).suffix for name in kept) == [".notes", ".sealed"]
    assert not [clear for clear in CLEAR for content in kept.values() if clear in content]

    (sealed,) = (content for name, content in kept.items() if name.endswith(".sealed"))
    plain, is_whole = opened(site, family, sealed)
    assert not is_whole
    (tmp_path / "film").write_bytes(plain)
    assert 3_000_000 < probe(PlainFile(tmp_path / "film")).length < 30_000_000


def test_filming_goes_on_after_the_crash_and_arrives_as_one_film(phone: Page, family: str, pictures: Pictures) -> None:
    phone.goto(f"{family}/camera")
    phone.get_by_role("button", name="Film on").click()
    phone.get_by_role("button", name="Film", exact=True).click()
    parts_are_kept(phone, 6, on="phone")
    phone.get_by_role("button", name="Stop filming").click()
    expect(phone.get_by_text("its 2 recordings become one film")).to_be_visible()
    pictures.take(phone, "camera-two")
    phone.get_by_role("button", name="Send it").click()

    arrived = phone.get_by_text("It has arrived whole. Nothing of it is left on this phone.")
    expect(arrived).to_be_visible(timeout=READY_IN)
    pictures.take(phone, "camera-arrived")
    assert on_the_phone(phone) == {}
    phone.get_by_role("link", name="See the film").click()
    expect(phone.locator("#studio video")).to_be_visible(timeout=READY_IN)
    until(phone, "document.querySelector('#studio video').duration > 6")
    expect(phone.get_by_text(re.compile(r"^Filmed on \d+ \w+ \d{4}\?$"))).to_be_visible()


def test_stop_and_discard_leaves_nothing(phone: Page, family: str, pictures: Pictures) -> None:
    begin_filming(phone, family)
    parts_are_kept(phone, 1, on="phone")
    phone.get_by_role("button", name="Stop and discard").click()
    expect(phone.get_by_text("Discard it for good?")).to_be_visible()
    expect(phone.get_by_role("button", name="Stop filming")).to_have_count(0)
    pictures.take(phone, "camera-discard")
    phone.get_by_role("button", name="Discard it").click()

    expect(phone.get_by_text("is still on this phone")).to_have_count(0)
    assert on_the_phone(phone) == {}


def test_a_camera_that_is_taken_away_ends_the_recording_and_nothing_else(phone: Page, family: str) -> None:
    begin_filming(phone, family)
    parts_are_kept(phone, 1, on="phone")
    phone.evaluate("document.querySelector('video').srcObject.getVideoTracks()[0].dispatchEvent(new Event('ended'))")

    expect(phone.get_by_text("The camera or the microphone was taken away")).to_be_visible()
    expect(phone.get_by_role("button", name="Film on")).to_be_visible()
    discard(phone)


def test_a_phone_that_fills_up_keeps_what_was_filmed_before(phone: Page, family: str) -> None:
    begin_filming(phone, family)
    parts_are_kept(phone, 1, on="phone")
    phone.evaluate("() => { navigator.storage.estimate = () => Promise.resolve({ quota: 1000, usage: 0 }) }")

    expect(phone.get_by_text("This phone is full, so filming stopped.")).to_be_visible()
    expect(phone.get_by_text("is still on this phone")).to_be_visible()
    phone.get_by_role("button", name="Open the camera").click()
    phone.get_by_role("button", name="Film", exact=True).click()
    expect(phone.get_by_text("This phone is full: send or discard what is on it")).to_be_visible()
    discard(phone)


def test_filming_needs_no_connection_and_a_reload_without_one_finds_the_film(
    hand: BrowserContext, phone: Page, family: str, pictures: Pictures
) -> None:
    phone.goto(f"{family}/camera")
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.get_by_role("button", name="Open the camera").click()
    hand.set_offline(True)
    phone.get_by_role("button", name="Film", exact=True).click()
    parts_are_kept(phone, 2, on="phone")
    phone.get_by_role("button", name="Stop filming").click()
    expect(phone.get_by_text("is still on this phone")).to_be_visible()

    phone.reload()
    expect(phone.get_by_role("heading", name="There is no connection")).to_be_visible()
    expect(phone.get_by_text("is safe on this phone")).to_be_visible()
    pictures.take(phone, "camera-offline")
    hand.set_offline(False)
    discard(phone)


def test_the_browser_keeps_static_files_and_nothing_of_a_family(phone: Page, family: str) -> None:
    phone.goto(f"{family}/camera")
    phone.goto(family)
    phone.goto("/")

    kept = phone.evaluate(IN_THE_SHELL)
    assert "/offline" in kept
    assert [path for path in kept if path != "/offline" and not path.startswith("/static/")] == []


def test_signing_out_asks_first_and_then_leaves_nothing_in_the_browser(phone: Page, family: str) -> None:
    begin_filming(phone, family)
    parts_are_kept(phone, 1, on="phone")
    phone.get_by_role("button", name="Stop filming").click()
    expect(phone.get_by_text("is still on this phone")).to_be_visible()
    phone.goto(family)
    asked: list[str] = []
    phone.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    sign_out = phone.get_by_role("button", name="Sign out")
    expect(phone.locator("form[data-ask]")).to_have_count(1)
    sign_out.click()
    assert len(on_the_phone(phone)) == 2

    phone.once("dialog", lambda dialog: dialog.accept())
    sign_out.click()
    expect(phone.get_by_role("button", name="Sign in")).to_be_visible()
    assert asked == ["A film on this phone has not been sent, and signing out discards it. Sign out all the same?"]

    assert phone.evaluate(IN_THE_SHELL) == []
    assert on_the_phone(phone) == {}
