"""A reel in a real browser: nothing at a join is seen twice, left out, late or spoilt."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.films import pictures_in, read_number
from tests.footage.conftest import Film
from tests.footage.making import made
from tests.footage.reel.cutting import Cut, cut, span
from vignette.domain.showing import Freeze, Showing, Slow
from vignette.domain.source import PlainFile
from vignette.domain.span import Micros
from vignette.domain.work import unheard
from vignette.footage.reel.webm import write_webm

AROUND = 3
"""Pictures looked at on either side of each join."""

PAGE = """<!doctype html><video src=film></video><script>
const video = document.querySelector('video')
const greys = (picture) => {
  const canvas = new OffscreenCanvas(4, 4).getContext('2d')
  canvas.drawImage(picture, 0, 0, 4, 4)
  return [...canvas.getImageData(0, 0, 4, 4).data].filter((_, place) => place % 4 === 0)
}
async function lookAt(seconds) {
  const found = new Promise((later) => { video.onseeked = later })
  const shown = new Promise((later) => video.requestVideoFrameCallback(later))
  video.currentTime = seconds
  await Promise.all([found, shown])
  return greys(video)
}
async function playThrough(rate) {
  const seen = []
  const look = () => {
    // What a frame callback tells may be a picture behind what is drawn; a picture held fast carries its own time.
    const picture = new VideoFrame(video)
    seen.push([picture.timestamp, ...greys(picture)])
    picture.close()
    video.requestVideoFrameCallback(look)
  }
  video.requestVideoFrameCallback(look)
  video.playbackRate = rate
  await video.play()
  await new Promise((later, fail) => { video.onended = later; video.onerror = () => fail(video.error.message) })
  return { seen, spoilt: video.getVideoPlaybackQuality().corruptedVideoFrames }
}
</script>"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed with its module: while it runs, its event loop keeps Django's rows from every other test."""
    with sync_playwright() as playwright:
        quiet = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
        started = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=quiet)
        yield started
        started.close()


@pytest.fixture(scope="module")
def reel(film: Film, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copied groups beside encoded edges, one film beside another, slow motion and a picture that stands still."""
    folder = tmp_path_factory.mktemp("joins")
    proxy = PlainFile(made([film(size=(320, 240))], folder / "made")[0])
    phone = film(size=(320, 240), b_frames=3, gop=250, is_open_gop=True)
    dressed = Showing(slow=(Slow(span(2.1, 2.3), 50),), before=Freeze(Micros(2_000_000), Micros(300_000)))
    cuts: list[Cut] = [
        (proxy, span(0.9, 2.1)),
        (proxy, span(1, 2)),
        (phone, span(0.5, 0.8)),
        (proxy, span(2, 3.1), dressed),
    ]
    assert cut(cuts, folder / "reel.mp4").copied == 60
    write_webm(PlainFile(folder / "reel.mp4"), folder / "reel.webm", progress=unheard)
    return folder


@pytest.mark.parametrize("name", ["reel.mp4", "reel.webm"])
def test_across_every_join_chromium_shows_each_picture_in_its_turn(name: str, reel: Path, browser: Browser) -> None:
    expected = pictures_in(reel / name)
    page = shown(browser, (reel / name).read_bytes(), "video/" + name.rpartition(".")[2])

    for place in sorted(at_joins(expected)):
        begin, end = expected[place][0], expected[place + 1][0]
        assert number_in(page.evaluate("lookAt", (begin + end) / 2e6)) == expected[place][1]
    page.close()


def test_playing_through_chromium_shows_no_other_picture_and_none_spoilt(reel: Path, browser: Browser) -> None:
    expected = pictures_in(reel / "reel.mp4")
    page = shown(browser, (reel / "reel.mp4").read_bytes(), "video/mp4")

    # A busy machine leaves pictures out, the fewer the slower the reel plays: whoever sees few of them has not looked.
    for rate in (1, 0.5, 0.25, 0.1):
        found = page.evaluate("playThrough", rate)
        if len(found["seen"]) > len(expected) / 2:
            break

    at = np.array([moment for moment, _ in expected])
    seen = [(int(np.abs(at - moment).argmin()), number_in(grey)) for moment, *grey in found["seen"]]
    places = [place for place, _ in seen]
    assert found["spoilt"] == 0
    assert places == sorted(places)
    assert [number for _, number in seen] == [expected[place][1] for place in places]
    assert len(set(places)) > len(expected) / 4
    page.close()


def at_joins(expected: Sequence[tuple[int, int]]) -> set[int]:
    """The places of the pictures around wherever the numbers do not go on by one."""
    numbers = [number for _, number in expected]
    joins = [place for place in range(1, len(numbers)) if numbers[place] != numbers[place - 1] + 1]
    around = {place + off for place in joins for off in range(-AROUND, AROUND)}
    return {place for place in around if 0 <= place < len(numbers) - 1}


def number_in(greys: Sequence[int]) -> int:
    blocks = np.array(greys, dtype=np.uint8).reshape(4, 4)
    return read_number(np.repeat(np.repeat(np.repeat(blocks[:, :, None], 3, axis=2), 10, axis=0), 10, axis=1))


def shown(browser: Browser, content: bytes, kind: str) -> Page:
    page = browser.new_page()
    page.route("**/*", lambda route: answer(route, content, kind))
    page.goto("http://film.example/")
    page.wait_for_function("document.querySelector('video').readyState >= 2")
    return page


def answer(route: Route, content: bytes, kind: str) -> None:
    """The page, or the part of the film that is asked for."""
    wanted = route.request.headers.get("range", "")
    if not wanted:
        return route.fulfill(body=PAGE, content_type="text/html")
    first, _, last = wanted.removeprefix("bytes=").partition("-")
    part = content[int(first) : int(last or len(content)) + 1]
    place = f"bytes {first}-{int(first) + len(part) - 1}/{len(content)}"
    headers = {"content-range": place, "accept-ranges": "bytes", "content-type": kind}
    return route.fulfill(status=206, body=part, headers=headers)
