"""What two browsers really show of a film whose pictures carry their own numbers, told by the machine's own clock.

Nothing of ours is asked: the numbers are read off the picture, and when it was shown is told by the browser on the one
clock that both share, whatever their pages take the time to be.
"""

from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Page

SKEWED = """
(() => {
  const Real = Date, skew = SKEW
  window.Date = class extends Real {
    constructor(...given) { given.length ? super(...given) : super(Real.now() + skew) }
    static now() { return Real.now() + skew }
  }
})()
"""
"""A page whose clock is wrong by SKEW milliseconds."""

NUMBER_OF = """((source) => {
  const [width, height] = [64, 48]
  const canvas = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  const check = (code) => {
    let spread = 0
    for (let place = 0; place < 11; place++) if ((code >> (1 + place)) & 1) spread ^= 1 + (place % 7)
    return ((spread << 1) | (code & 1)) ^ 9
  }
  const light = (pixels, row, column) => {
    let sum = 0
    for (let y = row * 12 + 4; y < row * 12 + 8; y++)
      for (let x = column * 16 + 5; x < column * 16 + 11; x++) sum += pixels[(y * width + x) * 4]
    return sum / 24 > 127
  }
  canvas.drawImage(source, 0, 0, width, height)
  const pixels = canvas.getImageData(0, 0, width, height).data
  let word = 0
  for (let place = 0; place < 16; place++) if (light(pixels, place >> 2, place & 3)) word |= 1 << place
  const code = word >> 4
  if ((word & 15) !== check(code)) return -1
  let number = 0
  for (let place = 0; place < 12; place++) number ^= code >> place
  return number
})"""
"""Which number a picture carries that the page has or shows (see tests/films); -1 where none can be read."""

RECORDED = f"""
(() => {{
  const video = document.querySelector('video'), numberOf = {NUMBER_OF}
  window.shown = []
  if (window.recorded === video) return
  window.recorded = video
  video.requestVideoFrameCallback(function again(_now, frame) {{
    if (video.src) video.requestVideoFrameCallback(again)
    window.shown.push([performance.timeOrigin + frame.expectedDisplayTime, numberOf(video)])
  }})
}})()
"""
"""A page that writes down, from now on, when it showed which picture."""

TOGETHER = 1_000.0
"""Milliseconds within which the same picture in two browsers is the same showing of it."""


@dataclass(frozen=True)
class Drift:
    """How many milliseconds apart the same pictures were shown."""

    apart: tuple[float, ...]

    @property
    def middle(self) -> float:
        return median(self.apart)

    @property
    def lately(self) -> float:
        """Of the last fifteen pictures."""
        return median(self.apart[-15:])

    @property
    def most(self) -> float:
        return max(self.apart)

    def share_within(self, milliseconds: float) -> float:
        return sum(each <= milliseconds for each in self.apart) / len(self.apart)

    def __str__(self) -> str:
        told = f"median {self.middle:.0f} ms, at the end {self.lately:.0f} ms, at most {self.most:.0f} ms"
        return f"{told}, {self.share_within(50):.0%} within 50 ms ({len(self.apart)} pictures)"


def number(page: Page) -> int:
    """Which picture of the film stands on the screen; -1 where none can be read."""
    found: int = page.evaluate(f"{NUMBER_OF}(document.querySelector('video'))")
    return found


def forget(*pages: Page) -> None:
    """What they show is written down anew from now on."""
    for page in pages:
        page.evaluate(RECORDED)


def drift(one: Page, other: Page) -> Drift:
    """How far apart both have shown the same pictures since they were made to forget."""
    first, second = (page.evaluate("shown") for page in (one, other))
    apart = []
    for when, picture in first:
        beside = [abs(when - at) for at, its in second if its == picture and picture >= 0]
        if beside and min(beside) < TOGETHER:
            apart.append(min(beside))
    return Drift(tuple(apart))
