"""What the reel's page and the server tell each other."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.people import Someone, edit_reel, own_moment, ready_film_of, reel_now
from tests.web.conftest import Cycle, SignIn
from vignette.actions import films, moments, reviews
from vignette.actions.workbench import Standing
from vignette.domain.film import FilmId
from vignette.domain.moment import Edit, MomentId
from vignette.domain.reel import Clip, ClipId, Reel, ReelId
from vignette.domain.score import score_of
from vignette.domain.showing import Again, Box, Caption, Cover, Freeze, Key, Showing, Slow, Volume
from vignette.domain.span import Micros, Span
from vignette.storage import showings
from vignette.web import reel_messages as messages
from vignette.web.wire.reel import ReelWorkbench

Change = Callable[[dict[str, Any]], None]

db = pytest.mark.django_db

times = st.integers(0, 600_000_000).map(Micros)
spans = st.tuples(times, st.integers(1, 60_000_000)).map(lambda its: Span(its[0], Micros(its[0] + its[1])))
words = st.text("aZ0 \n\t’é日شל", min_size=1, max_size=8).filter(str.strip)
shares = st.tuples(*[st.floats(0, 0.5)] * 2, *[st.floats(0.01, 0.5)] * 2).map(lambda its: Box(*its))
freezes = st.builds(Freeze, times, st.integers(1, 15_000_000).map(Micros))
keys = st.lists(st.builds(Key, times, shares, st.booleans()), min_size=1, max_size=3, unique_by=lambda key: key.at).map(
    lambda found: Cover(tuple(sorted(found, key=lambda key: key.at)))
)


def some(of: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(of, max_size=2).map(tuple)


showing = st.builds(
    Showing,
    title=st.just("") | words,
    before=st.none() | freezes,
    after=st.none() | freezes,
    slow=st.none().map(lambda _: ()) | st.builds(Slow, spans, st.sampled_from((25, 50, 100))).map(lambda one: (one,)),
    again=some(st.builds(Again, spans, st.sampled_from((25, 50, 100)))),
    freezes=some(freezes),
    captions=some(st.builds(Caption, spans, words)),
    asks=st.booleans(),
    volumes=some(st.builds(Volume, spans, st.none() | st.integers(-18, 18))),
    is_muted=st.booleans(),
    covers=some(keys),
    crop=st.none() | shares,
)


@given(showing)
def test_all_that_is_done_to_a_clip_goes_over_the_wire_and_into_the_box_and_back(shown: Showing) -> None:
    clip = Clip(ClipId.new(), MomentId.new(), FilmId.new(), Span(Micros(1), Micros(9)), "", "Who?", "Why", shown, True)
    reel = Reel(ReelId.new(), (clip,), "why", "opening", "closing", "script")

    told = json.loads(messages.edit(reel).model_dump_json(by_alias=True))

    assert messages.reel(reel.id, type(messages.edit(reel)).model_validate(told)) == reel
    assert showings.read(showings.written(shown)) == shown


@given(showing)
def test_the_page_is_told_how_the_reel_plays(shown: Showing) -> None:
    clip = Clip(ClipId.new(), MomentId.new(), FilmId.new(), Span(Micros(0), Micros(60_000_000)), "", "Who?", "", shown)
    reel = Reel(ReelId.new(), (clip,), opening="Hello")

    answer = messages.answer(Standing(reel, score_of(reel), is_made=False))

    assert answer.steps[0].words == "Hello"
    assert answer.steps[0].clip is None
    assert sum(step.lasting for step in answer.steps) == answer.length
    for step, after in zip(answer.steps, answer.steps[1:], strict=False):
        assert step.start + step.lasting == after.start


def workbench(browser: Client, cycle: Cycle) -> dict[str, Any]:
    answer = browser.get(f"/api/reels/{cycle.reel}/workbench")
    assert answer.status_code == 200
    return dict(answer.json())


def send(browser: Client, cycle: Cycle, told: dict[str, Any]) -> Any:
    return browser.post(f"/api/reels/{cycle.reel}/change", told, content_type="application/json")


def as_it_is(browser: Client, cycle: Cycle) -> dict[str, Any]:
    now = workbench(browser, cycle)["answer"]
    return {"number": now["number"], "reel": now["reel"]}


@db
def test_the_page_gets_all_it_works_with(cycle: Cycle, alice: Someone, sign_in: SignIn) -> None:
    browser, apart = sign_in(alice), own_moment(cycle.film, 1, 2, principle=None)
    moments.change(alice.actor, cycle.film, [Edit(apart.id, None, apart)])

    bench = workbench(browser, cycle)

    ReelWorkbench.model_validate(bench)
    (film,) = bench["films"]
    assert film["video"] == f"/films/{cycle.film}/video/{cycle.version}"
    assert len(film["frameTimes"]) == 120
    assert browser.get(film["peaks"]).status_code == 200
    assert [(each["principle"], each["isAttuned"], each["blocked"]) for each in bench["moments"]] == [
        ("Has fun together", True, ""),
        ("", False, ""),
        ("Gives back a look, smile or nod", True, ""),
    ]
    assert bench["answer"]["isMade"]
    assert bench["most"] == 3
    assert {person["name"] for person in bench["people"]} == {"Hanna", "Jonas"}
    assert len(bench["places"]) == 3


@db
def test_a_film_is_called_by_its_cycle_and_its_day(
    cycle: Cycle, alice: Someone, small_film: Path, sign_in: SignIn
) -> None:
    browser = sign_in(alice)
    assert names_in(browser, cycle) == ["Film 1"]

    films.confirm_filmed_on(alice.actor, cycle.film, date(2025, 11, 4))
    reviews.finish_review(alice.actor, cycle.reel)
    reviews.close_cycle(alice.actor, cycle.cycle)
    for _ in range(2):
        ready_film_of(alice, cycle.family, small_film)

    assert names_in(browser, cycle) == ["Film 1, 4 November", "Film 2 (1)", "Film 2 (2)"]


def names_in(browser: Client, cycle: Cycle) -> list[str]:
    return [film["name"] for film in workbench(browser, cycle)["films"]]


@db
def test_a_change_is_saved_and_answered_with_what_is_now(cycle: Cycle, alice: Someone, sign_in: SignIn) -> None:
    browser = sign_in(alice)
    told = as_it_is(browser, cycle)
    told["reel"]["clips"].reverse()
    told["reel"]["clips"][0]["showing"]["title"] = "A good moment"

    answer = send(browser, cycle, told)

    assert answer.status_code == 200
    assert answer.json()["number"] == told["number"] + 1
    assert answer.json()["reel"] == told["reel"]
    assert not answer.json()["isMade"]
    assert [step["kind"] for step in answer.json()["steps"]] == ["card", "run", "run"]


@db
def test_an_old_number_is_answered_with_what_is_now(cycle: Cycle, alice: Someone, sign_in: SignIn) -> None:
    browser = sign_in(alice)
    told = as_it_is(browser, cycle)
    edit_reel(alice, cycle.reel, why="Said in another window.")
    told["reel"]["why"] = "Said here."

    answer = send(browser, cycle, told)

    assert answer.status_code == 409
    assert answer.json()["words"] == "This reel was changed in another window."
    assert answer.json()["now"]["reel"]["why"] == "Said in another window."


def trim_backwards(told: dict[str, Any]) -> None:
    told["reel"]["clips"][0]["trim"] = {"start": 9, "end": 3}


def trim_outside(told: dict[str, Any]) -> None:
    told["reel"]["clips"][0]["trim"] = {"start": 0, "end": 10**30}


def key_before_the_film(told: dict[str, Any]) -> None:
    box = {"left": 0, "top": 0, "width": 1, "height": 1}
    told["reel"]["clips"][0]["showing"]["covers"] = [{"keys": [{"at": -5, "box": box, "isByHand": True}]}]


def box_of_no_number(told: dict[str, Any]) -> None:
    told["reel"]["clips"][0]["showing"]["crop"] = {"left": float("nan"), "top": 0, "width": 1, "height": 1}


def odd_speed(told: dict[str, Any]) -> None:
    told["reel"]["clips"][0]["showing"]["slow"] = [{"start": 0, "end": 5, "speed": 33}]


def the_same_clip_twice(told: dict[str, Any]) -> None:
    told["reel"]["clips"] *= 2


def no_identity(told: dict[str, Any]) -> None:
    told["reel"]["clips"][0]["id"] = "mine"


def not_written(told: dict[str, Any]) -> None:
    told["reel"]["why"] = "turned \x00 off"


def too_much(told: dict[str, Any]) -> None:
    told["reel"]["why"] = "x" * 301


def owner_too(told: dict[str, Any]) -> None:
    told["reel"]["family"] = "mine"


def still_too(told: dict[str, Any]) -> None:
    told["reel"]["clips"][0]["still"] = "mine"


def number_of_words(told: dict[str, Any]) -> None:
    told["number"] = "one"


SPOILT: tuple[Change, ...] = (
    trim_backwards, trim_outside, key_before_the_film, box_of_no_number, odd_speed, the_same_clip_twice, no_identity,
    not_written, too_much, owner_too, still_too, number_of_words,
)  # fmt: skip


@db
def test_what_makes_no_sense_is_refused_whole(cycle: Cycle, alice: Someone, sign_in: SignIn) -> None:
    browser = sign_in(alice)
    before = reel_now(alice, cycle.reel)

    for spoil in SPOILT:
        told = as_it_is(browser, cycle)
        spoil(told)
        answer = browser.post(f"/api/reels/{cycle.reel}/change", json.dumps(told), content_type="application/json")

        assert answer.status_code == 422, spoil
        assert answer.json()["words"], spoil
    assert reel_now(alice, cycle.reel) == before


@db
def test_the_script_is_the_guiders_alone(cycle: Cycle, alice: Someone, sara: Someone, sign_in: SignIn) -> None:
    edit_reel(alice, cycle.reel, script="Look how she waits: say it slowly.")
    phone = Client()
    phone.post("/letter/", {"secret": cycle.secret})

    assert "say it slowly" in workbench(sign_in(alice), cycle)["answer"]["reel"]["script"]
    assert "say it slowly" not in phone.get("/letter/").content.decode()
    assert "say it slowly" not in sign_in(sara).get(f"/submissions/{cycle.submission}").content.decode()
    assert phone.get(f"/api/reels/{cycle.reel}/workbench").status_code == 401
