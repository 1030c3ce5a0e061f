"""Two people code one film: in one coding, blind beside each other, and to practise; and from two sides at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import LAPTOP, PHONE, Pictures, Site, page_of, signed_in, until
from tests.journeys.desk import (
    AT_REST,
    VIDEO,
    begin,
    count,
    number_seen,
    on_the_server,
    opened,
    repainted,
    saved,
    step,
    without_fault,
)
from tests.journeys.hands import WORKING, Hands
from tests.journeys.showing import NUMBER_OF
from tests.two_films import FPS, across_the_room, on_the_shelf

LENGTH = 12
"""Seconds of the film, and of its second view."""
LATER = 2
"""Seconds after the film at which its second view begins."""

COUNTED_IN = 120_000
"""Milliseconds in which two short codings have to be compared, on a machine that is busy."""
CHANGED = "Two of you changed this"

SECOND_VIDEO = "document.querySelector('.desk .second video')"
BOTH_AT_REST = f"{AT_REST} && {SECOND_VIDEO}?.readyState >= 2 && !{SECOND_VIDEO}.seeking"
BOTH_NUMBERS = f"[...document.querySelectorAll('.desk video')].map({NUMBER_OF})"


@dataclass(frozen=True)
class Play:
    """A film of Alice, and her page and Bob's on the site, both signed in."""

    film: str
    alice: Page
    bob: Page


