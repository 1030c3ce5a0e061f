"""A family's first cycle, walked as its people walk it: guider, client and supervisor."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.films.kitchen import kitchen_table
from tests.journeys.conftest import Pictures, Site, sign_in, until

REAL = Path(__file__).parents[3] / "shared" / "films" / "one-face-talking.mp4"
FILMS = ["kitchen", *(["talking"] if REAL.exists() else [])]

QUESTION = "What am I doing when Jonas plays on by himself?"
SAW = "He looks at me before he laughs."
SUGGESTED_IN = 240_000
"""Milliseconds in which a film has to be ready and looked at, on a machine that is busy."""


@pytest.fixture(params=FILMS)
def film(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return REAL if request.param == "talking" else kitchen_table(tmp_path / "kitchen.mp4")


def test_a_familys_first_cycle(
    site: Site, laptop: Page, phone: Page, other_laptop: Page, film: Path, pictures: Pictures
) -> None:
    sign_in(laptop, "Alice")
    open_a_family(laptop)
    find_that_nobody_may_be_filmed_yet(laptop)
    record_what_they_agree_to(laptop)
    set_a_goal(laptop)
    add_the_film(laptop, film)
    look_closely(laptop, pictures)
    reel = make_the_reel(laptop)
    secret = share_it(laptop)
    the_client_reads_the_letter(phone, secret, pictures)
    submit_it(laptop, reel)
    the_supervisor_comments(other_laptop)
    hold_the_review(laptop, reel, pictures)
    close_the_cycle(laptop)
    the_client_stops_it(phone)


def open_a_family(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Add a family").click()
    page.get_by_label("What you call this family").fill("Hanna and Jonas")
    page.get_by_label("The client").fill("Hanna")
    page.get_by_label("The partner").fill("Jonas")
    page.get_by_label("The helping question").fill(QUESTION)
    page.get_by_role("button", name="Add this family").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Hanna and Jonas")
    expect(page.get_by_text(QUESTION)).to_be_visible()
    expect(page.get_by_text("film 1 is due", exact=False).first).to_be_visible()


def find_that_nobody_may_be_filmed_yet(page: Page) -> None:
    family = page.url
    page.goto(f"{family}/films/new")

    expect(page.get_by_text("Nobody in this family has agreed to be filmed yet")).to_be_visible()
    expect(page.locator("input[type=file]")).to_have_count(0)
    page.goto(family)


def record_what_they_agree_to(page: Page) -> None:
    page.get_by_role("link", name="Record consent first").click()
    for name, given_by in (("Hanna", "Hanna, for herself"), ("Jonas", "Hanna, as his mother")):
        card = page.get_by_role("article", name=name)
        for purpose in card.get_by_role("checkbox").all():
            purpose.check()
        card.get_by_label("Who gave this agreement?").fill(given_by)
        card.get_by_role("button", name="Record this").click()
        expect(page.get_by_role("article", name=name).get_by_text(f"{given_by} said so on").first).to_be_visible()
    page.get_by_role("link", name="Hanna and Jonas").click()


def set_a_goal(page: Page) -> None:
    page.get_by_text("Add a goal").click()
    page.get_by_label("What does the client hope for?").fill("Play together without hurry")
    page.get_by_role("button", name="Add this goal").click()

    expect(page.get_by_text("Play together without hurry").first).to_be_visible()


def add_the_film(page: Page, film: Path) -> None:
    page.get_by_role("link", name="Add a film").click()
    page.set_input_files("input[type=file]", film)
    page.get_by_role("button", name="Add this film").click()
    page.wait_for_url("**/films/*")

    player = page.locator("#studio video")
    expect(player).to_be_visible(timeout=SUGGESTED_IN)
    until(page, "document.querySelector('#studio video').videoWidth > 0")


def look_closely(page: Page, pictures: Pictures) -> None:
    """Keep what is suggested or mark one's own, change its edges by keyboard and by buttons, name a principle."""
    under_way = page.get_by_role("progressbar", name="Looking for moments")
    expect(under_way).to_have_count(0, timeout=SUGGESTED_IN)
    the_end_is_as_near_as_the_beginning(page)
    suggestions = page.locator("[data-moment]")
    if suggestions.count() > 1:
        keep_one_and_dismiss_one(page)
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    pictures.take(page, "film")
    mark_one_by_hand(page)
    undo_and_redo(page)
    nothing_is_lost_on_reload(page)


