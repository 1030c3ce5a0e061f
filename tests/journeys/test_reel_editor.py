"""A reel is edited in a real browser, by keys and by hand, on a film in which every picture carries its number."""

import base64
import io
import json
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from playwright.sync_api import Locator, Page, expect

from tests.everybody import faults
from tests.films import frame_film
from tests.footage.reel import drawn as drawing
from tests.journeys.conftest import Pictures, signed_in, until
from tests.journeys.hands import Hands
from tests.journeys.showing import NUMBER_OF

READY_IN = 240_000
"""Milliseconds in which a film has to be ready, on a machine that is busy."""
FPS = 25
SECOND = 1_000_000
LATE = FPS // 4
"""Pictures by which a busy machine may come late to an edge, or to where the picture stands, and go back."""
MOMENTS = (("They wait", 2, 4), ("They laugh", 8, 9), ("He comes", 12, 13))
"""What was kept of the film: what it is called, from which second to which."""

SEEN = "document.querySelector('.picture.seen video[data-seen]')"
AT_REST = f"(video => video && video.readyState >= 2 && !video.seeking)({SEEN})"
NUMBER = f"{NUMBER_OF}({SEEN})"
LEAP = "(slider, at) => { slider.value = at; slider.dispatchEvent(new Event('input', { bubbles: true })) }"
TURNED = "They walk \u202eon"
"""Words with a mark that turns round all that stands after it on the same line."""
NOT_ALONE = """() => [...document.querySelectorAll('.editor *:not(.told)')].filter(each => {
  const { display, unicodeBidi } = getComputedStyle(each)
  const isAlone = /^(isolate|plaintext)/.test(unicodeBidi) || !/^(inline|contents)$/.test(display)
  const texts = [...each.childNodes].filter(node => node.nodeType === Node.TEXT_NODE && node.data.includes('\u202e'))
  return texts.some(text => !isAlone || text.nextSibling?.textContent.trim() || !text.data.trimEnd().endsWith('on'))
}).map(each => each.outerHTML.slice(0, 200))"""
TURNED_SEEN = """() => {
  const all = document.createTreeWalker(document.querySelector('.editor'), NodeFilter.SHOW_TEXT)
  let count = 0
  while (all.nextNode()) if (all.currentNode.data.includes('\u202e')) count += 1
  return count
}"""
BEYOND = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? []
  : [...document.querySelectorAll('body *')].filter(each => each.getBoundingClientRect().right > innerWidth + 0.5)
    .map(each => each.outerHTML.slice(0, 120))"""
MIDDLE_OF_THE_COVER = """sheet => {
  const [whole, cover] = [sheet, sheet.querySelector('.cover')].map((each) => each.getBoundingClientRect())
  return (cover.left + cover.width / 2 - whole.left) / whole.width
}"""
WATCH = f"""() => {{
  window.seen = []
  const look = () => {{
    if (window.seen === null) return
    if ({SEEN} && !document.querySelector('.stage .card')) window.seen.push([performance.now(), {NUMBER}])
    requestAnimationFrame(look)
  }}
  look()
}}"""


FACE = 88
"""Side of the face in the drawn film, in pixels."""
MAGENTA = (235, 30, 235)


def face_at(seconds: float) -> tuple[int, int]:
    """Left and top of the face: from the middle to the right, and back to the left and down."""
    across = 80 * seconds if seconds < 1.5 else 120 - 80 * (seconds - 1.5)
    return 2 * round((276 + across) / 2), 2 * round((120 + 15 * seconds) / 2)


def with_a_magenta_face(seconds: float) -> npt.NDArray[np.uint8]:
    picture = drawing.room((640, 360))
    left, top = face_at(seconds)
    face = np.full((FACE, FACE, 3), MAGENTA, np.uint8)
    face[:18] = face[34:44, 18:28] = face[34:44, 58:68] = face[66:72, 28:60] = (70, 10, 90)
    picture[top : top + FACE, left : left + FACE] = face
    return picture


def test_somebody_who_walks_is_followed_and_never_seen(
    laptop: Page, phone: Page, hands: Hands, tmp_path: Path, pictures: Pictures
) -> None:
    drawing.drawn(tmp_path / "walk.mp4", with_a_magenta_face, seconds=4, is_exact=False)
    family = hands.family("Somebody walks", client="Hanna", partner="Jonas")
    reel = hands.reel(hands.film(family, tmp_path / "walk.mp4"), (TURNED, 0, 4))
    opened(laptop, hands, reel, 1)
    card(laptop, "They walk").click()
    assert magenta_in(laptop) > 1000, "before, it is seen"

    somebody_is_followed(laptop)

    laptop.get_by_role("button", name="Done with this clip").click()
    pictures.take(laptop, "reel-editor-followed")
    nobody_is_seen(laptop)
    signed_in(phone.context, hands, "Alice")
    phone.goto(reel)
    expect(phone.locator(".stage .cover")).to_be_visible()
    pictures.take(phone, "reel-editor-followed-phone")
    nobody_is_seen(phone)
    nothing_is_beside_the_smallest_screen(phone)
    words_that_are_turned_round_end_with_their_own_line(laptop)


def somebody_is_followed(page: Page) -> None:
    """Draw a box by keys around the face where it is first, and have it followed; the cover lies on it all along."""
    group(page, "Hide")
    page.get_by_role("button", name="Hide somebody").click()
    expect(page.get_by_role("button", name="The box")).to_be_focused()
    for key, times in (("ArrowRight", 5), ("ArrowDown", 8), ("Shift+ArrowLeft", 10), ("Shift+ArrowUp", 15)):
        for _ in range(times):
            page.keyboard.press(key)
    page.get_by_role("button", name="Follow", exact=True).click()
    expect(page.get_by_text("all along")).to_be_visible(timeout=READY_IN)
    saved(page)

    answer = page.request.get(f"/api/reels/{page.url.rsplit('/', 1)[1]}/workbench").json()["answer"]
    (cover,) = answer["reel"]["clips"][0]["showing"]["covers"]
    assert len(cover["keys"]) > 2
    assert any(not key["isByHand"] for key in cover["keys"])
    for seconds in (0.0, 1.5, 3.8):
        seek(page, round(seconds * SECOND))
        number = page.locator(".picture.seen .sheet").evaluate(MIDDLE_OF_THE_COVER)
        assert abs(number - (face_at(seconds)[0] + FACE / 2) / 640) < 0.04, seconds


def nobody_is_seen(page: Page) -> None:
    """Not one pixel of the face, wherever in the reel one looks, however fast one gets there, and while it plays."""
    seeing = page.get_by_role("slider", name="Where in the reel")
    for at in (0, 3_900_000, 700_000, 1_500_000, 2_600_000):
        seeing.evaluate(LEAP, at)
        assert magenta_in(page) == 0, f"at once at {at}"
        seek(page, at)
        assert magenta_in(page) == 0, at
    seek(page, 0)
    page.get_by_role("button", name="Play the reel").click()
    for _ in range(5):
        assert magenta_in(page) == 0, "while it plays"
    expect(page.get_by_role("button", name="Play the reel")).to_be_visible(timeout=60_000)
    little = page.locator("[data-clip] canvas").first.evaluate("each => each.toDataURL()")
    assert magenta_of(base64.b64decode(little.partition(",")[2])) == 0, "the little picture"


def nothing_is_beside_the_smallest_screen(page: Page) -> None:
    """At 320 pixels, where a page must need no sideways scrolling (WCAG 2.2, 1.4.10)."""
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate(BEYOND) == []
    card(page, "They walk").tap()
    for name in ("Trim", "Pace", "Stills", "Words", "Sound", "Hide"):
        group(page, name)
        assert page.evaluate(BEYOND) == [], name
    page.get_by_role("button", name="Hide somebody").tap()
    assert page.evaluate(BEYOND) == []


def words_that_are_turned_round_end_with_their_own_line(page: Page) -> None:
    """On a clip, its panel, its card and its captions, in the list of these, and on a moment that waits."""
    card(page, "They walk").click()
    group(page, "Words")
    page.get_by_label("What shall be read here?").fill(TURNED)
    page.get_by_role("button", name="Add these words").click()
    saved(page)
    seek(page, 2_000_000)
    expect(page.locator(".stage .captions")).to_have_text(TURNED)
    isolated(page, 4)
    page.get_by_label("On a card before the clip").fill(TURNED)
    saved(page)
    seek(page, 0)
    expect(page.locator(".stage .card")).to_have_text(TURNED)
    isolated(page, 4)
    page.get_by_role("button", name="Take out").click()
    expect(page.get_by_role("button", name="Put in")).to_be_visible()
    isolated(page, 1)
    page.keyboard.press("Control+z")
    saved(page)


def isolated(page: Page, at_least: int) -> None:
    assert page.evaluate(TURNED_SEEN) >= at_least
    assert page.evaluate(NOT_ALONE) == []


def magenta_in(page: Page) -> int:
    """How many pixels of the stage, as they are on the screen, have anything of the face's colour."""
    return magenta_of(page.locator(".stage").screenshot())


