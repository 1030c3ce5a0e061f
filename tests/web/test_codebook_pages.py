"""A codebook is written on one page, and a coding is told beforehand what becomes of it in other words."""

import re
from pathlib import Path

import pytest

from tests.people import Someone, everyone_agrees, family_of, people_of, ready_film_of
from tests.web.conftest import Cycle, SignIn
from vignette.actions import coding, coding_deeds, codings
from vignette.domain.coding import Change, CodingId, Deed, DeedId, Event, EventId
from vignette.domain.span import SECOND, Micros

pytestmark = pytest.mark.django_db

ROW = {"hint": "Lifts a hand.", "of": "A", "shape": "point", "kind": "attuned", "within": "", "move": ""}
FORM = {"title": "Hands", "extends": "", "letter": ["A"], "level-title": ["With the hands"]}


def test_a_codebook_is_written_read_and_written_again(alice: Someone, sign_in: SignIn) -> None:
    browser = sign_in(alice)

    made = browser.post("/codebooks/new", FORM | ROW | {"code": "W1", "label": "Waves", "key": "w"})
    assert made.headers["Location"] == "/codebooks/hands@1"
    assert "Waves" in browser.get("/codebooks/hands@1").content.decode()
    again = browser.get("/codebooks/hands@1/next").content.decode()
    assert 'value="Waves"' in again
    assert "The next version" in again
    assert "Hands" in browser.get("/codebooks").content.decode()


def test_what_cannot_be_kept_says_why_and_keeps_what_was_written(alice: Someone, sign_in: SignIn) -> None:
    answer = sign_in(alice).post("/codebooks/new", FORM | ROW | {"code": "W1", "label": "Waves", "key": "3"})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "digits choose the person" in page
    assert 'value="Waves"' in page


def test_what_can_be_said_more_closely_is_written_on_the_same_page(alice: Someone, sign_in: SignIn) -> None:
    browser = sign_in(alice)
    detail = {"detail-code": "way", "detail-label": "In what way", "detail-values": "warmly, firmly"}
    wave = FORM | ROW | detail | {"code": "W1", "label": "Waves", "key": "w"}

    unticked = browser.post("/codebooks/new", wave)
    assert "Tick “In what way” under More" in unticked.content.decode()
    assert 'name="detail-0" value="way"' in unticked.content.decode()
    browser.post("/codebooks/new", wave | {"detail-0": "way", "detail-many": "way", "move": "begins"})

    assert "In what way</bdi>: <bdi>warmly, firmly" in browser.get("/codebooks/hands@1").content.decode()
    again = browser.get("/codebooks/hands@1/next").content.decode()
    assert 'value="warmly, firmly"' in again
    assert '<option value="begins" selected>' in again


def test_a_codebook_of_two_hundred_codes_can_be_changed(alice: Someone, sign_in: SignIn) -> None:
    browser = sign_in(alice)
    rows = {name: [value] * 200 for name, value in ROW.items()} | {"key": [""] * 200}
    many = {"code": [f"W{number}" for number in range(200)], "label": [f"Waves {number}" for number in range(200)]}

    made = browser.post("/codebooks/new", FORM | rows | many)

    assert made.headers["Location"] == "/codebooks/hands@1"


def test_there_is_room_for_more_without_keeping_anything(alice: Someone, sign_in: SignIn) -> None:
    browser = sign_in(alice)

    answer = browser.post("/codebooks/new", FORM | ROW | {"code": "W1", "label": "", "key": "", "more": "1"})

    assert answer.status_code == 200
    assert browser.get("/codebooks/hands@1").status_code != 200


