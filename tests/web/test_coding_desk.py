"""What the page of a coding keeps of its coder, and is told of what they did elsewhere."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.album import remembered
from tests.people import Someone, people_of, ready_film_of, withdrawn
from tests.web.conftest import Cycle, SignIn
from vignette.actions import codings, pairing
from vignette.actions.codebooks import book
from vignette.domain.coding import CodingId, Event, EventId, Kind
from vignette.domain.consent import Purpose
from vignette.domain.span import Micros
from vignette.storage import codings as stored
from vignette.storage import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(alice: Someone, sign_in: SignIn) -> Client:
    return sign_in(alice)


@pytest.fixture
@remembered
def address(cycle: Cycle, alice: Someone) -> str:
    its = codings.begin(alice.actor, cycle.film, codebook="vig@1")
    return f"/api/codings/{its}"


def keep(browser: Client, address: str, *keys: tuple[str, str]) -> int:
    own = [{"standard": standard, "key": key} for standard, key in keys]
    habits = {"reaction": 0, "codes": [], "keys": own}
    return browser.post(f"{address}/habits", json.dumps(habits), content_type="application/json").status_code


def code(browser: Client, address: str) -> tuple[str, dict[str, object]]:
    """Code one thing; what its deed is called, and what was answered."""
    event, deed = str(uuid4()), str(uuid4())
    coded = {"id": event, "code": "A1", "person": None, "start": 0, "end": 1000, "modifiers": {}, "note": ""}
    change = {"event": event, "before": None, "after": coded}
    told = {"deeds": [{"id": deed, "changes": [change], "undoes": None}]}
    return deed, browser.post(f"{address}/deeds", json.dumps(told), content_type="application/json").json()


@pytest.mark.parametrize(("codebook", "is_for_lines"), [("mind-mindedness@1", True), ("turns@1", False)])
def test_the_page_is_told_that_lines_of_a_transcript_are_no_states(
    browser: Client, cycle: Cycle, alice: Someone, codebook: str, *, is_for_lines: bool
) -> None:
    its = codings.begin(alice.actor, cycle.film, codebook=codebook)

    book = browser.get(f"/api/codings/{its}/desk").json()["book"]

    assert [level["isExclusive"] for level in book["levels"]] == [True]
    assert book["isForLines"] is is_for_lines


def test_keys_of_ones_own_are_there_on_every_device(browser: Client, address: str) -> None:
    assert keep(browser, address, ("k", "p"), ("alt+arrowleft", "home"), ("shift+ ", "ä")) == 200

    kept = browser.get(f"{address}/desk").json()["habits"]["keys"]

    assert [(each["standard"], each["key"]) for each in kept] == [
        ("k", "p"),
        ("alt+arrowleft", "home"),
        ("shift+ ", "ä"),
    ]


@pytest.mark.parametrize("key", ["", "two words", "ctrl+z", "<script>", "x" * 40, "\n", "\u202e", "ALT+K"])
def test_what_is_no_key_is_not_kept(browser: Client, address: str, key: str) -> None:
    assert keep(browser, address, ("k", key)) == 422
    assert browser.get(f"{address}/desk").json()["habits"]["keys"] == []


def test_more_keys_than_a_keyboard_has_are_not_kept(browser: Client, address: str) -> None:
    assert keep(browser, address, *[("k", "p")] * 61) == 422


def test_habits_that_were_kept_before_keys_could_be_changed_still_hold(
    browser: Client, address: str, alice: Someone
) -> None:
    habit = {"code": "A1", "key": "y", "mode": "hold", "lead": 0, "lag": 0}
    rows.CodingHabit.objects.create(
        account_id=alice.id.value, codebook="vig@1", habits={"reaction": 90_000, "codes": [habit]}
    )

    habits = browser.get(f"{address}/desk").json()["habits"]

    assert (habits["reaction"], [each["key"] for each in habits["codes"]], habits["keys"]) == (90_000, ["y"], [])


def test_a_colleague_is_given_the_second_view_by_an_address_of_its_own_and_without_leave_none(
    browser: Client, cycle: Cycle, alice: Someone, bob: Someone, small_film: Path, sign_in: SignIn
) -> None:
    shared = codings.begin(alice.actor, cycle.film, codebook="vig@1", kind=Kind.SHARED)
    codings.invite(alice.actor, shared, bob.id)
    pairing.choose(alice.actor, cycle.film, ready_film_of(alice, cycle.family, small_film))
    his = sign_in(bob)

    camera = his.get(f"/api/codings/{shared}/desk").json()["camera"]["video"]
    assert camera.startswith(f"/codings/{shared}/")
    assert [each.get(camera).status_code for each in (his, browser)] == [200, 200]
    withdrawn(alice, cycle.family, people_of(alice, cycle.family)[0], Purpose.OWN_SUPERVISION)

    assert his.get(camera).status_code != 200
    assert browser.get(camera).status_code == 200


def test_ratings_and_habits_are_told_as_they_are_now_to_a_page_one_comes_back_to(
    browser: Client, alice: Someone, cycle: Cycle
) -> None:
    its = codings.begin(alice.actor, cycle.film, codebook="vig@1")
    scale = book("vig@1").scales[0]
    told = {"scale": scale.code, "person": None, "value": scale.highest, "note": "warm"}
    browser.post(f"/api/codings/{its}/rating", json.dumps(told), content_type="application/json")
    keep(browser, f"/api/codings/{its}", ("k", "p"))

    aside = browser.get(f"/api/codings/{its}/aside").json()

    assert aside["ratings"] == [told]
    assert aside["habits"]["keys"] == [{"standard": "k", "key": "p"}]


def test_a_page_on_another_device_is_told_what_its_coder_did_here(browser: Client, address: str) -> None:
    first, _ = code(browser, address)
    second, answer = code(browser, address)

    news = browser.get(f"{address}/news/1").json()

    assert (answer["before"], answer["number"]) == (1, 2)
    assert ([each["id"] for each in news["deeds"]], news["own"], news["number"]) == ([second], [second], 2)
    assert [each["id"] for each in browser.get(f"{address}/news/0").json()["deeds"]] == [first, second]


def test_a_question_for_news_that_finds_nothing_reads_no_code_and_writes_nothing(browser: Client, address: str) -> None:
    _, answer = code(browser, address)
    browser.get(f"{address}/news/{answer['number']}")

    with CaptureQueriesContext(connection) as asked:
        news = browser.get(f"{address}/news/{answer['number']}").json()

    assert (news["deeds"], news["number"]) == ([], answer["number"])
    assert len(asked) <= 15
    assert all(each["sql"].startswith("SELECT") and '"coded_event"' not in each["sql"] for each in asked)


def test_news_say_in_one_word_whether_ratings_or_keys_were_changed_on_another_device(
    browser: Client, address: str
) -> None:
    before = browser.get(f"{address}/desk").json()["aside"]
    keep(browser, address, ("k", "p"))
    after = browser.get(f"{address}/news/0").json()["aside"]

    assert before != after == browser.get(f"{address}/news/0").json()["aside"]
    rating = {"scale": "sensitivity", "person": None, "value": None, "note": ""}
    assert browser.post(f"{address}/rating", json.dumps(rating), content_type="application/json").status_code == 200
    assert browser.get(f"{address}/desk").json()["aside"] == after


def test_the_desk_is_asked_for_beside_the_scripts_of_its_page(browser: Client, address: str) -> None:
    page = browser.get(address.removeprefix("/api")).content.decode()

    its = f'<link rel="preload" as="fetch" crossorigin href="{address}/desk">'
    assert page.index(its) < page.index("<script")


def test_a_code_that_its_codebook_does_not_know_is_left_out_and_words_stay_with_their_own(
    browser: Client, address: str, cycle: Cycle
) -> None:
    known, gone, noted = (
        Event(EventId.new(), which, None, Micros(start), Micros(start + 500), note=note)
        for which, start, note in (("A1", 0, ""), ("gone", 1000, "he waits"), ("B1", 2000, "she looks up"))
    )
    stored.add_events(CodingId.parse(address.rpartition("/")[2]), cycle.family, [noted, gone, known])

    told = browser.get(f"{address}/desk").json()["events"]

    assert (told["ids"], told["starts"], told["lengths"]) == ([str(known.id), str(noted.id)], [0, 2000], [500, 500])
    assert told["extras"] == [{"place": 1, "modifiers": {}, "note": "she looks up"}]