@pytest.fixture(scope="module")
def film(hands: Hands, site: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A film of Alice whose second view lies beside it."""
    folder = tmp_path_factory.mktemp("play")
    family = hands.family("Two views", client="Hanna", partner="Jonas", agreed=[*WORKING, "teaching"])
    shelf = on_the_shelf(folder / "shelf.mp4", seconds=LENGTH)
    across = across_the_room(folder / "across.mp4", seconds=LENGTH, start=LATER)
    film, other = (hands.film(family, each) for each in (shelf, across))
    hands.second_view(film, other, later=LATER)
    return film


@pytest.fixture
def play(browser: Browser, site: Site, hands: Hands, film: str) -> Iterator[Play]:
    pages = [page_of(browser.new_context(viewport=LAPTOP, base_url=site.address)) for _ in "ab"]
    alice, bob = (next(page) for page in pages)
    signed_in(alice.context, hands, "Alice")
    signed_in(bob.context, hands, "Bob")
    yield Play(film, alice, bob)
    for page in pages:
        next(page, None)


def test_two_people_in_one_coding_see_each_other_and_nothing_is_written_over(play: Play, pictures: Pictures) -> None:
    alice, bob = play.alice, play.bob
    begin(alice, play.film, kind="one that others code with me")
    address = alice.url
    ask(alice, play.film, "Code together", whom={"Let": "Bob"})
    alice.goto(address)
    opened(alice)
    find_what_was_asked(bob)

    alice.keyboard.press("t")
    step(bob, frames=40)
    bob.keyboard.press("q")
    for page in (alice, bob):
        count(page, 2)

    both_change_the_first(alice, bob)
    for name, page in (("alice", alice), ("bob", bob)):
        expect(page.get_by_role("region", name=CHANGED)).to_have_count(1, timeout=30_000)
        count(page, 5)
        look(page, pictures, f"rivals-{name}")
    alice.get_by_role("region", name=CHANGED).get_by_role("button", name="Keep both").click()
    for page in (alice, bob):
        expect(page.get_by_role("region", name=CHANGED)).to_have_count(0)
        count(page, 6)
        saved(page)

    assert sorted(each["code"] for each in on_the_server(alice)) == ["A3", "A4", "B5", "C1", "C2", "C4"]
    assert on_the_server(alice) == on_the_server(bob)


def ask(page: Page, film: str, button: str, *, whom: dict[str, str]) -> None:
    """Ask somebody about the coding that was begun last, from the codings of its film."""
    page.goto(f"{film}/codings")
    page.get_by_text("Compare, or ask somebody").last.click()
    form = page.locator("form", has=page.get_by_role("button", name=button)).last
    for label, option in whom.items():
        form.get_by_label(label).select_option(label=option)
    without_fault(page)
    form.get_by_role("button", name=button).click()
    expect(page.get_by_text("They find it under")).to_be_visible()


def find_what_was_asked(page: Page) -> None:
    """Open what was asked last, from home."""
    page.goto("/")
    page.get_by_role("link", name=re.compile("^Asked of me")).click()
    without_fault(page)
    page.locator("a[href^='/codings/']").last.click()
    opened(page)


def both_change_the_first(alice: Page, bob: Page) -> None:
    """Bob, whose line is cut, moves it and codes on; Alice gives it another code; then his line is back."""
    bob.context.set_offline(True)
    for key in "cb":
        step(bob, frames=2)
        bob.keyboard.press(key)
    select(bob, "Turns towards")
    bob.get_by_role("button", name="When one frame later").click()
    expect(bob.get_by_text("Kept here until there is a connection")).to_be_visible()

    select(alice, "Turns towards")
    alice.get_by_text("Another code or person, or a copy").click()
    selected = alice.get_by_role("region", name="Selected")
    selected.get_by_role("combobox").select_option(label="Gives back a look, smile or nod")
    alice.get_by_role("region", name="Film and codes").focus()
    step(alice, frames=100)
    alice.keyboard.press("p")
    saved(alice)
    bob.context.set_offline(False)
    saved(bob)


def select(page: Page, label: str) -> None:
    """Select what is coded so, in the list."""
    page.get_by_role("tab", name=re.compile("^List")).click()
    page.get_by_role("list", name="What is coded").get_by_role("button", name=re.compile(label)).first.click()
    expect(page.get_by_role("region", name="Selected")).to_contain_text(label)


def look(page: Page, pictures: Pictures, name: str) -> None:
    """On a laptop in light and on a small phone in the dark; axe finds nothing on either."""
    for size, viewport, light in (("laptop", LAPTOP, "light"), ("phone", PHONE, "dark")):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=light, reduced_motion="reduce")
        pictures.take(page, f"together-{name}-{size}", whole=True)
        without_fault(page)
    page.set_viewport_size(LAPTOP)
    page.emulate_media(color_scheme="light")


def test_two_films_of_one_play_stand_beside_each_other_where_they_are_coded(play: Play, pictures: Pictures) -> None:
    page = play.alice
    begin(page, play.film)
    expect(page.get_by_label("The second view")).to_be_hidden()

    for second in (3, 5, 8):
        go_on_to(page, second)
        at_rest_both_show_the_same_picture(page)
    look(page, pictures, "second-view")
    page.keyboard.press("Shift+ArrowLeft")
    at_rest_both_show_the_same_picture(page)
    for speed in ("1", "0.5", "2"):
        plays_in_step(page, speed)
    step(page, frames=-3)
    at_rest_both_show_the_same_picture(page)


def at_rest_both_show_the_same_picture(page: Page) -> None:
    until(page, BOTH_AT_REST)
    repainted(page)
    until(page, BOTH_AT_REST)
    one, other = both_numbers(page)

    # The second film's pictures are numbered from where it begins: they are alike only where it begins LATER.
    assert one >= LATER * FPS
    assert abs(one - other) <= 1, (one, other)


def plays_in_step(page: Page, speed: str) -> None:
    """For as long as somebody looks five times; then it stands, and both show the same again.

    One begins to play later than the other, and is given a second and a half to come along.
    """
    page.get_by_label("Speed").select_option(speed)
    begun = page.evaluate(f"{VIDEO}.currentTime")
    page.get_by_role("button", name="Play", exact=True).click()
    until(page, f"{VIDEO}.currentTime > {begun} + {1.5 * float(speed)}")
    apart = [abs(one - other) for one, other in (both_numbers(page) for _ in range(5))]
    page.get_by_role("button", name="Pause", exact=True).click()

    # Where the machine is busy one of the two may wait for its picture: what counts is how it is most of the time.
    assert sorted(apart)[len(apart) // 2] <= 3, (speed, apart)
    at_rest_both_show_the_same_picture(page)


def both_numbers(page: Page) -> list[int]:
    """The numbers that the pictures of both films carry, read in the same instant."""
    numbers: list[int] = page.evaluate(BOTH_NUMBERS)
    assert min(numbers) >= 0, numbers
    return numbers


def test_a_second_coding_is_made_blind_compared_and_decided_place_by_place(play: Play, pictures: Pictures) -> None:
    alice, bob = play.alice, play.bob
    begin(alice, play.film)
    first = alice.url
    code_at(alice, {1: "t", 5: "c", 6: "p", 11: "b"})
    before = on_the_server(alice)
    ask(alice, play.film, "Ask for a second coding", whom={"Ask": "Bob", "to code": "50 % of it"})

    find_what_was_asked(bob)
    second = bob.url
    stretches = bob.get_by_text("To be coded:").get_by_role("button")
    expect(stretches).to_have_count(3)
    expect(bob.get_by_role("button", name="What was seen")).to_have_count(0)
    count(bob, 0)
    look(bob, pictures, "blind")
    assert bob.request.get(first).status == 404
    code_at(bob, {0: "q", 1: "t", 5: "s"})
    assert alice.request.get(second.replace("/codings/", "/api/codings/") + "/desk").status == 422
    bob.get_by_role("button", name="Hand it in").click()
    expect(bob.get_by_text("This coding was handed in.")).to_be_visible()
    theirs = on_the_server(bob)

    compare(alice, play.film)
    look(alice, pictures, "compared")
    decide(alice)
    look(alice, pictures, "decided")
    alice.get_by_role("link", name="The agreed coding").click()
    opened(alice)
    assert sorted(each["code"] for each in on_the_server(alice)) == ["A3", "A4", "B5", "C1", "C4"]
    assert on_the_server_at(alice, first) == before
    assert on_the_server(bob) == theirs
    assert bob.request.get(first).status == 404


def code_at(page: Page, codes: dict[int, str]) -> None:
    """Press a key where the film stands at so many seconds, each that was said, in their order."""
    for second, key in codes.items():
        go_on_to(page, second)
        page.keyboard.press(key)
    count(page, len(codes))
    saved(page)


def go_on_to(page: Page, second: int) -> None:
    """Second by second, until the picture of that second is on the screen."""
    for _ in range(second - round(page.evaluate(f"{VIDEO}.currentTime"))):
        here = number_seen(page)
        page.get_by_role("button", name="+1 s", exact=True).click()
        shows(page, here + FPS)


def shows(page: Page, number: int) -> None:
    until(page, f"{VIDEO}.currentTime >= {number - 0.5} / {FPS}")
    assert abs(number_seen(page) - number) <= 1


def on_the_server_at(page: Page, address: str) -> list[dict[str, object]]:
    page.goto(address)
    opened(page)
    return on_the_server(page)


def compare(page: Page, film: str) -> None:
    """The coding that was begun last but one beside the last, until it was counted."""
    page.goto(f"{film}/codings")
    page.get_by_text("Compare, or ask somebody").nth(-2).click()
    page.locator("details[open]").get_by_role("button", name="Compare them").click()
    expect(page.get_by_role("heading", name="How far they agree")).to_be_visible(timeout=COUNTED_IN)


def decide(page: Page) -> None:
    """Look at the second place, which is at 5 s; then decide all four, each in another way."""
    page.get_by_text("Look at it").nth(1).click()
    page.evaluate("document.querySelector('#place-1 video').play()")
    until(page, "document.querySelector('#place-1 video').currentTime >= 5")
    page.get_by_role("button", name="Decide what differs").click()
    for place, choice in enumerate(("B", "Both", "A", "Neither")):
        expect(page.get_by_text(f"{place} decided.")).to_be_visible()
        card = page.locator(f"#place-{place}")
        card.get_by_label("Why").fill(f"Seen at {place}")
        card.get_by_role("button", name=choice, exact=True).click()
    expect(page.get_by_text("4 decided.")).to_be_visible()
    expect(page.locator("#place-3")).to_contain_text("Decided: neither, Seen at 3")


def test_a_trainee_practises_with_a_model_and_sees_it_afterwards(play: Play, pictures: Pictures) -> None:
    alice, bob = play.alice, play.bob
    begin(alice, play.film, kind="a model that others practise with")
    code_at(alice, {3: "t", 7: "c"})
    model = alice.url
    ask(alice, play.film, "Practise with this model", whom={"Let": "Bob"})

    find_what_was_asked(bob)
    count(bob, 0)
    assert bob.request.get(model).status == 404
    code_at(bob, {3: "t"})
    bob.get_by_role("button", name="Hand it in").click()
    expect(bob.get_by_text("This coding was handed in.")).to_be_visible()
    bob.get_by_role("link", name="Asked of me").click()
    bob.get_by_role("button", name="Beside the model").last.click()

    expect(bob.get_by_role("heading", name="How far they agree")).to_be_visible(timeout=COUNTED_IN)
    expect(bob.get_by_text("(the model)")).to_be_visible()
    expect(bob.locator("#place-0")).to_contain_text("Shows that it was noticed")
    expect(bob.get_by_role("button", name="Decide what differs")).to_have_count(0)
    look(bob, pictures, "practised")