def test_a_coding_in_other_words_is_shown_first_and_made_beside_the_old_one(
    alice: Someone, sign_in: SignIn, small_film: Path
) -> None:
    family = family_of(alice)
    everyone_agrees(alice, family)
    film = ready_film_of(alice, family, small_film)
    old = codings.begin(alice.actor, film, codebook="vig@1")
    for code in ("A1", "A5"):
        one = Event(EventId.new(), code, None, Micros(0), Micros(SECOND))
        coding_deeds.do(alice.actor, old, [Deed(DeedId.new(), (Change(one.id, None, one),))])
    browser = sign_in(alice)
    browser.post("/codebooks/new", FORM | ROW | {"code": "W1", "label": "Waves", "key": "w"})
    asked = {"codebook": "hands@1", "code": ["A1", "A5"], "to": ["W1", ""]}

    shown = browser.get(f"/codings/{old}/in-other-words", asked).content.decode()
    assert "1 code would be in the new coding; 1 would be left out; 1 would become a point" in shown
    assert len(codings.see_codings(alice.actor, film).codings) == 1

    made = browser.post(f"/codings/{old}/in-other-words", asked)
    first, second = codings.see_codings(alice.actor, film).codings
    assert made.headers["Location"] == f"/codings/{second.coding.id}"
    assert (first.count, second.count) == (2, 1)
    (event,) = coding.see_desk(alice.actor, second.coding.id).events
    assert (event.code, event.is_point) == ("W1", True)


def test_how_long_a_point_lasts_as_a_state_is_chosen_and_shown_first(
    cycle: Cycle, alice: Someone, sign_in: SignIn
) -> None:
    old = codings.begin(alice.actor, cycle.film, codebook="vig@1")
    point = Event(EventId.new(), "C1", None, Micros(SECOND), Micros(SECOND))
    coding_deeds.do(alice.actor, old, [Deed(DeedId.new(), (Change(point.id, None, point),))])
    browser, page = sign_in(alice), f"/codings/{old}/in-other-words"
    asked = {"codebook": "vig@1", "code": "C1", "to": "A1"}

    assert 'type="number"' not in browser.get(page).content.decode()
    assert "1 point would last 1 second." in browser.get(page, asked).content.decode()
    shown = browser.get(page, asked | {"lasts": "0,5"}).content.decode()
    made = browser.post(page, asked | dict(re.findall(r'type="hidden" name="(lasts)" value="(.*?)"', shown)))

    assert "1 point would last 0.5 seconds." in shown
    (told,) = coding.see_desk(alice.actor, CodingId.parse(made.headers["Location"].rpartition("/")[2])).events
    assert (told.code, told.start, told.length) == ("A1", SECOND, SECOND // 2)


@pytest.mark.parametrize("lasts", ["0", "-1", "61", "nan", "inf", "long", "1e400"])
def test_a_length_that_is_none_is_refused_with_a_sentence(
    lasts: str, cycle: Cycle, alice: Someone, sign_in: SignIn
) -> None:
    old = codings.begin(alice.actor, cycle.film, codebook="vig@1")

    answer = sign_in(alice).get(f"/codings/{old}/in-other-words", {"codebook": "vig@1", "lasts": lasts})

    assert answer.status_code == 422
    assert "lasts 0.1 to 60 seconds" in answer.content.decode()
    assert codings.see_codings(alice.actor, cycle.film).codings[-1].coding.id == old


def test_what_one_person_did_can_become_another_code_than_what_the_other_did(
    cycle: Cycle, alice: Someone, sign_in: SignIn
) -> None:
    people = people_of(alice, cycle.family)
    old = codings.begin(alice.actor, cycle.film, codebook="vig@1")
    events = [Event(EventId.new(), "A1", each.id, Micros(0), Micros(SECOND)) for each in people]
    coding_deeds.do(alice.actor, old, [Deed(DeedId.new(), tuple(Change(each.id, None, each) for each in events))])
    browser, page = sign_in(alice), f"/codings/{old}/in-other-words"
    parts = {"part": ["A1", "A1"], "whom": [str(each.id) for each in people], "part-to": ["=", "A2"]}
    asked = {"codebook": "vig@1", "code": "A1", "to": "A5", **parts}

    assert "Not the same for everybody" in browser.get(page).content.decode()
    shown = browser.get(page, asked).content.decode()
    hidden = re.findall(r'type="hidden" name="part-to" value="(.*?)"', shown)
    made = browser.post(page, asked).headers["Location"]

    assert "2 codes would be in the new coding." in shown
    assert hidden == ["=", "A2"]
    told = coding.see_desk(alice.actor, CodingId.parse(made.rpartition("/")[2])).events
    assert {each.person: each.code for each in told} == {people[0].id: "A5", people[1].id: "A2"}
