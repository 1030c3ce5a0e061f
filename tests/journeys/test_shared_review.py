"""Guider and client look at one reel, each on their own device.

How near they are to each other while it plays is measured by `bench/drift.py`, and proved of films and lines of every
kind in `timeline/tests/live`.
"""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.everybody import faults
from tests.journeys.conftest import LAPTOP, PHONE, Pictures, until
from tests.journeys.two_screens import AT, PACE, PLAYS, STANDS, Two, ready, two_screens


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    with two_screens(tmp_path_factory.mktemp("review")) as its:
        yield its


def test_both_stand_at_the_same_picture_though_their_clocks_are_two_hours_apart(two: Two) -> None:
    two.from_the_beginning()
    two.play()
    until(two.client, f"{AT} > 2")

    two.stop()


def test_slow_is_as_slow_for_both(two: Two) -> None:
    two.from_the_beginning()
    two.guider.get_by_role("button", name="Slow", exact=True).click()
    two.play()

    two.both(f"Math.abs({PACE} - 0.5) < 0.07")
    two.stop()
    two.guider.get_by_role("button", name="As it was").click()


def test_twenty_starts_and_stops_all_reach_the_other(two: Two) -> None:
    two.from_the_beginning()
    for _ in range(20):
        two.play()
        two.stop()
        if two.guider.evaluate(AT) > 2:
            two.from_the_beginning()


def test_fifty_jumps_while_it_plays_leave_both_at_the_same_place(two: Two) -> None:
    two.from_the_beginning()
    two.play()
    for count in range(50):
        two.guider.keyboard.press("ArrowRight" if count % 2 == 0 else "ArrowLeft")
    two.guider.keyboard.press("ArrowRight")
    two.both(f"{AT} >= 7 && {AT} < 14")

    two.stop()


def test_whoever_joins_while_it_is_frozen_sees_the_same_picture_frozen(two: Two) -> None:
    two.from_the_beginning()
    two.play()
    until(two.guider, f"{AT} > 1")
    two.stop()

    two.client.goto("/letter/")
    two.client.evaluate("sessionStorage.clear()")
    two.client.get_by_role("link", name="Look together").click()
    ready(two.client)

    two.same_picture()


def test_a_start_waits_for_a_phone_that_is_not_ready_and_says_whose(two: Two) -> None:
    two.from_the_beginning()
    two.client.goto("/letter/")
    two.client.evaluate("sessionStorage.clear()")
    two.client.get_by_role("link", name="Look together").click()
    expect(two.guider.get_by_text("Hanna’s phone, not ready")).to_be_visible()

    two.guider.get_by_role("button", name="Play", exact=True).click()
    expect(two.guider.get_by_text("Waiting for Hanna’s phone…")).to_be_visible()
    assert two.guider.evaluate(STANDS)
    ready(two.client)

    two.both(PLAYS)
    two.stop()


def test_the_client_can_always_stop_the_film_and_marks_a_moment_with_one_tap(two: Two) -> None:
    two.from_the_beginning()
    two.play()
    until(two.client, f"{AT} > 0.5")
    two.client.get_by_role("button", name="Stop the film here").click()
    two.both(STANDS)
    two.same_picture()

    two.client.get_by_role("button", name="I like this moment").click()

    expect(two.guider.get_by_text("Hanna picked").first).to_be_visible()


def test_the_lead_is_handed_over_while_it_plays_and_while_it_is_frozen(two: Two) -> None:
    two.from_the_beginning()
    two.play()
    two.client.get_by_role("button", name="I would like to lead").click()
    two.guider.get_by_role("button", name="Hand over").click()
    two.client.get_by_role("button", name="Freeze").click()
    two.both(STANDS)
    two.same_picture()

    two.guider.get_by_role("button", name="Take the lead back").click()
    expect(two.client.get_by_text("Alice leads the film.")).to_be_visible()
    two.same_picture()
    two.play()
    two.stop()


def test_a_line_that_was_down_brings_the_client_back_to_the_same_place(two: Two) -> None:
    """Eight seconds instead of thirty: longer than the server is silent before a line counts as down."""
    two.from_the_beginning()
    two.play()
    two.line.cut()
    expect(two.client.get_by_text("No connection.")).to_be_visible()
    assert two.client.evaluate(PLAYS) or two.client.evaluate(f"{AT} > 6.9"), "the film is there without a line"
    two.guider.keyboard.press("ArrowRight")
    two.guider.keyboard.press("r")
    until(two.guider, f"{AT} > 8 && {AT} < 14")

    two.line.mend()
    until(two.client, f"{AT} > 8 && {AT} < 14.1")
    two.stop()