def magenta_of(png: bytes) -> int:
    with av.open(io.BytesIO(png), "r", format="png_pipe") as shot:
        picture = next(shot.decode(video=0)).to_ndarray(format="rgb24").astype(np.uint8)
    return int(drawing.is_magenta(picture).sum())


def test_a_reel_is_edited_by_keys_and_by_hand(
    laptop: Page, phone: Page, hands: Hands, tmp_path: Path, pictures: Pictures
) -> None:
    numbers = frame_film(tmp_path / "numbers.mp4", seconds=14, fps=FPS, size=(320, 180), gop=FPS)
    family = hands.family("Numbers", client="Hanna", partner="Jonas")
    reel = hands.reel(hands.film(family, numbers), *MOMENTS)
    opened(laptop, hands, reel, 3)

    every_picture_is_found(laptop)
    the_order_is_changed_by_keys(laptop)
    a_clip_is_trimmed_by_frames(laptop)
    undo_goes_on_over_a_reload(laptop)
    slow_down_and_stand_still(laptop)
    what_is_played_is_what_was_asked_for(laptop)
    words_of_any_script(laptop)
    somebody_is_hidden(laptop)
    everybody_can_use_it(laptop, pictures)
    what_another_window_did_is_told(laptop, reel)
    a_lost_line_says_so(laptop)
    on_the_phone(phone, hands, reel, pictures)