def the_end_is_as_near_as_the_beginning(page: Page) -> None:
    page.evaluate("(film => { film.currentTime = film.duration - 0.5 })(document.querySelector('#studio video'))")
    until(page, "(film => !film.seeking && film.readyState >= 2)(document.querySelector('#studio video'))")
    page.evaluate("document.querySelector('#studio video').currentTime = 0")
    until(page, "(film => !film.seeking && film.readyState >= 2)(document.querySelector('#studio video'))")


def keep_one_and_dismiss_one(page: Page) -> None:
    first = page.locator("[data-moment]").first
    first.locator("button").first.click()
    expect(first.locator("ul li").first).to_contain_text(re.compile(r"\d:\d\d\.\d .*[a-z]"))  # a reason, at a second
    first.get_by_role("button", name="Keep", exact=True).click()
    expect(first.get_by_text("Kept")).to_be_visible()

    how_many = page.locator("[data-moment]").count()
    second = page.locator("[data-moment]").nth(1)
    second.locator("button").first.click()
    second.get_by_role("button", name="Dismiss").click()
    expect(page.locator("[data-moment]")).to_have_count(how_many - 1)
    page.locator("[data-moment]").first.locator("button").first.click()


def mark_one_by_hand(page: Page) -> None:
    studio = page.locator(".studio")
    before = studio.locator("[data-moment]").count()
    studio.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("m")
    expect(studio.locator("[data-moment]")).to_have_count(before + 1)

    mine = studio.locator("[data-moment].selected")
    expect(mine.get_by_text("Kept")).to_be_visible()
    change = mine.get_by_role("button", name="Change")
    if change.get_attribute("aria-expanded") != "true":
        change.click()
    mine.get_by_label("Title").fill("They play on")
    ends = mine.get_by_role("group", name="Ends").locator("output")
    was = ends.inner_text()
    mine.get_by_role("button", name="Ends one second earlier").click()
    expect(ends).not_to_have_text(was)
    name_a_principle(page)


def name_a_principle(page: Page) -> None:
    mine = page.locator("[data-moment].selected")
    page.locator(".studio").focus()
    page.keyboard.press("1")
    expect(mine.locator(".about")).to_contain_text(re.compile("[a-z]{4}"))
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()