def test_a_guider_without_a_line_goes_on_alone_and_the_client_follows_once_it_is_back(two: Two) -> None:
    two.from_the_beginning()
    two.guiders_line.cut()
    two.guider.get_by_role("button", name="Next clip").click()
    two.guider.get_by_label("What Hanna sees").fill("She waits for me.")
    until(two.guider, f"{AT} > 6.9 && {AT} < 7.2")
    expect(two.guider.get_by_text("No connection.")).to_be_visible()

    two.guiders_line.mend()

    two.same_picture()
    two.guider.reload()
    expect(two.guider.get_by_label("What Hanna sees")).to_have_value("She waits for me.")


def test_a_page_that_is_loaded_anew_comes_back_without_a_tap(two: Two) -> None:
    two.from_the_beginning()
    two.play()
    two.client.reload()

    until(two.client, f"document.querySelector('video') && {AT} > 2")
    two.stop()


def test_a_phone_that_slept_jumps_once_to_where_the_others_are(two: Two) -> None:
    two.from_the_beginning()
    two.play()
    asleep = two.client.context.new_cdp_session(two.client)
    asleep.send("Page.setWebLifecycleState", {"state": "frozen"})
    until(two.guider, f"{AT} > 3")
    asleep.send("Page.setWebLifecycleState", {"state": "active"})

    until(two.client, f"{AT} > 3")
    two.stop()


def test_a_server_that_is_killed_and_started_again_loses_nobody(two: Two) -> None:
    two.from_the_beginning()
    two.play()
    until(two.guider, f"{AT} > 1")
    two.served.kill()
    assert two.guider.evaluate(PLAYS)
    assert two.client.evaluate(PLAYS)
    two.served.start()
    expect(two.guider.get_by_text("No connection.")).to_be_hidden(timeout=60_000)
    expect(two.client.get_by_text("No connection.")).to_be_hidden(timeout=60_000)

    two.from_the_beginning()
    two.play()
    until(two.client, f"{AT} > 1")
    two.stop()


def test_nothing_private_reaches_the_screen_that_everybody_sees(two: Two) -> None:
    stage = two.guider.context.new_page()
    stage.goto(f"{two.shared.reel}/review/stage")
    ready(stage)
    expect(stage.get_by_role("button", name="Play", exact=True)).to_be_visible()

    for private in ("They laugh", "She waits for me.", "Hanna and Jonas", "Play together without hurry", "Alice"):
        assert private not in stage.content(), private
    assert found_wrong(stage) == []
    stage.close()


@pytest.mark.parametrize("light", ["light", "dark"])
def test_the_screens_can_be_read_and_tapped_by_everybody(
    two: Two, pictures: Pictures, light: Literal["light", "dark"]
) -> None:
    two.from_the_beginning()
    two.client.get_by_role("button", name="I would like to lead").click()
    expect(two.guider.get_by_role("button", name="Hand over")).to_be_visible()
    for name, page in (("presenter", two.guider), ("phone", two.client)):
        page.emulate_media(color_scheme=light, reduced_motion="reduce")
        pictures.take(page, f"live-{name}-{light}")
        assert found_wrong(page) == [], name
    assert too_low(two.client) == []
    two.guider.set_viewport_size(PHONE)
    assert found_wrong(two.guider) == [], "the presenter as a remote control"
    two.guider.set_viewport_size(LAPTOP)
    two.client.get_by_role("button", name="I would like to lead").click()
    expect(two.guider.get_by_role("button", name="Hand over")).to_be_hidden()


def found_wrong(page: Page) -> list[str]:
    """What axe-core finds, and how far the page is too wide for its window."""
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*faults(page), *([f"{beyond} too wide"] if beyond else [])]


def too_low(page: Page) -> list[str]:
    """What the client taps that is lower than a thumb."""
    taps = page.locator("main button:visible, main a:visible, .button:visible").all()
    heights = [(each.inner_text(), (each.bounding_box() or {"height": 0})["height"]) for each in taps]
    return [f"{words} is {height} high" for words, height in heights if height < 44]


def test_a_link_that_ends_while_it_plays_leaves_nothing_on_the_phone(two: Two) -> None:
    two.from_the_beginning()
    two.play()
    film = two.client.evaluate("document.querySelector('video').src")
    assert film.startswith("blob:")
    token = two.guider.evaluate("document.querySelector('meta[name=csrf-token]').content")
    ended = two.guider.request.post(
        f"/invitations/{two.shared.invitation}/end", form={"csrfmiddlewaretoken": token}, max_redirects=0
    )
    assert ended.status == 302

    expect(two.client.get_by_role("heading", name="This film is not here any more")).to_be_visible()
    assert two.client.locator("video").count() == 0
    assert not two.client.evaluate("film => fetch(film).then(() => true, () => false)", film)
    assert two.client.request.get("/letter/film").status == 404
    two.client.go_back()
    expect(two.client.locator("video")).to_have_count(0)