def opened(page: Page, hands: Hands, reel: str, clips: int) -> None:
    signed_in(page.context, hands, "Alice")
    page.goto(reel)
    expect(page.locator("[data-clip]")).to_have_count(clips)


def every_picture_is_found(page: Page) -> None:
    """Three clips of 2, 1 and 1 seconds: at each time of the reel, the picture that has to be there."""
    for at, number in ((0, 50), (1_000_000, 75), (1_999_999, 99), (2_000_000, 200), (3_500_000, 312)):
        seek(page, at)
        assert number_seen(page) == number, at


def the_order_is_changed_by_keys(page: Page) -> None:
    card(page, "He comes").focus()
    for key in ("Alt+ArrowLeft", "Alt+ArrowLeft", "Alt+ArrowRight"):
        page.keyboard.press(key)
    expect(page.get_by_text("He comes is now clip 2 of 3.")).to_be_attached()
    assert order(page) == ["They wait", "He comes", "They laugh"]
    saved(page)

    card(page, "He comes").click()
    page.get_by_role("button", name="Later", exact=True).click()
    assert order(page) == ["They wait", "They laugh", "He comes"]
    saved(page)
    seek(page, 3_000_000)
    assert number_seen(page) == 300


def a_clip_is_trimmed_by_frames(page: Page) -> None:
    card(page, "They wait").click()
    first, last = edge(page, "First picture"), edge(page, "Last picture")
    expect(first.locator("output")).to_have_text("0:02.0")
    first.get_by_role("button", name="one frame later").click()
    last.get_by_role("button", name="one frame earlier").click()
    saved(page)
    assert drawn(page, "start", at=51 * SECOND // FPS) == 51
    assert drawn(page, "end", at=98 * SECOND // FPS) == 98
    seek(page, 0)
    assert number_seen(page) == 51

    page.get_by_role("slider", name="The clip begins").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("PageDown")
    expect(first.locator("output")).to_have_text("0:01.0")
    saved(page)
    seek(page, 1_000_000)
    page.locator(".editor").focus()
    page.keyboard.press("i")
    saved(page)
    expect(first.locator("output")).to_have_text("0:02.0")
    last.get_by_role("button", name="one frame later").click()
    saved(page)
    expect(page.get_by_role("button", name="As the moment is")).to_have_count(0)


def undo_goes_on_over_a_reload(page: Page) -> None:
    page.get_by_label("The question I ask here").fill("What do you see?")
    saved(page)
    page.reload()
    card(page, "They wait").click()
    expect(page.get_by_label("The question I ask here")).to_have_value("What do you see?")
    assert "What do you see?" not in page.evaluate("JSON.stringify({ ...sessionStorage })")

    first = edge(page, "First picture").locator("output")
    page.locator(".editor").focus()
    for _ in ("the question", "the last picture", "the first picture"):
        page.keyboard.press("Control+z")
    expect(first).to_have_text("0:01.0")
    expect(page.get_by_label("The question I ask here")).to_have_value("")
    for _ in range(3):
        page.keyboard.press("Control+Shift+z")
    expect(first).to_have_text("0:02.0")
    expect(page.get_by_label("The question I ask here")).to_have_value("What do you see?")
    saved(page)


def slow_down_and_stand_still(page: Page) -> None:
    """The first clip: its second half at half the pace, with the picture between standing for a second."""
    group(page, "Pace")
    seek(page, 1_000_000)
    page.get_by_role("button", name="From here").click()
    page.get_by_role("slider", name="The stretch ends").focus()
    for _ in range(3):
        page.keyboard.press("PageUp")
    page.get_by_role("button", name="Show it so").click()
    group(page, "Stills")
    seek(page, 1_000_000)
    page.get_by_label("For how many seconds?").fill("1")
    page.get_by_role("button", name="Here in the clip").click()
    card(page, "They laugh").click()
    group(page, "Pace")
    page.get_by_role("slider", name="The stretch begins").focus()
    for key in ("PageDown", "PageDown"):
        page.keyboard.press(key)
    page.get_by_role("slider", name="The stretch ends").focus()
    for key in ("PageUp", "PageUp"):
        page.keyboard.press(key)
    page.get_by_label("as it was").check()
    page.get_by_role("button", name="Show it once more so").click()
    saved(page)

    # 1 s of film, 1 s standing, 1 s of film in 2 s, then the second clip twice and the third.
    for at, number in ((0, 50), (999_999, 74), (1_500_000, 75), (2_000_000, 75), (2_079_999, 75), (2_080_000, 76)):
        seek(page, at)
        assert number_seen(page) == number, at
    for at, number in ((3_999_999, 99), (4_000_000, 200), (4_999_999, 224), (5_000_000, 200), (6_000_000, 300)):
        seek(page, at)
        assert number_seen(page) == number, at


def what_is_played_is_what_was_asked_for(page: Page) -> None:
    seek(page, 0)
    page.evaluate(WATCH)
    page.get_by_role("button", name="Play the reel").click()
    expect(page.get_by_role("button", name="Play the reel")).to_be_visible(timeout=60_000)
    seen = page.evaluate("(() => { const all = window.seen; window.seen = null; return all })()")
    shown = [(at, number) for at, number in seen if number >= 0]
    parts = in_parts(shown)

    # The clips, each in its place, and no stretch from between them.
    wanted = [(50, 99), (200, 224), (200, 224), (300, 324)]
    assert len(parts) == len(wanted), parts
    for (first, last, _), (start, end) in zip(parts, wanted, strict=True):
        assert abs(first - start) <= LATE, parts
        assert abs(last - end) <= LATE, parts
    standing = [at for at, number in shown if number == 75]
    assert standing[-1] - standing[0] > 900, "the picture stands for a second"
    slowly = [at for at, number in shown if 76 <= number <= 98]
    assert slowly[-1] - slowly[0] > 1_600, "a second of film takes two"


def in_parts(shown: list[tuple[float, int]]) -> list[tuple[int, int, int]]:
    """First and last number of each stretch that goes on without a jump, and how many pictures were caught of it."""
    parts: list[list[int]] = []
    for _, number in shown:
        if parts and -LATE <= number - parts[-1][-1] < FPS:
            parts[-1].append(number)
        else:
            parts.append([number])
    return [(part[0], part[-1], len(part)) for part in parts]


def words_of_any_script(page: Page) -> None:
    card(page, "He comes").click()
    group(page, "Words")
    page.get_by_label("On a card before the clip").fill("ننتظر معا")
    page.get_by_label("What shall be read here?").fill("היא מחכה לי.")
    page.get_by_role("button", name="Add these words").click()
    saved(page)
    seek(page, 6_100_000)
    expect(page.locator(".stage .card")).to_have_text("ننتظر معا")
    assert page.locator(".stage .card p").evaluate("each => getComputedStyle(each).direction") == "rtl"
    seek(page, 9_500_000)
    expect(page.locator(".stage .captions")).to_have_text("היא מחכה לי.")


def somebody_is_hidden(page: Page) -> None:
    group(page, "Hide")
    page.get_by_role("button", name="Hide somebody").click()
    box = page.get_by_role("button", name="The box")
    expect(box).to_be_focused()
    was = at_rest(box)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowRight")
    now = at_rest(box)
    assert now["x"] < was["x"]
    assert now["width"] > was["width"]
    page.get_by_role("button", name="Keep it in this place").click()
    page.get_by_role("button", name="Done", exact=True).click()
    saved(page)
    expect(page.locator(".stage .cover")).to_be_visible()
    hidden = page.locator(".stage .cover").bounding_box()
    assert hidden is not None
    assert abs(hidden["width"] - now["width"]) < 2


def everybody_can_use_it(page: Page, pictures: Pictures) -> None:
    for name in ("Trim", "Pace", "Stills", "Words", "Sound", "Hide"):
        group(page, name)
        assert faults(page) == [], name
    pictures.take(page, "reel-editor-clip", whole=True)
    page.get_by_role("button", name="Done with this clip").click()
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    pictures.take(page, "reel-editor-dark", whole=True)
    assert faults(page) == []
    page.emulate_media(color_scheme="light")


def what_another_window_did_is_told(page: Page, reel: str) -> None:
    api = f"/api/reels/{reel.rsplit('/', 1)[1]}"
    now = page.request.get(f"{api}/workbench").json()["answer"]
    theirs = {**now["reel"], "why": "Another window was first."}
    post(page, f"{api}/change", {"number": now["number"], "reel": theirs})

    page.get_by_label("One sentence for Hanna").fill("This comes too late.")
    expect(page.get_by_role("alert")).to_contain_text("This is how it is now.")
    expect(page.get_by_label("One sentence for Hanna")).to_have_value("Another window was first.")


def a_lost_line_says_so(page: Page) -> None:
    page.context.set_offline(True)
    page.get_by_label("One sentence for Hanna").fill("You waited, and Jonas came.")
    expect(page.locator("[data-saving='no connection']")).to_be_visible()
    page.context.set_offline(False)
    saved(page)
    page.reload()
    expect(page.get_by_label("One sentence for Hanna")).to_have_value("You waited, and Jonas came.")


def on_the_phone(page: Page, hands: Hands, reel: str, pictures: Pictures) -> None:
    opened(page, hands, reel, 3)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert faults(page) == []
    drag_by_touch(page, "They wait", "They laugh")
    assert order(page) == ["They laugh", "They wait", "He comes"]
    saved(page)
    card(page, "They laugh").tap()
    group(page, "Trim")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert faults(page) == []
    pictures.take(page, "reel-editor-phone")


def drag_by_touch(page: Page, title: str, other: str) -> None:
    """Take a clip by its grip with one finger, and let it go over another one."""
    grip = at_rest(card(page, title).locator(".grip"))
    goal = at_rest(card(page, other))
    start = (grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
    end = (goal["x"] + goal["width"] / 2 + 20, start[1])
    hand = page.context.new_cdp_session(page)
    hand.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": start[0], "y": start[1]}]})
    for step in range(1, 11):
        x = start[0] + (end[0] - start[0]) * step / 10
        hand.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": start[1]}]})
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def post(page: Page, address: str, message: dict[str, Any]) -> Any:
    """What the server answers to `message`, sent as the page sends it."""
    token = page.locator('meta[name="csrf-token"]').get_attribute("content") or ""
    headers = {"Content-Type": "application/json", "X-CSRFToken": token, "Referer": page.url}
    answer = page.request.post(address, data=json.dumps(message), headers=headers)
    assert answer.ok, answer.text()
    return answer.json()


def seek(page: Page, at: int) -> None:
    page.get_by_role("slider", name="Where in the reel").evaluate(LEAP, at)
    if page.locator(".stage .card").count() == 0:
        until(page, AT_REST)


def number_seen(page: Page) -> int:
    until(page, AT_REST)
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    number: int = page.evaluate(NUMBER)
    return number


def drawn(page: Page, which: str, *, at: int) -> int:
    """The number of the picture that shows where the clip begins or ends, which is to be that at film time `at`."""
    canvas = page.locator(f"[data-edge={which}] canvas")
    expect(canvas).to_have_attribute("data-at", str(at))
    number: int = canvas.evaluate(NUMBER_OF)
    return number


def card(page: Page, title: str) -> Locator:
    return page.locator("[data-clip] button").filter(has_text=title)


def order(page: Page) -> list[str]:
    return page.locator("[data-clip] .title").all_inner_texts()


def edge(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name)


def group(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def saved(page: Page) -> None:
    expect(page.locator("[data-saving=saved]")).to_be_visible()


def at_rest(what: Locator) -> Any:
    box = what.bounding_box()
    assert box is not None
    return box
