"""From the last byte of an upload to the first picture of it in a real Chromium, against a plain re-mux of the file.

    python bench/first_frame.py                 a film of one minute
    python bench/first_frame.py --minutes 10    a film of ten minutes, about 1.3 GB

A site is started in a home of its own. A guider sends the film from the page for adding one, as in daily work, and
stays there; as soon as the page offers to open the film, she does. The clock starts when the last piece is answered, so
the film is stored, and stops when the browser has put its first picture on the screen. The limit is what hardly any
site could do without: to copy the packets into a file with its index in front, here by PyAV, without seal, check, still
or waveform.
"""

import argparse
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import av
from phone_film import LOOP, phone_film
from playwright.sync_api import Browser, Page, Response, sync_playwright
from running import EMAIL, PASSWORD, PATIENCE, Site, processor, site
from timing import Used

from vignette.domain.consent import Purpose

QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")

SAID = "first picture: "
WATCH = """
const watched = new WeakSet()
const shown = (_now, picture) => {
  const painted = performance.timeOrigin + picture.expectedDisplayTime
  console.debug(SAID + JSON.stringify({ opened: performance.timeOrigin, painted, width: picture.width }))
}
const watch = () => {
  for (const video of document.querySelectorAll('video')) {
    if (!watched.has(video)) video.requestVideoFrameCallback(shown)
    watched.add(video)
  }
}
new MutationObserver(watch).observe(document, { childList: true, subtree: true })
""".replace("SAID", json.dumps(SAID))


@dataclass(frozen=True, slots=True)
class Way:
    """Seconds from the stored film to the opening of its page, on to its first picture; seconds of processor spent."""

    to_page: float
    to_picture: float
    cpu: float


def main() -> None:
    wishes = _wishes()
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        loops = max(1, round(wishes.minutes * 60 / LOOP))
        film = phone_film(room / "film.mp4", loops)
        print(f"{loops * LOOP} s of 1080p30, {film.stat().st_size / 1e6:.0f} MB")
        limit = _remuxed(film, room / "remuxed.mp4")
        purposes = [Purpose.FILM, Purpose.ANALYSIS] if wishes.analysed else [Purpose.FILM]
        with site(room / "home", purposes) as its, _browser() as browser:
            way = _way(browser, its, film)
    whole = way.to_page + way.to_picture
    print(f"re-mux with its index in front     {limit.wall:8.2f} s wall {limit.cpu:8.2f} s CPU")
    print(f"stored to its page opened          {way.to_page:8.2f} s wall")
    print(f"page opened to first picture       {way.to_picture:8.2f} s wall")
    print(f"STORED TO FIRST PICTURE            {whole:8.2f} s wall {way.cpu:8.2f} s CPU of the site")
    print(f"ratio to the re-mux                {whole / limit.wall:8.1f}        {way.cpu / limit.cpu:8.1f}")


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1.0, help="length of the film")
    parser.add_argument("--analysed", action="store_true", help="everybody agrees to analysis too: it sets in at once")
    return parser.parse_args()


def _way(browser: Browser, site: Site, film: Path) -> Way:
    page = browser.new_page(base_url=site.address)
    page.set_default_timeout(PATIENCE * 1000)
    page.add_init_script(WATCH)
    stored: list[tuple[float, float]] = []
    page.on("response", lambda response: stored.extend(_stored(response, film.stat().st_size, site)))
    _sign_in(page)
    page.goto(f"/families/{site.family}/films/new")
    page.locator("#file").set_input_files(film)
    with page.expect_console_message(lambda said: said.text.startswith(SAID)) as saying:
        page.get_by_role("button", name="Add this film").click()
        _open_at_once(page)
    cpu = processor(site.process)
    picture = json.loads(saying.value.text.removeprefix(SAID))
    assert picture["width"] == 1920, picture
    (at, cpu_before), opened, painted = stored[0], picture["opened"] / 1000, picture["painted"] / 1000
    return Way(opened - at, painted - opened, cpu - cpu_before)


def _open_at_once(page: Page) -> None:
    """Go on before this browser has reckoned its checksum, which takes longer than anything else; a short film's is."""
    now = page.get_by_role("link", name="open it now")
    now.or_(page.locator("#studio, [data-waiting]")).first.wait_for()
    if now.is_visible():
        now.click()


def _stored(response: Response, size: int, site: Site) -> Iterator[tuple[float, float]]:
    """When the last piece of the film was answered, in seconds since 1970, and what the site had used by then."""
    if response.request.method == "PATCH" and response.headers.get("upload-offset") == str(size):
        timing = response.request.timing
        yield (timing["startTime"] + timing["responseStart"]) / 1000, processor(site.process)


def _sign_in(page: Page) -> None:
    page.goto("/sign-in")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("/")


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        yield browser
        browser.close()


def _remuxed(film: Path, target: Path) -> Used:
    before = Used.so_far()
    options = {"movflags": "+faststart"}
    with av.open(str(film)) as source, av.open(str(target), "w", format="mp4", options=options) as output:
        copies = [output.add_stream_from_template(stream) for stream in source.streams]
        for packet in source.demux():
            if packet.dts is not None:
                packet.stream = copies[packet.stream.index]
                output.mux(packet)
    return Used.so_far() - before


if __name__ == "__main__":
    main()