def undo_and_redo(page: Page) -> None:
    mine = page.locator("[data-moment].selected")
    page.locator(".studio").focus()
    page.keyboard.press("x")
    expect(page.locator("[data-moment]").filter(has_text="They play on")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(page.locator("[data-moment]").filter(has_text="They play on")).to_have_count(1)
    expect(mine.or_(page.locator("[data-moment]").first).first).to_be_visible()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()


def nothing_is_lost_on_reload(page: Page) -> None:
    page.reload()
    found = page.locator("[data-moment]").filter(has_text="They play on")
    expect(found).to_have_count(1)
    expect(found.get_by_text("Kept")).to_be_visible()


def make_the_reel(page: Page) -> str:
    page.get_by_role("button", name=re.compile(r"Make the reel \(\d kept\)")).click()
    page.wait_for_url("**/reels/*")
    page.locator("[data-clip] button").first.click()
    page.get_by_label("The question I ask here").fill("What do you see?")
    page.get_by_role("button", name="Done with this clip").click()
    page.get_by_label("One sentence for Hanna").fill("You waited, and Jonas went on.")
    expect(page.locator("[data-saving=saved]")).to_be_visible()

    page.get_by_role("button", name="Make the reel").click()
    expect(page.get_by_role("button", name="Make a link")).to_be_visible(timeout=SUGGESTED_IN)
    return page.url


def share_it(page: Page) -> str:
    page.get_by_role("button", name="Make a link").click()
    address = page.get_by_label("The link", exact=True).input_value()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/letter/#[\w-]{43}", address)
    assert address.partition("#")[2] not in page.url
    return address


def the_client_reads_the_letter(page: Page, address: str, pictures: Pictures) -> None:
    page.goto(address)
    assert "#" not in page.url
    page.get_by_role("button", name="Open my film").click()

    expect(page.get_by_role("heading", name="Dear Hanna")).to_be_visible()
    expect(page.get_by_text("You waited, and Jonas went on.")).to_be_visible()
    expect(page.get_by_text("Who can see this")).to_be_visible()
    expect(page.get_by_role("link", name="Stop")).to_be_visible()
    nothing_of_the_guiders_is_there(page)
    page.evaluate("document.querySelector('video').play()")
    until(page, "document.querySelector('video').currentTime > 0.2")
    page.evaluate("document.querySelector('video').pause()")
    pictures.take(page, "letter")
    it_fits_the_phone(page)

    page.get_by_role("button", name="I like moment 1").click()
    expect(page.get_by_role("button", name="I like moment 1")).to_have_attribute("aria-pressed", "true")
    page.get_by_label("What do you see?").fill(SAW)
    page.get_by_role("button", name="Send to Alice").click()
    expect(page.get_by_text("Thank you, Hanna")).to_be_visible()


def nothing_of_the_guiders_is_there(page: Page) -> None:
    words = page.locator("body").inner_text()
    for private in ("They play on", "principle", "score", "%", "Noticed and answered", "Kept", "Sara", QUESTION):
        assert private not in words, private


def it_fits_the_phone(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = page.evaluate(
        """[...document.querySelectorAll('button, a.button, label.pick, summary')]
            .filter(each => each.offsetParent && each.getBoundingClientRect().height < 44)
            .map(each => each.outerHTML)"""
    )
    assert small == []


def submit_it(page: Page, reel: str) -> None:
    page.goto(reel)
    page.get_by_text("Submit it to my supervisor").click()
    page.get_by_label("What I would like to look at together").fill("Do I leave room?")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Supervision with Sara")).to_be_visible()


def the_supervisor_comments(page: Page) -> None:
    sign_in(page, "Sara")
    page.get_by_role("link", name=re.compile("Watch and comment")).first.click()
    expect(page.get_by_text("Do I leave room?")).to_be_visible()
    expect(page.get_by_text("They play on")).to_be_visible()
    # Nothing of the film comes before somebody wants to see it: each watching is kept.
    page.locator("video").evaluate("film => film.play().then(() => film.pause())")
    until(page, "document.querySelector('video').videoWidth > 0")
    page.evaluate("document.querySelector('video').currentTime = 0.6")
    expect(page.locator("[data-comment-at]")).to_have_text("0:00.6")

    page.get_by_label("Comment at").fill("Look how long she waits.")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.get_by_text("Look how long she waits.")).to_be_visible()
    expect(page.get_by_role("button", name="0:00.6")).to_be_visible()
    assert page.request.get(page.url + "/film").ok


def hold_the_review(page: Page, reel: str, pictures: Pictures) -> None:
    page.goto(reel)
    page.get_by_role("link", name="Hold the shared review").click()
    expect(page.get_by_text(SAW)).to_be_visible()
    play_slow_and_freeze(page)
    page.get_by_role("heading", name="Shared review").scroll_into_view_if_needed()
    pictures.take(page, "review")

    page.get_by_label("What Hanna saw").first.fill("He waits for me.")
    page.get_by_label("What I said then").first.fill("And you for him.")
    page.get_by_label("What we agree to try until the next film").fill("Count to three before helping.")
    page.get_by_label("What we agree to try until the next film").blur()
    expect(page.locator("#saved-try")).not_to_be_empty()
    six = page.get_by_role("group", name="How near is this now").first.get_by_role("button", name="6", exact=True)
    six.click()
    expect(six).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(page.get_by_label("What Hanna saw").first).to_have_value("He waits for me.")


def play_slow_and_freeze(page: Page) -> None:
    """On the screen that everybody in the room sees, and back."""
    page.get_by_role("link", name="Show the film here").click()
    page.get_by_role("button", name="I am ready").click()
    until(page, "document.fullscreenElement !== null")
    nothing_of_the_guiders_is_there(page)
    page.get_by_role("button", name="Slow", exact=True).click()
    page.get_by_role("button", name="Again").click()
    until(page, "!document.querySelector('video').paused")
    assert 0.4 < page.evaluate("document.querySelector('video').playbackRate") < 0.6
    page.keyboard.press("k")
    until(page, "document.querySelector('video').paused")
    page.keyboard.press("f")
    until(page, "document.fullscreenElement === null")
    page.get_by_role("link", name="Leave").click()


def close_the_cycle(page: Page) -> None:
    page.get_by_role("button", name="We have finished").click()
    page.get_by_role("button", name="Close the cycle").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Hanna and Jonas")
    expect(page.get_by_role("heading", name="Cycle 2")).to_be_visible()
    expect(page.get_by_text("film 2 in 14 days", exact=False).first).to_be_visible()


def the_client_stops_it(page: Page) -> None:
    page.goto("/letter/")
    page.get_by_role("link", name="Stop").click()
    page.get_by_role("button", name="Yes, stop it now").click()
    expect(page.get_by_role("heading", name="It has stopped")).to_be_visible()
    assert page.request.get("/letter/film").status == 404
